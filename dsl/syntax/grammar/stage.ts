/** The stage, its approvals, its guide, and rewards. */
export const stage = `
stageHead        = 'stage' Name [ ', formerly' Name ]
opensLine        = 'opens' ( 'at start'
                           | 'on' moment
                           | 'when' ( andNames ( 'is' | 'are' ) 'closed' [ 'for' Percent 'of people' ]
                                    | 'asked by' role [ 'within' duration 'after' moment ] )
                           | [ 'again' ] 'each time' ( Name 'is' ( 'written' | 'closed' ) | AnyWord 'changes' )
                           | 'every' duration 'from' moment [ 'until' moment ] ) { ',' opensLimit }
opensLimit       = 'or on' moment | 'not before' moment
notBeforeLine    = 'not' ( 'submitted before' moment | 'together with' Name )
dueLine          = 'due' moment
graceLine        = 'grace' duration
onlyLine         = 'only' ( 'for' andNames | 'when' conds )
happensLine      = 'happens' Num [ 'to' Num ] ( 'times' | 'time' ) [ ', by at least' Num 'different people' ]
stopsLine        = 'stops when' conds
doneLine         = 'done by' ( Num [ 'to' Num ] 'peers' | 'all' role | 'previous' role | 'panel' Name | role ) { ',' doneOption }
doneOption       = 'chosen by' role | 'confirmed by' role | 'with' roles | 'who may decline' | 'at most' Num 'requests each' | 'once for everyone'
plansLine        = 'plans' andNames
checksLine       = 'checks progress of' andNames
fillsLine        = 'fills in' names
choosesLine      = ( 'chooses' | 'recommends' | 'decides' ) ratedThing
calibratesLine   = 'calibrates' ratedThing 'by' role { ', then by' role }
releasesLine     = 'releases' ratedThing { ',' ratedThing } 'to' roles
awardsLine       = 'awards' names
meetingLine      = 'holds a meeting' [ 'of at least' Num 'minutes' ]
confirmsLine     = 'confirms' Name
carryLine        = 'open points carry over'
needsLine        = 'needs' Name [ 'when' conds ]
seesLine         = 'sees' names
anonymousLine    = 'anonymous , shown only from' Num 'answers'
remindLine       = 'remind' ( 'every' duration 'after due' | beforeDue { ',' beforeDue } )
beforeDue           = duration 'before due'
whenStageLine    = 'when' ( 'overdue' [ 'by' duration ] ',' overdueDeed
                          | 'refused , return to' Name [ ', at most' Num ( 'times' | 'time' ) ]
                          | 'the' role 'changes ,' roleChange
                          | 'there is no' role ',' ( 'pass to' role | 'skip' ) )
overdueDeed      = 'continue without it' | 'forward' ( 'as it is' | 'if complete' ) | 'escalate to' role | 'lock' | 'skip'
                 | 'carry forward the previous rating' [ 'through' Name ] | 'stay open'
acknowledgedLine = 'acknowledged by' role 'within' duration ', or' ( 'recorded as' Name | 'overridden by' role )
noLine           = 'no' ( 'guide' | 'reminders' | 'approval' | 'alarm' )
alarmLine        = 'alarm when' andNames ( 'is' | 'are' ) 'above' Percent [ 'in groups of' Num 'or more' ]
tiesLine         = 'ties go to' role
skipLine         = 'skip'

approvedHead     = 'approved by , in' ( 'order' | 'any order' )
approverLine     = ( 'any' Num 'of' roles | roles ) 'within' duration { ',' approverOption }
approverOption   = 'or escalate to' role | 'only' ( 'for' andNames | 'when' conds ) | 'advice only' | 'skipped when there is none'
discussesHead    = 'discusses , in order'
discussLine      = 'everyone' ( 'else' | whereClause )
guideHead        = 'guide' [ 'for groups of' Num 'or more' ] [ ',' ( 'required' [ ', within' Num 'points' ] | 'within' Num 'points' [ ', required' ] ) ]
guideLine        = andNames [ 'at' ( 'most' | 'least' ) ] Percent
countsLine       = 'counts only' andNames
waivedLine       = 'waived by' role

rewardHead       = 'reward' Name
basedLine        = 'based on' ratedThing [ 'and' role ]
paysLine         = 'pays' ( 'a share of' AnyWord | Name )
budgetLine       = 'budget' ( 'unlimited' | Percent 'of' AnyWord | Num [ Currency ] | AnyWord ) [ 'in each' AnyWord ]
overBudgetLine   = 'over budget is' ( 'refused' | 'reduced in proportion' | 'decided by' role )
inProportionLine = 'in proportion to' ( 'days' | 'months' ) 'in the period'
meanLine         = 'mean of the last' Num 'cycles'
effectiveLine    = 'effective' moment
noRewardLine     = 'nothing'
tableHead        = '|' { column }+
column           = ( 'under' literal | 'from' literal | Name ) '|'
rewardRow        = ( Name [ 'when' conds ] | 'from' literal | 'under' literal ) '|' { cell }+
cell             = ( 'none' | [ 'up to' ] amount [ 'to' amount ] [ 'of' AnyWord ] | Name ) '|'
`;
