/** Sixty people who live through a shipped cycle on a moved clock: what tests of counts, lists and screens look at. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Launch } from '../../src/cycles/launch.js';
import { publishCycle } from '../../src/cycles/publish.js';
import { findCycle, type CycleView } from '../../src/monitor/cycle.js';
import { Directory } from '../../src/people/directory.js';
import { importPeople } from '../../src/people/import/import.js';
import { sampleOrganisation } from '../../src/people/sample.js';
import { liveUntil } from '../../src/start/live.js';
import { openService, startsAt, type ServiceHarness } from '../service-harness.js';

const library = join(import.meta.dirname, '../../workflows/library/first-year/first-year.cycle');

export type Village = {
  service: ServiceHarness;
  /** Id of the only cycle. */
  cycleId: string;
  view(): Promise<CycleView>;
  /** Lets everybody live, some punctual, some late, some never, until the instant. */
  liveUntil(at: string): Promise<void>;
  /** Id of an employee by number. */
  id(number: string): Promise<string>;
};

/** People imported and a cycle launched; nobody has begun. */
export async function openVillage(): Promise<Village> {
  const service = await openService();
  const { organisationId, database, clock, run } = service;
  const bytes = new TextEncoder().encode(sampleOrganisation().csv);
  await importPeople(database, clock, organisationId, { name: 'village.csv', bytes });
  const text = readFileSync(library, 'utf8');
  const files = [{ path: 'first-year.cycle', text }];
  const { cycles } = await run((tx) =>
    publishCycle(tx, organisationId, { entry: 'first-year.cycle', files, at: startsAt, by: null }),
  );
  const launch = new Launch(database, clock, new Directory());
  await launch.launch(organisationId, cycles[0] ?? '', { withoutUnplaced: true });
  const [cycle] = await run((tx) => tx.query<{ id: string }>('select id from cycle'));
  const cycleId = cycle?.id ?? '';
  return {
    service,
    cycleId,
    async view() {
      const view = await run((tx) => findCycle(tx, organisationId, cycleId));
      if (!view) throw new Error('the cycle is gone');
      return view;
    },
    liveUntil: (at) => liveUntil(database, organisationId, Date.parse(at)),
    async id(number) {
      const [row] = await run((tx) =>
        tx.query<{ id: string }>('select id from employee where external_id = $1', [number]),
      );
      if (!row) throw new Error(`nobody has number ${number}`);
      return row.id;
    },
  };
}
