import type { World } from '../pages/world.js';

/** Gives somebody a role of the service, as an administrator would. */
export async function grant(world: World, number: string, role: string, scope: object = {}): Promise<void> {
  await world.service.run((tx) =>
    tx.query(
      `insert into role_grant (organisation_id, employee_id, role, scope, at)
       select organisation_id, id, $2, $3, clock_timestamp() from employee where id = $1`,
      [world.id(number), role, JSON.stringify(scope)],
    ),
  );
}
