/** Which rule holds for one person: the plain rule, an exception, or an exception inside it. One winner, or a defect. */
import type { Exception, Id, Model, Ruled, Src, Stage } from '../../dsl/index.js';

/** Says whether the person is in a segment. */
export type Member = (segment: Id) => boolean;
/** [stronger, weaker] pairs, closed transitively, as `Model.precedence`. */
export type Precedence = Model['precedence'];

/** The winning value, where it stands, and the exceptions that led to it, outermost first (empty: the plain rule). */
export type Resolved<T> = { value: T | null; src: Src; because: string | null; segments: readonly Id[] };

/** Two exceptions hold for one person and none wins: the checker must refuse such a text (CY4203), so this is a defect. */
export class NoWinner extends Error {
  override readonly name = 'NoWinner';
  constructor(readonly segments: readonly (readonly Id[])[]) {
    const names = segments.map((list) => `"${list.join('" and "')}"`).join(' and ');
    super(`The exceptions for ${names} both hold for one person, and no precedence says which wins.`);
  }
}

/** Members of the segments listed: for a stage that is open, its variant decides and nothing else. */
export const memberIn =
  (variant: readonly Id[]): Member =>
  (segment) =>
    variant.includes(segment);

/** Resolves a property for a person. Throws NoWinner. */
export function resolve<T>(ruled: Ruled<T>, member: Member, precedence: Precedence): Resolved<T> {
  const plain: Resolved<T> = { value: ruled.value, src: ruled.src, because: null, segments: [] };
  return ruled.unless.length === 0 ? plain : follow(ruled, member, precedence, plain);
}

function follow<T>(ruled: Ruled<T>, member: Member, precedence: Precedence, outer: Resolved<T>): Resolved<T> {
  const winner = winnerOf(
    ruled.unless.filter((exception) => exception.segments.every(member)),
    precedence,
  );
  if (!winner) return outer;
  const { rule, because, segments } = winner;
  const found = { value: rule.value, src: rule.src, because, segments: [...outer.segments, ...segments] };
  return follow(rule, member, precedence, found);
}

/** The exception that none of the others beats. Several that stand in one line of the text (`except for "A" and "B"`) say the same. */
function winnerOf<T>(holding: readonly Exception<T>[], precedence: Precedence): Exception<T> | undefined {
  const [first] = holding;
  if (holding.length < 2 || !first) return first;
  const left = holding.filter((a) => !holding.some((b) => beats(b.segments, a.segments, precedence)));
  const [winner] = left;
  if (!winner || !left.every((one) => sameLine(one.src, winner.src)))
    throw new NoWinner(holding.map((exception) => exception.segments));
  return winner;
}

const sameLine = (a: Src, b: Src): boolean =>
  a.file === b.file && a.from.line === b.from.line && a.from.col === b.from.col;

/** By precedence between their segments, or because `a` asks for everything `b` asks for and more. */
const beats = (a: readonly Id[], b: readonly Id[], precedence: Precedence): boolean =>
  (a.length > b.length && b.every((segment) => a.includes(segment))) ||
  a.some((strong) => b.some((weak) => precedence.some(([s, w]) => s === strong && w === weak)));

/** Only the value of `resolve`. */
export const valueFor = <T>(ruled: Ruled<T>, member: Member, precedence: Precedence): T | null =>
  resolve(ruled, member, precedence).value;

const isRuled = (value: unknown): value is Ruled<unknown> =>
  typeof value === 'object' && value !== null && 'unless' in value && Array.isArray(value.unless);

/** The ruled properties of a stage, rating, reward or cycle, by name. */
export const ruledOf = (holder: object): [string, Ruled<unknown>][] =>
  Object.entries(holder).filter((entry): entry is [string, Ruled<unknown>] => isRuled(entry[1]));

const holdingSegments = (ruled: Ruled<unknown>, member: Member): Id[] =>
  ruled.unless
    .filter((exception) => exception.segments.every(member))
    .flatMap((exception) => [...exception.segments, ...holdingSegments(exception.rule, member)]);

/** The variant of a stage (or rating, reward) for a person: segments of all exceptions that hold, sorted; empty: the plain rule. */
export const variantOf = (holder: object, member: Member): Id[] =>
  [...new Set(ruledOf(holder).flatMap(([, ruled]) => holdingSegments(ruled, member)))].sort();

/** Whether `skip` takes the stage away. It collides with every other property, so an exception that wins over it keeps the stage. */
export function skips(stage: Stage, member: Member, precedence: Precedence): Resolved<boolean> {
  const skip = resolve(stage.skip, member, precedence);
  if (skip.value !== true || skip.segments.length === 0) return { ...skip, value: skip.value === true };
  const rival = ruledOf(stage)
    .filter(([name]) => name !== 'skip')
    .map(([, ruled]) => resolve(ruled, member, precedence))
    .find((other) => other.segments.length > 0 && beats(other.segments, skip.segments, precedence));
  return rival ? { ...rival, value: false } : skip;
}
