import {
  Body,
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { Sql } from '../database/transaction.js';
import type { Instant } from '../../workflows/index.js';
import { Policy, type WithActor } from '../auth/policy.js';
import { PARTICIPANTS, type ParticipantsPort } from '../participants/contract.js';
import { participantFor, signedIn } from './access.js';
import type {
  ActAnswer,
  HistoryAnswer,
  MailsAnswer,
  OwnerAct,
  PageQuery,
  ParticipantAnswer,
} from './contract.js';
import { Answers, Idempotent, IfMatch } from './describe.js';
import { keyIn, versionIn } from './headers.js';
import { historyOf } from './history.js';
import { mailsOf } from './mails.js';
import { describeParticipant } from './participant.js';
import { permissionFor } from './owner-acts.js';
import { doneOrProblem, ServiceProblem } from './problem.js';
import { Reading } from './reading.js';
import * as schemas from './schemas.js';

type Reply = { header(name: string, value: string): unknown };

@Controller('api/v1/participants')
export class ParticipantsController {
  constructor(
    @Inject(Reading) private readonly reading: Reading,
    @Inject(PARTICIPANTS) private readonly participants: ParticipantsPort,
  ) {}

  @Get(':id')
  @Policy('participant.read')
  @Answers('One person in one cycle: where, why, and what comes next', schemas.ParticipantAnswer)
  async one(
    @Req() request: WithActor,
    @Param('id') id: string,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ParticipantAnswer> {
    const actor = signedIn(request);
    const answer = await this.reading.now(actor, async (tx, now) => {
      const key = await participantFor(tx, actor, id, 'why', dateOf(now));
      return describeParticipant(tx, this.participants, actor, key, now);
    });
    reply.header('etag', `"${answer.version}"`);
    return answer;
  }

  @Get(':id/history')
  @Policy('participant.read')
  @Answers('Everything that happened, newest first', schemas.HistoryAnswer)
  history(
    @Req() request: WithActor,
    @Param('id') id: string,
    @Query({ schema: schemas.PageQuery }) page: PageQuery,
  ): Promise<HistoryAnswer> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx, now) =>
      historyOf(tx, await participantFor(tx, actor, id, 'why', dateOf(now)), page),
    );
  }

  @Get(':id/mails')
  @Policy('participant.read')
  @Answers('Mail about this person, with its delivery', schemas.MailsAnswer)
  mails(@Req() request: WithActor, @Param('id') id: string): Promise<MailsAnswer> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx, now) =>
      mailsOf(tx, await participantFor(tx, actor, id, 'why', dateOf(now))),
    );
  }

  @Post(':id/acts')
  @HttpCode(200)
  @Policy('participant.move')
  @Idempotent()
  @IfMatch()
  @Answers(
    'An act of the owner of the cycle: skip, close, reopen, extend, reassign; with a reason',
    schemas.ActAnswer,
  )
  async act(
    @Req() request: WithActor,
    @Param('id') id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Headers('if-match') match: string | undefined,
    @Body({ schema: schemas.OwnerAct }) { reason, act: body }: OwnerAct,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<ActAnswer> {
    const actor = signedIn(request);
    const act = { key: keyIn(key, actor.personId), expectedVersion: versionIn(match), reason, body };
    const permission = (tx: Sql, now: Instant) =>
      permissionFor(tx, this.participants, actor, { id, act: body, today: dateOf(now) });
    const { participantId, actingFor } = await this.reading
      .now(actor, permission)
      .then(
        ({ key: participant, actingFor }) => ({ participantId: participant.id, actingFor }),
        refusedLater(id),
      );
    const result = await this.participants.advance(
      actor.organisationId,
      { ...act, participantId, by: actor.personId, actingFor },
      async (tx) => {
        const again = await permission(tx, await this.reading.clock.now(tx));
        if (again.actingFor !== actingFor) throw ownerChanged();
      },
    );
    const { version, at, replayed } = doneOrProblem(result, (instant) => new Date(instant).toISOString());
    reply.header('etag', `"${version}"`);
    if (replayed) reply.header('idempotent-replay', 'true');
    return { participant: participantId, version, at: new Date(at).toISOString(), replayed };
  }
}

/** Whoever may not do it is refused under the lock, since what was done under the key is answered again, also to them. */
const refusedLater = (id: string) => (problem: unknown) => {
  if (!(problem instanceof ServiceProblem) || !uuid.test(id)) throw problem;
  return { participantId: id.toLowerCase(), actingFor: null };
};
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ownerChanged = () =>
  new ServiceProblem(
    409,
    'ownerChanged',
    'Somebody else owns the cycle for this person now. Send it once more.',
  );
const dateOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);
