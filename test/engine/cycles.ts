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
