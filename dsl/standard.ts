/** The library that ships with the language: `use "standard"`. */

/** Its text; as binding as the grammar, so it changes only with the language. */
export const STANDARD = `language 1

# Ships with the language. Any file may say: use "standard"

calendar "Weekdays"
  business days Monday to Friday
  business hours 09:00 to 18:00
  time zone of each person
  holidays of each country
  deadlines on a closed day move to the next business day
end

people data
  country     text
  department  text
  hire-date   date
  base-pay    money
  manager     person
  hr-partner  person
end

scale "Five levels"
  5 "Outstanding"    from 4.50
  4 "Exceeds"        from 3.50
  3 "Meets"          from 2.50
  2 "Partly meets"   from 1.50
  1 "Does not meet"  from 1.00
end
`;
