/** When a stage opens for a participant: what the guards must know, and the timer that brings it about. */
import type { Id } from '../../../dsl/index.js';
import type { OpenFacts } from '../../machine/vocabulary.js';
import { anchorsFor, type Clock } from '../../rules/clock.js';
import { timerAt, type Timer } from '../../rules/due.js';
import { openingDates, type Day, type OpeningDates } from '../../rules/opening.js';
import type { Anchors } from '../../rules/moment.js';
import { dateAt } from '../../rules/zone.js';
import type { Opening } from '../../../dsl/index.js';
import type { Instant } from '../contract.js';
import { clockOf, personOf, summaryOf, type Draft } from './draft.js';
import { condHolds } from './conditions.js';
import { holdersOf, skippedForLackOf } from './holders.js';
import { rulesOf, stageIn, variantFor, type StageRules } from './rulings.js';

/** Rounds of a repeating stage that are looked at; the language allows no more. */
const mostRounds = 400;

/** The clock that counts for openings and dues: of whoever does the work; the participant's own when that is several people, or nobody. */
export function doerClock(draft: Draft, rules: StageRules): Clock {
  const { who } = rules.doer;
  const holder = who.by === 'role' ? holdersOf(draft, who.role)[0] : undefined;
  return clockOf(draft, holder === undefined ? undefined : personOf(draft, holder));
}

/** The days the lines of a stage refer to. */
export function anchorsOf(draft: Draft, clock: Clock, stage: Id, opened: Instant | null = null): Anchors {
  const { definition, file, member, world } = draft;
  return anchorsFor(
    { definition, file: { person: file.person, stages: draft.stages }, member, world },
    clock,
    stage,
    opened,
  );
}

type Coming = { dates: OpeningDates; clock: Clock; opening: Opening };

/** The opening that comes next: for a repeating stage the first round after the last one, or the latest that has passed. */
function comingOf(draft: Draft, rules: StageRules): Coming | null {
  const opening = rules.opens.value;
  if (opening === null) return null;
  const { id } = rules.stage;
  const clock = doerClock(draft, rules);
  const anchors = anchorsOf(draft, clock, id);
  const dates = (round: number): OpeningDates => openingDates(opening, round, anchors, clock);
  if (opening.how.when !== 'every') return { dates: dates(1), clock, opening };
  const { openedAt } = summaryOf(draft, id);
  const last = openedAt === null ? '' : dateAt(clock.zone, openedAt);
  let found: OpeningDates = { moment: null, orOn: null, notBefore: null, more: false };
  for (let round = 1; round <= mostRounds; round += 1) {
    const next = dates(round);
    if (next.moment === null || (found.moment !== null && next.moment.at > draft.at)) break;
    if (next.moment.on > last) found = next;
  }
  return { dates: found, clock, opening };
}

/** What the guards must know about a stage that may open in this step. */
export function openFactsOf(draft: Draft, id: Id): OpenFacts {
  const stage = stageIn(draft.definition, id);
  const variant = variantFor(stage, draft.member);
  const rules = rulesOf(draft.definition, id, variant);
  const coming = comingOf(draft, rules);
  const how = coming?.opening.how;
  const reached = (day: Day | null | undefined): boolean => !!day && day.at <= draft.at;
  const byJoin = how?.when === 'closed' && how.ofPeople !== null;
  return {
    momentPassed:
      how?.when === 'start' || reached(coming?.dates.moment) || (!byJoin && reached(coming?.dates.orOn)),
    windowOpen: coming !== null && (coming.opening.notBefore === null || reached(coming.dates.notBefore)),
    waitsFor: how?.when === 'closed' ? how.stages : null,
    byJoin,
    only: takesPart(draft, rules),
    chooses: rules.doer.who.by === 'peers',
    variant,
    more: coming?.dates.more === true && takesPart(draft, rules),
  };
}

/** Not skipped, in every segment it is only for, its condition met, and somebody there to do it where the text would skip it otherwise. */
function takesPart(draft: Draft, rules: StageRules): boolean {
  if (rules.skip || !rules.onlyFor.every(draft.member)) return false;
  return condHolds(draft, rules.onlyWhen) && !skippedForLackOf(draft, rules);
}

/** The timer that opens a waiting stage, or its next round; null: it opens by others, or its day is not known. */
export function openTimer(draft: Draft, id: Id, name: 'open' | 'repeat', waited: boolean): Timer | null {
  const rules = rulesOf(draft.definition, id, variantFor(stageIn(draft.definition, id), draft.member));
  const coming = comingOf(draft, rules);
  if (coming === null) return null;
  const day = openDay(coming, waited);
  return day === null ? null : timerAt(name, day, rules.opens.src, coming.clock);
}

/** `waited`: the stages it waits for are closed, only `not before` is left. */
function openDay({ dates, opening }: Coming, waited: boolean): Day | null {
  const { how, notBefore } = opening;
  const byJoin = how.when === 'closed' && how.ofPeople !== null;
  const own = how.when === 'closed' ? (byJoin ? null : dates.orOn) : earlier(dates.moment, dates.orOn);
  if (waited) return dates.notBefore;
  if (own === null) return null;
  return notBefore === null ? own : later(own, dates.notBefore);
}

const earlier = (a: Day | null, b: Day | null): Day | null => (a && b ? (a.at <= b.at ? a : b) : (a ?? b));
const later = (a: Day | null, b: Day | null): Day | null => (a && b ? (a.at >= b.at ? a : b) : (a ?? b));
