/** The text of a small year with two stages, for tests of its dates. */
import { compileCycle } from '../../dsl/index.js';

/** Parts of the text; what is left out has a plain default. */
export type Year = {
  holidays?: string;
  ends?: string;
  includes?: string;
  country?: string;
  draft?: string;
  due?: string;
  open?: string;
  opens?: string;
  self?: string;
  fields?: string;
  segments?: string;
  exception?: string;
  more?: string;
};
/** From Monday 2027-03-15: 8 business days to the end of the 25th, and 4 from the 26th on are Thursday 2027-04-01, if nobody has Easter. */
export const year = ({
  holidays,
  ends = '2027-04-30',
  includes,
  country = 'text',
  draft,
  due,
  open,
  opens,
  self = '8',
  fields = '',
  segments = '',
  exception = '',
  more = '',
}: Year): string => `language 1
calendar "Office"
  business days Monday to Friday
  time zone of each person
${holidays === undefined ? '' : `  holidays of ${holidays}`}
${open === undefined ? '' : `  open ${open}`}
  deadlines on a closed day move to the next business day
end
people data
  country  ${country}
  grade    whole number from 1 to 9
  manager  person
  hr       person
  hired-on date
${fields}
end
scale "Marks"
  2 "Good"  from 1.50
  1 "Poor"  from 1.00
end
${segments}
cycle "Spring"
  owned by hr
  follows calendar "Office"
  reviews 2027-01-01 to 2027-03-14
  starts 2027-03-15
  ends by ${ends}
  includes everyone${includes === undefined ? '' : ` where ${includes}`}
  form
    part "Words"    write at least 10 characters
    part "Results"  rate on "Marks"
  end
  overall rating on "Marks"
    100%  "Results"
    round half up to 2 decimals
    when a part is missing, wait for hr
  end
  stage "Self review"
    opens at start
    due ${self} business days after opening
    done by employee
    fills in "Words"
    remind 1 business day before due
    when overdue, continue without it
  end
  stage "Review"
    opens ${opens ?? 'when "Self review" is closed'}
    ${draft === undefined ? '' : `not submitted before ${draft}`}
    due ${due ?? '4 business days after opening'}
    done by manager
    fills in "Results"
    remind 1 business day before due
    when overdue, stay open
    ${exception}
  end
  ${more}
end
`;
/** Messages about time and release. */
export const told = (of: Year) =>
  compileCycle([{ path: 'a.cycle', text: year(of) }], 'a.cycle').diagnostics.filter(({ code }) =>
    /^CY4[34]/.test(code),
  );
export const titles = (of: Year) => told(of).map(({ code, title }) => `${code}: ${title}`);
export const each = 'each country';
