import { Migration } from '@mikro-orm/migrations';

/**
 * A cycle keeps the lists of public holidays it was launched with. Cycles launched before have none: their dates were worked out
 * without, and stay.
 */
export class Holidays extends Migration {
  override up(): void {
    this.addSql(`alter table cycle add column holidays json not null default '{}'`);
  }
}
