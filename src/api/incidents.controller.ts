import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import { actorNow } from '../auth/actor.js';
import { type Actor, allowed } from '../auth/matrix.js';
import { Policy, type WithActor } from '../auth/policy.js';
import type { Sql } from '../database/transaction.js';
import { incidentLine, openIncidents, type IncidentLine } from '../incidents/incidents.js';
import { Incidents } from '../incidents/retry.js';
import { signedIn } from './access.js';
import type { IncidentList, IncidentRetried, IncidentRetry } from './contract.js';
import { cycleIn } from './cycles.controller.js';
import { Answers, Idempotent } from './describe.js';
import { OnceOnly } from './once.js';
import { ServiceProblem } from './problem.js';
import { Reading } from './reading.js';
import * as schemas from './schemas.js';

@Controller('api/v1')
export class IncidentsController {
  constructor(
    @Inject(Reading) private readonly reading: Reading,
    @Inject(Incidents) private readonly incidents: Incidents,
    @Inject(OnceOnly) private readonly once: OnceOnly,
  ) {}

  @Get('cycles/:cycle/incidents')
  @Policy('incident.read')
  @Answers('What failed and holds somebody within reach, oldest first', schemas.IncidentList)
  list(@Req() request: WithActor, @Param('cycle') key: string): Promise<IncidentList> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx) => {
      const open = await openIncidents(tx, actor.organisationId, (await cycleIn(tx, actor, key)).id);
      return { items: open.filter((line) => may(actor, 'read', 'incident', line)).map(asAnswer) };
    });
  }

  @Post('incidents/:id/retry')
  @HttpCode(200)
  @Policy('incident.retry')
  @Idempotent()
  @Answers('Tries again what failed, with a reason that is kept', schemas.IncidentRetried)
  async retry(
    @Req() request: WithActor,
    @Param('id') id: string,
    @Headers('idempotency-key') key: string | undefined,
    @Body({ schema: schemas.IncidentRetry }) { reason }: IncidentRetry,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<IncidentRetried> {
    const actor = signedIn(request);
    const asked = { key, request: { retry: id, reason } };
    const { answer, replayed } = await this.once.run(actor, asked, () => this.again(actor, id, reason));
    if (replayed) reply.header('idempotent-replay', 'true');
    return answer;
  }

  private async again(actor: Actor, id: string, reason: string): Promise<IncidentRetried> {
    const judge = (tx: Sql) => mayRetry(tx, actor, id);
    await this.reading.now(actor, judge);
    const result = await this.incidents.retry(actor.organisationId, id, {
      by: actor.personId,
      reason,
      judge,
    });
    if (result === 'unknown') throw unknown();
    return { id, result };
  }
}

type Reply = { header(name: string, value: string): unknown };

/** Throws a problem unless the actor, with the roles they have now, may try this incident again. */
async function mayRetry(tx: Sql, who: Actor, id: string): Promise<void> {
  const actor = await actorNow(tx, who);
  const line = actor && uuid.test(id) ? await incidentLine(tx, actor.organisationId, id) : undefined;
  if (!actor || !line || !may(actor, 'retry', 'incident', line)) throw unknown();
  if (!may(actor, 'retry', 'participant', line))
    throw new ServiceProblem(403, 'notAllowed', 'Nobody decides about themselves.');
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const unknown = () => new ServiceProblem(404, 'notFound', 'There is no such open incident.');

function may(actor: Actor, action: string, resource: string, line: IncidentLine): boolean {
  const { employeeId: personId, country, department } = line;
  const subject = { organisationId: actor.organisationId, personId, attributes: { country, department } };
  return allowed(actor, action, resource, subject).allowed;
}

const iso = (at: number) => new Date(at).toISOString();

function asAnswer(line: IncidentLine): IncidentList['items'][number] {
  const { id, participantId: participant, number, name, error, message, attempts } = line;
  const [firstAt, lastAt] = [iso(line.firstAt), iso(line.lastAt)];
  return { id, participant, person: { number, name }, error, message, attempts, firstAt, lastAt };
}
