/** Before a cycle starts: who takes part, who does not, and who cannot be placed and why. Data for the launch screen. */
import type { Id, Model, Reward, Src, Test } from '../../dsl/index.js';
import type { Definition, Person, World } from '../engine/contract.js';
import { calendarFor, cycleDates } from './clock.js';
import { isCurrency } from './currency.js';
import { resolve, type Member } from './resolve.js';
import { isFilled, needsOf, type Need } from './roles.js';
import { fieldOf, includedBy, inSegment, memberOf } from './segments.js';
import { isZone } from './zone.js';

/** Why somebody cannot be placed, or what HR should know. `code`: diagnostic of the language, where there is one. `text`: a sentence. */
export type PlacementProblem = {
  code: string | null;
  what: 'unknownFact' | 'noRole' | 'unknownZone' | 'unknownCurrency' | 'unknownHolder' | 'dates';
  field: Id | null;
  stage: Id | null;
  src: Src | null;
  text: string;
};
export type Placement =
  /** `segments`: those the person is in, in the order of the text. `notes`: what may still go wrong. */
  | { place: 'included'; person: Person; segments: Id[]; notes: PlacementProblem[] }
  /** The condition is certainly not met, an exception leaves the person out, or they have left. */
  | { place: 'leftOut'; person: Person; why: 'condition' | 'exception' | 'left'; src: Src }
  | { place: 'cannot'; person: Person; problems: PlacementProblem[] };

/** Places everybody, ordered by employee number. */
export function placeEverybody(definition: Definition, people: readonly Person[], world: World): Placement[] {
  const order = [...people].sort((a, b) => (a.number < b.number ? -1 : a.number > b.number ? 1 : 0));
  return order.map((person) => placePerson(definition, person, world));
}

/** Places one person. `include` and `leave out` in an exception win over `includes`. */
export function placePerson(definition: Definition, person: Person, world: World): Placement {
  const { cycle, model } = definition;
  if (!person.active) return { place: 'leftOut', person, why: 'left', src: cycle.includes.src };
  const member = memberOf(model, person, world);
  const part = resolve(cycle.takesPart, member, model.precedence);
  if (part.value === false) return { place: 'leftOut', person, why: 'exception', src: part.src };
  if (!(part.value === true && part.segments.length > 0)) {
    const verdict = includedBy(model, cycle, person, world);
    if (verdict.unknown.length > 0)
      return { place: 'cannot', person, problems: verdict.unknown.map((test) => unknownFact(person, test)) };
    if (!verdict.holds) return { place: 'leftOut', person, why: 'condition', src: cycle.includes.src };
  }
  return placeIncluded({ definition, person, member, world });
}

type Case = { definition: Definition; person: Person; member: Member; world: World };

function placeIncluded(one: Case): Placement {
  const { definition, person, member } = one;
  const zone = zoneProblems(one);
  const roles = roleProblems(one);
  const problems = [
    ...zone,
    ...(zone.length > 0 ? [] : dateProblems(one)),
    ...roles.vital,
    ...moneyProblems(one),
  ];
  if (problems.length > 0) return { place: 'cannot', person, problems };
  const segments = definition.model.segments.map(({ id }) => id).filter(member);
  return { place: 'included', person, segments, notes: [...segmentNotes(one), ...roles.notes] };
}

const who = ({ name, number }: Person): string => `${name} (${number})`;
const problem = (
  part: Partial<PlacementProblem> & Pick<PlacementProblem, 'what' | 'text'>,
): PlacementProblem => ({
  code: null,
  field: null,
  stage: null,
  src: null,
  ...part,
});

function unknownFact(person: Person, { subject, src }: Test): PlacementProblem {
  const field = subject.about === 'field' ? subject.field : null;
  const text = `${who(person)} has no ${field ?? 'value for a fact'}, which decides about them. Complete the data before the start.`;
  return problem({ code: 'CY5002', what: 'unknownFact', field, src, text });
}

function zoneProblems({ definition, person, member }: Case): PlacementProblem[] {
  const zone = calendarFor(definition, member).zone ?? person.zone;
  if (isZone(zone)) return [];
  const text = `${who(person)} has the time zone "${zone}", which does not exist. Write it as in the IANA list, such as Europe/Madrid.`;
  return [problem({ what: 'unknownZone', text })];
}

function dateProblems({ definition, person, member, world }: Case): PlacementProblem[] {
  const { start, from, to, end } = cycleDates(definition, person, member, world);
  const { cycle } = definition;
  const lacking = (what: string, src: Src) =>
    problem({
      what: 'dates',
      src,
      text: `${what} cannot be worked out for ${who(person)}: a date it depends on is missing.`,
    });
  const list: PlacementProblem[] = [];
  if (start === null) list.push(lacking('The start of the cycle', cycle.start.src));
  if (from === null || to === null) list.push(lacking('The period', cycle.period.src));
  else if (to < from)
    list.push(
      problem({
        what: 'dates',
        src: cycle.period.src,
        text: `The period of ${who(person)} would end on ${to}, before it begins on ${from}.`,
      }),
    );
  if (end === null && from !== null && to !== null) list.push(lacking('The end of the cycle', cycle.end.src));
  return list;
}

/** A role without a holder blocks the start of this person only, unless the text says what then. One problem for each role. */
function roleProblems(one: Case): { vital: PlacementProblem[]; notes: PlacementProblem[] } {
  const { cycle } = one.definition;
  const owner: Need = { stage: null, role: cycle.owner, vital: true, src: cycle.src, what: 'owns the cycle' };
  const needs = [owner, ...cycle.stages.flatMap((stage) => needsOf(stage, one))];
  const open = needs.filter((need) => !isFilled(need, one));
  const vital = open.filter((need) => need.vital);
  const rest = open.filter((need) => !vital.some((other) => fieldOfNeed(other) === fieldOfNeed(need)));
  return { vital: byRole(vital, one), notes: byRole(rest, one) };
}

const fieldOfNeed = ({ role }: Need): Id | null => (role.role === 'field' ? role.field : null);

function byRole(needs: readonly Need[], one: Case): PlacementProblem[] {
  const fields = [...new Set(needs.map(fieldOfNeed))];
  return fields.map((field) =>
    roleProblem(
      field,
      needs.filter((need) => fieldOfNeed(need) === field),
      one,
    ),
  );
}

function roleProblem(field: Id | null, needs: readonly Need[], one: Case): PlacementProblem {
  const { definition, person, world } = one;
  const [first] = needs;
  const value = field === null ? undefined : fieldOf(definition.model, person, field, world);
  const stranger = value?.kind === 'person' && !world.person(value.value);
  const own = value?.kind === 'person' && value.value === person.id;
  const lacks = own
    ? `${who(person)} is their own ${field}, and nobody stands above: ${usesOf(needs)}.`
    : stranger
      ? `The ${field} of ${who(person)} is nobody this organisation knows: ${usesOf(needs)}.`
      : `${who(person)} has no ${field}: ${usesOf(needs)}.`;
  return problem({
    code: 'CY4104',
    what: stranger ? 'unknownHolder' : 'noRole',
    field,
    stage: first?.stage?.id ?? null,
    src: first?.src ?? null,
    text: `${lacks} ${first?.vital === false ? 'It goes on without them.' : adviceFor(field, stranger, own)}`,
  });
}

function adviceFor(field: Id | null, stranger: boolean, own: boolean): string {
  if (own) return 'Name somebody else for them in the data, or a manager.';
  return stranger
    ? 'Correct the data.'
    : `Complete the data, or add: when there is no ${field}, pass to … or skip.`;
}

/** `nobody does "Check-in" or approves "Manager review", and 2 more`; a verb that is the same is said once. */
function usesOf(needs: readonly Need[]): string {
  const useOf = ({ stage, what }: Need) => (stage ? `${what} "${stage.name}"` : what);
  const uses = [...new Map(needs.map((need) => [useOf(need), need])).values()];
  const said = uses
    .slice(0, 2)
    .map((need, place) =>
      place > 0 && need.stage && need.what === uses[0]?.what ? `"${need.stage.name}"` : useOf(need),
    );
  return `nobody ${said.join(' or ')}${uses.length > 2 ? `, and ${uses.length - 2} more` : ''}`;
}

/** Money fields that rewards count with must be in a currency that exists; pay that is missing only holds the reward back. */
function moneyProblems({ definition, person, world }: Case): PlacementProblem[] {
  const fields = [...new Set(definition.cycle.rewards.flatMap(moneyFields))];
  return fields.flatMap((field) => {
    const value = fieldOf(definition.model, person, field, world);
    if (value?.kind !== 'money' || isCurrency(value.value.currency)) return [];
    const text = `The ${field} of ${who(person)} is in "${value.value.currency}", which is no currency of ISO 4217.`;
    return [problem({ what: 'unknownCurrency', field, text })];
  });
}
function moneyFields(reward: Reward): Id[] {
  const budget = reward.budget.value;
  return [
    ...('shareOf' in reward.pays ? [reward.pays.shareOf] : []),
    ...(budget?.of === 'share' ? [budget.field] : []),
  ];
}

/** Segments that matter here and cannot be decided: they count as not met, and HR is told. One note for each field. */
function segmentNotes({ definition, person, world }: Case): PlacementProblem[] {
  const used = segmentsUsed(definition);
  const tests = used.flatMap((segment) => [...inSegment(definition.model, segment, person, world).unknown]);
  const notes = tests.map((test) => unknownFact(person, test));
  return notes.filter((note, i) => notes.findIndex((other) => other.field === note.field) === i);
}

const usedIn = new WeakMap<Definition['cycle'], Id[]>();

/** Segments the cycle or its competencies name, in the order of the text. */
export function segmentsUsed({ cycle, model }: Pick<Definition, 'cycle' | 'model'>): Id[] {
  const known = usedIn.get(cycle);
  if (known) return known;
  const named = new Set<Id>();
  collect(cycle, named);
  collect(competenciesOf(model), named);
  const used = model.segments.map(({ id }) => id).filter((id) => named.has(id));
  usedIn.set(cycle, used);
  return used;
}

const competenciesOf = (model: Model) =>
  model.competencies.map(({ list }) => list.map(({ segment }) => ({ segments: segment ? [segment] : [] })));

/** Exceptions, `only for` and `counts only` are the places of the model where segments stand. */
function collect(node: unknown, named: Set<Id>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    if (Array.isArray(value) && ['segments', 'onlyFor', 'countsOnly'].includes(key))
      value.forEach((item) => typeof item === 'string' && named.add(item));
    collect(value, named);
  }
}
