import { describe, expect, it } from '@jest/globals';
import { phaseOf } from '../../workflows/index.js';
import { everything } from './cycles.js';
import { compiled, Play } from './play.js';

const definition = compiled(everything);

describe('the phase shown to people', () => {
  it('is notStarted before, and closed after', () => {
    const run = new Play(definition);
    expect(phaseOf(definition, run.file)).toBe('notStarted');
    expect(phaseOf(definition, { status: 'closed', stages: {} })).toBe('closed');
  });

  it('goes from planning over monitoring to what is open first in the order of the year', () => {
    const run = new Play(definition).start();
    const phase = (): string => phaseOf(definition, run.file);
    expect(phase()).toBe('planning');
    run.send({ type: 'SKIP', stage: 'plan' }, 'hana', 'none');
    expect(phase()).toBe('monitoring');
    run.to('2027-08-02');
    expect(phase()).toBe('review');
    for (const stage of ['self', 'peers', 'review', 'board'])
      run.send({ type: 'SKIP', stage }, 'hana', 'none');
    expect(phase()).toBe('calibration');
    run.send({ type: 'SKIP', stage: 'calibration' }, 'hana', 'none');
    expect(phase()).toBe('release');
    run.send({ type: 'SKIP', stage: 'release' }, 'hana', 'none');
    expect(phase()).toBe('reward');
  });
});
