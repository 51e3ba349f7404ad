/** What a run shows: figures put together from final states, so that memory and database report alike. */
import type { Id, Scale } from '../../../dsl/index.js';
import type { Definition, Instant, Person, StageState } from '../../engine/contract.js';
import { calibrationOf } from '../../cycle/groups.js';
import { isClosed } from '../../cycle/joins.js';
import type { BudgetLine, Figures, FinalState } from '../contract.js';
import type { RefusedDeed } from '../drive.js';

/** One stage over all participants. Instants are null where nobody got that far. */
export type StageLine = {
  name: string;
  phase: string;
  firstOpened: Instant | null;
  lastClosed: Instant | null;
  /** The instant by which half, and by which nine of ten of those who did it, had closed it. */
  half: Instant | null;
  most: Instant | null;
  done: number;
  missing: number;
  skipped: number;
  open: number;
  late: number;
  escalated: number;
  returned: number;
};
export type LevelLine = { level: string; before: number; after: number };
export type Distribution = { rating: string; people: number; changed: number; levels: LevelLine[] };
export type Receiver = { number: string; name: string; mails: number };
export type ReportData = {
  cycle: string;
  /** How it ran: `memory` or `database`, with what seed. */
  ran: { kept: 'memory' | 'database'; seed: number; seconds: number; digest: string; until: Instant };
  participants: number;
  closed: number;
  outcomes: { outcome: string; people: number }[];
  transitions: number;
  incidents: number;
  mails: number;
  /** Civil days in order, with the mails of that day. */
  mailsPerDay: { on: string; mails: number }[];
  receivers: Receiver[];
  stages: StageLine[];
  distributions: Distribution[];
  budgets: (BudgetLine & { name: string })[];
  refusals: readonly RefusedDeed[];
};
export type Reported = {
  definition: Definition;
  people: readonly Person[];
  states: readonly FinalState[];
  figures: Figures;
  refusals: readonly RefusedDeed[];
  ran: ReportData['ran'];
};

/** So many people with most mails are named. */
const NAMED = 12;

/** Puts a report together. */
export function reportData({ definition, people, states, figures, refusals, ran }: Reported): ReportData {
  const { cycle } = definition;
  const names = new Map(people.map((person) => [person.number, person.name]));
  return {
    cycle: cycle.name,
    ran,
    participants: figures.participants,
    closed: figures.closed,
    outcomes: outcomesOf(states),
    transitions: figures.transitions,
    incidents: figures.incidents,
    mails: figures.mails,
    mailsPerDay: Object.entries(figures.mailsPerDay)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([on, mails]) => ({ on, mails })),
    receivers: receiversOf(figures, names),
    stages: cycle.stages.map((stage) => stageLine(stage.id, definition, states, figures)),
    distributions: distributionsOf(definition, states),
    budgets: figures.budgets.map((line) => ({
      ...line,
      name: cycle.rewards.find(({ id }) => id === line.reward)?.name ?? line.reward,
    })),
    refusals,
  };
}

function outcomesOf(states: readonly FinalState[]): ReportData['outcomes'] {
  const counts = new Map<string, number>();
  for (const { status, outcome } of states) {
    const key = outcome ?? status;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].sort(([, a], [, b]) => b - a).map(([outcome, count]) => ({ outcome, people: count }));
}

function receiversOf(figures: Figures, names: ReadonlyMap<string, string>): Receiver[] {
  return Object.entries(figures.mailsPerPerson)
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, NAMED)
    .map(([number, mails]) => ({ number, name: names.get(number) ?? number, mails }));
}

function stageLine(
  id: Id,
  definition: Definition,
  states: readonly FinalState[],
  figures: Figures,
): StageLine {
  const stage = definition.cycle.stages.find((one) => one.id === id);
  const summaries = states.flatMap(({ stages }) => stages[id] ?? []);
  const inState = (name: StageState) => summaries.filter(({ state }) => state === name);
  const opened = summaries.flatMap(({ openedAt }) => openedAt ?? []);
  const closed = inState('done').flatMap(({ closedAt }) => closedAt ?? []);
  const ended = closed.toSorted((a, b) => a - b);
  const events = states.flatMap(({ history }) => history.filter((event) => event.stage === id));
  // A repeating stage remembers its last round only; its first event is that of the first one.
  const first = [...opened, ...events.map(({ at }) => at)];
  return {
    name: stage?.name ?? id,
    phase: stage?.phase ?? '',
    firstOpened: first.length > 0 ? first.reduce((a, b) => Math.min(a, b)) : null,
    lastClosed: ended.at(-1) ?? null,
    half: ended[Math.ceil(ended.length / 2) - 1] ?? null,
    most: ended[Math.ceil(ended.length * 0.9) - 1] ?? null,
    done: closed.length,
    missing: inState('missing').length,
    skipped: inState('skipped').length,
    open: summaries.filter(({ state }) => !isClosed(state) && state !== 'waiting').length,
    late: figures.late[id] ?? 0,
    escalated: figures.escalations.filter((one) => one.stage === id).length,
    returned: events.filter(({ event }) => event === 'REFUSE').length,
  };
}

/** Ratings that are calibrated, before and after; without calibration the overall rating as it is. */
function distributionsOf(definition: Definition, states: readonly FinalState[]): Distribution[] {
  const { cycle, model } = definition;
  const calibrated = cycle.stages.flatMap((stage) => calibrationOf(stage)?.rating ?? []);
  const shown = calibrated.length > 0 ? [...new Set(calibrated)] : cycle.ratings.map(({ id }) => id);
  return shown.flatMap((id) => {
    const rating = cycle.ratings.find((one) => one.id === id);
    const scale = model.scales.find((one) => one.id === rating?.scale);
    return rating && scale ? [distribution(rating.id, rating.name, scale, states)] : [];
  });
}

function distribution(id: Id, name: string, scale: Scale, states: readonly FinalState[]): Distribution {
  const pairs = states.flatMap(({ ratings }) => {
    const own = ratings.filter((entry) => entry.rating === id);
    const after = own.at(-1);
    const before = own.findLast(({ source }) => source !== 'calibration') ?? after;
    return after ? [{ before: before?.level ?? null, after: after.level }] : [];
  });
  return {
    rating: name,
    people: pairs.length,
    changed: pairs.filter(({ before, after }) => before !== after).length,
    levels: scale.levels.map((level) => ({
      level: level.name,
      before: pairs.filter(({ before }) => before === level.id).length,
      after: pairs.filter(({ after }) => after === level.id).length,
    })),
  };
}
