/** Lines of a rating. */
import type { CstNode } from 'chevrotain';
import { diagnose } from '../diagnostic.js';
import { has, maybeNode, node, nodes, spanOfNode, token, which } from './cst.js';
import type { Context } from './cst.js';
import { condsIn, missingPart } from './build-condition.js';
import type { Builder } from './build-shared.js';
import { currencyOf, decimal, literalIn, name, namesOf, roleIn } from './build-values.js';
import type { EvaluationLine, MissingDeed, RoundingNode } from './nodes.js';

export const ratingLines: Record<string, Builder> = {
  weightLine: (ctx, line) => weight(ctx, line),
  chosenInLine: (ctx, line) => (has(line, 'in') ? { kind: 'chosenIn', stage: name(ctx, line) } : null),
  atMostLine: (ctx, line) =>
    maybeNode(line, 'duration') ? null : { kind: 'atMost', value: literalIn(ctx, line) },
  roundLine: (ctx, line) => ({ kind: 'round', rounding: rounding(ctx, line) }),
  whenRatingLine: (ctx, line) => whenRating(ctx, line),
  levelWhenLine: (ctx, line) => {
    const when = condsIn(ctx, line);
    return when && { kind: 'levelWhen', level: name(ctx, line), when };
  },
};

/** `through` a conversion is not run yet. */
function weight(ctx: Context, line: CstNode): EvaluationLine | null {
  const options = nodes(line, 'weightOption');
  if (options.some((option) => has(option, 'through'))) return null;
  const from = options.flatMap((option) => nodes(option, 'andNames')).flatMap((list) => namesOf(ctx, list));
  const byDays = options.some((option) => has(option, 'proportion'));
  const equally = options.some((option) => has(option, 'equally'));
  return {
    kind: 'weight',
    share: decimal(token(line, 'Percent')),
    part: name(ctx, line),
    from,
    merge: byDays ? 'byDays' : equally ? 'equally' : null,
  };
}

/** How a result is rounded. */
function rounding(ctx: Context, line: CstNode): RoundingNode {
  const mode = has(line, 'half') ? (has(line, 'up') ? 'halfUp' : 'halfEven') : which(line, 'down', 'up');
  const n = decimal(token(line, 'Num'));
  if (has(line, 'of')) return { mode, n, unit: 'ofTheCurrency' };
  if (has(line, 'decimals') || has(line, 'decimal')) return { mode, n, unit: 'decimals' };
  return { mode, n, unit: { currency: currencyOf(ctx, token(line, 'Currency')) } };
}

function whenRating(ctx: Context, line: CstNode): EvaluationLine | null {
  const deed = missingDeed(ctx, node(line, 'ratingDeed'));
  const missing = missingPart(ctx, node(line, 'conds'));
  if (missing) return { kind: 'missing', part: missing.part, deed };
  const when = condsIn(ctx, line);
  if (!when) return null;
  if (deed.do === 'is' || deed.do === 'atMost') return { kind: 'override', when, deed };
  const at = spanOfNode(ctx.file, node(line, 'ratingDeed'));
  const said = { word: deedWords[deed.do], before: 'this condition' };
  ctx.report(
    diagnose('CY2015', at, { ...said, candidates: ['the rating is "…"', 'the rating is at most "…"'] }),
  );
  return null;
}

const deedWords = {
  wait: 'wait for',
  spread: 'spread over the rest',
  count: 'count as',
  noRating: 'no rating',
  provisional: 'rate provisionally',
} as const;

function missingDeed(ctx: Context, part: CstNode): MissingDeed {
  if (has(part, 'wait')) return { do: 'wait', role: roleIn(ctx, part) };
  if (has(part, 'spread'))
    return { do: 'spread', ifAtLeast: has(part, 'if') ? decimal(token(part, 'Percent')) : null };
  if (has(part, 'count')) return { do: 'count', as: decimal(token(part, 'Num')) };
  if (has(part, 'no')) return { do: 'noRating' };
  if (has(part, 'provisionally')) return { do: 'provisional' };
  const level = name(ctx, part);
  return { do: has(part, 'most') ? 'atMost' : 'is', level };
}
