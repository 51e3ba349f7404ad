/** What is done in a stage, and the phase that follows from it. */
import type { Block, Line } from '../../ast/nodes.js';
import { linesOf, look, lookAll } from '../../check/names.js';
import type { Part } from '../evaluation.js';
import type { Activity, Phase, Stage } from '../stage.js';
import type { Id } from '../values.js';
import { fieldOf, ratedOf, rolesOf, type CycleContext } from './context.js';
import type { Said } from './ruled.js';

/** Activities of a block. In an exception, an activity replaces the one of the same kind; the others stay. */
export function activitiesOf(ctx: CycleContext, block: Block, outer: Activity[]): Said<Activity[]> {
  const found = block.lines.flatMap((line) => {
    const activity = activityOf(ctx, block, line);
    return activity ? [{ activity, at: line.at }] : [];
  });
  const [first] = found;
  if (!first) return undefined;
  const own = found.map((f) => f.activity);
  const kept = outer.filter((activity) => !own.some((mine) => mine.do === activity.do));
  return { value: [...kept, ...own], src: first.at };
}

function activityOf(ctx: CycleContext, block: Block, line: Line): Activity | null {
  switch (line.kind) {
    case 'plans':
    case 'checks': {
      const { kind } = line;
      return filled(lookAll(ctx.names.goals, line.names, ctx.report), (goals) => ({ do: kind, goals }));
    }
    case 'fillsIn':
      return filled(lookAll(ctx.names.part, line.names, ctx.report), (parts) => ({ do: 'fillsIn', parts }));
    case 'awards':
      return filled(lookAll(ctx.names.reward, line.names, ctx.report), (rewards) => ({
        do: 'awards',
        rewards,
      }));
    case 'chooses':
    case 'recommends':
    case 'decides': {
      const rating = ratedOf(ctx, line.what);
      return rating === null ? null : { do: line.kind, rating };
    }
    case 'calibrates':
      return calibrationOf(ctx, line);
    case 'releases':
      return releaseOf(ctx, line);
    case 'confirms':
      return { do: 'confirms', what: line.what.text };
    case 'meets': {
      const carryOver = linesOf(block.lines, 'carryOver').length > 0;
      return { do: 'meets', minutes: line.minutes, carryOver };
    }
    default:
      return null;
  }
}

const filled = (ids: Id[], make: (ids: Id[]) => Activity): Activity | null =>
  ids.length === 0 ? null : make(ids);

function calibrationOf(ctx: CycleContext, line: Extract<Line, { kind: 'calibrates' }>): Activity | null {
  if (line.what.name && ctx.names.goals.byName.has(line.what.name.text)) {
    ctx.report('CY2116', line.at, { line: 'calibrates goals' });
    return null;
  }
  const [, second] = line.by;
  if (second) ctx.report('CY2116', second.at, { line: `then by ${second.text}`, instead: 'one field' });
  const rating = ratedOf(ctx, line.what);
  const by = line.by.map((word) => fieldOf(ctx, word)?.id).filter((id) => id !== undefined);
  return rating === null ? null : { do: 'calibrates', rating, by };
}

/** Released names are ratings, or else parts. */
function releaseOf(ctx: CycleContext, line: Extract<Line, { kind: 'releases' }>): Activity {
  const ratings: Id[] = [];
  const parts: Id[] = [];
  for (const what of line.what) {
    const isRating = what.overall || (what.name && ctx.names.rating.byName.has(what.name.text));
    const id = isRating || !what.name ? ratedOf(ctx, what) : look(ctx.names.part, what.name, ctx.report);
    if (id !== null) (isRating ? ratings : parts).push(id);
  }
  return { do: 'releases', ratings, parts, to: rolesOf(ctx, line.to) };
}

/** From the activity that counts most to the one that counts least. */
const WEIGHTIEST: Activity['do'][] = [
  'awards',
  'calibrates',
  'decides',
  'releases',
  'plans',
  'fillsIn',
  'chooses',
  'recommends',
  'checks',
  'confirms',
  'meets',
];

/** The phase of every stage. `confirms` belongs to the phase of the stage it follows; `decides` after a release is an appeal. */
export function withPhases(stages: readonly Stage[], parts: ReadonlyMap<Id, Part>): Stage[] {
  const known = new Map<Id, Phase>();
  const byId = new Map(stages.map((stage) => [stage.id, stage]));
  const phaseOf = (stage: Stage, seen: ReadonlySet<Id>): Phase => {
    const before = known.get(stage.id);
    if (before) return before;
    const main = mainActivity(stage);
    const follows = waitsFor(stage).map((id) => byId.get(id));
    const first = follows.find((s) => s !== undefined && !seen.has(s.id));
    const phase =
      main?.do === 'confirms' && first
        ? phaseOf(first, new Set([...seen, stage.id]))
        : phaseOfActivity(main, parts, releasedBefore(stage, byId));
    known.set(stage.id, phase);
    return phase;
  };
  return stages.map((stage) => ({ ...stage, phase: phaseOf(stage, new Set()) }));
}

const mainActivity = (stage: Stage): Activity | undefined =>
  WEIGHTIEST.flatMap((kind) => (stage.activities.value ?? []).filter((a) => a.do === kind))[0];

const waitsFor = (stage: Stage): Id[] =>
  stage.opens.value?.how.when === 'closed' ? stage.opens.value.how.stages : [];

function releasedBefore(stage: Stage, byId: ReadonlyMap<Id, Stage>): boolean {
  const seen = new Set<Id>();
  const visit = (id: Id): boolean => {
    if (seen.has(id)) return false;
    seen.add(id);
    const earlier = byId.get(id);
    const releases = earlier?.activities.value?.some((a) => a.do === 'releases' && a.ratings.length > 0);
    return releases === true || (earlier !== undefined && waitsFor(earlier).some(visit));
  };
  return waitsFor(stage).some(visit);
}

function phaseOfActivity(
  activity: Activity | undefined,
  parts: ReadonlyMap<Id, Part>,
  afterRelease: boolean,
): Phase {
  switch (activity?.do) {
    case 'plans':
      return 'planning';
    case 'checks':
    case 'meets':
      return 'monitoring';
    case 'fillsIn':
      return activity.parts.every((id) => parts.get(id)?.world === 'development') ? 'developing' : 'review';
    case 'decides':
      return afterRelease ? 'appeal' : 'review';
    case 'calibrates':
      return 'calibration';
    case 'releases':
      return 'release';
    case 'awards':
      return 'reward';
    default:
      return 'review';
  }
}
