/** Scenarios: what is given, what happens, what is expected. */
export const scenario = `
scenarioHead     = 'scenario' Name [ 'in' Name ]
givenLine        = 'given' ( Name ( 'with' factList | 'of' Name [ 'in' Name ] ( 'is' givenValue | 'are' mark { ',' mark } ) )
                           | 'previous rating of' Name 'is' Name
                           | Num 'people with' factList
                           | AnyWord 'is' ( literal | 'yes' | 'no' ) )
givenValue            = literal | 'missing' | 'yes' | 'no'
factList            = fact { ',' fact }
fact             = 'overall rating' Name | AnyWord ( literal | 'yes' | 'no' )
mark             = Num [ 'at' Percent ]
onLine           = 'on' Date ',' ( deed | expectation )
deed             = 'close' Name 'of' Name
                 | Name nameDeed
                 | AnyWord 'of' Name 'becomes' ( literal | 'yes' | 'no' )
nameDeed         = ( 'submits' | 'saves' | 'declines' | 'confirms' | 'skips' | 'reopens' ) Name [ 'of' Name ]
                 | ( 'approves' | 'refuses' | 'releases' | 'overrides' ) Name 'of' Name
                 | 'acknowledges' Name
                 | 'asks for' Name
                 | 'chooses' names 'for' Name
                 | ( 'writes' | 'closes' ) Name 'about' Name
                 | 'rates' Name 'as' ( Num | Name ) 'in' Name
                 | 'awards' amount 'as' Name 'to' Name
                 | 'waives the guide of' Name
                 | 'leaves'
                 | 'goes on leave'
                 | 'returns'
                 | 'of' Name 'becomes' ( literal | 'missing' )
expectLine       = expectation
expectation      = 'expect' ( 'overall rating of' Name 'is' result
                            | 'guide of' Name 'is' ( 'kept' | 'broken' )
                            | 'alarm of' Name 'is' ( 'on' | 'off' )
                            | Name aboutName )
aboutName            = 'of' Name 'is' result
                 | 'was reminded' Num 'times' [ 'about' Name ]
                 | 'is' [ 'not' ] ( 'ratable' | 'included' )
                 | ( 'can' | 'cannot' ) ( 'see' | 'submit' | 'approve' ) Name 'of' Name
result           = 'open' | 'overdue' | 'skipped' | 'closed' | 'missing' | 'locked' | 'waiting' | 'provisional' | 'none'
                 | 'with' Name | 'due on' Date | 'opened' Num 'times' | amount [ 'to' amount ] [ ',' Name ] | Name
`;
