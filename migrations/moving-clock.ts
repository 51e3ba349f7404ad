import { Migration } from '@mikro-orm/migrations';
import { applicationRole } from './security.js';

/** Until when (real time) somebody moves the clock of a development installation: meanwhile nobody else writes mails. */
export class MovingClock extends Migration {
  override up(): void {
    this.addSql('alter table installation add column moving_until timestamptz');
    this.addSql(`grant update (moving_until) on installation to ${applicationRole}`);
  }
}
