/** Scenarios: people, steps and expectations, with the names of the cycle resolved. */
import type { Block, ExpectNode, FactNode, Line, Literal, Name, ResultNode } from '../../ast/nodes.js';
import { linesOf, look, type Table } from '../../check/names.js';
import type { Expectation, Expected, Given, GivenAnswer, Scenario, ScenarioStep } from '../scenario.js';
import type { Id } from '../values.js';
import { fieldOf, levelOf, noLevel, scaleOfPart, type CycleContext } from './context.js';
import { deedOf, factValue } from './deeds.js';
import { valueOf } from './tests.js';

/** A scenario of the cycle whose context is given. */
export function scenarioOf(ctx: CycleContext, block: Block, id: Id, cycle: Id): Scenario {
  const givens = block.lines.flatMap((line) => givenOf(ctx, line));
  const steps = block.lines.flatMap((line) => stepOf(ctx, line));
  return { id, name: block.name?.text ?? '', cycle, givens, steps, src: block.head };
}

function givenOf(ctx: CycleContext, line: Line): Given[] {
  switch (line.kind) {
    case 'givenPerson': {
      const facts = factsOf(ctx, line.facts);
      const overall = overallOf(ctx, line.facts);
      const beside = overall === null ? {} : { overall };
      return [{ given: 'person', person: line.person.text, facts, ...beside, src: line.at }];
    }
    case 'givenPeople': {
      const facts = factsOf(ctx, line.facts);
      return [
        { given: 'people', count: line.count, facts, overall: overallOf(ctx, line.facts), src: line.at },
      ];
    }
    case 'givenPrevious':
      return [{ given: 'previous', person: line.person.text, level: line.level.text, src: line.at }];
    case 'givenAnswer': {
      const part = look(ctx.names.part, line.part, ctx.report);
      const stage = line.stage && look(ctx.names.stage, line.stage, ctx.report);
      if (part === null) return [];
      const answer = answerOf(ctx, part, line);
      return [{ given: 'answer', part, person: line.person.text, stage, answer, src: line.at }];
    }
    default:
      return [];
  }
}

function factsOf(ctx: CycleContext, facts: readonly FactNode[]): Extract<Given, { facts: unknown }>['facts'] {
  return facts.flatMap((fact) => {
    if (fact.value.kind === 'overallRating') return [];
    const field = fieldOf(ctx, fact.field);
    if (!field) return [];
    reportFact(ctx, field, fact.value);
    return [{ field: field.id, value: factValue(ctx, field.id, fact.value) }];
  });
}

/** A fact outside the values of its field would prove nothing. */
function reportFact(ctx: CycleContext, field: NonNullable<ReturnType<typeof fieldOf>>, value: Literal): void {
  const { type } = field;
  if (type.kind === 'oneOf' && value.kind === 'name' && !type.values.includes(value.value)) {
    const values = type.values.map((v) => `"${v}"`);
    ctx.report('CY3005', value.at, { value: `"${value.value}"`, field: field.name, values });
  }
  if (type.kind !== 'number' || value.kind !== 'number') return;
  const n = Number(value.value);
  if (n >= Number(type.from) && n <= Number(type.to)) return;
  ctx.report('CY3011', value.at, { value: value.value, field: field.name, from: type.from, to: type.to });
}

function overallOf(ctx: CycleContext, facts: readonly FactNode[]): string | null {
  for (const fact of facts) {
    if (fact.value.kind !== 'overallRating') continue;
    checkResultName(ctx, ctx.ratingScales.get('overall') ?? null, fact.value.level);
    return fact.value.level.text;
  }
  return null;
}

type AnswerLine = Extract<Line, { kind: 'givenAnswer' }>;
function answerOf(ctx: CycleContext, part: Id, line: AnswerLine): GivenAnswer {
  const marks = line.marks.length > 0 ? { marks: line.marks } : {};
  if (line.value === null || line.value === 'missing') return { value: 'missing', ...marks };
  const scale = scaleOfPart(ctx.parts.get(part) ?? NO_PART);
  if (line.value.kind === 'name' && scale !== null) {
    levelOf(ctx, scale, { text: line.value.value, at: line.value.at });
  }
  return { value: valueOf(line.value), ...marks };
}
const NO_PART = { answer: { type: 'yesNo' } } as Parameters<typeof scaleOfPart>[0];

/** Reports a result that is neither a level of the scale nor beside it. */
function checkResultName(ctx: CycleContext, scaleId: Id | null, name: Name): void {
  const scale = ctx.scales.get(scaleId ?? '');
  if (!scale) return;
  const known = scale.levels.some((level) => level.name === name.text) || scale.outside.includes(name.text);
  if (!known) noLevel(ctx, scale, name.text, name.at);
}

function stepOf(ctx: CycleContext, line: Line): ScenarioStep[] {
  if (line.kind === 'deed') {
    const deed = deedOf(ctx, line.deed);
    return deed ? [{ step: 'do', on: line.on, do: deed, src: line.at }] : [];
  }
  if (line.kind !== 'expect') return [];
  const expect = expectationOf(ctx, line.expect);
  return expect ? [{ step: 'expect', on: line.on, expect, src: line.at }] : [];
}

function expectationOf(ctx: CycleContext, node: ExpectNode): Expectation | null {
  switch (node.about) {
    case 'overall': {
      checkLevels(ctx, ctx.ratingScales.get('overall') ?? null, node.result);
      return { about: 'rating', id: 'overall', of: node.of.text, expected: expectedOf(node.result) };
    }
    case 'thing':
      return thingOf(ctx, node);
    case 'guide':
    case 'alarm': {
      const stage = look(ctx.names.stage, node.stage, ctx.report);
      if (stage === null) return null;
      return node.about === 'guide'
        ? { about: 'guide', stage, kept: node.kept }
        : { about: 'alarm', stage, on: node.on };
    }
    case 'reminded': {
      const stage = node.stage && look(ctx.names.stage, node.stage, ctx.report);
      return { about: 'reminded', person: node.person.text, times: node.times, stage };
    }
    case 'included':
      return { about: 'included', person: node.person.text, included: node.included };
    case 'can': {
      const tables = node.verb === 'see' ? SEEN : (['stage'] as const);
      const what = lookIn(ctx, tables, node.what);
      if (what === null) return null;
      const { can, verb } = node;
      return { about: 'can', person: node.person.text, can, verb, what: what.id, of: node.of.text };
    }
  }
}

const SEEN = ['part', 'stage', 'rating'] as const;
const STATES = ['stage', 'part', 'reward', 'rating'] as const;
const RESULTS = ['rating', 'part', 'reward', 'stage'] as const;
const ABOUT = { rating: 'rating', part: 'part', reward: 'reward', stage: 'stage' } as const;

/** What an expectation is about: a stage if it speaks of a state, else a rating, a part, a reward. */
function thingOf(ctx: CycleContext, node: Extract<ExpectNode, { about: 'thing' }>): Expectation | null {
  const { result } = node;
  const ofStage =
    result.is === 'state' || result.is === 'with' || result.is === 'due' || result.is === 'opened';
  const found = lookIn(ctx, ofStage ? STATES : RESULTS, node.name);
  if (!found) return null;
  const part = found.kind === 'part' ? ctx.parts.get(found.id) : undefined;
  if (part) checkLevels(ctx, scaleOfPart(part), result);
  if (found.kind === 'rating') checkLevels(ctx, ctx.ratingScales.get(found.id) ?? null, result);
  return { about: ABOUT[found.kind], id: found.id, of: node.of.text, expected: expectedOf(result) };
}

function checkLevels(ctx: CycleContext, scale: Id | null, result: ResultNode): void {
  if ((result.is === 'score' || result.is === 'level') && result.level) {
    checkResultName(ctx, scale, result.level);
  }
}

type Findable = 'rating' | 'part' | 'reward' | 'stage';
function lookIn(
  ctx: CycleContext,
  kinds: readonly Findable[],
  name: Name,
): { kind: Findable; id: Id } | null {
  for (const kind of kinds) {
    const entry = ctx.names[kind].byName.get(name.text);
    if (entry) return { kind, id: entry.id };
  }
  const tables: Table[] = kinds.map((kind) => ctx.names[kind]);
  const entries = tables.flatMap((table) => table.entries);
  const incomplete = tables.some((table) => table.incomplete);
  look({ kind: kinds.join(' or '), entries, byName: new Map(), incomplete }, name, ctx.report);
  return null;
}

function expectedOf(node: ResultNode): Expected {
  switch (node.is) {
    case 'state':
      return { is: 'state', state: node.state as Extract<Expected, { is: 'state' }>['state'] };
    case 'with':
      return { is: 'with', person: node.person.text };
    case 'score': {
      const level = node.level?.text ?? null;
      return { is: 'score', score: valueOf(node.score), to: node.to && valueOf(node.to), level };
    }
    case 'level':
      return { is: 'level', level: node.level.text };
    default:
      return node;
  }
}

/** Dates of the steps, in the order of the text, with their lines. */
export const datedLines = (block: Block): { on: string; line: Line }[] =>
  [...linesOf(block.lines, 'deed'), ...linesOf(block.lines, 'expect')]
    .flatMap((line) => (line.on === null ? [] : [{ on: line.on, line: line as Line }]))
    .sort((a, b) => a.line.at.from.line - b.line.at.from.line);
