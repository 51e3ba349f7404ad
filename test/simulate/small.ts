/** A small year with a bit of everything, and people for it: what tests of whole runs start from. */
import { compileCycle, type Model } from '../../dsl/index.js';
import {
  define,
  memoryKeeper,
  placeEverybody,
  scriptFor,
  withDerived,
  type Definition,
  type Person,
  type Script,
  type World,
} from '../../workflows/index.js';

export const smallYear = `language 1

calendar "Weekdays"
  business days Monday to Friday
  business hours 09:00 to 17:00
  time zone of each person
  closed 2027-05-03 to 2027-05-04 "Inventory"
  deadlines on a closed day move to the next business day
end

people data
  department          text
  base-pay            money
  range-position      percent
  hire-date           date
  manager             person
  skip-level-manager  person, manager of manager
  hr-partner          person
  reports             people
end

scale "Levels"
  3 "High"    from 2.50
  2 "Middle"  from 1.50
  1 "Low"     from 1.00
end

competencies "Ways"
  "Care"   for everyone
  "Speed"  for everyone
  "Lead"   for "Leads"
end

segment "Leads"   where reports is at least 1
segment "Bakers"  where department is "Bakery"

cycle "Small year"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-06-30
  starts 2027-01-11
  ends by 2027-12-31, unfinished wait for hr-partner
  includes everyone where department is not "Board"
  reminders go in one digest each business day at 08:00
  when the manager changes, move unless begun
  if someone leaves, close unrated

  goals "Aims"
    2 to 4 goals
    each goal states measure, target
    each weight from 10% to 70%
    weights add up to 100%
    changes need approval of manager
  end

  form
    part "Results"  rate each of "Aims" on "Levels", using agreed weights
    part "Ways"     rate each of "Ways" on "Levels", equally
    part "Story"    write at least 30 characters
  end

  overall rating on "Levels"
    60%  "Results", from "Review"
    40%  "Ways", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end

  stage "Plan"
    opens at start
    due 10 business days after opening
    done by employee, with manager
    plans "Aims"
    remind 3 business days before due
    when overdue by 3 business days, escalate to manager
    when overdue by 8 business days, stay open
    when refused, return to "Plan", at most 2 times

    approved by, in order
      manager  within 5 business days, or escalate to skip-level-manager
    end
  end

  stage "Talk"
    opens every 2 months from 2027-03-01 until period end
    due 10 business days after opening
    done by manager, with employee
    checks progress of "Aims"
    holds a meeting
    when overdue, skip

    except for "Bakers", because "ovens"
      skip
    end
  end

  stage "Peers"
    opens on 2027-07-01
    due 15 business days after opening
    done by 2 to 3 peers, chosen by employee, confirmed by manager, who may decline
    fills in "Ways"
    when overdue by 1 business day, continue without it
  end

  stage "Review"
    opens when "Peers" is closed
    due 10 business days after opening
    done by manager
    sees "Peers"
    fills in "Results", "Ways", "Story"
    remind every 2 business days after due
    when overdue by 5 business days, escalate to skip-level-manager
    when overdue by 10 business days, escalate to hr-partner
    when overdue by 15 business days, stay open
    when refused, return to "Review", at most 2 times

    approved by, in order
      skip-level-manager  within 5 business days, or escalate to hr-partner
    end
  end

  stage "Compare"
    opens when "Review" is closed for 90% of people, or on 2027-09-06
    due 10 business days after opening
    done by hr-partner, with manager
    calibrates overall rating by department
    when overdue by 5 business days, stay open

    guide for groups of 4 or more, within 10 points
      "High"    20%
      "Middle"  60%
      "Low"     20%
    end
  end

  stage "Tell"
    opens when "Compare" is closed, not before 2027-09-20
    due 10 business days after opening
    done by manager
    releases overall rating to employee
    acknowledged by employee within 5 business days, or recorded as "not acknowledged"
    when overdue by 5 business days, escalate to hr-partner
    when overdue by 10 business days, stay open
  end

  reward "Raise"
    based on overall rating and range-position
    pays a share of base-pay
    budget 2% of base-pay
    over budget is reduced in proportion
    chosen by manager
    round down to 10 of the currency
    effective 2027-12-01

              | under 90%  | from 90%  |
    "High"    | 4% to 8%   | 3% to 6%  |
    "Middle"  | 2% to 4%   | 1% to 3%  |
    "Low"     | 0%         | none      |
  end

  stage "Pay"
    opens when "Tell" is closed for 80% of people, or on 2027-11-01
    due 10 business days after opening
    done by manager
    awards "Raise"
    when overdue by 3 business days, escalate to skip-level-manager
    when overdue by 6 business days, stay open
    when refused, return to "Pay", at most 1 times

    approved by, in order
      skip-level-manager  within 5 business days, or escalate to hr-partner
    end
  end
end
`;

/** The checked model of a text. Throws with every message when it has errors. */
export function modelOf(text: string): Model {
  const { model, diagnostics } = compileCycle([{ path: 'test.cycle', text }], 'test.cycle');
  if (model) return model;
  throw new Error(diagnostics.map(({ code, title, at }) => `${at.from.line}: ${code} ${title}`).join('\n'));
}

const zones = ['Europe/Madrid', 'Asia/Kolkata', 'America/New_York'];
const departments = ['Bakery', 'Shop', 'Office'];

/** `count` people with a board of two: every eighth leads and reports to the first of the board, who is the HR partner too. */
export function peopleOf(model: Model, count: number): Person[] {
  const number = (n: number) => String(1000 + n);
  const people = Array.from({ length: count }, (_, n): Person => {
    const board = n < 2;
    const manager = n === 1 ? null : n === 0 ? 1 : n % 8 === 2 ? 0 : n - ((n - 2) % 8);
    const department = board ? 'Board' : (departments[n % 3] ?? '');
    return {
      id: number(n),
      number: number(n),
      name: `Person ${number(n)}`,
      zone: zones[n % 3] ?? 'UTC',
      country: 'ES',
      active: true,
      fields: {
        department: { kind: 'text', value: department },
        'base-pay': { kind: 'money', value: { amount: String(30_000 + n * 137), currency: 'EUR' } },
        'range-position': { kind: 'percent', value: String(70 + (n % 60)) },
        'hire-date': { kind: 'date', value: '2019-03-01' },
        ...(manager === null ? {} : { manager: { kind: 'person', value: number(manager) } }),
        'hr-partner': { kind: 'person', value: number(0) },
      },
    };
  });
  return withDerived(model.fields, people);
}

export type Run = { definition: Definition; keeper: ReturnType<typeof memoryKeeper>; script: Script };

const none: ReadonlyMap<string, string> = new Map();

/** A run in memory that has not begun. */
export function runOf(text: string, count: number, seed: number): Run {
  const model = modelOf(text);
  const [cycle] = model.cycles;
  if (!cycle) throw new Error('no cycle');
  const definition = define(model, cycle);
  const people = peopleOf(model, count);
  const byId = new Map(people.map((person) => [person.id, person]));
  const world: World = { person: (id) => byId.get(id), holidays: () => none };
  const placed = placeEverybody(definition, people, world);
  const participants = placed.flatMap((one) => (one.place === 'included' ? [one.person] : []));
  const keeper = memoryKeeper({ definition, people, participants, holidays: world.holidays });
  return { definition, keeper, script: scriptFor(seed, definition, people, world) };
}

/** People as the rows of a CSV, as `people import` takes them. */
export function csvOf(people: readonly Person[]): string {
  const holder = ({ fields }: Person, id: string) => (fields[id]?.kind === 'person' ? fields[id].value : '');
  const value = ({ fields }: Person, id: string) => {
    const field = fields[id];
    if (field?.kind === 'money') return field.value.amount;
    return field?.kind === 'text' || field?.kind === 'percent' || field?.kind === 'date' ? field.value : '';
  };
  const rows = people.map((person) =>
    [
      person.number,
      'Person',
      person.number,
      `p${person.number}@example.com`,
      holder(person, 'manager'),
      holder(person, 'hr-partner'),
      value(person, 'department'),
      person.country ?? '',
      person.zone,
      value(person, 'hire-date'),
      value(person, 'base-pay'),
      'EUR',
      value(person, 'range-position'),
    ].join(','),
  );
  const header =
    'employee_id,given_name,family_name,email,manager_id,hr_partner_id,department,country,time_zone,hire_date,base_pay,currency,range_position';
  return `${[header, ...rows].join('\n')}\n`;
}
