import { Body, Controller, Get, Headers, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { type Actor, allowed, mayEver } from '../auth/matrix.js';
import { Policy, type WithActor } from '../auth/policy.js';
import type { Sql } from '../database/transaction.js';
import { signedIn } from './access.js';
import { ClockMover } from './clock-mover.js';
import type { ClockAnswer, ClockMove, Me } from './contract.js';
import { Answers, Idempotent } from './describe.js';
import { OnceOnly } from './once.js';
import { ServiceProblem } from './problem.js';
import { Reading } from './reading.js';
import * as schemas from './schemas.js';

@Controller('api/v1')
export class MeController {
  constructor(
    @Inject(Reading) private readonly reading: Reading,
    @Inject(ClockMover) private readonly clock: ClockMover,
    @Inject(OnceOnly) private readonly once: OnceOnly,
  ) {}

  @Get('me')
  @Policy('app.read')
  @Answers('Who is signed in, with their granted roles', schemas.Me)
  me(@Req() request: WithActor): Promise<Me> {
    const actor = signedIn(request);
    return this.reading.now(actor, async (tx, now) => ({
      id: actor.personId,
      name: await nameOf(tx, actor),
      roles: actor.grants.map((grant) => grant.role),
      mayReadCycles: mayEver(actor, 'read', 'cycle'),
      development: this.clock.movable
        ? {
            clock: new Date(now).toISOString(),
            moved: await isMoved(tx),
            mayMove: allowed(actor, 'move', 'clock', null).allowed,
            mail: '/dev/mail',
          }
        : null,
    }));
  }

  @Post('clock')
  @HttpCode(200)
  @Policy('clock.move')
  @Idempotent()
  @Answers('Development only: moves the clock and fires what falls due on the way', schemas.ClockAnswer)
  async move(
    @Req() request: WithActor,
    @Headers('idempotency-key') key: string | undefined,
    @Body({ schema: schemas.ClockMove }) { by }: ClockMove,
  ): Promise<ClockAnswer> {
    const actor = signedIn(request);
    if (!this.clock.movable) throw new ServiceProblem(404, 'notFound', 'There is nothing here.');
    if (!allowed(actor, 'move', 'clock', null).allowed) {
      throw new ServiceProblem(403, 'notAllowed', 'Only an HR administrator moves the clock.');
    }
    const { answer } = await this.once.run(actor, { key, request: { clock: by } }, async () => {
      const { at, fired } = await this.clock.moveBy(actor.organisationId, by);
      return { clock: new Date(at).toISOString(), fired };
    });
    return answer;
  }
}

async function nameOf(tx: Sql, { organisationId, personId }: Actor): Promise<string> {
  const [row] = await tx.query<{ name: string }>(
    `select given_name || ' ' || family_name as name from employee where organisation_id = $1 and id = $2`,
    [organisationId, personId],
  );
  return row?.name ?? '';
}

async function isMoved(tx: Sql): Promise<boolean> {
  const [row] = await tx.query<{ moved: boolean }>('select clock_at is not null as moved from installation');
  return row?.moved ?? false;
}
