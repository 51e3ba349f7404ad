import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advance, type CaseFile } from '../../workflows/index.js';
import { everything } from './cycles.js';
import { compiled, Play } from './play.js';
import { move } from './random.js';

const definition = compiled(everything);
const shuffled = (file: CaseFile): CaseFile => ({
  ...file,
  tasks: [...file.tasks].reverse(),
  peers: [...file.peers].reverse(),
  plans: [...file.plans].reverse(),
  stages: Object.fromEntries(Object.entries(file.stages).reverse()),
});

describe('the order in which rows come from a keeper', () => {
  it('changes nothing in what follows', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9999), { minLength: 60, maxLength: 300 }), (numbers) => {
        const run = new Play(definition).start();
        let at = 0;
        const dice = (n: number): number => (numbers[at++ % numbers.length] ?? 0) % n;
        for (let i = 0; i < 60 && run.file.status !== 'closed'; i += 1) {
          const next = move(run, dice);
          if (next === 'time' || next.body.type === 'ROLE_CHANGED' || next.body.type === 'LEFT') {
            const [first] = [...run.deadlines.values()].sort(
              (a, b) => a.dueAt - b.dueAt || (a.timer < b.timer ? -1 : 1),
            );
            if (!first) break;
            run.now = Math.max(run.now, first.dueAt);
            run.fire(first);
            continue;
          }
          const command = {
            id: 'x',
            at: run.now,
            by: next.by,
            actingFor: null,
            reason: next.reason,
            ...next.body,
          };
          const outcome = advance(definition, run.file, command, run.world);
          const other = advance(definition, shuffled(run.file), command, run.world);
          const sorted = (one: typeof outcome) =>
            one.ok ? { ...one, changes: one.changes.map((c) => JSON.stringify(c)).sort() } : one;
          expect(sorted(other)).toEqual(sorted(outcome));
          if (outcome.ok) run.send(next.body, next.by, next.reason);
        }
      }),
      { numRuns: 40 },
    );
  });
});
