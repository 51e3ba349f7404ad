/** What must hold after every event, whatever happened: tasks and deadlines are exactly those the states declare. */
import type { Play } from './play.js';

const closed = ['done', 'skipped', 'missing'];
const kindsIn: Record<string, string[]> = {
  waiting: [],
  choosing: ['choosePeers'],
  confirming: ['confirmPeers'],
  working: ['work', 'choosePeers'],
  late: ['work', 'choosePeers'],
  locked: ['work', 'choosePeers', 'ownerAsk'],
  approving: ['approve'],
  acknowledging: ['acknowledge'],
  overriding: ['override'],
  done: ['approve'],
  skipped: [],
  missing: [],
};
const timersIn: Record<string, string[]> = {
  waiting: ['open'],
  choosing: ['due', 'overdue', 'remind'],
  confirming: ['due', 'overdue', 'remind', 'half'],
  working: ['due', 'overdue', 'remind'],
  late: ['due', 'overdue', 'remind'],
  locked: ['due', 'overdue', 'remind'],
  approving: ['step'],
  acknowledging: ['acknowledge'],
  overriding: [],
  done: ['repeat'],
  skipped: ['repeat'],
  missing: ['repeat'],
};

/** Every broken invariant in words; empty when all hold. */
export function broken(play: Play): string[] {
  if (play.file.status === 'closed') return afterClose(play);
  return [...brokenTasks(play), ...brokenDeadlines(play), ...brokenPeople(play), ...brokenSummaries(play)];
}

function afterClose(play: Play): string[] {
  const open = Object.entries(play.file.stages).filter(([, { state }]) => !closed.includes(state));
  return [
    ...play.open().map((one) => `a closed case has the task ${one}`),
    ...play.pending().map((one) => `a closed case has the deadline ${one}`),
    ...open.map(([id, { state }]) => `a closed case has "${id}" ${state}`),
  ];
}

function brokenTasks(play: Play): string[] {
  const wrong = play.file.tasks
    .filter(({ stage, kind }) => kind !== 'ownerAsk' && !kindsIn[play.state(stage)]?.includes(kind))
    .map(({ stage, kind }) => `a task ${kind} of "${stage}" is open while it is ${play.state(stage)}`);
  const lacking = Object.entries(play.file.stages)
    .filter(([id, { state }]) => needsSomebody(play, id, state))
    .map(([id, { state }]) => `"${id}" is ${state} and nobody has it`);
  return [...wrong, ...lacking];
}

/** Open stages have somebody, except calibration, which a session closes. */
function needsSomebody(play: Play, id: string, state: string): boolean {
  if (state === 'waiting' || closed.includes(state)) return false;
  const stage = play.definition.cycle.stages.find((one) => one.id === id);
  if (stage?.activities.value?.some((one) => one.do === 'calibrates')) return false;
  return !play.file.tasks.some((task) => task.stage === id);
}

function brokenDeadlines(play: Play): string[] {
  return [...play.deadlines.values()].flatMap(({ stage, timer, generation }) => {
    if (stage === null) return [];
    const [kind = ''] = timer.split('.');
    const state = play.state(stage);
    const context = contextOf(play, stage);
    const found: string[] = [];
    if (!timersIn[state]?.includes(kind))
      found.push(`the deadline ${stage}.${timer} is pending while it is ${state}`);
    if (context.g !== generation)
      found.push(`the deadline ${stage}.${timer} has generation ${generation}, the stage ${context.g}`);
    return found;
  });
}

type StageContext = { g: number; r: number; closed: string | null };
export function contextOf(play: Play, stage: string): StageContext {
  const context = play.file.snapshot?.['context'] as { stages: Record<string, StageContext> } | undefined;
  return context?.stages[stage] ?? { g: 0, r: 0, closed: null };
}

/** Nobody decides about themselves, holds a step twice, or holds a task after leaving. */
function brokenPeople(play: Play): string[] {
  const subject = play.file.person.id;
  const about = play.file.tasks
    .filter(
      ({ kind, person }) => person === subject && ['approve', 'override', 'confirmPeers'].includes(kind),
    )
    .map(({ kind, stage }) => `${subject} has the task ${kind} of "${stage}" about themselves`);
  const seen = new Set<string>();
  const twice = play.file.tasks.flatMap(({ kind, stage, step, person }) => {
    const key = `${kind} ${stage} ${step} ${person}`;
    const again = seen.has(key);
    seen.add(key);
    return again ? [`${key} is open twice`] : [];
  });
  return [...about, ...twice];
}

function brokenSummaries(play: Play): string[] {
  return Object.entries(play.file.stages).flatMap(([id, summary]) => {
    const { r, closed: as } = contextOf(play, id);
    const isClosed = closed.includes(summary.state);
    const found: string[] = [];
    if (isClosed !== (as !== null)) found.push(`"${id}" is ${summary.state}, the machine says ${as}`);
    if (isClosed !== (summary.closedAt !== null))
      found.push(`"${id}" is ${summary.state}, closed at ${summary.closedAt}`);
    if (summary.round !== r) found.push(`"${id}" shows round ${summary.round}, the machine has ${r}`);
    return found;
  });
}
