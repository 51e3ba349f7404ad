import { describe, expect, it } from '@jest/globals';
import { everything } from '../../test/engine/cycles.js';
import { compiled, Play } from '../../test/engine/play.js';
import { machineOf } from '../machine/config.js';
import { persist, revive } from './snapshot.js';
import { step } from './step.js';

const definition = compiled(everything);
const machine = machineOf(definition);
const started = () => new Play(definition).start().file.snapshot;

describe('a stored snapshot', () => {
  it('is small plain JSON with a format', () => {
    const snapshot = started();
    expect(snapshot?.format).toBe(1);
    expect(JSON.parse(JSON.stringify(snapshot))).toEqual(snapshot);
    expect(JSON.stringify(snapshot).length).toBeLessThan(600);
  });

  it('stands where it stood, with the context it had', () => {
    const snapshot = JSON.parse(JSON.stringify(started())) as NonNullable<ReturnType<typeof started>>;
    const live = revive(machine, snapshot);
    const resolved = machine.resolveState({ value: live.value, context: live.context });
    expect(live.value).toEqual(resolved.value);
    expect(new Set(live._nodes)).toEqual(new Set(resolved._nodes));
    expect(live.context).toEqual(resolved.context);
    expect(persist(live)).toEqual(snapshot);
  });

  it('does not share what changes: two participants in one place keep their own context', () => {
    const snapshot = started();
    const copy = () => revive(machine, JSON.parse(JSON.stringify(snapshot)) as NonNullable<typeof snapshot>);
    const [one, other] = [copy(), copy()];
    const before = JSON.stringify(other.context);
    const timer = { kind: 'remind', generation: 1, deed: '' };
    step(machine, one, { type: 'TIMER.plan', facts: { timer } as never });
    step(machine, one, { type: 'LEFT', facts: { leaves: 'closeUnrated', opens: {} } as never });
    expect(JSON.stringify(other.context)).toBe(before);
  });

  it('of another format, or with a state the machine has not, is refused', () => {
    expect(() => revive(machine, { format: 2 } as never)).toThrow('format 2');
    const broken = { format: 1 as const, value: { plan: 'nowhere' }, context: {} };
    expect(() => revive(machine, broken)).toThrow('nowhere');
  });
});
