/** The file and what cycles share. */
export const library = `
languageLine     = 'language' Num
useLine          = 'use' Name
endLine          = 'end'

calendarHead     = 'calendar' Name
businessLine     = 'business' ( 'days' weekday 'to' weekday | 'hours' Time 'to' Time )
weekday          = 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday' | 'Sunday'
zoneLine         = 'time zone' ( 'of each person' | Name )
holidaysLine     = 'holidays of' ( 'each country' | Name )
closedLine       = 'closed' Date [ 'to' Date ] [ Name ]
openDayLine      = 'open' Date [ Name ]
movesLine        = 'deadlines on a closed day' ( 'stay' | 'move to the' ( 'next' | 'previous' ) 'business day' )

peopleDataHead   = 'people data'
fieldLine        = AnyWord fieldType
fieldType        = 'one of' commaNames | 'text' | 'date' | 'money' | 'percent' | 'yes or no'
                 | 'person' [ ',' AnyWord 'of' AnyWord ] | 'people'
                 | 'whole number from' Num 'to' Num | 'number from' Num 'to' Num

scaleHead        = 'scale' Name
levelLine        = Num Name [ 'from' Num ]
wordLevelLine    = Name [ 'from' Num ]
valuesLine       = 'values from' Num 'to' Num
stepsLine        = 'in steps of' Num
outsideScaleLine = 'outside the scale' commaNames

competenciesHead = 'competencies' Name
competencyLine   = Name 'for' ( 'everyone' | Name ) [ ', weighing' Percent ]

segmentLine      = 'segment' Name [ 'within' Name ] whereClause
precedenceHead   = 'precedence of segments'
winsLine         = Name 'wins over' Name

forbidLine       = 'forbid' ( 'required guide' | 'anonymous answers' | 'overall rating' | 'rewards' ) 'for' andNames reason
panelHead        = 'panel' Name
membersLine      = 'members' roles
panelDecidesLine = 'decides by' ( 'majority' | 'everyone' | 'any' Num | 'chair' )
presentLine      = 'at least' Num 'present'

conversionHead   = 'conversion' Name 'from' andNames 'to' Name
pointLine        = 'at' literal 'becomes' literal
stepLine         = 'from' literal 'becomes' literal
underLine        = 'under' literal 'becomes' literal
conversionRow    = Name ( 'becomes' literal | '|' { gridCell }+ )
gridCell         = ( 'none' | Name ) '|'
beyondLine       = 'beyond the ends ,' ( 'held' | 'continued' | 'missing' )

labelsHead       = 'labels in' AnyWord
labelLine        = Name Name
`;
