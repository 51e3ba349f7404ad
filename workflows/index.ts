/** The door of ring 2. Nothing outside `workflows/` imports from any other file in it. */
export type * from './engine/contract.js';
export type * from './simulate/contract.js';
export { buildMachine } from './machine/build.js';
export { define, newCaseFile } from './engine/start.js';
export { advance } from './engine/advance.js';
export { apply } from './engine/apply.js';
export { phaseOf } from './engine/phase.js';
export { diagram } from './diagram/diagram.js';
export type { DiagramFormat } from './diagram/diagram.js';
export * from './cycle/order.js';
export * from './cycle/joins.js';
export * from './cycle/groups.js';
export * from './cycle/letters.js';
export * from './cycle/people.js';
export { addDays, dayNumber, daysBetween, weekday } from './rules/civil.js';
export { dateAt, timeAt } from './rules/zone.js';
export { memberIn, resolve, valueFor } from './rules/resolve.js';
