/** Publishing: a text that passes every check becomes an immutable version, named by the hash of its meaning. */
import { randomUUID } from 'node:crypto';
import { compileCycle, type CycleFile, type Diagnostic, type Model, type Source } from '../../dsl/index.js';
import { buildMachine, type Instant } from '../../workflows/index.js';
import { timestamp } from '../database/pool.js';
import type { Sql } from '../database/transaction.js';

export type Publication = {
  /** Path of the first file; the others are those it uses. */
  entry: string;
  files: readonly CycleFile[];
  at: Instant;
  /** Who publishes; null for the command line. */
  by: string | null;
};
export type Published = {
  versionId: string;
  definition: string;
  number: number;
  hash: string;
  /** Names of the cycles in it, each of which can be launched. */
  cycles: string[];
  /** False when this very meaning had been published before. */
  isNew: boolean;
  warnings: Diagnostic[];
};

/** The text has errors; nothing was published. */
export class PublishRefused extends Error {
  override name = 'PublishRefused';
  constructor(
    readonly diagnostics: readonly Diagnostic[],
    readonly sources: readonly Source[],
  ) {
    const errors = diagnostics.filter(({ severity }) => severity === 'error');
    super(`${errors.length} error${errors.length === 1 ? '' : 's'} in the cycle: ${errors[0]?.title ?? ''}`);
  }
}

/** Compiles and stores a version. A text that only differs in comments or layout is the version that exists. Throws PublishRefused. */
export async function publishCycle(
  tx: Sql,
  organisationId: string,
  publication: Publication,
): Promise<Published> {
  const { entry, files, at, by } = publication;
  const { model, diagnostics, sources } = compileCycle(files, entry);
  const [first] = model?.cycles ?? [];
  if (!model || !first) throw new PublishRefused(diagnostics, sources);
  const definitionId = await definitionNamed(tx, organisationId, first.name);
  const known = await versionOf(tx, organisationId, definitionId, model.hash);
  const used = sources.map(({ path, text }) => ({ path, text }));
  const version =
    known ?? (await insertVersion(tx, organisationId, definitionId, { entry, used, model, at, by }));
  // What was published last is what `launch` takes, so an older version that comes again is the latest now.
  if (known)
    await tx.query('update cycle_version set published_at = $3 where organisation_id = $1 and id = $2', [
      organisationId,
      known.id,
      timestamp(at),
    ]);
  return {
    versionId: version.id,
    definition: first.name,
    number: version.number,
    hash: model.hash,
    cycles: model.cycles.map(({ name }) => name),
    isNew: known === undefined,
    warnings: diagnostics,
  };
}

async function definitionNamed(tx: Sql, organisationId: string, name: string): Promise<string> {
  await tx.query(
    `insert into cycle_definition (organisation_id, id, name) values ($1, $2, $3) on conflict (organisation_id, name) do nothing`,
    [organisationId, randomUUID(), name],
  );
  // The lock makes numbers of versions follow each other when two people publish at once.
  const [row] = await tx.query<{ id: string }>(
    'select id from cycle_definition where organisation_id = $1 and name = $2 for no key update',
    [organisationId, name],
  );
  if (!row) throw new Error(`The definition "${name}" is not there.`);
  return row.id;
}

type Version = { id: string; number: number };

async function versionOf(
  tx: Sql,
  organisationId: string,
  definitionId: string,
  hash: string,
): Promise<Version | undefined> {
  const [row] = await tx.query<Version>(
    'select id, number from cycle_version where organisation_id = $1 and definition_id = $2 and hash = $3',
    [organisationId, definitionId, hash],
  );
  return row;
}

type NewVersion = { entry: string; used: CycleFile[]; model: Model; at: Instant; by: string | null };

async function insertVersion(
  tx: Sql,
  organisationId: string,
  definitionId: string,
  { entry, used, model, at, by }: NewVersion,
): Promise<Version> {
  const machines = Object.fromEntries(model.cycles.map((cycle) => [cycle.id, buildMachine(cycle)]));
  const [row] = await tx.query<Version>(
    `insert into cycle_version (organisation_id, id, definition_id, number, hash, entry, files, model, machine, published_at, published_by)
     select $1, $2, $3, coalesce(max(number), 0) + 1, $4, $5, $6, $7, $8, $9, $10
     from cycle_version where organisation_id = $1 and definition_id = $3 returning id, number`,
    [
      organisationId,
      randomUUID(),
      definitionId,
      model.hash,
      entry,
      JSON.stringify(used),
      JSON.stringify(model),
      JSON.stringify(machines),
      timestamp(at),
      by,
    ],
  );
  if (!row) throw new Error('The version was not written.');
  return row;
}
