/** The whole answer about one participant: every stage with its sentences, and what comes next. Pure. */
import type { Id } from '../../dsl/index.js';
import type { Instant, OpenTask, StageSummary } from '../../workflows/index.js';
import type { Case } from '../participants/contract.js';
import type { CycleFile } from '../monitor/cycle.js';
import { openStates } from '../monitor/cycle.js';
import { wholeDays } from '../monitor/lines.js';
import type { StageWhy, Upcoming } from './answer.js';
import { afterWork } from './due.js';
import { placesIn } from './places.js';
import { nameOf, sentencesOf } from './sentences.js';
import { type PendingDeadline, tasksOf, upcomingOf } from './upcoming.js';

/** The case, the text it is pinned to, and its pending deadlines. */
export type WhyInput = { of: Case; files: readonly CycleFile[]; pending: readonly PendingDeadline[] };
export type Why = { stages: StageWhy[]; upcoming: Upcoming[] };

const notYet: StageSummary = {
  state: 'waiting',
  round: 0,
  openedAt: null,
  dueOn: null,
  dueAt: null,
  closedAt: null,
  step: null,
  variant: [],
};

/** Why each stage of the participant is where it is, in the order of the text, and what happens next, soonest first. */
export function explain({ of, files, pending }: WhyInput): Why {
  const places = placesIn(
    files,
    of.definition.model.files.map((file) => file.path),
  );
  const upcoming = upcomingOf(of, pending, places);
  const stages = of.definition.cycle.stages.map((stage) => {
    const summary = of.file.stages[stage.id] ?? notYet;
    const tasks = tasksOf(of, stage.id);
    return {
      stage: stage.id,
      name: stage.name,
      state: summary.state,
      round: summary.round,
      openedAt: iso(summary.openedAt),
      dueOn: summary.dueOn,
      dueAt: iso(summary.dueAt),
      closedAt: iso(summary.closedAt),
      lateDays: lateDays(summary, tasks, of.now),
      with: holders(of, tasks),
      sentences: sentencesOf({ of, stage, summary, tasks, places }),
      ifNobodyActs: isOpen(summary) ? upcoming.filter((next) => next.stage === stage.id) : [],
    };
  });
  return { stages, upcoming };
}

/** The answer about one stage; undefined when the cycle has no such stage. */
export const explainStage = (input: WhyInput, stage: Id): StageWhy | undefined =>
  explain(input).stages.find((one) => one.stage === stage);

const iso = (at: Instant | null): string | null => (at === null ? null : new Date(at).toISOString());
const isOpen = (summary: StageSummary): boolean => (openStates as readonly string[]).includes(summary.state);

/** Work that is handed in is late no more; whoever approves or reads it may be. */
function lateDays(summary: StageSummary, tasks: readonly OpenTask[], now: Instant): number | null {
  if (!isOpen(summary)) return null;
  const dues = afterWork.includes(summary.state) ? tasks.map(({ dueAt }) => dueAt) : [summary.dueAt];
  const known = dues.filter((due) => due !== null);
  const due = Math.min(...known);
  return known.length === 0 || due >= now ? null : Math.max(1, wholeDays(new Date(due), new Date(now)));
}

function holders(of: Case, tasks: readonly OpenTask[]): StageWhy['with'] {
  const byPerson = new Map<string, OpenTask>();
  for (const task of tasks) {
    const known = byPerson.get(task.person);
    if (!known || task.openedAt < known.openedAt) byPerson.set(task.person, task);
  }
  return [...byPerson.values()].map((task) => ({
    id: task.person,
    name: nameOf(of, task.person),
    since: new Date(task.openedAt).toISOString(),
    days: wholeDays(new Date(task.openedAt), new Date(of.now)),
  }));
}
