import { expect, it } from '@jest/globals';
import { runScenarios } from '../../workflows/index.js';
import { modelOf } from './small.js';

/** Two people in one unit, a stage that awards a share of pay from a budget, an amount, and pieces. */
const text = (lines: string): string => `language 1

calendar "Office"
  business days Monday to Friday
  time zone "Europe/Madrid"
  deadlines on a closed day move to the next business day
end

people data
  unit        text
  pay         money
  manager     person
  hr-partner  person
end

scale "Marks"
  2 "High"  from 1.50
  1 "Low"   from 1.00
end

cycle "Pay round"
  owned by hr-partner
  follows calendar "Office"
  reviews 2027-01-01 to 2027-12-31
  starts 2028-01-10
  ends by 2028-06-30
  includes everyone

  form
    part "Mark"  rate on "Marks"
  end

  overall rating on "Marks"
    100%  "Mark"
    round half up to 2 decimals
    when a part is missing, no rating
  end

  stage "Review"
    opens at start
    due 5 business days after opening
    done by manager
    fills in "Mark"
    when overdue, stay open
  end

  reward "Merit"
    based on overall rating
    pays a share of pay
    budget 3.5% of pay in each unit
    over budget is reduced in proportion
    chosen by manager
    round down to 10 of the currency
    effective 2028-04-01

    "High"  | 1% to 8% |
    "Low"   | none     |
  end

  reward "Bonus"
    based on overall rating
    pays a share of pay
    budget unlimited
    chosen by manager
    round half up to 2 decimals
    effective 2028-04-01

    "High"  | 100 EUR to 500 EUR |
    "Low"   | none               |
  end

  reward "Shares"
    based on overall rating
    pays "shares"
    budget unlimited
    round half up to 0 decimals
    effective 2028-04-01

    from 1.50   | 40   |
    under 1.50  | none |
  end

  stage "Pay"
    opens when "Review" is closed
    due 5 business days after opening
    done by manager
    awards "Merit", "Bonus", "Shares"
    when overdue, stay open
  end
end

scenario "S"
  given "Ana" with unit "U", pay 40000 EUR, manager "Bruno"
  given "Zoe" with unit "U", pay 60000 EUR, manager "Bruno"
  given "Mark" of "Ana" is 2
  given "Mark" of "Zoe" is 2
  on 2028-01-11, close "Review" of "Ana"
  on 2028-01-11, close "Review" of "Zoe"
${lines}
end
`;

const failures = async (lines: string) =>
  (await runScenarios(modelOf(text(lines)))).flatMap((one) => one.failures.map(({ message }) => message));

const awarded = `  on 2028-01-12, "Bruno" awards 8% as "Merit" to "Ana"
  on 2028-01-12, expect "Pay" of "Ana" is open
  on 2028-01-12, "Bruno" awards 500 EUR as "Bonus" to "Ana"
  on 2028-01-12, expect "Pay" of "Ana" is closed
  on 2028-01-12, "Bruno" awards 100 EUR as "Bonus" to "Zoe"
  on 2028-01-12, "Bruno" awards 4% as "Merit" to "Zoe"
`;

it('hands in the figures of a stage that awards several rewards when each has one', async () => {
  expect(await failures(awarded)).toEqual([]);
});

it('asks for what was picked and for what it was settled at, each in its unit', async () => {
  // 3200 and 2400 of a budget of 3500: 2000 and 1500
  const asked = `${awarded}  on 2028-01-12, expect "Merit" of "Ana" is 8%
  on 2028-01-12, expect "Merit" of "Ana" is 2000 EUR
  on 2028-01-12, expect "Merit" of "Zoe" is 1500 EUR
  on 2028-01-12, expect "Bonus" of "Zoe" is 100 EUR
  on 2028-01-12, expect "Shares" of "Zoe" is 40`;
  expect(await failures(asked)).toEqual([]);
});

it('does not take one unit for another', async () => {
  const wrong = `${awarded}  on 2028-01-12, expect "Merit" of "Ana" is 8 EUR
  on 2028-01-12, expect "Bonus" of "Ana" is 500 USD
  on 2028-01-12, expect "Shares" of "Ana" is 40%`;
  expect(await failures(wrong)).toEqual([
    'Expected 8 EUR, got 8%, settled at 2000 EUR.',
    'Expected 500 USD, got 500 EUR, settled at 500.00 EUR.',
    'Expected 40%, got 40, settled at 40.',
  ]);
});
