/** Guides and alarms over the people of a scenario. */
import type { Id, Stage } from '../../../dsl/index.js';
import { calibrationOf, groupsOf } from '../../cycle/groups.js';
import { againstGuide } from '../../cycle/guide.js';
import { alarmOf, type GroupMember } from '../../rules/guide.js';
import { effective, scaleOf } from '../../rules/ratings.js';
import { memberIn, valueFor } from '../../rules/resolve.js';
import { caseOf, type Story } from './story.js';

/** True when the guide is kept in every group. */
export function guideKept(story: Story, stageId: Id): boolean {
  const { definition, store } = story;
  const stage = stageOf(story, stageId);
  if (!stage) return true;
  return groups(story, stage).every(
    (group) => againstGuide(definition, stage, group, store.world)?.view.kept !== false,
  );
}

/** True when an alarm of the stage is on in some group. */
export function alarmView(story: Story, stageId: Id): boolean {
  const stage = stageOf(story, stageId);
  const alarms = (stage && valueFor(stage.alarms, memberIn([]), story.definition.model.precedence)) ?? [];
  if (!stage) return false;
  return groups(story, stage).some((group) => alarms.some((alarm) => alarmOf(alarm, group).on));
}

const stageOf = (story: Story, id: Id): Stage | undefined =>
  story.definition.cycle.stages.find((stage) => stage.id === id);

/** Subjects of the story by group, each with the level given or in force. */
function groups(story: Story, stage: Stage): GroupMember[][] {
  const members = story.store.people
    .filter(({ id }) => story.cast.subjects.has(id))
    .map((person) => ({ participant: person.id, number: person.number, person, state: 'working' as const }));
  const byValue = groupsOf(stage, members, story.store.world);
  return [...byValue.values()].map((group) =>
    group.map(({ person }) => ({ person, level: levelOf(story, stage, person.id) })),
  );
}

function levelOf(story: Story, stage: Stage, person: string): Id | null {
  const id = calibrationOf(stage)?.rating;
  const rating = story.definition.cycle.ratings.find((one) => one.id === id);
  if (!rating) return null;
  const given = story.cast.overall.get(person);
  const entry = effective(caseOf(story, person)?.file.ratings ?? [], rating.id);
  if (entry) return entry.level;
  return scaleOf(story.definition, rating).levels.find(({ name }) => name === given)?.id ?? null;
}
