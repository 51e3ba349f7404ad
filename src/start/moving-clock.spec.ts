import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { openService, startsAt, type ServiceHarness } from '../../test/service-harness.js';
import { MovingClock, type Mail, type Work } from './moving-clock.js';

const hour = 3_600_000;
let service: ServiceHarness;
let base = startsAt;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());
beforeEach(async () => {
  base = await service.run((tx) => service.clock.now(tx));
});

/** Deadlines of a pretended organisation; notes at what time of the clock each fires. */
function workWith(due: number[]) {
  const fired: [due: number, at: number][] = [];
  const now = () => service.run((tx) => service.clock.now(tx));
  const work: Work = {
    nextDue: async () => (due.length === 0 ? null : Math.min(...due)),
    catchUp: async () => {
      const at = await now();
      const ready = due.filter((one) => one <= at);
      for (const one of ready) fired.push([(one - base) / hour, (at - base) / hour]);
      due.splice(0, due.length, ...due.filter((one) => one > at));
      return ready.length;
    },
  };
  return { fired, work, now };
}
const noMail: Mail = { nextDue: async () => null, catchUp: async () => true };
const mover = (work: Work, environment: 'test' | 'production' = 'test', mail = noMail) =>
  new MovingClock(service.database, service.clock, work, mail, environment);

describe('a clock that is moved', () => {
  it('stops at every deadline on the way, so that each fires at its own time', async () => {
    const { fired, work, now } = workWith([base + 5 * hour, base + 2 * hour, base + 30 * hour]);
    expect(await mover(work).move('1d')).toEqual({ at: base + 24 * hour, fired: 2 });
    expect(fired).toEqual([
      [2, 2],
      [5, 5],
    ]);
    expect(await now()).toBe(base + 24 * hour);
  });

  it('fires what was due before it began', async () => {
    const { fired, work } = workWith([base - hour]);
    await mover(work).move('1h');
    expect(fired).toEqual([[-1, 0]]);
  });

  it('stops wherever mail goes out on the way, after everything that is due at that instant', async () => {
    const { fired, work, now } = workWith([base + 5 * hour]);
    const mailed: number[] = [];
    const waiting = [base + 2 * hour, base + 5 * hour, base + 48 * hour];
    const mail: Mail = {
      nextDue: async () => waiting[0] ?? null,
      catchUp: async () => {
        const at = await now();
        while (waiting[0] !== undefined && waiting[0] <= at) mailed.push((waiting.shift()! - base) / hour);
        if (at === base + 5 * hour) expect(fired).toEqual([[5, 5]]);
        return true;
      },
    };
    await mover(work, 'test', mail).move('1d');
    expect(mailed).toEqual([2, 5]);
    const [row] = await service.run((tx) =>
      tx.query<{ until: number | null }>('select moving_until as until from installation'),
    );
    expect(row?.until).toBeNull();
  });

  it('asks a mail server that is away once, and does not stop for its mail', async () => {
    const { fired, work } = workWith([base + 2 * hour, base + 5 * hour]);
    let asked = 0;
    const mail: Mail = { nextDue: async () => base + hour, catchUp: async () => ++asked < 1 };
    await mover(work, 'test', mail).move('1d');
    expect({ asked, fired }).toEqual({
      asked: 1,
      fired: [
        [2, 2],
        [5, 5],
      ],
    });
  });

  it('is not held by a deadline that never fires', async () => {
    const { work, now } = workWith([]);
    const stuck = { ...work, nextDue: async () => base + hour };
    expect(await mover(stuck).move('5h')).toEqual({ at: base + 5 * hour, fired: 0 });
    expect(await now()).toBe(base + 5 * hour);
  });

  it('never goes back, and never moves in production', async () => {
    const { work } = workWith([]);
    await expect(mover(work, 'production').move('1d')).rejects.toThrow('cannot be moved in production');
    await expect(mover(work).move('-1d')).rejects.toThrow('"-1d" is no length of time');
    const back = service.run((tx) => service.clock.advanceTo(tx, base - hour));
    await expect(back).rejects.toThrow('The clock goes forward only');
  });
});
