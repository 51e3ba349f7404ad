/** A real cycle of four stages with real services around it: six people in two departments, a manager each, one HR partner. */
import { randomUUID } from 'node:crypto';
import { advance, apply, type CommandBody } from '../../workflows/index.js';
import { Calibrations } from '../../src/calibration/calibrations.js';
import { Sessions } from '../../src/calibration/opening.js';
import { CycleDefinitions } from '../../src/cycles/definitions.js';
import { Launch } from '../../src/cycles/launch.js';
import { publishCycle } from '../../src/cycles/publish.js';
import { timestamp } from '../../src/database/pool.js';
import { park } from '../../src/deadlines/queries.js';
import { recordIncident } from '../../src/incidents/incidents.js';
import { Directory } from '../../src/people/directory.js';
import { Joins } from '../../src/participants/joins.js';
import { checkOrganisation } from '../../src/participants/oracle/oracle.js';
import { Participants } from '../../src/participants/participants.js';
import { PeopleChanges } from '../../src/participants/people-changes.js';
import type { ActResult } from '../../src/participants/contract.js';
import { Exports } from '../../src/rewards/export.js';
import { Settlements } from '../../src/rewards/settlements.js';
import { CatchUp } from '../../src/runner/catch-up.js';
import { Settling } from '../../src/runner/settling.js';
import { openService, startsAt, type TestPerson } from '../service-harness.js';

export const smallYear = `language 1

calendar "Weekdays"
  business days Monday to Friday
  business hours 09:00 to 18:00
  time zone of each person
  deadlines on a closed day move to the next business day
end

people data
  department      text
  country         text
  base-pay        money
  range-position  percent
  manager         person
  hr-partner      person
end

scale "Performance"
  3 "High"    from 2.50
  2 "Solid"   from 1.50
  1 "Low"     from 1.00
end

cycle "Small year"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-12-31
  starts 2027-01-11
  ends by 2027-12-31, unfinished close unrated
  includes everyone
  reminders go in one digest each business day at 08:00
  when the manager changes, move
  if someone leaves, close unrated

  form
    part "Work"  rate on "Performance"
  end

  overall rating on "Performance"
    100%  "Work", from "Review"
    round half up to 2 decimals
    when a part is missing, no rating
  end

  stage "Review"
    opens at start
    due 10 business days after opening
    done by manager
    fills in "Work"
    remind 2 business days before due
    when there is no manager, pass to hr-partner
    when overdue by 5 business days, continue without it
  end

  stage "Calibration"
    opens when "Review" is closed for 60% of people, or on 2027-03-01
    due 2027-03-12
    done by hr-partner, with manager
    calibrates overall rating by department
    when overdue by 5 business days, stay open

    guide for groups of 2 or more, within 20 points
      "High"   50%
      "Solid"  50%
      "Low"     0%
    end
  end

  stage "Release"
    opens when "Calibration" is closed
    due 10 business days after opening
    done by hr-partner
    releases overall rating to employee
    when overdue by 5 business days, skip
  end

  reward "Bonus"
    based on overall rating and range-position
    pays a share of base-pay
    budget 3% of base-pay in each country
    over budget is reduced in proportion
    chosen by hr-partner
    round down to 10 of the currency
    effective 2027-04-01

                | under 100% | from 100% |
    "High"      | 4% to 8%   | 3% to 5%  |
    "Solid"     | 1% to 4%   | 1% to 3%  |
    "Low"       | 0%         | 0%        |
  end

  stage "Pay"
    opens when "Release" is closed
    due 10 business days after opening
    done by hr-partner
    awards "Bonus"
    when overdue by 5 business days, skip

    approved by, in order
      manager  within 5 business days, or escalate to hr-partner
    end
  end
end
`;

const worker = (number: string, department: string, manager: string, pay: string): TestPerson => ({
  number,
  manager,
  hrPartner: 'hr',
  fields: {
    department: { kind: 'text', value: department },
    country: { kind: 'text', value: 'ES' },
    'base-pay': { kind: 'money', value: { amount: pay, currency: 'EUR' } },
    'range-position': { kind: 'percent', value: '95' },
  },
});
export const people: readonly TestPerson[] = [
  worker('1', 'Sales', 'boss', '30000'),
  worker('2', 'Sales', 'boss', '40000'),
  worker('3', 'Sales', 'boss', '50000'),
  worker('4', 'Tools', 'boss', '30000'),
  worker('5', 'Tools', 'boss', '60000'),
  worker('boss', 'Tools', 'hr', '90000'),
  { number: 'hr', fields: { department: { kind: 'text', value: 'People' } } },
];

export type SmallYear = Awaited<ReturnType<typeof openSmallYear>>;

/** The cycle published and launched, the clock at the first instant of the harness. */
export async function openSmallYear(text = smallYear, staff = people) {
  const service = await openService();
  const { database, clock, organisationId } = service;
  const ids = await service.addPeople(staff);
  const directory = new Directory();
  const definitions = new CycleDefinitions();
  const participants = new Participants({
    database,
    clock,
    definitions,
    directory,
    engine: { advance, apply },
  });
  const joins = new Joins(database, clock, directory, participants);
  const sessions = new Sessions(database, clock, directory);
  const settlements = new Settlements(database, clock, directory);
  const settling = new Settling({ database, clock, definitions, participants, joins, sessions, settlements });
  const catchUp = new CatchUp({ database, clock, participants, settling });
  const path = 'small.cycle';
  await service.run((tx) =>
    publishCycle(tx, organisationId, { entry: path, files: [{ path, text }], at: startsAt, by: null }),
  );
  const name = /cycle "(.*?)"/.exec(text)?.[1] ?? '';
  const launched = await new Launch(database, clock, directory).launch(organisationId, name, {
    withoutUnplaced: true,
  });
  const places = await service.run((tx) =>
    tx.query<{ id: string; number: string }>(
      `select p.id, e.external_id as number from participant p join employee e on e.organisation_id = p.organisation_id and e.id = p.employee_id`,
    ),
  );
  const byNumber = new Map(places.map((place) => [place.number, place.id]));
  let keys = 0;
  return {
    service,
    ids,
    cycleId: launched.cycleId as string,
    participants,
    settling,
    catchUp,
    sessions,
    calibrations: new Calibrations({ participants, clock, definitions, directory }),
    peopleChanges: new PeopleChanges({ database, clock, definitions, directory, participants }),
    exports: new Exports(database, definitions, directory),
    definitions,
    directory,
    /** The participant of an employee number. */
    participant: (number: string) => byNumber.get(number) as string,
    person: (number: string) => ids.get(number) as string,
    /** Moves the clock, and does on the way what falls due. */
    moveTo: (at: string) => catchUp.fireUntil(organisationId, Date.parse(at)),
    act: (
      of: string,
      by: string | null,
      body: CommandBody,
      reason: string | null = null,
    ): Promise<ActResult> =>
      participants.advance(organisationId, {
        participantId: byNumber.get(of) as string,
        key: `test-${++keys}`,
        by: by === null ? null : (ids.get(by) as string),
        actingFor: null,
        reason,
        expectedVersion: null,
        body,
      }),
    /** Holds somebody by an incident about an act that means nothing, and answers how to let them go on. */
    async hold(number: string): Promise<() => Promise<unknown>> {
      const participantId = byNumber.get(number) as string;
      const incident = randomUUID();
      const body = { type: 'JOIN_REACHED', stage: 'review' };
      const act = { participantId, key: incident, by: null, actingFor: null, reason: null, body };
      await service.run(async (tx) => {
        await recordIncident(tx, organisationId, {
          id: incident,
          participantId,
          command: { act: { ...act, expectedVersion: null } },
          error: 'Error',
          message: 'a defect',
          at: timestamp(await clock.now(tx)),
        });
        await tx.query(`update participant set status = 'held' where id = $1`, [participantId]);
        await park(tx, organisationId, [participantId], true);
      });
      return () => participants.retry(organisationId, incident);
    },
    /** Everything that is wrong, replayed through the engine. */
    violations: async () =>
      (
        await checkOrganisation(
          { database, definitions, directory, engine: { advance, apply } },
          organisationId,
        )
      ).violations,
    close: () => service.close(),
  };
}

/** Hands in the review of an employee with a level. */
export const review = (level: string): CommandBody => ({
  type: 'SUBMIT',
  stage: 'review',
  work: { answers: { work: { kind: 'level', level } } },
});
