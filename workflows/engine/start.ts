/** Where a participant begins: the compiled definition, and the empty case file before START. */
import { holidaysIn, shippedHolidays, type Cycle, type HolidayLists, type Model } from '../../dsl/index.js';
import { buildMachine } from '../machine/build.js';
import type { CaseFile, Definition, Person } from './contract.js';

/**
 * Compiles one cycle of a checked model. Keep it: it is shared by every participant pinned to `hash`, and caches hang on the object.
 * `lists`: the holidays it goes by; those that ship, until a launch pins them.
 */
export function define(model: Model, cycle: Cycle, lists: HolidayLists = shippedHolidays): Definition {
  return { model, cycle, hash: model.hash, machine: buildMachine(cycle), holidays: holidaysIn(lists) };
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
