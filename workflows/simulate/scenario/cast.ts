/** The people of a scenario: those it names, nameless holders of roles it does not give, and nameless colleagues. */
import type { Field, Given, Id, Model, Scenario, Value } from '../../../dsl/index.js';
import type { FieldValue, Person, PersonId } from '../../engine/contract.js';
import { withDerived } from '../../cycle/people.js';

/** Named people have their name as id; nameless ones say what they are. Zone and country come from the facts given. */
export type Cast = {
  people: Person[];
  /** Ids of those the story is about: given facts or answers, or the subject of a step. */
  subjects: ReadonlySet<PersonId>;
  /** Level names given with `12 people with … overall rating "L"`. */
  overall: ReadonlyMap<PersonId, string>;
};
type Facts = Extract<Given, { given: 'person' }>['facts'];
/** So many colleagues can be chosen as peers. */
const COLLEAGUES = 8;

/** Everybody a scenario needs, in order of employee number. `zone`: where a person is whose country nobody names. */
export function castOf(model: Model, scenario: Scenario, zone: string): Cast {
  const facts = factsGiven(scenario);
  const crowd = crowdOf(scenario, facts);
  const subjects = new Set([...subjectsOf(scenario), ...crowd.map(({ name }) => name)]);
  const named = new Set([...subjects, ...namesIn(scenario)]);
  const all = new Map<string, Facts>([...named].map((name) => [name, facts.get(name) ?? []]));
  for (const { name, facts: given } of crowd) all.set(name, given);
  const people = [...all].map(([name, given], i) => personOf(name, i, given, zone));
  const roles = model.fields.filter(({ type }) => type.kind === 'person' && !type.path);
  const whole = withNameless(people, roles, zone);
  const colleagues = Array.from({ length: COLLEAGUES }, (_, i) =>
    personOf(`colleague ${i + 1}`, whole.length + i, [], zone),
  );
  return {
    people: withDerived(model.fields, [...whole, ...colleagues]),
    subjects,
    overall: new Map(crowd.flatMap(({ name, overall }) => (overall === null ? [] : [[name, overall]]))),
  };
}

function factsGiven({ givens }: Scenario): Map<string, Facts> {
  const facts = new Map<string, Facts>();
  for (const given of givens)
    if (given.given === 'person')
      facts.set(given.person, [...(facts.get(given.person) ?? []), ...given.facts]);
  return facts;
}

type Nameless = { name: string; facts: Facts; overall: string | null };

/** Nameless people, and named ones for whom a level is given beside their facts. */
function crowdOf({ givens }: Scenario, facts: ReadonlyMap<string, Facts>): Nameless[] {
  const named = givens.flatMap((given): Nameless[] => {
    if (given.given !== 'person' || !given.overall) return [];
    return [{ name: given.person, facts: facts.get(given.person) ?? [], overall: given.overall }];
  });
  const nameless = givens.flatMap((given) =>
    given.given === 'people' ? Array.from({ length: given.count }, () => given) : [],
  );
  const counted = nameless.map(({ facts: own, overall }, n) => ({
    name: `person ${n + 1}`,
    facts: own,
    overall,
  }));
  return [...named, ...counted];
}

/** People the story is about; those who only act or hold a role are not, unless facts of theirs are given. */
function subjectsOf({ givens, steps }: Scenario): string[] {
  const given = givens.flatMap((one) => (one.given === 'people' ? [] : [one.person]));
  const told = steps.flatMap((step) => {
    if (step.step === 'expect') {
      const { expect } = step;
      if ('of' in expect) return [expect.of];
      return expect.about === 'included' ? [expect.person] : [];
    }
    const { do: deed } = step;
    if ('of' in deed && deed.of !== null) return [deed.of];
    if (deed.deed === 'awards') return [deed.to];
    return 'by' in deed && deed.deed !== 'releases' ? [deed.by] : [];
  });
  return [...new Set([...given, ...told])];
}

function namesIn({ givens, steps }: Scenario): string[] {
  const holders = givens.flatMap((given) =>
    'facts' in given ? given.facts.flatMap(({ value }) => ('person' in value ? [value.person] : [])) : [],
  );
  const acting = steps.flatMap((step): string[] => {
    if (step.step === 'expect') {
      const { expect } = step;
      if ('person' in expect) return [expect.person];
      return 'expected' in expect && expect.expected.is === 'with' ? [expect.expected.person] : [];
    }
    const { do: deed } = step;
    const peers = deed.deed === 'choosesPeers' ? deed.peers : [];
    const becomes = deed.deed === 'fieldBecomes' && 'person' in deed.value ? [deed.value.person] : [];
    const who = 'by' in deed ? [deed.by] : deed.deed === 'leaves' ? [deed.person] : [];
    return [...who, ...peers, ...becomes];
  });
  return [...holders, ...acting];
}

/** Employee numbers keep the order of appearance. */
function personOf(name: string, index: number, facts: Facts, zone: string): Person {
  const fields = Object.fromEntries(
    facts.map(({ field, value }): [Id, FieldValue] => [field, fieldValue(value)]),
  );
  const country = fields['country'];
  return {
    id: name,
    number: String(index + 1).padStart(5, '0'),
    name,
    zone,
    country: country?.kind === 'text' ? country.value : null,
    active: true,
    fields,
  };
}

/** A value as people data holds it. */
export const fieldValue = (value: Value | { person: string }): FieldValue =>
  'person' in value ? { kind: 'person', value: value.person } : value;

/** Roles nobody gave are held by nameless people who never act; two steps up, so that a manager's manager exists. */
function withNameless(people: readonly Person[], roles: readonly Field[], zone: string): Person[] {
  const all: Person[] = [];
  const fresh: Person[] = [];
  const fill = (person: Person): Person => {
    const missing = roles.filter(({ id }) => person.fields[id] === undefined);
    const added = missing.map(({ id, name }): [Id, FieldValue] => {
      const holder = personOf(`the ${name} of ${person.name}`, people.length + fresh.length, [], zone);
      fresh.push(holder);
      return [id, { kind: 'person', value: holder.id }];
    });
    return { ...person, fields: { ...person.fields, ...Object.fromEntries(added) } };
  };
  all.push(...people.map(fill));
  const first = fresh.splice(0);
  const offset = people.length + first.length;
  const second = first.map((person) => withOne(person, roles, offset + fresh.length, fresh, zone));
  return [...all, ...second, ...fresh];
}

function withOne(
  person: Person,
  roles: readonly Field[],
  index: number,
  fresh: Person[],
  zone: string,
): Person {
  const added = roles.map(({ id, name }, i): [Id, FieldValue] => {
    const holder = personOf(`the ${name} of ${person.name}`, index + i, [], zone);
    fresh.push(holder);
    return [id, { kind: 'person', value: holder.id }];
  });
  return { ...person, fields: { ...person.fields, ...Object.fromEntries(added) } };
}
