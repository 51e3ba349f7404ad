/** A cycle whose dates have passed says so before anything starts. */
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { openService, startsAt as at, type ServiceHarness } from '../../test/service-harness.js';
import { Directory } from '../people/directory.js';
import { Launch, type LaunchOptions } from './launch.js';
import { pastWords } from './launch-dates.js';
import { publishCycle } from './publish.js';
import { listCycles } from './queries.js';

const text = `language 1
use "standard"

cycle "Spring talk"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-03-31
  starts 2027-04-01
  ends by 2027-05-31
  includes everyone

  form
    part "How it went"  rate on "Five levels"
  end

  overall rating on "Five levels"
    100%  "How it went"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end

  stage "Talk"
    opens at start
    due 10 business days after opening
    done by manager
    fills in "How it went"
    when overdue by 5 business days, escalate to hr-partner
    when overdue by 10 business days, stay open
  end
end
`;

let service: ServiceHarness;
let launcher: Launch;
beforeAll(async () => {
  service = await openService();
  launcher = new Launch(service.database, service.clock, new Directory());
  await service.addPeople([
    { number: '1', name: 'Ada Boss', hrPartner: '2', manager: '2' },
    { number: '2', name: 'Hal Partner', manager: '1', hrPartner: '1' },
  ]);
});
afterAll(() => service?.close());

const publish = (source: string, on = at) =>
  service.run((tx) =>
    publishCycle(tx, service.organisationId, {
      entry: 'spring.cycle',
      files: [{ path: 'spring.cycle', text: source }],
      at: on,
      by: null,
    }),
  );

it('says which dates have passed, and starts nothing unless that is meant', async () => {
  const past = text
    .replace('"Spring talk"', '"Winter talk"')
    .replace('reviews 2027-01-01 to 2027-03-31', 'reviews 2026-01-01 to 2026-06-30')
    .replace('starts 2027-04-01', 'starts 2026-07-01')
    .replace('ends by 2027-05-31', 'ends by 2026-12-31')
    .replace('due 10 business days after opening', 'due 2026-08-14');
  await publish(past);
  const tried = (options: LaunchOptions) =>
    launcher.launch(service.organisationId, 'Winter talk', { ...options });
  const plan = await tried({});
  expect(plan).toMatchObject({ held: 'past', cycleId: null });
  expect(plan.past.map(pastWords)).toEqual([
    '"Talk" was due on 2026-08-14 for 2 people: it would be due on the day it opens.',
    'The cycle ended on 2026-12-31 for 2 people: its end would come as soon as it starts.',
  ]);
  expect(await tried({ dryRun: true })).toMatchObject({ held: 'past' });
  expect(await tried({ dryRun: true, confirmPast: true })).toMatchObject({ held: 'dryRun' });
  expect(await service.run((tx) => listCycles(tx, service.organisationId))).toEqual([]);
  expect(await tried({ confirmPast: true })).toMatchObject({ held: null, past: plan.past });
});

it('is not held by a day that only opens a stage at once, nor by days that count from there', async () => {
  const late = text
    .replace('"Spring talk"', '"Late talk"')
    .replace('starts 2027-04-01', 'starts 2026-12-15')
    .replace('reviews 2027-01-01 to 2027-03-31', 'reviews 2026-01-01 to 2026-11-30')
    .replace('opens at start', 'opens on 2026-12-16');
  await publish(late, at + 1);
  const options = { dryRun: true };
  const plan = await launcher.launch(service.organisationId, 'Late talk', options);
  expect(plan.held).toBe('dryRun');
  expect(plan.past.map(pastWords)).toEqual([
    '"Talk" opened on 2026-12-16 for 2 people: it would open at once.',
  ]);
});
