import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { advance, type Person } from '../../workflows/index.js';
import { everything } from './cycles.js';
import { broken } from './invariants.js';
import { Play, compiled } from './play.js';
import { move, type Dice, type Move } from './random.js';

const definition = compiled(everything);
const runs = Number(process.env['ENGINE_RUNS'] ?? 100);

/** The same chance for the same numbers; goes round when they are used up. */
const diceOf = (numbers: readonly number[]): Dice => {
  let at = 0;
  return (n) => (numbers[at++ % numbers.length] ?? 0) % n;
};

/** The people change first, then the event says so. */
function changePeople(play: Play, { body }: Move): void {
  if (body.type === 'LEFT') replace(play, { ...play.file.person, active: false });
  if (body.type !== 'ROLE_CHANGED') return;
  const fields = { ...play.file.person.fields };
  if (body.to === null) delete fields[body.role];
  else fields[body.role] = { kind: 'person', value: body.to };
  replace(play, { ...play.file.person, fields });
}
function replace(play: Play, person: Person): void {
  play.people.set(person.id, person);
  play.file = { ...play.file, person };
}

function turn(play: Play, dice: Dice): string {
  const next = move(play, dice);
  if (next === 'time') {
    const [first] = [...play.deadlines.values()].sort(
      (a, b) => a.dueAt - b.dueAt || (a.timer < b.timer ? -1 : 1),
    );
    if (!first) return 'nothing';
    play.now = Math.max(play.now, first.dueAt);
    play.fire(first);
    return `TIMER ${first.stage}.${first.timer}`;
  }
  changePeople(play, next);
  const { body, by, reason } = next;
  const outcome = play.ask(body, by, reason);
  if (outcome.ok) play.send(body, by, reason);
  return `${body.type} ${JSON.stringify(body).slice(0, 120)} by ${by}: ${outcome.ok ? 'ok' : outcome.refusal.code}`;
}

describe('whatever happens, in any order', () => {
  it('tasks and deadlines are those the states declare, and nothing survives the close', () => {
    const sequences = fc.array(fc.nat(9999), { minLength: 40, maxLength: 400 });
    fc.assert(
      fc.property(sequences, (numbers) => {
        const play = new Play(definition).start();
        const dice = diceOf(numbers);
        const story: string[] = [];
        for (let i = 0; i < 80 && play.file.status !== 'closed'; i += 1) {
          story.push(turn(play, dice));
          const wrong = broken(play);
          if (wrong.length > 0) throw new Error(`${wrong.join('\n')}\nafter\n${story.slice(-12).join('\n')}`);
        }
      }),
      { numRuns: runs },
    );
  });

  it('gives the same outcome twice, and the same from a snapshot that went through JSON', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(9999), { minLength: 40, maxLength: 400 }), (numbers) => {
        const play = new Play(definition).start();
        const dice = diceOf(numbers);
        for (let i = 0; i < 40 && play.file.status !== 'closed'; i += 1) {
          const next = move(play, dice);
          if (next === 'time') {
            turn(play, () => 0);
            continue;
          }
          changePeople(play, next);
          const command = {
            id: 'x',
            at: play.now,
            by: next.by,
            actingFor: null,
            reason: next.reason,
            ...next.body,
          };
          const stored = JSON.parse(JSON.stringify(play.file)) as typeof play.file;
          const first = advance(definition, play.file, command, play.world);
          expect(advance(definition, play.file, command, play.world)).toEqual(first);
          expect(advance(definition, stored, command, play.world)).toEqual(first);
          if (first.ok) play.send(next.body, next.by, next.reason);
        }
      }),
      { numRuns: Math.ceil(runs / 5) },
    );
  });
});
