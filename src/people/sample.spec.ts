import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { importPeople } from './import/import.js';
import { sampleOrganisation } from './sample.js';

let service: ServiceHarness;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());

describe('the sample organisation', () => {
  it('imports without a problem, and has some sixty people', async () => {
    const { csv } = sampleOrganisation();
    const report = await importPeople(service.database, service.clock, service.organisationId, {
      name: 'sample.csv',
      bytes: new TextEncoder().encode(csv),
    });
    expect(report.problems).toEqual([]);
    expect(report.written).toBe(true);
    expect(report.rows).toBe(60);
  });

  it('is the same every time', () => {
    expect(sampleOrganisation()).toEqual(sampleOrganisation());
  });

  it('gives every role of the service to somebody it has', () => {
    const { csv, roles } = sampleOrganisation();
    expect(roles.every(({ number }) => csv.includes(`\n${number},`))).toBe(true);
    expect(new Set(roles.map(({ role }) => role))).toEqual(
      new Set(['hr-partner', 'hr-admin', 'facilitator', 'auditor']),
    );
  });
});
