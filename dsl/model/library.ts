/** What cycles share: calendars, people data, scales, competencies, segments. */
import type { Cond, Dec, Id, LocalDate, LocalTime, Src } from './values.js';

export type FieldKind =
  | { kind: 'oneOf'; values: string[] }
  | { kind: 'text' | 'date' | 'money' | 'percent' | 'yesNo' | 'people' }
  /** `path`: derived by following two person fields, as in `manager of manager`. */
  | { kind: 'person'; path?: [Id, Id] }
  | { kind: 'number'; whole: boolean; from: Dec; to: Dec };
export type Field = { id: Id; name: string; type: FieldKind; src: Src };

export type Calendar = {
  id: Id;
  name: string;
  src: Src;
  /** Business days as ISO weekday numbers, 1 = Monday. */
  week: number[];
  hours: { from: LocalTime; to: LocalTime };
  /** null: the zone of each person. */
  zone: string | null;
  /** 'country': the list of the doer's country; a name: that list; null: none. */
  holidays: { of: 'country' } | { of: 'list'; name: string } | null;
  closed: { from: LocalDate; to: LocalDate; why?: string }[];
  open: { on: LocalDate; why?: string }[];
  onClosedDay: 'next' | 'previous' | 'stay';
};

/** Best level first. `worth`: value when somebody chooses it. `from`: lowest calculated score that reaches it. */
export type Level = { id: Id; name: string; worth: Dec | null; from: Dec | null; src: Src };
export type Scale = {
  id: Id;
  name: string;
  src: Src;
  levels: Level[];
  values: { from: Dec; to: Dec } | null;
  step: Dec | null;
  /** Results beside the scale, such as "Too new to rate". */
  outside: string[];
};
export type Competency = { id: Id; name: string; segment: Id | null; weight: Dec | null; src: Src };
export type CompetencySet = { id: Id; name: string; list: Competency[]; src: Src };
export type Segment = { id: Id; name: string; within: Id | null; where: Cond; src: Src };
