/** What a form asks of one person about another: the parts of a stage, with the things to rate and the marks that are allowed. */
import type { Activity, CompetencySet, Dec, Id, Part, Scale, Stage } from '../../dsl/index.js';
import type { CaseFile, Definition, World } from '../engine/contract.js';
import { memberIn, valueFor, type Member } from '../rules/resolve.js';
import { memberOf } from '../rules/segments.js';

/** One part to fill in. `items`: what is rated one by one, null where there is one answer. */
export type Asked = { part: Part; items: readonly string[] | null; scale: Scale | null };
export type Case = Pick<CaseFile, 'person' | 'stages' | 'plans'>;

/** Activities of a stage for a participant, by the exceptions that held when it opened. */
export function activitiesOf(
  definition: Definition,
  stage: Stage,
  file: Pick<CaseFile, 'stages'>,
): Activity[] {
  const variant = memberIn(file.stages[stage.id]?.variant ?? []);
  return valueFor(stage.activities, variant, definition.model.precedence) ?? [];
}

/** Parts a stage fills in for a participant, in the order of the text. */
export function asked(definition: Definition, stage: Stage, file: Case, world: World): Asked[] {
  const variant = memberIn(file.stages[stage.id]?.variant ?? []);
  const needed = valueFor(stage.needs, variant, definition.model.precedence) ?? [];
  const named = activitiesOf(definition, stage, file).flatMap((activity) =>
    activity.do === 'fillsIn' ? activity.parts : [],
  );
  const ids = [...new Set([...named, ...needed.map(({ part }) => part)])];
  const member = memberOf(definition.model, file.person, world);
  return ids.flatMap((id) => {
    const part = definition.cycle.parts.find((one) => one.id === id);
    return part ? [askedPart(definition, part, file, member)] : [];
  });
}

function askedPart(definition: Definition, part: Part, file: Case, member: Member): Asked {
  const { answer } = part;
  if (answer.type === 'rate') return { part, items: null, scale: scaleOf(definition, answer.scale) };
  if (answer.type !== 'rateEach') return { part, items: null, scale: null };
  const items =
    answer.of === 'goals' ? goalsIn(file, answer.set) : competenciesFor(definition, answer.set, member);
  return { part, items, scale: scaleOf(definition, answer.scale) };
}

const scaleOf = (definition: Definition, id: Id): Scale | null =>
  definition.model.scales.find((scale) => scale.id === id) ?? null;

/** Ids of the goals of the plan that is in force: the agreed one, or the last one handed in. */
export function goalsIn(file: Pick<CaseFile, 'plans'>, goals: Id): string[] {
  const of = (state: string) => file.plans.find((plan) => plan.goals === goals && plan.state === state);
  return (of('agreed') ?? of('submitted'))?.list.map((goal) => goal.id) ?? [];
}

function competenciesFor(definition: Definition, set: Id, member: Member): string[] {
  const found: CompetencySet | undefined = definition.model.competencies.find((one) => one.id === set);
  return (found?.list ?? []).filter(({ segment }) => segment === null || member(segment)).map(({ id }) => id);
}

/** What may be entered on a scale: exact marks, or levels where only levels may be chosen; best last. */
export type Choices = { by: 'mark'; marks: Dec[] } | { by: 'level'; levels: Id[] };

/** The marks or levels of a scale, lowest first. A scale without steps is entered in whole numbers. */
export function choicesOf(scale: Scale): Choices {
  const known = scale.levels.flatMap(({ worth }) => (worth === null ? [] : [Number(worth)]));
  const bounded = scale.levels.some((level) => level.from !== null) || scale.values !== null;
  if (!bounded || (known.length === 0 && scale.values === null))
    return { by: 'level', levels: scale.levels.map(({ id }) => id).reverse() };
  const low = scale.values ? Number(scale.values.from) : Math.min(...known);
  const high = scale.values ? Number(scale.values.to) : Math.max(...known);
  const step = scale.step === null ? 1 : Number(scale.step);
  const count = Math.floor((high - low) / step + 1e-9) + 1;
  return { by: 'mark', marks: Array.from({ length: count }, (_, i) => written(low + i * step)) };
}

const written = (value: number): Dec => String(Math.round(value * 1e6) / 1e6);
