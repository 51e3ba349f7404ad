import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openService, type ServiceHarness } from '../../test/service-harness.js';
import { Journal } from './journal.js';
import { Log } from './log.js';
import { Metrics } from './metrics.js';

let service: ServiceHarness;
beforeAll(async () => (service = await openService()));
afterAll(() => service?.close());

function journal() {
  const lines: Record<string, unknown>[] = [];
  const write = (line: string) => void lines.push(JSON.parse(line) as Record<string, unknown>);
  const log = new Log({ level: 'info', form: 'json', write, now: () => new Date(0) });
  const metrics = new Metrics(service.database, service.clock);
  return { lines, metrics, journal: new Journal(log, metrics) };
}
const moved = (seq: number, event: string) => ({
  seq,
  event,
  stage: 'self-review',
  at: '2027-01-11T08:00:00.000Z',
  by: 'ana',
});

describe('the journal', () => {
  it('writes one line for each transition, with ids and no content', () => {
    const { lines, journal: told } = journal();
    const transitions = [moved(1, 'START'), moved(2, 'SUBMIT')];
    told.tell({ organisationId: 'o', participantId: 'p', transitions, incident: null });
    expect(lines.map(({ message, seq, event }) => [message, seq, event])).toEqual([
      ['transition', 1, 'START'],
      ['transition', 2, 'SUBMIT'],
    ]);
    expect(Object.keys(lines[0] ?? {}).sort()).toEqual(
      [
        'at',
        'by',
        'clock',
        'event',
        'level',
        'message',
        'organisationId',
        'participantId',
        'seq',
        'stage',
      ].sort(),
    );
  });

  it('counts transitions and incidents for the figures', async () => {
    const { lines, metrics, journal: told } = journal();
    told.tell({ organisationId: 'o', participantId: 'p', transitions: [moved(1, 'START')], incident: null });
    told.tell({ organisationId: 'o', participantId: 'q', transitions: [], incident: 'i' });
    expect(lines.at(-1)).toMatchObject({ level: 'error', message: 'incident', incident: 'i' });
    const text = await metrics.text();
    expect(text).toContain('perennial_transitions_total{event="START",result="moved"} 1');
    expect(text).toContain('perennial_transitions_total{event="any",result="incident"} 1');
  });

  it('shows how late the oldest deadline is, by the clock of the cycles', async () => {
    const { metrics } = journal();
    const { organisationId } = service;
    await service.asOwner((tx) =>
      tx.query(
        `insert into deadline (organisation_id, participant_id, timer, generation, due_at, local_on, zone, calendar, src)
         values ($1, gen_random_uuid(), 'due', 1, '2027-01-04T07:58:30Z', '2027-01-04', 'UTC', 'c', '{}'),
           ($1, gen_random_uuid(), 'due', 1, '2027-01-05T00:00:00Z', '2027-01-05', 'UTC', 'c', '{}')`,
        [organisationId],
      ),
    );
    const text = await metrics.text();
    expect(text).toContain('perennial_deadline_lag_seconds 90');
    expect(text).toContain('perennial_deadlines_due 1');
  });
});
