/** The door of ring 1. Nothing outside `dsl/` imports from any other file in it. */
export { compileCycle, linesAt, type Compiled, type CycleFile, type Resolver } from './compile.js';
export { renderAll, toJson, undressed, type JsonDiagnostic, type Styler } from './frame.js';
export { catalogue, entryOf } from './catalogue/catalogue.js';
export { nearest } from './suggest.js';
export {
  addDays,
  addMonths,
  addYears,
  dateOf,
  dayNumber,
  dayOf,
  daysBetween,
  daysInMonth,
  daysOf,
  earlierOf,
  firstOfMonth,
  isDate,
  laterOf,
  monthsBegun,
  partsOf,
  weekday,
  weekdayOf,
  type DayNumber,
} from './civil.js';
export { holidaysIn, noDays, type HolidayDays, type Holidays } from './holidays/days.js';
export { holidayListNamed, shippedHolidays } from './holidays/lists.js';
export type { HolidayList, HolidayLists } from './holidays/list.js';
export { canonicalJson, sha256Hex } from './hash.js';
export type { Code, Diagnostic, Edit, Fix, Place, Severity } from './diagnostic.js';
export type { Source } from './source.js';
export type { Position, Span } from './ast/nodes.js';
export type * from './model/values.js';
export type * from './model/library.js';
export type * from './model/evaluation.js';
export type * from './model/stage.js';
export type * from './model/reward.js';
export type * from './model/cycle.js';
export type * from './model/scenario.js';
export type * from './model/model.js';
