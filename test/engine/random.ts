/** Commands by chance: mostly what is possible, sometimes nonsense, now and then the owner or a change of people. */
import type { CommandBody, OpenTask, Work } from '../../workflows/index.js';
import type { Play } from './play.js';

/** A source of chance: whole numbers from 0 to below n. */
export type Dice = (n: number) => number;
export type Move = { body: CommandBody; by: string | null; reason: string | null };

const of = <T>(dice: Dice, list: readonly T[]): T | undefined => list[dice(list.length || 1)];
const everybody = ['ana', 'bruno', 'carla', 'dora', 'hana', 'hugo', 'p1', 'p2', 'p3', 'p4', 'nobody'];

/** The next thing that happens. */
export function move(play: Play, dice: Dice): Move | 'time' {
  const roll = dice(100);
  if (roll < 30) return 'time';
  if (roll < 80) {
    const task = of(dice, play.file.tasks);
    return task ? acts(task, dice) : 'time';
  }
  if (roll < 92) return owner(play, dice);
  return roll < 97 ? nonsense(play, dice) : people(play, dice);
}

function acts(task: OpenTask, dice: Dice): Move {
  const { stage, person } = task;
  const by = (body: CommandBody, reason: string | null = null): Move => ({ body, by: person, reason });
  switch (task.kind) {
    case 'choosePeers':
      return by({ type: 'CHOOSE_PEERS', stage, peers: some(dice, ['p1', 'p2', 'p3', 'p4', 'ana']) });
    case 'confirmPeers':
      return by({ type: 'CONFIRM_PEERS', stage, peers: some(dice, ['p1', 'p2', 'p3', 'p4']) });
    case 'approve':
      return dice(8) === 0
        ? by({ type: 'REFUSE', stage }, 'not yet')
        : by({ type: dice(4) === 0 ? 'ADVISE' : 'APPROVE', stage });
    case 'acknowledge':
      return by({
        type: dice(2) === 0 ? 'ACKNOWLEDGE' : 'OBJECT',
        stage,
        comment: dice(2) === 0 ? null : 'well',
      });
    case 'override':
      return by({ type: 'OVERRIDE', stage }, 'no answer');
    case 'ownerAsk':
      return by(
        { type: of(dice, ['REOPEN', 'SKIP', 'CLOSE_AS_MISSING'] as const) ?? 'SKIP', stage },
        'asked',
      );
    case 'work':
      return works(task, dice);
  }
}

const some = (dice: Dice, list: readonly string[]): string[] => list.filter(() => dice(2) === 0);

function works({ stage, person, role }: OpenTask, dice: Dice): Move {
  const by = (body: CommandBody): Move => ({ body, by: person, reason: null });
  if (role.role === 'peers' && dice(3) === 0)
    return by({ type: 'DECLINE', stage, instead: of(dice, ['p5', 'p6', null]) ?? null });
  const work = workFor(stage, dice);
  return by(dice(4) === 0 ? { type: 'SAVE', stage, work } : { type: 'SUBMIT', stage, work });
}

function workFor(stage: string, dice: Dice): Work {
  const mark = String(1 + dice(5));
  const items = { listens: { mark }, leads: { mark } };
  const goal = (id: string, weight: string) => ({
    id,
    goals: 'goals',
    title: id,
    description: null,
    measure: null,
    target: null,
    deadline: null,
    weight,
    progress: null,
  });
  const plan = { goals: 'goals', list: dice(5) === 0 ? [] : [goal('one', '40'), goal('two', '60')] };
  return {
    answers: {
      results: { kind: 'mark', value: mark },
      behaviour: { kind: 'items', items },
      ...(dice(2) === 0 ? { note: { kind: 'text', text: 'a note that is long enough' } as const } : {}),
    },
    ...(stage === 'plan' ? { plan } : {}),
    ...(stage === 'check-in' ? { progress: { one: '50' } } : {}),
    ...(stage === 'pay'
      ? { awards: [{ reward: 'raise', amount: String(2 * dice(5)), currency: null }].slice(dice(2)) }
      : {}),
    ...(stage === 'release' ? { note: 'as it is' } : {}),
  };
}

function owner(play: Play, dice: Dice): Move {
  const stage = of(dice, play.definition.cycle.stages)?.id ?? '';
  const bodies: CommandBody[] = [
    { type: dice(4) === 0 ? 'SKIP' : 'REOPEN', stage },
    { type: dice(4) === 0 ? 'CLOSE_AS_MISSING' : 'REOPEN', stage },
    { type: 'EXTEND', stage, to: '2027-11-30' },
    {
      type: 'REASSIGN',
      stage,
      from: of(dice, play.file.tasks)?.person ?? 'bruno',
      to: of(dice, everybody) ?? 'hugo',
    },
    { type: 'JOIN_REACHED', stage },
    { type: 'JOIN_REACHED', stage: 'calibration' },
    { type: 'CALIBRATE', stage, level: 'meets' },
    { type: 'GROUP_CLOSED', stage },
    { type: 'GROUP_CLOSED', stage: 'calibration' },
    { type: 'CALIBRATE', stage: 'calibration', level: 'meets' },
    { type: 'EXTEND', stage: of(dice, play.file.tasks)?.stage ?? stage, to: '2027-11-30' },
  ];
  return {
    body: of(dice, bodies) ?? { type: 'SKIP', stage },
    by: 'hana',
    reason: dice(8) === 0 ? null : 'because',
  };
}

function nonsense(play: Play, dice: Dice): Move {
  const stage = of(dice, [...play.definition.cycle.stages.map(({ id }) => id), 'nowhere']) ?? 'nowhere';
  const work = workFor(stage, dice);
  const bodies: CommandBody[] = [
    { type: 'START' },
    { type: 'SUBMIT', stage, work },
    { type: 'APPROVE', stage },
    { type: 'REFUSE', stage },
    { type: 'DECLINE', stage, instead: null },
    { type: 'OVERRIDE', stage },
    {
      type: 'TIMER',
      stage,
      timer: of(dice, ['due', 'overdue.1', 'remind.1', 'step.1', 'half', 'what', 'open', 'repeat']) ?? '',
      generation: dice(4),
    },
  ];
  return { body: of(dice, bodies) ?? { type: 'START' }, by: of(dice, everybody) ?? null, reason: 'why' };
}

function people(play: Play, dice: Dice): Move {
  if (dice(40) === 0) return { body: { type: 'LEFT' }, by: null, reason: null };
  if (dice(40) === 0) return { body: { type: 'END' }, by: 'hana', reason: 'over' };
  const role = of(dice, ['manager', 'manager', 'hr-partner']) ?? 'manager';
  const held = play.file.person.fields[role];
  const from = held?.kind === 'person' ? held.value : null;
  // somebody must be left who may act: the HR partner is always there, and never Ana
  const to =
    of(dice, role === 'manager' ? ['bruno', 'carla', 'dora', 'ana', null] : ['hana', 'hugo']) ?? null;
  return { body: { type: 'ROLE_CHANGED', role, from, to }, by: null, reason: null };
}
