/** From changes of people to events: who left, and whose roles went to somebody else, is told to the participants concerned. */
import { grouped, roleChanges, type Person, type PersonId } from '../../workflows/index.js';
import type { Clock } from '../clock.js';
import type { Database } from '../database/database.js';
import type { Sql } from '../database/transaction.js';
import { wasHeard, type Act } from './contract.js';
import { handOver } from './people/leaving.js';
import type { Participants } from './participants.js';
import type { Definitions, Directory } from './ports.js';
import { holdersOf, markTold, toldOf, type Told } from './people/told.js';

export type PeopleChangesOptions = {
  database: Database;
  clock: Clock;
  definitions: Definitions;
  directory: Directory;
  participants: Participants;
};

export class PeopleChanges {
  readonly #options: PeopleChangesOptions;
  /** What each organisation was last told at by this process: the revision of its people, and how many incidents are over. */
  readonly #toldAt = new Map<string, string>();

  constructor(options: PeopleChangesOptions) {
    this.#options = options;
  }

  /**
   * A person leaves: their roles go to the successor (null: to nobody), and everybody concerned is told. The successor never becomes
   * their own manager: they get the holder the leaver had. False, and nothing happens, when the person has left already.
   */
  async leave(organisationId: string, leaver: PersonId, successor: PersonId | null): Promise<boolean> {
    const { database, clock } = this.#options;
    const left = await database.transaction(organisationId, async (tx) =>
      handOver(tx, organisationId, leaver, successor, await clock.now(tx)),
    );
    if (left) await this.tell(organisationId);
    return left;
  }

  /** `tell`; null, and nothing is done, when nobody changed and nobody who was held ran again since this process told everybody. */
  async tellIfChanged(organisationId: string): Promise<number | null> {
    const { database } = this.#options;
    const [row] = await database.transaction(organisationId, (tx) =>
      tx.query<{ at: string }>(
        `select o.people_revision || ' ' || (select count(*) from incident i
           where i.organisation_id = o.id and i.status = 'settled') as at from organisation o where o.id = $1`,
        [organisationId],
      ),
    );
    if (!row || this.#toldAt.get(organisationId) === row.at) return null;
    const events = await this.tell(organisationId);
    this.#toldAt.set(organisationId, row.at);
    return events;
  }

  /**
   * Compares what every participant was last told about their role holders with who holds the roles now, and sends LEFT and
   * ROLE_CHANGED for the difference. Answers the number of events. May be repeated at any time: whoever was told is not told again,
   * and whoever is held is told when they run again.
   * People whose cycle has not begun are only noted: their tasks will open with whoever holds the role then.
   */
  async tell(organisationId: string): Promise<number> {
    const { database, participants } = this.#options;
    const { acts, told } = await database.transaction(organisationId, (tx) =>
      this.#compare(tx, organisationId),
    );
    const results = await participants.advanceMany(organisationId, acts);
    const held = new Set(results.filter((result) => !wasHeard(result)).map((result) => result.participantId));
    const heard = told.filter(({ participantId }) => !held.has(participantId));
    if (heard.length > 0)
      await database.transaction(organisationId, (tx) => markTold(tx, organisationId, heard));
    return acts.length;
  }

  async #compare(tx: Sql, organisationId: string): Promise<{ acts: Act[]; told: Told[] }> {
    const { definitions, directory } = this.#options;
    const acts: Act[] = [];
    const news: Told[] = [];
    const rows = await toldOf(tx, organisationId);
    for (const own of grouped(rows, (row) => `${row.cycleId} ${row.versionHash}`).values()) {
      const { cycleId, versionHash } = own[0] ?? { cycleId: '', versionHash: '' };
      const definition = await definitions.definitionOf(tx, organisationId, cycleId, versionHash);
      const { world, revision } = await directory.worldOf(tx, organisationId, definition);
      const { fields } = definition.model;
      for (const row of own) {
        const person = world.person(row.employeeId);
        if (!person) continue;
        const now = { holders: holdersOf(fields, person), left: !person.active };
        const changes = roleChanges(fields, withHolders(person, row.holders), person);
        if (changes.length === 0 && now.left === row.left) continue;
        news.push({ ...row, ...now });
        if (row.status !== 'running') continue;
        if (now.left && !row.left) acts.push(act(row.participantId, { type: 'LEFT' }, revision));
        else if (!now.left) acts.push(...changes.map((body) => act(row.participantId, body, revision)));
      }
    }
    return { acts, told: news };
  }
}

/** The person as they were when the participant was told last, as far as roles go. */
function withHolders(person: Person, holders: Readonly<Record<string, string>>): Person {
  const kept = Object.entries(person.fields).filter(([, value]) => value.kind !== 'person');
  const roles = Object.entries(holders).map(([id, value]) => [id, { kind: 'person', value }] as const);
  return { ...person, fields: Object.fromEntries([...kept, ...roles]) };
}

/** The key says which change it is, so that a crash between event and note tells nobody twice. */
function act(participantId: string, body: Act['body'], revision: number): Act {
  const what = body.type === 'ROLE_CHANGED' ? `${body.role}/${body.from}/${body.to}` : body.type;
  return {
    participantId,
    key: `people/${revision}/${participantId}/${what}`,
    by: null,
    actingFor: null,
    reason: null,
    expectedVersion: null,
    body,
  };
}
