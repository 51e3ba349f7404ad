/** MikroORM as this project uses it: its migrator, its pool and, for low-volume rows, its EntityManager. */
import { Migrator } from '@mikro-orm/migrations';
import { MikroORM, type Options } from '@mikro-orm/postgresql';
import { migrations } from '../../migrations/list.js';
import { connectionSettings, type PoolOptions } from './pool.js';

/** Configuration for a database address, such as `postgresql://user:password@host:5432/perennial`. */
export function ormOptions(url: string, pool: PoolOptions): Options {
  const { types: _, ...driverOptions } = connectionSettings(url, pool);
  return {
    clientUrl: url,
    entities: [],
    discovery: { warnWhenNoEntities: false },
    extensions: [Migrator],
    driverOptions,
    logger: () => undefined,
    migrations: {
      migrationsList: migrations,
      tableName: 'migration',
      // Everything that is pending, or nothing.
      allOrNothing: true,
      // Switching foreign keys off needs a superuser, and nothing here needs it.
      disableForeignKeys: false,
      snapshot: false,
    },
  };
}

/** Opens it; connects when first used. */
export function openOrm(url: string, pool: PoolOptions): MikroORM {
  return new MikroORM(ormOptions(url, pool));
}
