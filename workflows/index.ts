/** The door of ring 2. Nothing outside `workflows/` imports from any other file in it. */
export type * from './engine/contract.js';
export type * from './simulate/contract.js';
