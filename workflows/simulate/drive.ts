/** The loop that runs a whole cycle on a moved clock. See `contract.ts` for the order of things at one instant. */
import type { Instant, World } from '../engine/contract.js';
import { byText } from '../cycle/order.js';
import type { Decide, Keeper, ScriptTask, Tried } from './contract.js';
import { earliest, heap, put, takeDue, type Heap } from './heap.js';
import { deedOf, plannedAt, type Leaver, type Script } from './script.js';

/** How far a run has come. `events`: transitions of this process. */
export type Progress = { at: Instant; events: number; refused: number; waiting: number };
export type Drive = {
  script: Script;
  keeper: Keeper;
  /** The clock stops here, inclusive; null: when nothing is left to do. */
  until: Instant | null;
  onProgress: (progress: Progress) => void;
};
/** `finished`: nobody is running any more. `until`: stopped there. `stuck`: people are running, and nothing will ever move them. */
export type DriveEnd = Progress & { end: 'finished' | 'until' | 'stuck'; refusals: readonly RefusedDeed[] };
export type RefusedDeed = { at: Instant; deed: string; why: string };

type Run = {
  drive: Drive;
  planned: Heap<ScriptTask>;
  leaves: Leaver[];
  progress: Progress;
  refusals: RefusedDeed[];
};
/** More than this many refusals are counted, but not kept. */
const KEPT = 50;

/** Runs the cycle from wherever its rows are. */
export async function drive(it: Drive): Promise<DriveEnd> {
  const run = await begin(it);
  for (;;) {
    await instant(run);
    it.onProgress(run.progress);
    const next = await nextInstant(run);
    if (next === null) return ended(run, (await it.keeper.finished()) ? 'finished' : 'stuck');
    // INVARIANT: nothing is due any more at an instant that is over; a keeper that says otherwise would keep us here for ever.
    if (next <= run.progress.at) return ended(run, 'stuck');
    if (it.until !== null && next > it.until) {
      if (run.progress.at < it.until) await it.keeper.moveTo(it.until);
      run.progress.at = Math.max(run.progress.at, it.until);
      return ended(run, 'until');
    }
    await it.keeper.moveTo(next);
    run.progress.at = next;
  }
}

const ended = (run: Run, end: DriveEnd['end']): DriveEnd => ({
  ...run.progress,
  end,
  refusals: run.refusals,
});

/** What was planned for before now has been tried before; what is planned for now may not have been. */
async function begin(it: Drive): Promise<Run> {
  const at = await it.keeper.now();
  const leaves = it.script.leavers.filter((leaver) => leaver.at >= at);
  const progress = { at, events: 0, refused: 0, waiting: 0 };
  const run: Run = { drive: it, planned: heap(), leaves, progress, refusals: [] };
  plan(run, await it.keeper.allTasks(), at);
  return run;
}

function plan(run: Run, tasks: readonly ScriptTask[], from: Instant): void {
  const world = run.drive.keeper.world();
  for (const task of tasks) {
    const at = plannedAt(run.drive.script, task, world);
    if (at !== null && at >= from) put(run.planned, at, task);
  }
  run.progress.waiting = run.planned.entries.length;
}

async function nextInstant(run: Run): Promise<Instant | null> {
  const due = await run.drive.keeper.nextDue();
  const deed = earliest(run.planned);
  if (due === null && deed === null) return null;
  const leave = run.leaves[0]?.at ?? Infinity;
  return Math.min(due ?? Infinity, deed ?? Infinity, leave);
}

/** Everything that happens at the instant of the clock. */
async function instant(run: Run): Promise<void> {
  await leave(run);
  do await people(run);
  while ((await settle(run)) > 0);
}

async function leave(run: Run): Promise<void> {
  while (run.leaves[0] && run.leaves[0].at <= run.progress.at) {
    const leaver = run.leaves.shift();
    if (!leaver) return;
    run.progress.events += await run.drive.keeper.leave(leaver.person, leaver.successor);
    await takeUp(run);
  }
}

async function settle(run: Run): Promise<number> {
  const changes = await run.drive.keeper.settle();
  run.progress.events += changes;
  if (changes > 0) await takeUp(run);
  return changes;
}

/** Deadlines and deeds until none is left; sessions only when no participant has anything to do. */
async function people(run: Run): Promise<void> {
  let waiting: ScriptTask[] = [];
  for (;;) {
    const fired = await run.drive.keeper.fireDue();
    run.progress.events += fired;
    if (fired > 0) await takeUp(run);
    waiting.push(...takeDue(run.planned, run.progress.at));
    if (waiting.length === 0) return;
    const round = nextRound(waiting, run.drive.keeper.world());
    const now = new Set(round);
    waiting = waiting.filter((task) => !now.has(task));
    await doTasks(run, round);
  }
}

async function takeUp(run: Run): Promise<void> {
  plan(run, await run.drive.keeper.newTasks(), run.progress.at);
}

/** One task for each participant, or one session when there is none. */
function nextRound(waiting: readonly ScriptTask[], world: World): ScriptTask[] {
  const first = new Map<string, ScriptTask>();
  const keyed = waiting.map((task) => ({ task, key: orderOf(task, world) }));
  const inOrder = keyed.sort((a, b) => byText(a.key, b.key)).map(({ task }) => task);
  for (const task of inOrder)
    if (task.about === 'participant' && !first.has(task.participant)) first.set(task.participant, task);
  return first.size > 0 ? [...first.values()] : inOrder.slice(0, 1);
}

/** Order of deeds at one instant: by what the rows say, never by the id of a row. */
function orderOf(task: ScriptTask, world: World): string {
  if (task.about === 'session') return `${task.session.stage} ${task.session.value}`;
  const { stage, round, generation, kind, step, person } = task.task;
  return [task.number, stage, round, generation, kind, step, world.person(person)?.number].join(' ');
}

async function doTasks(run: Run, tasks: readonly ScriptTask[]): Promise<void> {
  const { keeper, script } = run.drive;
  const decide: Decide = (task) => deedOf(script, task, keeper.world(), keeper.people());
  const tried = await keeper.perform(tasks, decide);
  for (const one of tried) note(run, one);
  await takeUp(run);
}

function note(run: Run, { what, result }: Tried): void {
  if (result.ok) {
    run.progress.events += 1;
    return;
  }
  if ('gone' in result) return;
  run.progress.refused += 1;
  if (run.refusals.length >= KEPT) return;
  const why =
    'refusal' in result
      ? `${result.refusal.code} ${JSON.stringify(result.refusal.details)}`
      : result.incident;
  run.refusals.push({ at: run.progress.at, deed: what, why });
}
