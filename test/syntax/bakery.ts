/** A year at a bakery: uses every kind of line that this version runs. */
export const bakery = `# The year of a bakery with four shops.
language 1
use "shared/people.cycle"

calendar "Ovens"
  business days Tuesday to Saturday
  business hours 05:30 to 14:00
  time zone "Europe/Lisbon" # all shops
  holidays of "Portugal"
  closed 2027-08-09 to 2027-08-21 "Summer"
  closed 2027-12-24
  open 2027-06-10 "Fair"
  deadlines on a closed day move to the previous business day
end

people data
  shop           one of "Baixa", "Foz", "Gaia"
  started-on     date
  weekly-hours   number from 0 to 40
  team-size      whole number from 0 to 60
  wage           money
  place-in-band  percent
  apprentice     yes or no
  notes          text
  head           person
  owner          person, head of head
  crew           people
end

scale "Crust"
  4 "Golden"  from 3.5
  3 "Good"    from 2.5
  2 "Pale"    from 1.5
  1 "Burnt"   from 0
  values from 0 to 4
  in steps of 0.5
  outside the scale "Away", "Too new"
end

scale "Plain words"
  "Yes, always" from 2
  "Not yet"
end

competencies "Craft"
  "Care"     for everyone, weighing 60%
  "Teaching" for "Heads", weighing 40%
end

segment "Heads" where crew is at least 1
segment "Young heads" within "Heads" where started-on is after 2025-01-01 and apprentice is no
segment "Night" where shop is one of "Foz", "Gaia" and weekly-hours is from 30 to 40
segment "Unknown wage" where wage is missing and shop is not "Baixa"

precedence of segments
  "Young heads" wins over "Night"
end

cycle "Baking year"
  owned by owner
  follows calendar "Ovens"
  reviews 2027-01-01 to 1 calendar day before 12 months after 2027-01-01
  starts first of the month of 2 weeks after started-on
  ends by the later of 2028-03-01 and 9 months after period end, unfinished rated as "Away"
  includes everyone in "Heads" and "Night" where started-on is on or before 2027-10-01
  reminders go in one digest each business day at 06:00
  sent at once when escalated, refused
  when the head changes, ask owner
  if someone leaves, finish the open stage

  except for "Night", because "they are paid by another company"
    leave out
  end

  goals "Plans"
    2 goals
    each goal states description, deadline
    each weight from 10%
    weights add up to 50%
    progress entered by head
    changes are free
  end

  form
    part "Bread"   rate each of "Plans" on "Crust", using listed weights
    part "Craft"   rate each of "Craft" on "Crust", equally, not applicable allowed
    part "Mark"    rate on "Crust", optional
    part "Words"   write
    part "Wish"    choose one of "days off", "course"
    part "Ready"   answer yes or no
  end

  development
    part "Course" write at least 20 characters
  end

  rating "Craft mark" on "Crust"
    chosen in "Tasting"
  end

  overall rating on "Crust"
    60% "Bread", from "Tasting" and "Self", equally
    40% "Craft mark"
    at most 4
    round half even to 1 decimal
    when a part is missing, spread over the rest if at least 50% is present
    when "Bread" is missing, count as 1.5
    when any of "Craft" is below 2, the rating is at most "Good"
    when overall rating is at least "Golden" and apprentice is yes, the rating is "Good"
    "Golden" only when "Ready" is yes

    except for "Heads", because "they bake less"
      40% "Bread", from "Tasting", in proportion to days
      60% "Craft mark"
      except for "Young heads", because "they learn"
        when a part is missing, rate provisionally
      end
    end
  end

  stage "Plan"
    opens at start
    not submitted before 2027-01-20
    due 2 weeks after opening
    grace 1 business day
    only for "Heads" and "Night"
    only when each of "Craft" is at most 3
    done by all crew, with owner and head
    plans "Plans"
    may not be delegated
    no reminders
    when overdue, lock
    when there is no head, pass to owner
  end

  stage "Self"
    opens every 1 month from opening of "Plan" until period end
    due the earlier of 3 calendar days after opening and due of "Plan"
    done by 2 peers, chosen by head, at most 3 requests each
    fills in "Words" and "Wish", "Ready"
    anonymous, shown only from 2 answers
    remind 1 week before due
    remind every 2 calendar days after due
    when overdue by 2 business days, forward if complete
    when overdue by 1 month, forward as it is
  end

  stage "Tasting"
    opens when "Self" is closed, or on 2027-11-01, not before 2027-10-01
    due 1 year before 2028-12-01
    done by head
    needs "Words" when overall rating is one of "Golden", "Burnt"
    sees "Self"
    fills in "Bread", "Craft"
    chooses "Craft mark"
    holds a meeting of at least 15 minutes
    open points carry over
    when refused, return to "Self"
    when overdue, escalate to owner
    when overdue by 20 business days, stay open

    approved by, in any order
      any 1 of owner and head within 5 calendar days, or escalate to owner
      owner within 1 week, only for "Heads", only when weekly-hours is above 20, advice only, skipped when there is none
    end
  end

  stage "Table"
    opens on closing of "Tasting"
    due 2028-02-01
    done by owner
    calibrates overall rating by shop, then by head
    ties go to owner
    alarm when "Golden" is above 30%
    when overdue, stay open

    guide for groups of 10 or more, required
      "Golden" and "Good" at most 70%
      "Burnt" at least 0%
      counts only "Heads"
      waived by owner
    end

    except for "Night", because "too few"
      no guide
      no alarm
    end
  end

  stage "Open day"
    opens when "Table" is closed
    due 3 business days after opening
    done by owner
    decides overall rating
    releases overall rating, "Craft mark", "Words" to employee and head
    acknowledged by employee within 2 weeks, or overridden by head
    confirms "The talk took place"
    when overdue, continue without it
  end

  stage "Doubts"
    opens when "Open day" is closed
    due 5 business days after opening
    done by owner
    recommends overall rating
    when overdue, skip
  end

  reward "Raise"
    based on overall rating and place-in-band
    pays a share of wage
    budget 2% of wage in each shop
    over budget is decided by owner
    chosen by head
    in proportion to months in the period
    round down to 5 EUR
    effective first of the month of 1 month after period end

                                        | under 50% | from 50% |
    "Golden" when apprentice is no      | up to 6%  | 3% to 4% |
    "Golden"                            | 5%        | none     |
    "Good"                              | none      | none     |

    except for "Night", because "other contract"
      nothing
    end
  end

  reward "Bonus"
    based on "Craft mark"
    pays "shares"
    budget 5000 EUR
    over budget is refused
    round half up to 0 decimals
    effective 2028-04-01
    from 3 | 100 EUR to 200 EUR |
    under 3 | none |
  end

  stage "Pay"
    opens when "Doubts" is closed for 80% of people
    due 10 business days after opening
    done by owner
    awards "Raise" and "Bonus"
    when overdue, stay open
  end
end

scenario "A good baker" in "Baking year"
  # Rui joined early.
  given "Rui" with shop "Foz", weekly-hours 35.5, apprentice no, head "Inês", started-on 2026-05-01, wage 1200 EUR
  given 12 people with shop "Gaia", overall rating "Good"
  given "Bread" of "Rui" in "Tasting" is 3.5
  given "Mark" of "Rui" is "Good"
  given "Ready" of "Rui" is yes
  given "Words" of "Rui" is missing
  given "Craft" of "Rui" are 4 at 60%, 2 at 40%
  given previous rating of "Rui" is "Pale"
  on 2027-02-01, "Rui" submits "Plan"
  on 2027-02-02, "Inês" approves "Plan" of "Rui"
  on 2027-02-03, "Inês" chooses "Ana", "Eva" for "Self"
  on 2027-02-04, "Inês" rates "Rui" as 4 in "Tasting"
  on 2027-02-05, "Inês" rates "Rui" as "Good" in "Tasting"
  on 2027-02-06, "Inês" awards 3% as "Raise" to "Rui"
  on 2027-02-07, "Rui" acknowledges "Open day"
  on 2027-02-08, shop of "Rui" becomes "Gaia"
  on 2027-02-09, close "Self" of "Rui"
  on 2027-02-10, "Rui" leaves
  on 2027-02-11, expect "Plan" of "Rui" is with "Inês"
  on 2027-02-12, expect "Plan" of "Rui" is due on 2027-02-20
  on 2027-02-13, expect "Self" of "Rui" is opened 3 times
  on 2027-02-14, expect "Rui" was reminded 2 times about "Self"
  on 2027-02-15, expect "Inês" cannot approve "Plan" of "Rui"
  expect "Raise" of "Rui" is 3% to 4%
  expect overall rating of "Rui" is 3.5, "Golden"
  expect "Craft mark" of "Rui" is "Good"
  expect guide of "Table" is kept
  expect alarm of "Table" is off
  expect "Rui" is not included
  # nothing more
end
# the end of the bakery
`;
