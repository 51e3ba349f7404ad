import { randomUUID } from 'node:crypto';
import {
  Body,
  Controller,
  Get,
  Inject,
  NotFoundException,
  Param,
  Post,
  Req,
  Res,
  UseFilters,
} from '@nestjs/common';
import { calibrationOf, isSaid } from '../../../workflows/index.js';
import type { Actor } from '../../auth/matrix.js';
import { Policy } from '../../auth/policy.js';
import { Calibrations, type SessionResult } from '../../calibration/calibrations.js';
import { mayDo, type SessionView } from '../../calibration/view.js';
import { CLOCK, type Clock } from '../../clock.js';
import { Database } from '../../database/database.js';
import { namesOf } from '../../tasks/rows.js';
import { type FormValues, valuesOf } from '../form/values.js';
import { ReaderOf } from '../frame.js';
import { type Html, markup } from '../../html.js';
import type { Reader } from '../layout.js';
import { messagePage } from '../message.js';
import { PageFilter } from '../page.filter.js';
import { goTo, type PageRequest, type Reply, sendPage } from '../reply.js';
import { keyOf, wasSent } from '../task/gone.js';
import { type SessionPage, sessionPage } from './session.page.js';

type Shown = Omit<SessionPage, 'key' | 'values' | 'problems' | 'notice'>;
type Typed = Pick<SessionPage, 'values' | 'problems' | 'notice'>;
const untyped: Typed = { values: null, problems: {}, notice: null };

/** Calibration sessions, for whoever leads them and takes part. */
@Controller('calibration')
@UseFilters(PageFilter)
export class SessionController {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(Calibrations) private readonly calibrations: Calibrations,
    @Inject(ReaderOf) private readonly readers: ReaderOf,
  ) {}

  @Get(':id')
  @Policy('calibration.read')
  async show(@Param('id') id: string, @Req() request: PageRequest, @Res() reply: Reply): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    const shown = await this.read(actor, reader, id);
    this.draw(reply, 200, shown, untyped);
  }

  @Post(':id')
  @Policy('calibration.adjust')
  async act(
    @Param('id') id: string,
    @Req() request: PageRequest,
    @Body() body: unknown,
    @Res() reply: Reply,
  ): Promise<void> {
    const { actor, reader } = await this.readers.signedIn(request);
    const values = valuesOf(body);
    const shown = await this.read(actor, reader, id);
    const problems = values.one('do') === 'close' ? closeProblems(values) : changeProblems(values);
    if (Object.keys(problems).length > 0)
      return this.draw(reply, 422, shown, { values, problems, notice: null });
    const result =
      values.one('do') === 'close'
        ? await this.close(actor, id, values)
        : await this.change(actor, id, values);
    await this.settle(reply, result, { actor, reader, id, values });
  }

  private close(actor: Actor, id: string, values: FormValues): Promise<SessionResult> {
    return this.calibrations.close(actor, id, versionOf(values));
  }

  /** Another change in the same session is no reason to ask again; a change of the same person is, unless it was this very one. */
  private async change(actor: Actor, id: string, values: FormValues): Promise<SessionResult> {
    const change = {
      participantId: values.one('participant'),
      level: values.one('level'),
      reason: values.one('reason').trim(),
      key: keyOf(actor.personId, values.one('key')),
    };
    let version = versionOf(values);
    for (let n = 0; n < 5; n++) {
      const result = await this.calibrations.change(actor, id, change, version);
      if (result.ok || result.why !== 'stale') return result;
      const { view, sent } = await this.database.transaction(actor.organisationId, async (tx) => ({
        view: await this.calibrations.view(tx, actor, id),
        sent: await wasSent(tx, actor.organisationId, actor.personId, values.one('key')),
      }));
      if (sent) return { ok: true, version: result.version, refused: [] };
      const card = view?.cards.find((one) => one.participantId === change.participantId);
      if (!card || (card.level ?? '') !== values.one('from')) return result;
      version = result.version;
    }
    return { ok: false, why: 'stale', version };
  }

  private async settle(
    reply: Reply,
    result: SessionResult,
    { actor, reader, id, values }: { actor: Actor; reader: Reader; id: string; values: FormValues },
  ): Promise<void> {
    const closing = values.one('do') === 'close';
    if (result.ok && closing) {
      const body = markup`<p>The ratings of this group are final. They are shared with people on the day the cycle names.</p><p class="actions"><a class="button" href="/tasks">All my tasks</a></p>`;
      return sendPage(reply, 200, messagePage({ title: 'The session is closed', reader, body }));
    }
    if (result.ok) return goTo(reply, `/calibration/${id}#p-${values.one('participant')}`);
    const shown = await this.read(actor, reader, id);
    const { status, notice } = refusal(result, shown);
    this.draw(reply, status, shown, { values, problems: {}, notice });
  }

  private async read(actor: Actor, reader: Reader, id: string): Promise<Shown> {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) throw new NotFoundException();
    const { organisationId, personId } = actor;
    return await this.database.transaction(organisationId, async (tx) => {
      const view = await this.calibrations.view(tx, actor, id);
      if (!view) throw new NotFoundException();
      const { session } = view;
      const open = session.status === 'open';
      const adjust = open && (await mayDo(tx, actor, session, 'adjust'));
      const close = open && (await mayDo(tx, actor, session, 'close'));
      const [row] = await tx.query<{ zone: string; cycle: string }>(
        `select e.time_zone as zone, c.name as cycle from employee e, cycle c
         where e.organisation_id = $1 and e.id = $2 and c.organisation_id = $1 and c.id = $3`,
        [organisationId, personId, session.cycleId],
      );
      const names = await namesOf(
        tx,
        organisationId,
        view.changes.map((change) => change.byId),
      );
      const now = await this.clock.now(tx);
      return {
        view,
        scale: scaleOf(view),
        cycleName: row?.cycle ?? '',
        reader,
        zone: row?.zone ?? 'UTC',
        now,
        may: { adjust, close },
        names,
      };
    });
  }

  private draw(reply: Reply, status: number, shown: Shown, typed: Typed): void {
    sendPage(reply, status, sessionPage({ ...shown, ...typed, key: randomUUID() }));
  }
}

const versionOf = (values: FormValues): number => {
  const version = Number.parseInt(values.one('version'), 10);
  return Number.isInteger(version) ? version : -1;
};

function changeProblems(values: FormValues): Record<string, string> {
  const problems: Record<string, string> = {};
  if (values.one('level') === '') problems['level'] = 'Choose the new rating.';
  if (!isSaid(values.one('reason'))) problems['reason'] = 'Give a reason: a change without one is refused.';
  return problems;
}

const closeProblems = (values: FormValues): Record<string, string> =>
  values.one('decision') === 'close'
    ? {}
    : { decision: 'Choose "Yes" to close the session, or come back later.' };

function refusal(
  result: Extract<SessionResult, { ok: false }>,
  { view, names }: Shown,
): { status: number; notice: Html } {
  const say = (status: number, text: string) => ({
    status,
    notice: markup`<div class="notice late" role="alert" tabindex="-1" autofocus><p><strong>${text}</strong></p></div>`,
  });
  switch (result.why) {
    case 'stale': {
      const last = view.changes.at(-1);
      const by = last ? ` ${names.get(last.byId) ?? 'Somebody'} changed it last.` : '';
      return say(
        412,
        `This session was changed while you had it open.${by} Nothing of yours was done, and what you typed is still here.`,
      );
    }
    case 'closed':
      return say(409, 'This session is closed already; nothing was changed.');
    case 'aboutYourself':
      return say(403, 'Nobody changes their own rating.');
    case 'aboveYou':
      return say(403, 'Nobody changes the rating of somebody above them.');
    case 'notAllowed':
      return say(403, 'Your part in this session does not allow that.');
    case 'reasonMissing':
      return say(422, 'Give a reason: a change without one is refused.');
    case 'guide':
      return say(422, 'The guide must be kept before this session can be closed.');
    case 'refused':
      return say(
        422,
        Object.values(result.refusal.details)[0] ?? 'The rules of the cycle do not allow that.',
      );
    case 'incident':
      return say(500, 'This could not be recorded, and HR has been told. Nothing was changed.');
    case 'notInSession':
    case 'unknown':
      return say(404, 'This person is not in the session any more.');
  }
}

function scaleOf({ definition, stage }: SessionView): SessionPage['scale'] {
  const rating = definition.cycle.ratings.find(({ id }) => id === calibrationOf(stage)?.rating);
  const scale = definition.model.scales.find(({ id }) => id === rating?.scale);
  if (!scale) throw new Error(`Stage ${stage.id} calibrates a rating without a scale.`);
  return scale;
}
