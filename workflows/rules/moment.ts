/** Moments of a cycle as civil dates. */
import {
  earlierOf,
  firstOfMonth,
  laterOf,
  type Duration,
  type Id,
  type LocalDate,
  type Moment,
} from '../../dsl/index.js';
import { shift, type BusinessDays } from './calendar.js';

/** The known days a moment may refer to; null: not known yet, or never. All in the zone of whoever the moment is for. */
export type Anchors = {
  start: LocalDate | null;
  periodStart: LocalDate | null;
  periodEnd: LocalDate | null;
  /** `stage` undefined: the stage in which the line stands. */
  opening(stage: Id | undefined): LocalDate | null;
  due(stage: Id | undefined): LocalDate | null;
  closing(stage: Id | undefined): LocalDate | null;
  field(field: Id): LocalDate | null;
};

/** No anchor is known; spread it and fill in what is. */
export const noAnchors: Anchors = {
  start: null,
  periodStart: null,
  periodEnd: null,
  opening: () => null,
  due: () => null,
  closing: () => null,
  field: () => null,
};

/** The civil date of a moment; null while something it needs is unknown. `later` and `earlier` need both sides. Never moves off closed days. */
export function resolveMoment(moment: Moment, anchors: Anchors, days: BusinessDays): LocalDate | null {
  switch (moment.at) {
    case 'date':
      return moment.date;
    case 'start':
    case 'periodStart':
    case 'periodEnd':
      return anchors[moment.at];
    case 'opening':
    case 'due':
    case 'closing':
      return anchors[moment.at](moment.stage);
    case 'field':
      return anchors.field(moment.field);
    case 'shift':
      return map(resolveMoment(moment.from, anchors, days), (from) =>
        shift(days, from, moment.by, moment.back),
      );
    case 'firstOfMonth':
      return map(resolveMoment(moment.of, anchors, days), firstOfMonth);
    case 'later':
    case 'earlier':
      return pick(
        moment.at,
        resolveMoment(moment.of[0], anchors, days),
        resolveMoment(moment.of[1], anchors, days),
      );
  }
}

const map = (date: LocalDate | null, to: (date: LocalDate) => LocalDate): LocalDate | null =>
  date === null ? null : to(date);
const pick = (which: 'later' | 'earlier', a: LocalDate | null, b: LocalDate | null): LocalDate | null =>
  a === null || b === null ? null : which === 'later' ? laterOf(a, b) : earlierOf(a, b);

/** The `round`-th date (from 1) of `every D from M`, always counted from the anchor: 31 January, every month = 28 February, 31 March. */
export const repeatDate = (days: BusinessDays, from: LocalDate, every: Duration, round: number): LocalDate =>
  round <= 1 ? from : shift(days, from, { n: every.n * (round - 1), unit: every.unit });
