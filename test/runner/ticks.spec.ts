import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Joins } from '../../src/participants/joins.js';
import { Ticks } from '../../src/runner/ticks.js';
import { openSmallYear, review, smallYear, type SmallYear } from '../participants/small-year.js';

// the machine may be busy with other suites
jest.setTimeout(60_000);

let year: SmallYear;
let ticks: Ticks;
const errors: unknown[] = [];
beforeAll(async () => {
  year = await openSmallYear(smallYear.replace('or on 2027-03-01', 'or on 2027-01-20'));
  const { service, definitions, participants, settling, sessions, peopleChanges } = year;
  ticks = new Ticks({
    database: service.database,
    clock: service.clock,
    definitions,
    participants,
    settling,
    sessions,
    peopleChanges,
    organisations: async () => [service.organisationId],
    onError: (error) => errors.push(error),
  });
});
afterAll(() => year?.close());

const states = async (stage: string) => {
  const rows = await year.service.run((tx) =>
    tx.query<{ state: string }>(`select distinct stages -> $1 ->> 'state' as state from participant`, [
      stage,
    ]),
  );
  return rows.map((row) => row.state).sort();
};
/** Moves the clock, and does nothing on the way: that is the ticks' work here. */
const moveTo = (at: string) => year.service.moveTo(at);

describe('the ticks', () => {
  it('fire what fell due while nobody was there, in its order', async () => {
    await moveTo('2027-01-11T08:00:00Z');
    expect(await states('review')).toEqual([null]);
    await ticks.beat('fire');
    expect(await states('review')).toEqual(['working']);
    expect(errors).toEqual([]);
  });

  it('open a stage on its day although the share of people is not reached', async () => {
    for (const number of ['1', '2']) await year.act(number, 'boss', review('solid'));
    await ticks.beat('settle');
    await moveTo('2027-01-19T22:59:59Z');
    await ticks.beat('fire');
    await year.settling.settleAll(year.service.organisationId, { everything: true });
    expect(await states('calibration')).not.toContain('working');
    await moveTo('2027-01-19T23:00:00Z');
    await ticks.beat('fire');
    await year.settling.settleAll(year.service.organisationId, { everything: true });
    expect(await states('calibration')).toContain('working');
    const [join] = await year.service.run((tx) => tx.query('select stage, closed, total from join_state'));
    expect(join).toEqual({ stage: 'calibration', closed: 2, total: 6 });
  });

  it('open it for whoever was held at that very moment, when they run again', async () => {
    const { service, cycleId } = year;
    const [cycle] = await year.settling.cycles(service.organisationId);
    await service.run(async (tx) => {
      await tx.query('delete from join_told where participant_id = $1', [year.participant('3')]);
      await tx.query('delete from idempotency_key where key like $1', [`join/%/${year.participant('3')}`]);
    });
    let goOn = (): Promise<unknown> => Promise.resolve();
    const slow = {
      async advanceMany(id: string, acts: Parameters<typeof year.participants.advanceMany>[1]) {
        goOn = await year.hold('3');
        return year.participants.advanceMany(id, acts);
      },
    };
    const joins = new Joins(
      service.database,
      service.clock,
      year.directory,
      slow as typeof year.participants,
    );
    const told = () =>
      service.run((tx) =>
        tx.query('select 1 from join_told where cycle_id = $1 and participant_id = $2', [
          cycleId,
          year.participant('3'),
        ]),
      );
    expect(await joins.tell(service.organisationId, cycle!)).toBe(1);
    expect(await told()).toEqual([]);
    expect(await joins.tell(service.organisationId, cycle!)).toBe(0);
    await goOn();
    await year.settling.settleAll(service.organisationId, { everything: true });
    expect(await told()).toHaveLength(1);
  });

  it('tell changed people, and forget keys after a week', async () => {
    const keys = () => year.service.run((tx) => tx.query('select 1 from idempotency_key'));
    expect((await keys()).length).toBeGreaterThan(0);
    await year.peopleChanges.leave(year.service.organisationId, year.person('1'), null);
    await ticks.beat('people');
    await moveTo('2027-01-28T00:00:00Z');
    await ticks.beat('tidy');
    expect(await keys()).toEqual([]);
    expect(errors).toEqual([]);
  });

  it('close a cycle when everybody is through, and not before', async () => {
    const status = async () => {
      const [cycle] = await year.service.run((tx) =>
        tx.query<{ status: string }>('select status from cycle'),
      );
      return cycle?.status;
    };
    await ticks.beat('tidy');
    expect(await status()).toBe('running');
    await year.moveTo('2028-01-02T00:00:00Z');
    await ticks.beat('tidy');
    expect(await status()).toBe('closed');
    expect(await year.violations()).toEqual([]);
  });

  it('tell what they cannot do and go on, and never run beside themselves', async () => {
    const failing = new Ticks({
      database: year.service.database,
      clock: year.service.clock,
      definitions: year.definitions,
      participants: { fireDue: () => Promise.reject(new Error('gone')) } as never,
      settling: year.settling,
      sessions: year.sessions,
      peopleChanges: year.peopleChanges,
      organisations: async () => ['a', 'b'],
      onError: (error, tick, organisationId) => errors.push([String(error), tick, organisationId]),
    });
    await Promise.all([failing.beat('fire'), failing.beat('fire')]);
    expect(errors).toEqual([
      ['Error: gone', 'fire', 'a'],
      ['Error: gone', 'fire', 'b'],
    ]);
    expect(failing.busy).toBe(false);
  });
});
