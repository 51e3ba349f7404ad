import { Migration } from '@mikro-orm/migrations';

/**
 * The states of a participant's stages stay the text they were written as: every event writes them, and taking them apart for `jsonb`
 * served nobody. No one looks for people by these two texts, so nothing is counted in them either: while a clock was moved, autovacuum
 * took a tenth of PostgreSQL's time, and sorted samples of them again and again.
 */
export class PlainState extends Migration {
  override up(): void {
    this
      .addSql(`alter table participant alter column stages drop default, alter column stages type json using stages::json,
      alter column stages set default '{}'`);
    this.addSql(
      `alter table participant alter column snapshot set statistics 0, alter column stages set statistics 0`,
    );
  }
}
