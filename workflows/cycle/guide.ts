/** The guide that holds for a calibration group, and how the group stands against it. */
import type { Guide, Stage } from '../../dsl/index.js';
import type { Definition, Person, World } from '../engine/contract.js';
import { compareWithGuide, guideOf, type GroupMember, type GuideView } from '../rules/guide.js';
import { memberOf } from '../rules/segments.js';

export type AgainstGuide = { rule: Guide; view: GuideView };

/** null: no guide holds for the group. `counted`: those of the group whom the comparison counts, where that is not everybody. */
export function againstGuide(
  { model }: Definition,
  stage: Stage,
  group: readonly GroupMember[],
  world: World,
  counted = group,
): AgainstGuide | null {
  const member = (person: Person) => memberOf(model, person, world);
  const rule = guideOf(
    stage.guide,
    group.map(({ person }) => member(person)),
    model.precedence,
  ).value;
  if (rule === null) return null;
  const counts = (person: Person): boolean => rule.countsOnly.every((segment) => member(person)(segment));
  return { rule, view: compareWithGuide(rule, counted, counts) };
}

/** Whether a session may not be closed with these levels: its guide is required, and not kept. */
export function breaksGuide(
  definition: Definition,
  stage: Stage,
  group: readonly GroupMember[],
  world: World,
): boolean {
  const against = againstGuide(definition, stage, group, world);
  return against !== null && against.rule.required && !against.view.kept;
}
