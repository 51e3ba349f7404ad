/**
 * What a machine must be able to do, whoever runs it: the union over a rule and all its exceptions.
 * Which of it holds for one person is decided by facts when the event comes.
 */
import type { Activity, Cycle, Id, Opening, OverdueDeed, Ruled, Stage } from '../../dsl/index.js';

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
  /** Opens or closes with others, in the cycle: by session, or once for everyone. */
  inCommon: boolean;
  calibrates: boolean;
  releases: boolean;
  rates: boolean;
  awards: boolean;
  plans: boolean;
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

const waitsFor = (opening: Opening): Id[] => (opening.how.when === 'closed' ? opening.how.stages : []);

/** The shape of one stage. */
export function shapeOf(stage: Stage): StageShape {
  const doers = alternatives(stage.doer);
  const peers = doers.filter((doer) => doer.who.by === 'peers');
  const chains = alternatives(stage.approvals);
  const acks = alternatives(stage.acknowledged);
  const returns = alternatives(stage.refused).map((rule) => rule.to);
  const inOrder = chains.filter((chain) => chain.inOrder).map((chain) => chain.steps.length);
  return {
    stage,
    choosesPeers: peers.length > 0,
    confirmsPeers: peers.some((doer) => doer.confirmedBy !== null),
    mayDecline: peers.some((doer) => doer.mayDecline),
    repeats: alternatives(stage.opens).some((opening) => opening.how.when === 'every'),
    inCommon: doing(stage, 'calibrates') || doers.some((doer) => doer.onceForEveryone),
    calibrates: doing(stage, 'calibrates'),
    releases: doing(stage, 'releases'),
    rates: doing(stage, 'chooses', 'decides'),
    awards: doing(stage, 'awards'),
    plans: doing(stage, 'plans'),
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
  const shapes = new Map(cycle.stages.map((stage) => [stage.id, shapeOf(stage)]));
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
