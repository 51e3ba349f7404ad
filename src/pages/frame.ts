/** What every page shows of its reader: name, open tasks, the token of their forms, the bar of development. */
import { Inject, Injectable, UnauthorizedException } from '@nestjs/common';
import { formTokenOf, sessionFrom } from '../auth/cookies.js';
import { type Actor, allowed, mayEver } from '../auth/matrix.js';
import { AuthSettings } from '../auth/settings.js';
import { CLOCK, type Clock } from '../clock.js';
import { Database } from '../database/database.js';
import { dateAt, timeAt } from '../../workflows/index.js';
import { dayWords } from '../tasks/dates.js';
import { countOpen } from '../tasks/rows.js';
import type { Reader } from './layout.js';
import type { PageRequest } from './reply.js';

@Injectable()
export class ReaderOf {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(AuthSettings) private readonly settings: AuthSettings,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The reader of a request; null when nobody is signed in. */
  async request(request: PageRequest): Promise<Reader | null> {
    const actor = request.actor;
    const key = sessionFrom(request.headers.cookie, this.settings.secure);
    if (!actor || !key) return null;
    return { ...(await this.read(actor)), formToken: formTokenOf(key) };
  }

  /** Who asks, and how pages show them. Throws UnauthorizedException when nobody is signed in. */
  async signedIn(request: PageRequest): Promise<{ actor: Actor; reader: Reader }> {
    const reader = await this.request(request);
    if (!reader || !request.actor) throw new UnauthorizedException();
    return { actor: request.actor, reader };
  }

  private async read(actor: Actor): Promise<Omit<Reader, 'formToken'>> {
    const { organisationId, personId } = actor;
    return await this.database.transaction(organisationId, async (tx) => {
      const [me] = await tx.query<{ name: string; zone: string }>(
        `select given_name || ' ' || family_name as name, time_zone as zone from employee where organisation_id = $1 and id = $2`,
        [organisationId, personId],
      );
      const open = await countOpen(tx, organisationId, personId);
      return {
        name: me?.name ?? '',
        open,
        cycles: mayEver(actor, 'read', 'cycle'),
        development: await this.development(actor, me?.zone ?? 'UTC', tx),
      };
    });
  }

  private async development(
    actor: Actor,
    zone: string,
    tx: Parameters<typeof countOpen>[0],
  ): Promise<Reader['development']> {
    if (this.settings.environment === 'production') return null;
    const now = await this.clock.now(tx);
    const subject = { organisationId: actor.organisationId };
    // with its year, since it is seldom that of the reader
    const words = `${dayWords(dateAt(zone, now), null)} ${timeAt(zone, now)}`;
    return { now: words, mayMove: allowed(actor, 'move', 'clock', subject).allowed };
  }
}
