/** What lines are made of: values, moments, durations, conditions, lists. The notation is explained in notation.ts. */
export const common = `
literal      = Num [ Currency ] | Percent | Name | Date
amount       = Percent | Num [ Currency ]
duration     = Num ( ( 'business' | 'calendar' ) ( 'days' | 'day' ) | 'weeks' | 'week' | 'months' | 'month' | 'years' | 'year' )
moment       = Date
             | duration ( 'after' | 'before' ) moment
             | 'the' ( 'later' | 'earlier' ) 'of' moment 'and' moment
             | 'first of the month of' moment
             | 'start'
             | 'period' ( 'start' | 'end' )
             | 'opening' [ 'of' Name ]
             | 'due' [ 'of' Name ]
             | 'closing of' Name
             | AnyWord
whereClause  = 'where' conds
conds        = cond { 'and' cond }
cond         = subject ( 'is' test | 'differs from' Name )
subject      = 'any of' Name [ 'weighing at least' Percent ]
             | 'each of' Name
             | 'number of' andNames
             | 'days under' Name
             | 'overall rating'
             | 'a part'
             | Name
             | AnyWord
test         = 'at' ( 'least' | 'most' ) literal
             | 'above' literal
             | 'below' literal
             | 'before' moment
             | 'after' moment
             | 'on or' ( 'before' | 'after' ) moment
             | 'from' literal 'to' literal
             | 'one of' commaNames
             | 'not' ( Name | 'missing' )
             | 'missing'
             | 'open'
             | 'closed'
             | 'yes'
             | 'no'
             | literal
commaNames   = Name { ',' Name }
andNames     = Name { 'and' Name }
names        = Name { ( ',' | 'and' ) Name }
role         = AnyWord
roles        = role { 'and' role }
ratedThing   = 'overall rating' | Name
reason       = ', because' Name
exceptHead   = 'except for' andNames [ reason ]
`;
