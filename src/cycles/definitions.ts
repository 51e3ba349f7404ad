/** Compiled cycle versions, by content hash: read and built once, shared by every participant pinned to them. */
import { Injectable } from '@nestjs/common';
import type { HolidayLists, Model } from '../../dsl/index.js';
import { define, type Definition } from '../../workflows/index.js';
import type { Sql } from '../database/transaction.js';

/** Definitions kept in memory; the one longest unused goes first. */
const most = 200;

@Injectable()
export class CycleDefinitions {
  readonly #known = new Map<string, Definition>();

  /** The definition participants of the cycle with that hash are pinned to, under the holidays of its launch. Throws when the organisation has no such version. */
  async definitionOf(tx: Sql, organisationId: string, cycleId: string, hash: string): Promise<Definition> {
    const key = `${organisationId}/${cycleId}/${hash}`;
    const known = this.#known.get(key) ?? (await read(tx, organisationId, cycleId, hash));
    this.#known.delete(key);
    this.#known.set(key, known);
    const [oldest] = this.#known.keys();
    if (this.#known.size > most && oldest !== undefined) this.#known.delete(oldest);
    return known;
  }
}

async function read(tx: Sql, organisationId: string, cycleId: string, hash: string): Promise<Definition> {
  const [row] = await tx.query<{ model: Model; name: string; holidays: HolidayLists }>(
    `select v.model, c.name, c.holidays from cycle c
     join cycle_version current on current.organisation_id = c.organisation_id and current.id = c.version_id
     join cycle_version v on v.organisation_id = c.organisation_id and v.definition_id = current.definition_id and v.hash = $3
     where c.organisation_id = $1 and c.id = $2`,
    [organisationId, cycleId, hash],
  );
  if (!row) throw new Error(`Cycle ${cycleId} has no version ${hash}.`);
  return define(row.model, cycleNamed(row.model, row.name), row.holidays);
}

/** The cycle of that name in a model. Throws when there is none. */
export function cycleNamed(model: Model, name: string): Model['cycles'][number] {
  const cycle = model.cycles.find((candidate) => candidate.name === name);
  if (!cycle) throw new Error(`The version has no cycle "${name}".`);
  return cycle;
}
