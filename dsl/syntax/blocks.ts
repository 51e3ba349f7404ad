/** Which lines and blocks stand in which block, and how messages call them. */
import type { IToken } from 'chevrotain';
import type { BlockKind } from '../ast/nodes.js';
import { firstOf, ruleOf } from './expect.js';

/**
 * A kind of block. `node`: what it becomes in the tree; null when this version does not run it, then head and body are only
 * read. `called`: with its article, as in "No line of a stage starts with …".
 */
export type BlockForm = {
  called: string;
  node: BlockKind | null;
  lines: string[];
  blocks: Record<string, BlockName>;
};
export type BlockName = keyof typeof table;

const ratingLines =
  'weightLine equallyLine chosenInLine lookUpLine throughLine atMostLine roundLine whenRatingLine levelWhenLine';
const stageLines =
  'opensLine notBeforeLine dueLine graceLine onlyLine happensLine stopsLine doneLine plansLine checksLine fillsLine ' +
  'choosesLine calibratesLine releasesLine awardsLine meetingLine confirmsLine carryLine needsLine seesLine ' +
  'anonymousLine remindLine whenStageLine acknowledgedLine noLine alarmLine tiesLine extendLine skipLine';
const rewardLines =
  'basedLine onlyLine paysLine budgetLine overBudgetLine chosenInLine inProportionLine atMostLine notBeforeLine ' +
  'meanLine roundLine effectiveLine tableHead rewardRow';
const goalsLines =
  'goalCountLine atGoalsLine eachGoalLine containsLine weightOfLine weightsLine noGoalsLine progressLine scoredLine goalChangesLine';
const ratableLines = 'ratableAtLine onlyLine underPlanLine whileLine otherwiseLine';
const cycleBlocks = {
  formHead: 'form',
  developmentHead: 'development',
  goalsHead: 'goals',
  ratableHead: 'ratable',
  ratingHead: 'rating',
  overallHead: 'overall rating',
  stageHead: 'stage',
  rewardHead: 'reward',
  factsHead: 'facts',
  recordsHead: 'records',
  amendmentHead: 'amendment',
  changeHead: 'change stage',
} as const;
const stageBlocks = {
  approvedHead: 'approved by',
  discussesHead: 'agenda',
  guideHead: 'guide',
  exceptHead: 'stage exception',
} as const;

const form = <B extends Record<string, string>>(
  called: string,
  node: BlockKind | null,
  lines: string,
  blocks?: B,
) => ({
  called,
  node,
  lines: lines.split(' ').filter(Boolean),
  blocks: blocks ?? ({} as B),
});

const table = {
  file: form('a file', null, 'languageLine useLine segmentLine forbidLine', {
    calendarHead: 'calendar',
    peopleDataHead: 'people data',
    scaleHead: 'scale',
    competenciesHead: 'competencies',
    precedenceHead: 'precedence',
    panelHead: 'panel',
    conversionHead: 'conversion',
    labelsHead: 'labels',
    cycleHead: 'cycle',
    scenarioHead: 'scenario',
  }),
  cycle: form(
    'a cycle',
    'cycle',
    'ownedLine followsLine reviewsLine startsLine endsLine includesLine agreementLine keptLine digestLine atOnceLine ' +
      'mayChangeLine changesLine leavesLine duringLine extendCycleLine withoutLine',
    { ...cycleBlocks, exceptHead: 'cycle exception' },
  ),
  stage: form('a stage', 'stage', `${stageLines} withoutLine`, stageBlocks),
  reward: form('a reward', 'reward', rewardLines, { exceptHead: 'reward exception' }),
  goals: form('a goals block', 'goals', goalsLines),
  form: form('a form', 'form', 'partLine'),
  development: form('a development block', 'development', 'partLine'),
  'overall rating': form('an overall rating', 'overall rating', ratingLines, {
    exceptHead: 'rating exception',
  }),
  rating: form('a rating', 'rating', ratingLines, { exceptHead: 'rating exception' }),
  'approved by': form('an approval', 'approved by', 'approverLine'),
  guide: form('a guide', 'guide', 'guideLine countsLine waivedLine'),
  scenario: form('a scenario', 'scenario', 'givenLine onLine expectLine'),
  calendar: form(
    'a calendar',
    'calendar',
    'businessLine zoneLine holidaysLine closedLine openDayLine movesLine',
  ),
  'people data': form('people data', 'people data', 'fieldLine'),
  scale: form('a scale', 'scale', 'levelLine wordLevelLine valuesLine stepsLine outsideScaleLine'),
  competencies: form('a competencies block', 'competencies', 'competencyLine'),
  precedence: form('precedence of segments', 'precedence', 'winsLine'),
  'stage exception': form('an exception of a stage', 'except for', stageLines, stageBlocks),
  'rating exception': form('an exception of a rating', 'except for', ratingLines, {
    exceptHead: 'rating exception',
  }),
  'reward exception': form('an exception of a reward', 'except for', `${rewardLines} noRewardLine`),
  'cycle exception': form(
    'an exception of a cycle',
    'except for',
    'followsLine reviewsLine startsLine endsLine duringLine leaveOutLine includeLine',
  ),
  ratable: form('a ratable block', null, ratableLines, { exceptHead: 'ratable exception' }),
  'ratable exception': form('an exception of ratable', null, ratableLines),
  facts: form('a facts block', null, 'factLine'),
  records: form('a records block', null, 'recordLine'),
  agenda: form('an agenda', null, 'discussLine'),
  panel: form('a panel', null, 'membersLine panelDecidesLine tiesLine presentLine'),
  conversion: form('a conversion', null, 'pointLine stepLine underLine conversionRow tableHead beyondLine'),
  labels: form('a labels block', null, 'labelLine'),
  amendment: form('an amendment', null, 'extendCycleLine', { changeHead: 'change stage' }),
  'change stage': form('a change of a stage', null, `${stageLines} withoutLine`, stageBlocks),
  'change reward': form('a change of a reward', null, `${rewardLines} withoutLine`, {
    exceptHead: 'reward exception',
  }),
  'change goals': form('a change of goals', null, goalsLines),
  'change rating': form('a change of a rating', null, `${ratingLines} withoutLine`, {
    exceptHead: 'rating exception',
  }),
  'unknown block': form('a block that nobody knows', null, ''),
  'change form': form('a change of a form', null, 'partLine withoutLine'),
};

/** The form of a kind of block. */
export const blockForm = (name: BlockName): BlockForm => forms[name];
const forms = table as Record<BlockName, BlockForm>;

/** How a line is read: by which rule, and which block it opens, if any. */
export type LineForm = { rule: string; opens: BlockName | null };

const starts = new Map<BlockName, Map<string, LineForm>>(
  (Object.keys(forms) as BlockName[]).map((name) => [name, startsOf(forms[name])]),
);

function startsOf(block: BlockForm): Map<string, LineForm> {
  const found = new Map<string, LineForm>();
  const all = [
    ...block.lines.map((rule): LineForm => ({ rule, opens: null })),
    ...Object.entries(block.blocks).map(([rule, opens]): LineForm => ({ rule, opens })),
  ];
  for (const line of all)
    for (const kind of firstOf(ruleOf(line.rule))) found.set(kind, found.get(kind) ?? line);
  return found;
}

/** The form of a line that begins with this word in that block; null when none does. */
export function lineForm(block: BlockName, words: readonly IToken[]): LineForm | null {
  const [first, second] = words;
  const known = first && starts.get(block)?.get(first.tokenType.name);
  if (known) return known.rule === 'changeHead' ? { ...known, opens: changed(second) } : known;
  const isWord = first?.tokenType.CATEGORIES?.some((category) => category.name === 'AnyWord');
  return (isWord && starts.get(block)?.get('AnyWord')) || null;
}

const changes: Record<string, BlockName> = {
  stage: 'change stage',
  reward: 'change reward',
  goals: 'change goals',
  rating: 'change rating',
  overall: 'change rating',
  form: 'change form',
};
const changed = (word: IToken | undefined): BlockName =>
  changes[word?.tokenType.name ?? ''] ?? 'change stage';

/** The kinds of words that begin a line of the block. */
export const startKinds = (block: BlockName): string[] => [...(starts.get(block)?.keys() ?? [])];

/** The first block, other than `not`, that has a line or block beginning with this word and found fitting. */
export function homeOf(
  words: readonly IToken[],
  not: BlockName,
  fits: (form: LineForm) => boolean,
): { block: BlockName; form: LineForm } | null {
  const first = words[0]?.tokenType.name ?? '';
  if (!/^[a-z]/.test(first)) return null;
  for (const [block, lines] of starts) {
    if (block === not || !lines.has(first)) continue;
    const form = lineForm(block, words);
    if (form && fits(form)) return { block, form };
  }
  return null;
}

/** How a line of a rule begins: "due", "approved by". */
export function startPhrase(rule: string): string {
  const expr = ruleOf(rule);
  const words: string[] = [];
  for (const one of expr.is === 'seq' ? expr.of : [expr]) {
    if (one.is !== 'token' || !/^[a-z]/.test(one.name)) break;
    words.push(one.name);
  }
  return words.join(' ');
}
