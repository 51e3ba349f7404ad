/**
 * The syntax tree: what stands in the text, line by line, with nothing resolved. A block holds its lines in the order of
 * the text; a line is one claim. Numbers stay exact decimal text.
 */

/** A place in a file. `file` counts the sources of one compilation from 0; lines and columns count from 1; `to` is just past the end. */
export type Span = { file: number; from: Position; to: Position };
export type Position = { line: number; col: number };

/** A quoted name, without its quotes, Unicode NFC, runs of spaces made one. */
export type Name = { text: string; at: Span };
/** A bare word: a field or a role. */
export type Word = { text: string; at: Span };

export type Literal =
  | { kind: 'number'; value: string; at: Span }
  | { kind: 'percent'; value: string; at: Span }
  | { kind: 'money'; value: string; currency: string; at: Span }
  | { kind: 'name'; value: string; at: Span }
  | { kind: 'date'; value: string; at: Span }
  | { kind: 'yesNo'; value: boolean; at: Span };

export type DurationNode = { n: number; unit: 'businessDay' | 'day' | 'week' | 'month' | 'year'; at: Span };
export type MomentNode = { at: Span } & (
  | { kind: 'date'; date: string }
  | { kind: 'start' | 'periodStart' | 'periodEnd' }
  | { kind: 'opening' | 'due' | 'closing'; stage: Name | null }
  | { kind: 'field'; field: Word }
  | { kind: 'shift'; by: DurationNode; back: boolean; from: MomentNode }
  | { kind: 'later' | 'earlier'; a: MomentNode; b: MomentNode }
  | { kind: 'firstOfMonth'; of: MomentNode }
);

export type SubjectNode = { at: Span } & (
  | { kind: 'field'; field: Word }
  | { kind: 'name'; name: Name; of: 'whole' | 'any' | 'each' }
  | { kind: 'overall' }
);
export type TestNode = {
  subject: SubjectNode;
  op: string;
  values: Literal[];
  moment: MomentNode | null;
  at: Span;
};
/** Tests joined by `and`. */
export type CondNode = TestNode[];

export type Because = { text: string; at: Span } | null;
/** A role is a word: `employee`, `peers`, or a person field. */
export type RoleNode = Word;
/** `overall rating` or a named one. */
export type RatedNode = { overall: boolean; name: Name | null; at: Span };

export type TypeNode = { at: Span } & (
  | { kind: 'oneOf'; values: Name[] }
  | { kind: 'text' | 'date' | 'money' | 'percent' | 'yesNo' | 'people' }
  | { kind: 'person'; path: [Word, Word] | null }
  | { kind: 'number'; whole: boolean; from: string; to: string }
);

export type CellNode = { at: Span } & (
  | { kind: 'none' }
  | { kind: 'range'; upTo: boolean; from: Literal; to: Literal | null }
  | { kind: 'name'; name: Name }
);
export type ColumnNode = { at: Span } & (
  { kind: 'under' | 'from'; value: Literal } | { kind: 'name'; name: Name }
);

export type RoundingNode = {
  mode: 'halfUp' | 'halfEven' | 'down' | 'up';
  n: string;
  unit: 'decimals' | 'ofTheCurrency' | { currency: string };
};

/** One line of the text that is not the head of a block. `kind` names the form; each shape is made in `syntax/lines-*.ts`. */
export type Line = { at: Span; comments: string[] } & LineBody;
export type LineBody = SharedLine | CycleLine | EvaluationLine | StageLine | RewardLine | ScenarioLine;

export type SharedLine =
  | { kind: 'language'; n: string }
  | { kind: 'use'; path: Name }
  // calendar
  | { kind: 'businessDays'; from: number; to: number }
  | { kind: 'businessHours'; from: string; to: string }
  | { kind: 'zone'; zone: Name | null }
  | { kind: 'holidays'; of: Name | null }
  | { kind: 'closed'; from: string; to: string | null; why: Name | null }
  | { kind: 'openDay'; on: string; why: Name | null }
  | { kind: 'moves'; how: 'next' | 'previous' | 'stay' }
  // people data, scale, competencies, segment, precedence
  | { kind: 'field'; name: Word; type: TypeNode }
  | { kind: 'level'; worth: string | null; name: Name; from: string | null }
  | { kind: 'values'; from: string; to: string }
  | { kind: 'steps'; of: string }
  | { kind: 'outside'; names: Name[] }
  | { kind: 'competency'; name: Name; segment: Name | null; weight: string | null }
  | { kind: 'segment'; name: Name; within: Name | null; where: CondNode }
  | { kind: 'wins'; stronger: Name; weaker: Name };

export type CycleLine =
  | { kind: 'owned'; role: RoleNode }
  | { kind: 'follows'; calendar: Name }
  | { kind: 'reviews'; from: MomentNode; to: MomentNode }
  | { kind: 'starts'; moment: MomentNode }
  | {
      kind: 'ends';
      by: MomentNode;
      unfinished:
        | { then: 'closeUnrated' }
        | { then: 'ratedAs'; what: Name }
        | { then: 'waitFor'; role: RoleNode }
        | null;
    }
  | { kind: 'includes'; segments: Name[]; where: CondNode }
  | { kind: 'digest'; time: string }
  | { kind: 'atOnce'; what: string[] }
  | {
      kind: 'roleChange';
      role: RoleNode;
      then: 'keep' | 'move' | 'moveUnlessBegun' | 'both' | 'ask';
      ask: RoleNode | null;
    }
  | { kind: 'leaves'; then: 'closeUnrated' | 'finish' | 'ask'; ask: RoleNode | null }
  | { kind: 'leaveOut' }
  | { kind: 'include' };

export type PartAnswerNode =
  | { type: 'rateEach'; set: Name; scale: Name; weights: 'equally' | 'agreed' | 'listed' }
  | { type: 'rate'; scale: Name }
  | { type: 'write'; atLeast: number }
  | { type: 'choose'; values: Name[] }
  | { type: 'yesNo' };
export type MissingDeed =
  | { do: 'wait'; role: RoleNode }
  | { do: 'spread'; ifAtLeast: string | null }
  | { do: 'count'; as: string }
  | { do: 'noRating' | 'provisional' }
  | { do: 'is' | 'atMost'; level: Name };
export type EvaluationLine =
  // goals
  | { kind: 'goalCount'; from: number; to: number }
  | { kind: 'goalStates'; what: ('description' | 'measure' | 'target' | 'deadline')[] }
  | { kind: 'eachWeight'; from: string; to: string | null }
  | { kind: 'weightsSum'; sum: string }
  | { kind: 'noWeights' }
  | { kind: 'progressBy'; role: RoleNode }
  | { kind: 'goalChanges'; approval: RoleNode | null }
  // form, development
  | { kind: 'part'; name: Name; answer: PartAnswerNode; optional: boolean; notApplicable: boolean }
  // rating
  | { kind: 'weight'; share: string; part: Name; from: Name[]; merge: 'byDays' | 'equally' | null }
  | { kind: 'chosenIn'; stage: Name }
  | { kind: 'atMost'; value: Literal }
  | { kind: 'round'; rounding: RoundingNode }
  | { kind: 'missing'; part: Name | null; deed: MissingDeed }
  | { kind: 'override'; when: CondNode; deed: Extract<MissingDeed, { do: 'is' | 'atMost' }> }
  | { kind: 'levelWhen'; level: Name; when: CondNode };

export type ReminderNode = { before: DurationNode } | { everyAfter: DurationNode };
export type StageLine =
  | { kind: 'opens'; how: OpensNode; orOn: MomentNode | null; notBefore: MomentNode | null }
  | { kind: 'notSubmittedBefore'; moment: MomentNode }
  | { kind: 'due'; moment: MomentNode }
  | { kind: 'grace'; duration: DurationNode }
  | { kind: 'onlyFor'; segments: Name[] }
  | { kind: 'onlyWhen'; when: CondNode }
  | { kind: 'skip' }
  | {
      kind: 'done';
      who:
        | { by: 'role'; role: RoleNode }
        | { by: 'all'; role: RoleNode }
        | { by: 'peers'; from: number; to: number };
      chosenBy: RoleNode | null;
      confirmedBy: RoleNode | null;
      mayDecline: boolean;
      requestsEach: number | null;
      with: RoleNode[];
    }
  | { kind: 'plans' | 'checks' | 'fillsIn' | 'awards'; names: Name[] }
  | { kind: 'chooses' | 'recommends' | 'decides'; what: RatedNode }
  | { kind: 'calibrates'; what: RatedNode; by: Word[] }
  | { kind: 'releases'; what: RatedNode[]; to: RoleNode[] }
  | { kind: 'meets'; minutes: number | null }
  | { kind: 'carryOver' }
  | { kind: 'confirms'; what: Name }
  | { kind: 'needs'; part: Name; when: CondNode }
  | { kind: 'sees'; stages: Name[] }
  | { kind: 'anonymous'; from: number }
  | { kind: 'remind'; reminders: ReminderNode[] }
  | {
      kind: 'overdue';
      by: DurationNode | null;
      deed: 'escalate' | 'lock' | 'stayOpen' | 'continue' | 'forward' | 'forwardIfComplete' | 'skip';
      to: RoleNode | null;
    }
  | { kind: 'refused'; to: Name; atMost: number | null }
  | { kind: 'noRole'; role: RoleNode; then: 'passTo' | 'skip'; to: RoleNode | null }
  | {
      kind: 'acknowledged';
      by: RoleNode;
      within: DurationNode;
      recordedAs: Name | null;
      overriddenBy: RoleNode | null;
    }
  | { kind: 'no'; what: 'guide' | 'reminders' | 'approval' | 'alarm' }
  | { kind: 'alarm'; levels: Name[]; above: string; groupsOf: number | null }
  | { kind: 'ties'; role: RoleNode }
  | { kind: 'notDelegated' }
  // approved by
  | {
      kind: 'approver';
      roles: RoleNode[];
      any: number | null;
      within: DurationNode;
      escalateTo: RoleNode | null;
      onlyFor: Name[];
      onlyWhen: CondNode;
      adviceOnly: boolean;
      skipWhenNone: boolean;
    }
  // guide
  | { kind: 'guideShare'; levels: Name[]; limit: 'target' | 'atMost' | 'atLeast'; percent: string }
  | { kind: 'countsOnly'; segments: Name[] }
  | { kind: 'waivedBy'; role: RoleNode };
export type OpensNode =
  | { when: 'start' }
  | { when: 'on'; moment: MomentNode }
  | { when: 'closed'; stages: Name[]; ofPeople: string | null }
  | { when: 'every'; every: DurationNode; from: MomentNode; until: MomentNode | null };

export type RewardLine =
  | { kind: 'basedOn'; what: RatedNode; and: Word | null }
  | { kind: 'pays'; shareOf: Word | null; unit: Name | null }
  | {
      kind: 'budget';
      of:
        | { of: 'share'; percent: string; field: Word }
        | { of: 'amount'; money: Literal }
        | { of: 'unlimited' };
      inEach: Word | null;
    }
  | { kind: 'over'; then: 'refused' | 'reduced' | 'decided'; by: RoleNode | null }
  | { kind: 'chosenBy'; role: RoleNode }
  | { kind: 'inProportion'; to: 'days' | 'months' }
  | { kind: 'effective'; moment: MomentNode }
  | { kind: 'columns'; columns: ColumnNode[] }
  | {
      kind: 'row';
      level: Name | null;
      band: { from: Literal | null; under: Literal | null } | null;
      when: CondNode;
      cells: CellNode[];
    }
  | { kind: 'nothing' };

export type FactNode = { field: Word; value: Literal | { kind: 'overallRating'; level: Name } };
export type ResultNode =
  | { is: 'state'; state: string }
  | { is: 'with'; person: Name }
  | { is: 'due'; on: string }
  | { is: 'opened'; times: number }
  | { is: 'score'; score: Literal; to: Literal | null; level: Name | null }
  | { is: 'level'; level: Name };
export type ExpectNode =
  | { about: 'overall'; of: Name; result: ResultNode }
  | { about: 'thing'; name: Name; of: Name; result: ResultNode }
  | { about: 'guide'; stage: Name; kept: boolean }
  | { about: 'alarm'; stage: Name; on: boolean }
  | { about: 'reminded'; person: Name; times: number; stage: Name | null }
  | { about: 'included'; person: Name; included: boolean }
  | { about: 'can'; person: Name; can: boolean; verb: 'see' | 'submit' | 'approve'; what: Name; of: Name };
export type DeedNode =
  | { deed: 'submits' | 'saves' | 'declines' | 'confirms' | 'skips'; by: Name; stage: Name; of: Name | null }
  | { deed: 'approves' | 'refuses' | 'releases'; by: Name; stage: Name; of: Name }
  | { deed: 'acknowledges'; by: Name; stage: Name }
  | { deed: 'choosesPeers'; by: Name; peers: Name[]; stage: Name }
  | { deed: 'rates'; by: Name; of: Name; as: Literal; stage: Name }
  | { deed: 'awards'; by: Name; to: Name; reward: Name; amount: Literal }
  | { deed: 'close'; stage: Name; of: Name }
  | { deed: 'fieldBecomes'; field: Word; of: Name; value: Literal }
  | { deed: 'leaves'; person: Name };
export type ScenarioLine =
  | { kind: 'givenPerson'; person: Name; facts: FactNode[] }
  | { kind: 'givenPeople'; count: number; facts: FactNode[] }
  | {
      kind: 'givenAnswer';
      part: Name;
      person: Name;
      stage: Name | null;
      value: Literal | 'missing' | null;
      marks: { mark: string; weight: string | null }[];
    }
  | { kind: 'givenPrevious'; person: Name; level: Name }
  | { kind: 'deed'; on: string; deed: DeedNode }
  | { kind: 'expect'; on: string | null; expect: ExpectNode };

export type BlockKind =
  | 'calendar'
  | 'people data'
  | 'scale'
  | 'competencies'
  | 'precedence'
  | 'cycle'
  | 'goals'
  | 'form'
  | 'development'
  | 'overall rating'
  | 'rating'
  | 'stage'
  | 'approved by'
  | 'guide'
  | 'reward'
  | 'except for'
  | 'scenario';

/** The head line, its lines and inner blocks in the order of the text. `broken`: the head or a line could not be read, so that checks that need everything keep silent. */
export type Block = {
  kind: BlockKind;
  at: Span;
  /** The head line alone. */
  head: Span;
  name: Name | null;
  /** Scale of a rating, cycle of a scenario. */
  on: Name | null;
  /** Segments of an exception, and its reason. */
  segments: Name[];
  because: Because;
  /** `guide for groups of N or more, required, within N points`, the last two in any order. */
  guide: { groupsOf: number | null; required: boolean; within: string | null } | null;
  /** `approved by, in order`. */
  inOrder: boolean;
  lines: Line[];
  blocks: Block[];
  broken: boolean;
  comments: string[];
  /** Comments above and behind its `end`, when there are any. */
  endComments?: string[];
};

/** One file: its first line, what it uses, shared lines such as segments, and its blocks. */
export type FileAst = {
  file: number;
  path: string;
  lines: Line[];
  blocks: Block[];
  broken: boolean;
  /** Comments after the last line, when there are any. */
  endComments?: string[];
};
