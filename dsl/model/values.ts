/** Values, moments, conditions and exceptions: the words every part of the checked model is made of. Plain JSON. */
import type { Span } from '../ast/nodes.js';

/** Stable slug of a named thing, unique within its kind: "Self review" → `self-review`. Never shown to people. */
export type Id = string;
/** Exact decimal as written, `"3.85"`; percentages are in percent, so 70% is `"70"`. */
export type Dec = string;
/** Civil date `YYYY-MM-DD`, in no zone until somebody names one. */
export type LocalDate = string;
/** Civil time of day `HH:MM`. */
export type LocalTime = string;
/** Where in the text a rule stands; the `why` of every result points at it. */
export type Src = Span;

export type Money = { amount: Dec; currency: string };
/**
 * One value in a condition, a given or a table. `money` and `percent` keep their unit.
 * In a `Test` about a part or a rating, the text of a level is the `id` of the level in its scale (a result beside the
 * scale, such as "Too new to rate", stays as written); about a field it is the value as written. Scenarios keep every
 * name as written.
 */
export type Value =
  | { kind: 'number'; value: Dec }
  | { kind: 'percent'; value: Dec }
  | { kind: 'money'; value: Money }
  | { kind: 'text'; value: string }
  | { kind: 'date'; value: LocalDate }
  | { kind: 'yesNo'; value: boolean };

export type Unit = 'businessDay' | 'day' | 'week' | 'month' | 'year';
/** A length of civil time; whole, at least 1. */
export type Duration = { n: number; unit: Unit };

/** A day that depends on something: resolved to a civil date by `workflows/rules/moment`. */
export type Moment =
  | { at: 'date'; date: LocalDate }
  | { at: 'start' }
  | { at: 'periodStart' }
  | { at: 'periodEnd' }
  /** `stage` left out: of the stage in which the line stands. */
  | { at: 'opening' | 'due' | 'closing'; stage?: Id }
  | { at: 'field'; field: Id }
  | { at: 'shift'; by: Duration; back: boolean; from: Moment }
  | { at: 'later' | 'earlier'; of: [Moment, Moment] }
  | { at: 'firstOfMonth'; of: Moment };

export type Op =
  | 'is'
  | 'isNot'
  | 'oneOf'
  | 'atLeast'
  | 'atMost'
  | 'above'
  | 'below'
  | 'fromTo'
  | 'before'
  | 'after'
  | 'onOrBefore'
  | 'onOrAfter'
  | 'missing'
  | 'notMissing'
  | 'open'
  | 'closed'
  | 'differsFrom';
export type Subject =
  | { about: 'field'; field: Id }
  | { about: 'part'; part: Id; of: 'whole' | 'any' | 'each' }
  /** The overall rating, or a named one. */
  | { about: 'rating'; rating: Id }
  | { about: 'stage'; stage: Id };
export type Test = { subject: Subject; op: Op; values: Value[]; src: Src };
/**
 * Tests joined by `and`; empty means always. A fact that is not known makes a test not met. `yes` and `no` are `is` with a
 * `yesNo` value; `fromTo` has two values, both included; `oneOf` any number; `missing`, `notMissing`, `open`, `closed` none;
 * `differsFrom` has the id of the stage as text.
 */
export type Cond = Test[];

/**
 * A property with its exceptions. `value: null` says the property is absent or was taken away.
 * Resolution for one person: `workflows/rules/resolve`. An exception beats the rule it stands under, an inner one its
 * outer one; between exceptions side by side the precedence of segments decides, and the checker proved that it does.
 */
export type Ruled<T> = { value: T | null; src: Src; unless: Exception<T>[] };
/**
 * Holds for people who are in ALL of `segments`. `except for "A" and "B"` becomes two exceptions, `[A]` and `[B]`, with the
 * same `src`; for people in both either may be taken. An inner exception whose outer one leaves the property alone stands
 * beside the others with both segments, outer first. Between exceptions side by side, one beats another if a segment of it
 * wins over a segment of the other, or if it asks for all segments of the other and more.
 */
export type Exception<T> = { segments: Id[]; because: string; src: Src; rule: Ruled<T> };

export type Role = { role: 'employee' } | { role: 'peers' } | { role: 'field'; field: Id };

export type Rounding = {
  mode: 'halfUp' | 'halfEven' | 'down' | 'up';
  to: { decimals: number } | { multiple: Dec; currency: string | null };
};
