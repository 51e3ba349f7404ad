import { describe, expect, it } from '@jest/globals';
import { Log, NestLog, type Level } from './log.js';

function logAt(level: Level) {
  const lines: string[] = [];
  const now = () => new Date('2027-01-11T08:00:00Z');
  return { lines, log: new Log({ level, form: 'json', now, write: (line) => lines.push(line) }) };
}

describe('log', () => {
  it('is one JSON object a line, with an error as its stack', () => {
    const { log, lines } = logAt('info');
    log.info('transition', { participant: 'p', seq: 3 });
    log.error('failed\nin two lines', { error: new TypeError('boom') });
    expect(lines).toHaveLength(2);
    expect(lines.every((line) => line.endsWith('\n') && !line.slice(0, -1).includes('\n'))).toBe(true);
    expect(JSON.parse(lines[0] ?? '')).toEqual({
      at: '2027-01-11T08:00:00.000Z',
      level: 'info',
      message: 'transition',
      participant: 'p',
      seq: 3,
    });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ error: expect.stringContaining('TypeError: boom') });
  });

  it('says nothing below the wanted level', () => {
    const { log, lines } = logAt('warn');
    log.info('quiet');
    log.warn('loud');
    expect(lines).toHaveLength(1);
  });

  it('survives fields that are no JSON', () => {
    const { log, lines } = logAt('info');
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    log.info('odd', { circle, big: 7n });
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ circle: '[object Object]', big: '7' });
  });

  it("takes Nest's words about its routes for chatter", () => {
    const { log, lines } = logAt('info');
    new NestLog(log).log('Mapped {/health/live, GET} route', 'RouterExplorer');
    new NestLog(log).error({ message: 'request failed', path: '/x' }, 'api');
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      expect.objectContaining({ level: 'error', message: 'request failed', path: '/x', context: 'api' }),
    ]);
  });
});
