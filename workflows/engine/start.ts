/** Where a participant begins: the compiled definition, and the empty case file before START. */
import type { Cycle, Model } from '../../dsl/index.js';
import { buildMachine } from '../machine/build.js';
import type { CaseFile, Definition, Person } from './contract.js';

/** Compiles one cycle of a checked model. Keep it: it is shared by every participant pinned to `hash`, and caches hang on the object. */
export function define(model: Model, cycle: Cycle): Definition {
  return { model, cycle, hash: model.hash, machine: buildMachine(cycle) };
}

/** The case of a person before START: no snapshot, nothing done, status `invited`. */
export function newCaseFile(person: Person): CaseFile {
  return {
    person,
    snapshot: null,
    status: 'invited',
    version: 0,
    lastAt: null,
    stages: {},
    tasks: [],
    submissions: [],
    plans: [],
    peers: [],
    ratings: [],
    awards: [],
    released: [],
  };
}
