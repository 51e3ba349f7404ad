/**
 * What a machine must be able to do, whoever runs it: the union over a rule and all its exceptions.
 * Which of it holds for one person is decided by facts when the event comes.
 */
import type {
  Activity,
  Cycle,
  Id,
  Moment,
  Opening,
  OverdueDeed,
  Rating,
  Ruled,
  Stage,
  Test,
} from '../../dsl/index.js';

/** Every value a ruled property can take, rule first, in the order of the text. */
export function alternatives<T>(ruled: Ruled<T>): T[] {
  const own = ruled.value === null ? [] : [ruled.value];
  return [...own, ...ruled.unless.flatMap((exception) => alternatives(exception.rule))];
}

export type StageShape = {
  stage: Stage;
  choosesPeers: boolean;
  confirmsPeers: boolean;
  mayDecline: boolean;
  repeats: boolean;
  /** Opens by a day of its own, or not before one. */
  dated: boolean;
  /** Opens when a share of people is through. */
  joins: boolean;
  /** May have more than one doer at a time. */
  several: boolean;
  reminds: boolean;
  /** Some approval step only advises. */
  advises: boolean;
  /** Opens or closes with others, in the cycle: by session, or once for everyone. */
  inCommon: boolean;
  calibrates: boolean;
  releases: boolean;
  rates: boolean;
  awards: boolean;
  plans: boolean;
  /** What agreed plans may go through: changes after agreement, free or approved. */
  changesFree: boolean;
  changesApproved: boolean;
  /** Roles beside the doer edit too. */
  helpers: boolean;
  /** Skipped when the role that does the work has nobody. */
  skipsWithoutRole: boolean;
  /** Its closing may complete a calculated rating. */
  counts: boolean;
  deeds: ReadonlySet<OverdueDeed>;
  /** Most approval steps in order, 0 for none. */
  steps: number;
  /** Some variant approves in any order. */
  together: boolean;
  asks: boolean;
  overrides: boolean;
  /** Stages to which a refusal may return the work. */
  returnsTo: Id[];
  /** Stages whose closing may open this one. */
  after: Id[];
};

const doing = (stage: Stage, ...kinds: Activity['do'][]): boolean =>
  alternatives(stage.activities).some((list) => list.some((activity) => kinds.includes(activity.do)));

function momentStages(moment: Moment | null): Id[] {
  if (moment === null) return [];
  switch (moment.at) {
    case 'opening':
    case 'due':
    case 'closing':
      return moment.stage === undefined ? [] : [moment.stage];
    case 'shift':
      return momentStages(moment.from);
    case 'firstOfMonth':
      return momentStages(moment.of);
    case 'later':
    case 'earlier':
      return moment.of.flatMap(momentStages);
    default:
      return [];
  }
}

/** Stages whose closing may open a stage: those it waits for, and those its moments count from. */
function waitsFor({ how, orOn, notBefore }: Opening): Id[] {
  const own =
    how.when === 'closed'
      ? how.stages
      : how.when === 'on'
        ? momentStages(how.moment)
        : how.when === 'every'
          ? momentStages(how.from)
          : [];
  return [...own, ...momentStages(orOn), ...momentStages(notBefore)];
}

const byShare = ({ how }: Opening): boolean => how.when === 'closed' && how.ofPeople !== null;
const isDated = (opening: Opening): boolean =>
  opening.how.when === 'on' ||
  opening.how.when === 'every' ||
  opening.notBefore !== null ||
  (opening.orOn !== null && !byShare(opening));
const bothAnswer = (stage: Stage, cycle: Cycle): boolean =>
  [...cycle.roleChange, ...alternatives(stage.roleChange).flat()].some((rule) => rule.then === 'both');

const plansOf = (stage: Stage): Id[] =>
  alternatives(stage.activities).flatMap((list) =>
    list.flatMap((activity) => (activity.do === 'plans' ? activity.goals : [])),
  );

/** Whether a rating needs the stage: adds up answers given in it, or asks about them. A part without `from` is filled in by one stage only. */
export function countsIn(rating: Rating, stage: Stage): boolean {
  const activities = alternatives(stage.activities).flat();
  const filled = activities.flatMap((activity) => (activity.do === 'fillsIn' ? activity.parts : []));
  const picked = activities.flatMap((activity) =>
    activity.do === 'chooses' || activity.do === 'decides' ? [activity.rating] : [],
  );
  const added = alternatives(rating.way).some(
    (way) =>
      way.by === 'weights' &&
      way.weights.some((weight) =>
        weight.from.length > 0 ? weight.from.includes(stage.id) : filled.includes(weight.part),
      ),
  );
  return (
    added ||
    conditionsOf(rating).some(
      ({ subject }) =>
        (subject.about === 'part' && filled.includes(subject.part)) ||
        (subject.about === 'rating' && picked.includes(subject.rating)) ||
        (subject.about === 'stage' && subject.stage === stage.id),
    )
  );
}

/** Every test on which the level of a calculated rating depends. */
const conditionsOf = (rating: Rating): Test[] =>
  alternatives(rating.way).some((way) => way.by === 'weights')
    ? [...alternatives(rating.overrides), ...alternatives(rating.levelGuards)]
        .flat()
        .flatMap(({ when }) => when)
    : [];

/** The shape of one stage. */
export function shapeOf(stage: Stage, cycle: Cycle): StageShape {
  const doers = alternatives(stage.doer);
  const peers = doers.filter((doer) => doer.who.by === 'peers');
  const chains = alternatives(stage.approvals);
  const acks = alternatives(stage.acknowledged);
  const returns = alternatives(stage.refused).map((rule) => rule.to);
  const changes = cycle.goals
    .filter((goals) => plansOf(stage).includes(goals.id))
    .map((goals) => goals.changes);
  const inOrder = chains.filter((chain) => chain.inOrder).map((chain) => chain.steps.length);
  return {
    stage,
    choosesPeers: peers.length > 0,
    confirmsPeers: peers.some((doer) => doer.confirmedBy !== null),
    mayDecline: peers.some((doer) => doer.mayDecline),
    repeats: alternatives(stage.opens).some((opening) => opening.how.when === 'every'),
    dated: alternatives(stage.opens).some(isDated),
    joins: alternatives(stage.opens).some(byShare),
    several: doers.some((doer) => doer.who.by !== 'role') || bothAnswer(stage, cycle),
    reminds: alternatives(stage.reminders).some((list) => list.length > 0),
    advises: chains.some((chain) => chain.steps.some((step) => step.adviceOnly)),
    inCommon: doing(stage, 'calibrates') || doers.some((doer) => doer.onceForEveryone),
    calibrates: doing(stage, 'calibrates'),
    releases: doing(stage, 'releases'),
    rates: doing(stage, 'chooses', 'decides'),
    awards: doing(stage, 'awards'),
    plans: doing(stage, 'plans'),
    changesFree: changes.includes('free'),
    changesApproved: changes.some((how) => how !== null && how !== 'free'),
    helpers: doers.some((doer) => doer.with.length > 0),
    skipsWithoutRole: alternatives(stage.noRole).some((rules) => rules.some((rule) => rule.then === 'skip')),
    counts: cycle.ratings.some((rating) => countsIn(rating, stage)),
    deeds: new Set(alternatives(stage.overdue).flatMap((steps) => steps.map((step) => step.deed))),
    steps: Math.max(0, ...inOrder),
    together: chains.some((chain) => !chain.inOrder),
    asks: acks.length > 0,
    overrides: acks.some((ack) => 'overriddenBy' in ack.otherwise),
    returnsTo: [...new Set([...returns, ...(chains.length > 0 ? [stage.id] : [])])],
    after: [...new Set(alternatives(stage.opens).flatMap(waitsFor))],
  };
}

/** Who waits for whom, over all exceptions. */
export type Flow = {
  shapes: ReadonlyMap<Id, StageShape>;
  /** Stages that may open at the closing of this one, in the order of the text. */
  next(id: Id): Id[];
  /** `next`, followed to the end; without the stage itself. */
  later(id: Id): Id[];
  /** Stages on the way from one to another, both left out. */
  between(from: Id, to: Id): Id[];
};

/** The flow of a cycle. */
export function flowOf(cycle: Cycle): Flow {
  const shapes = new Map(cycle.stages.map((stage) => [stage.id, shapeOf(stage, cycle)]));
  const next = (id: Id) => cycle.stages.map((s) => s.id).filter((s) => shapes.get(s)?.after.includes(id));
  const later = (id: Id) => {
    const seen = new Set<Id>();
    const visit = (from: Id): void =>
      next(from).forEach((to) => {
        if (to !== id && !seen.has(to)) {
          seen.add(to);
          visit(to);
        }
      });
    visit(id);
    return cycle.stages.map((s) => s.id).filter((s) => seen.has(s));
  };
  return {
    shapes,
    next,
    later,
    between: (from, to) => later(from).filter((id) => id !== to && later(id).includes(to)),
  };
}
