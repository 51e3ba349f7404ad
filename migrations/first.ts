import { Migration } from '@mikro-orm/migrations';
import { createTables, organisationTables } from './first-schema.js';
import { appendOnly, createRole, grantCommon, historyMonths, secureTables } from './security.js';

/** The first schema, with row-level security forced on every table of an organisation. */
export class First extends Migration {
  override up(): void {
    this.addSql(createRole);
    this.addSql(createTables);
    this.addSql(grantCommon);
    this.addSql(secureTables(organisationTables));
    this.addSql(
      appendOnly(['history', 'rating_entry', 'calibration_change', 'audit_entry', 'award', 'release']),
    );
    this.addSql(historyMonths);
  }
}
