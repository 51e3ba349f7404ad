/** The cycle: its own lines, goals, forms, ratings. */
export const cycle = `
cycleHead        = 'cycle' Name [ ', based on' Name ]
ownedLine        = 'owned by' role
followsLine      = 'follows calendar' Name
reviewsLine      = 'reviews' moment 'to' moment
startsLine       = 'starts' ( 'every' duration 'from' moment [ 'until' moment ] | moment )
endsLine         = 'ends by' moment [ ', unfinished' ( 'close unrated' | 'rated as' Name | 'wait for' role ) ]
includesLine     = 'includes everyone' [ 'in' andNames ] [ whereClause ]
agreementLine    = 'agreed with' role 'before start' [ ', for' andNames ]
keptLine         = 'kept for' duration 'after closing'
digestLine       = 'reminders go in one digest each business day at' Time
atOnceLine       = 'sent at once when' moved { ',' moved }
moved            = 'opened' | 'overdue' | 'escalated' | 'refused' | 'released'
mayChangeLine    = 'cycles based on this may change' aspect { ',' aspect }
aspect           = 'dates' | 'reminders' | 'people' | 'approvals' | 'form' | 'goals' | 'weights' | 'guide' | 'rewards' | 'stages' | 'ratability'
changesLine      = 'when the' role 'changes ,' roleChange
roleChange       = 'keep' | 'move' [ 'unless begun' ] | 'both' | 'ask' role
leavesLine       = 'if someone leaves ,' ( 'close unrated' | 'finish the open stage' | 'ask' role )
duringLine       = 'during leave' [ 'of more than' duration ] ', deadlines' ( 'pause' | 'run' )
extendCycleLine  = 'may be extended by' role ', at most to' moment
extendLine       = 'may' ( 'be extended by' role ', at most to' moment | 'not be delegated' )
leaveOutLine     = 'leave out'
includeLine      = 'include'

amendmentHead    = 'amendment on' Date reason
changeHead       = 'change' ( 'stage' Name | 'reward' Name | 'goals' Name | 'rating' Name | 'overall rating' | 'form' )
withoutLine      = 'without' ( 'stage' Name | 'reward' Name | 'goals' Name | 'exception for' andNames | 'part' Name )

factsHead        = 'facts'
factLine         = AnyWord factType ', set by' role
factType         = 'one of' commaNames | 'text' | 'date' | 'money' | 'percent' | 'yes or no' | 'person' | 'people'
                 | 'whole number from' Num 'to' Num | 'number from' Num 'to' Num
recordsHead      = 'records'
recordLine       = Name 'written by' roles { ',' ( 'seen by' roles | 'lasts until closed' ) }

goalsHead        = 'goals' Name
goalCountLine    = Num [ 'to' Num ] ( 'goals' | 'key results for each goal' )
atGoalsLine      = 'at' ( 'least' Num ( 'goals' | 'goal' ) 'in each' | 'risk when progress is' Num 'points behind' )
eachGoalLine     = 'each' ( 'goal' ( 'states' goalFact { ',' goalFact }
                                   | 'belongs to one of' commaNames
                                   | 'supports a goal of' ( Name | AnyWord ) ',' ( 'progress rolls up' | 'aligned only' ) )
                          | 'weight from' Percent [ 'to' Percent ] )
goalFact         = 'description' | 'measure' | 'target' | 'deadline'
containsLine     = 'contains' Name { ',' ( 'weighing' Percent | 'only for' andNames ) }
weightOfLine     = 'weight of' Name 'from' Percent [ 'to' Percent ]
weightsLine      = 'weights add up to' Percent
noGoalsLine      = 'no' ( 'weights' | 'weight above' Name )
progressLine     = 'progress' ( 'from' Name ', stale after' duration | 'entered by' role )
scoredLine       = 'scored from start value to target , at most' Percent
goalChangesLine  = 'changes' ( 'need approval of' role | 'are free' )

formHead         = 'form'
developmentHead  = 'development'
partLine         = 'part' Name partKind { ',' partOption }
partKind         = 'rate' ( 'each of' Name 'on' Name ',' spreading | 'on' Name )
                 | 'measure each of' Name 'on' Name ',' spreading
                 | 'write' [ 'at least' Num 'characters' ]
                 | 'choose one of' commaNames
                 | 'answer yes or no'
                 | 'receive from' Name 'on' Name
spreading           = 'equally' | 'using' ( 'agreed' | 'listed' ) 'weights'
partOption       = 'optional' | 'not applicable allowed' | 'seen only by' reader { 'and' reader } | 'starts as last time' | 'AI drafts allowed'
reader           = Name | AnyWord

ratableHead      = 'ratable'
ratableAtLine    = 'at least' duration ( 'under' Name | 'since' moment ', by' moment ) [ ', first day not counted' ]
underPlanLine    = 'under' Name 'on' moment
whileLine        = 'while' Name 'is open , the period is extended'
otherwiseLine    = 'otherwise ,' ( 'rated as' Name | 'extend the period' | 'carry forward the previous rating' [ 'through' Name ]
                                 | 'leave out of the cycle' | 'rate all the same' )

ratingHead       = 'rating' Name 'on' Name
overallHead      = 'overall rating on' Name
weightLine       = Percent Name { ',' weightOption }
weightOption     = 'through' Name | 'from' andNames | 'in proportion to days' | 'equally'
equallyLine      = 'equally' names
chosenInLine     = 'chosen' ( 'in' Name | 'by' role [ ', once for each level' ] )
lookUpLine       = 'look up' Name 'with' ratedThing 'and' ratedThing
throughLine      = 'through' Name
atMostLine       = 'at most' literal [ 'in' duration ]
roundLine        = 'round' ( 'half' ( 'up' | 'even' ) | 'down' | 'up' ) 'to' Num ( 'decimals' | 'decimal' | Currency | 'of the currency' )
whenRatingLine   = 'when' conds ',' ratingDeed
ratingDeed       = 'wait for' role | 'spread over the rest' [ 'if at least' Percent 'is present' ] | 'count as' Num
                 | 'no rating' | 'rate provisionally' | 'the rating is' [ 'at most' ] Name
levelWhenLine    = Name 'only when' conds
`;
