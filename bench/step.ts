/**
 * What an event costs without a database: XState's own `transition` on the same machine beside the whole of `advance`
 * (facts, revive, step, interpret, persist). `node --import ./test/typescript-hooks.mjs bench/step.ts`.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { initialTransition, transition, type AnyStateMachine } from 'xstate';
import { compileCycle } from '../dsl/index.js';
import {
  advance,
  apply,
  type CaseFile,
  define,
  newCaseFile,
  type Person,
  type World,
} from '../workflows/index.js';
import { machineOf } from '../workflows/machine/config.js';
import { sideBySide, table } from './measure.js';

const path = 'workflows/library/first-year/first-year.cycle';
const text = readFileSync(join(import.meta.dirname, '..', path), 'utf8');
const { model } = compileCycle([{ path, text }], path);
const cycle = model?.cycles[0];
if (!model || !cycle) throw new Error('The first year does not compile.');
const definition = define(model, cycle);
const machine = machineOf(definition) as AnyStateMachine;

const holder = (value: string) => ({ kind: 'person', value }) as const;
const person = (number: string, fields: Person['fields'] = {}): Person => ({
  id: number,
  number,
  name: `Person ${number}`,
  zone: 'Europe/Madrid',
  country: 'ES',
  active: true,
  fields,
});
const ana = person('1', {
  manager: holder('2'),
  'hr-partner': holder('3'),
  employment: { kind: 'text', value: 'permanent' },
  'hire-date': { kind: 'date', value: '2019-03-01' },
});
const people = [ana, person('2', { manager: holder('4') }), person('3'), person('4')];
const none = new Map<string, string>();
const world: World = { person: (id) => people.find((one) => one.id === id), holidays: () => none };

const command = {
  id: 'bench',
  at: Date.parse('2027-01-11T08:00:00Z'),
  by: null,
  actingFor: null,
  reason: null,
};
const started = advance(definition, newCaseFile(ana), { ...command, type: 'START' }, world);
if (!started.ok) throw new Error(JSON.stringify(started.refusal));
const file: CaseFile = apply(newCaseFile(ana), started, (task) => `${task.stage}/${task.kind}`);
const save = { ...command, by: '1', type: 'SAVE', stage: 'goal-setting', work: { note: 'a draft' } } as const;

const [first] = initialTransition(machine);
const times = 200;
const repeat = (work: () => void) => () => {
  for (let n = 0; n < times; n += 1) work();
};
const figures = await sideBySide(
  [
    {
      name: 'xstate: transition with an event it does not know',
      units: times,
      run: repeat(() => transition(machine, first, { type: 'NOTHING' })),
    },
    {
      name: 'xstate: revive from JSON and the same',
      units: times,
      run: repeat(() =>
        transition(machine, machine.resolveState(JSON.parse(JSON.stringify(first.toJSON()))), {
          type: 'NOTHING',
        }),
      ),
    },
    {
      name: 'perennial: advance, START of a participant',
      units: times,
      run: repeat(() => advance(definition, newCaseFile(ana), { ...command, type: 'START' }, world)),
    },
    {
      name: 'perennial: advance, SAVE of a draft',
      units: times,
      run: repeat(() => advance(definition, file, save, world)),
    },
  ],
  15,
);
process.stdout.write(`${table(`One event of the first year, ${cycle.stages.length} stages`, figures)}\n`);
