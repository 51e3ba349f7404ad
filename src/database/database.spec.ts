import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';

let service: ServiceHarness;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());

describe('database', () => {
  it('shows no rows of another organisation, whatever the statement asks for', async () => {
    const other = await service.addOrganisation('Other');
    await service.addPeople([{ number: '1' }]);
    await service.addPeople([{ number: '2' }], other);
    const seen = await service.run((tx) =>
      tx.query<{ number: string }>('select external_id as number from employee'),
    );
    expect(seen).toEqual([{ number: '1' }]);
  });
});
