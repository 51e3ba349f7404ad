/** The door of ring 1. Nothing outside `dsl/` imports from any other file in it. */
export type * from './model/values.js';
export type * from './model/library.js';
export type * from './model/evaluation.js';
export type * from './model/stage.js';
export type * from './model/reward.js';
export type * from './model/cycle.js';
export type * from './model/scenario.js';
export type * from './model/model.js';
