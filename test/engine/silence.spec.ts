import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import type { Definition } from '../../workflows/index.js';
import { cycle, everything, review } from './cycles.js';
import { broken } from './invariants.js';
import { company } from './people.js';
import { compiled, Play } from './play.js';

const shipped = (name: string): string =>
  readFileSync(join(import.meta.dirname, `../../workflows/library/${name}/${name}.cycle`), 'utf8');
const cycles: [string, Definition][] = [
  ['something of everything', compiled(everything)],
  [
    'a ladder that ends',
    compiled(cycle({ stages: review('    when overdue by 2 business days, continue without it') })),
  ],
  [
    'a ladder that stays open',
    compiled(cycle({ stages: review('    when overdue by 2 business days, stay open') })),
  ],
  ['hello', compiled(shipped('hello'))],
  ['first-year', compiled(shipped('first-year'))],
  ['indonesia-pp30', compiled(shipped('indonesia-pp30'))],
];

/** Everybody has a manager line and an HR partner under the names the shipped cycles use. */
function start(definition: Definition): Play {
  const run = new Play(definition, 'ana', company());
  const starts = definition.cycle.start.value;
  if (starts?.at === 'date') run.now = Date.parse(`${starts.date}T00:00:00Z`);
  return run.start();
}

describe.each(cycles)('when nobody ever acts: %s', (_name, definition) => {
  it('every stage closes, waits for one that does not, or stays open because the text says so', () => {
    const run = start(definition);
    const shares = definition.cycle.stages.filter(
      ({ opens }) => opens.value?.how.when === 'closed' && opens.value.how.ofPeople,
    );
    let fired = 0;
    while (run.file.status !== 'closed' && fired < 500) {
      const [first] = [...run.deadlines.values()].sort(
        (a, b) => a.dueAt - b.dueAt || (a.timer < b.timer ? -1 : 1),
      );
      if (!first) break;
      run.now = Math.max(run.now, first.dueAt);
      run.fire(first);
      fired += 1;
      for (const { id } of shares)
        if (run.ask({ type: 'JOIN_REACHED', stage: id }).ok) run.send({ type: 'JOIN_REACHED', stage: id });
      expect(broken(run)).toEqual([]);
    }
    expect(fired).toBeLessThan(500);
    expect(run.pending()).toEqual([]);
    const stuck = definition.cycle.stages.filter(({ id }) => run.file.status !== 'closed' && isOpen(run, id));
    for (const stage of stuck)
      expect([stage.id, (stage.overdue.value ?? []).at(-1)?.deed]).toEqual([stage.id, 'stayOpen']);
    // what is left has somebody who was asked at the end of the cycle
    if (run.file.status !== 'closed')
      expect(run.open().some((task) => task.startsWith('ownerAsk'))).toBe(true);
  });

  it('nothing was rated, released or awarded by silence', () => {
    const run = start(definition).to('2030-01-01');
    expect(run.file.ratings.filter(({ outside }) => outside === null)).toEqual([]);
    expect(run.file.released).toEqual([]);
    expect(run.file.awards).toEqual([]);
  });
});

const isOpen = (run: Play, id: string): boolean =>
  !['waiting', 'done', 'skipped', 'missing'].includes(run.state(id));
