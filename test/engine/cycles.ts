/** Small cycles for the engine's tests: one head, and the lines each test is about. */

/** Lines of a cycle. Everything has a plain default, so that a test shows only what it is about. */
export type Parts = { head?: string; ends?: string; starts?: string; rating?: string; stages: string };

const defaultRating = `
  overall rating on "Five levels"
    100%  "Results", from "Review"
    round half up to 2 decimals
    when a part is missing, wait for hr-partner
  end
`;

/** The text of a cycle with two form parts, a written note and one overall rating from the stage "Review". */
export const cycle = ({
  head = '',
  ends = '',
  starts = '2027-07-01',
  rating = defaultRating,
  stages,
}: Parts): string => `language 1

calendar "Weekdays"
  business days Monday to Friday
  business hours 09:00 to 18:00
  time zone of each person
  closed 2027-07-14 to 2027-07-15 "Bridge"
  deadlines on a closed day move to the next business day
end

people data
  country             text
  department          text
  grade               whole number from 1 to 12
  base-pay            money
  manager             person
  skip-level-manager  person, manager of manager
  hr-partner          person
  reports             people
end

scale "Five levels"
  5 "Outstanding"    from 4.50
  4 "Exceeds"        from 3.50
  3 "Meets"          from 2.50
  2 "Partly meets"   from 1.50
  1 "Does not meet"  from 1.00
  outside the scale "No report"
end

competencies "Behaviour"
  "Listens"  for everyone
  "Leads"    for "Leaders"
end

segment "Leaders"  where reports is at least 1
segment "Seniors"  where grade is at least 10
segment "Juniors"  where grade is below 4

cycle "Probe"
  owned by hr-partner
  follows calendar "Weekdays"
  reviews 2027-01-01 to 2027-06-30
  starts ${starts}
  ends by 2027-12-31${ends}
  includes everyone
${head}
  form
    part "Results"    rate on "Five levels"
    part "Behaviour"  rate each of "Behaviour" on "Five levels", equally
    part "Note"       write at least 10 characters, optional
  end
${rating}${stages}
end
`;

const escalates = `
    when overdue by 5 business days, escalate to hr-partner
    when overdue by 10 business days, stay open`;

/** A stage "Review" done by the manager, with further lines. */
export const review = (lines = escalates, opens = 'at start'): string => `
  stage "Review"
    opens ${opens}
    due 10 business days after opening
    done by manager
    fills in "Results", "Note"
${lines}
  end
`;

/** One cycle with something of everything: plans, rounds, peers, locks, approvals of both kinds, calibration, release, awards. */
export const everything = `${cycle({
  ends: ', unfinished close unrated',
  head: `  when the manager changes, move
  goals "Goals"
    1 to 3 goals
    each weight from 10% to 100%
    weights add up to 100%
    changes need approval of manager
  end
`,
  rating: `
  overall rating on "Five levels"
    70%  "Results", from "Review"
    30%  "Behaviour", from "Peers"
    round half up to 2 decimals
    when a part is missing, spread over the rest
    when "Results" is missing, wait for hr-partner
  end
`,
  stages: `
  stage "Plan"
    opens at start
    due 10 business days after opening
    done by employee, with manager
    plans "Goals"
    remind 2 business days before due
    remind every 2 business days after due
    when overdue by 3 business days, escalate to manager
    when overdue by 9 business days, stay open
    when refused, return to "Plan", at most 2 times

    approved by, in order
      manager  within 3 business days, or escalate to skip-level-manager
      hr-partner  within 3 business days, only when grade is at least 10
    end
  end

  stage "Check-in"
    opens every 2 weeks from 2027-07-05 until 2027-09-01
    due 3 business days after opening
    done by manager, with employee
    checks progress of "Goals"
    when overdue, skip
  end

  stage "Self"
    opens on 2027-08-02
    due 8 business days after opening
    done by employee
    fills in "Behaviour", "Note"
    grace 1 business day
    when overdue by 2 business days, forward if complete
    when overdue by 4 business days, lock
    when overdue by 8 business days, continue without it
    except for "Juniors", because "apprentices"
      skip
    end
  end

  stage "Peers"
    opens on 2027-08-02
    due 8 business days after opening
    done by 2 to 4 peers, chosen by employee, confirmed by manager, who may decline
    fills in "Behaviour"
    anonymous, shown only from 2 answers
    remind 2 business days before due
    when overdue by 2 business days, continue without it
  end

  stage "Review"
    opens when "Self" and "Peers" are closed
    due 8 business days after opening
    done by manager
    sees "Self", "Peers"
    fills in "Results", "Note"
    when overdue by 3 business days, escalate to skip-level-manager
    when overdue by 6 business days, stay open
    when refused, return to "Self", at most 1 time

    approved by, in order
      skip-level-manager  within 2 business days, or escalate to hr-partner
      hr-partner  within 2 business days, only when overall rating is one of "Outstanding", "Does not meet"
    end
  end

  stage "Board"
    opens when "Review" is closed
    due 5 business days after opening
    done by hr-partner
    confirms "The review is sound"
    when overdue by 2 business days, stay open

    approved by, in any order
      manager  within 2 business days, or escalate to skip-level-manager
      skip-level-manager  within 2 business days, advice only
    end
  end

  stage "Calibration"
    opens when "Review" is closed for 90% of people, or on 2027-10-01
    due 2027-10-15
    done by hr-partner, with manager
    calibrates overall rating by department
    when overdue by 5 business days, stay open
  end

  stage "Release"
    opens when "Calibration" and "Board" are closed, not before 2027-10-20
    due 5 business days after opening
    done by manager
    releases overall rating, "Note" to employee
    acknowledged by employee within 3 business days, or overridden by manager
    when overdue by 2 business days, stay open
  end

  reward "Raise"
    based on overall rating
    pays a share of base-pay
    budget unlimited
    chosen by manager
    round down to 10 of the currency
    effective 2027-12-01

    "Outstanding"    | 6% to 8% |
    "Exceeds"        | 4% to 6% |
    "Meets"          | 2% to 4% |
    "Partly meets"   | 0%       |
    "Does not meet"  | none     |
  end

  stage "Pay"
    opens when "Release" is closed
    due 5 business days after opening
    done by manager
    awards "Raise"
    when overdue by 2 business days, escalate to skip-level-manager
    when overdue by 5 business days, stay open
    when refused, return to "Pay", at most 2 times

    approved by, in order
      skip-level-manager  within 3 business days, or escalate to hr-partner
    end
  end
`,
})}`;
