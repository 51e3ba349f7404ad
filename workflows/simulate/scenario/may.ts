/** What somebody can do or see in a story. */
import type { Expectation, Id } from '../../../dsl/index.js';
import type { CaseFile } from '../../engine/contract.js';
import { memberIn, valueFor } from '../../rules/resolve.js';
import { holderOf } from '../../rules/segments.js';
import { activitiesOf } from '../form.js';
import { caseOf, type Story } from './story.js';

type Verb = Extract<Expectation, { about: 'can' }>['verb'];

/** Whether a person can see, submit or approve something of another. */
export function mayDo(story: Story, person: string, verb: Verb, what: Id, of: string): boolean {
  const file = caseOf(story, of)?.file;
  if (!file) return false;
  if (verb === 'see') return maySee(story, file, person, what);
  const kinds =
    verb === 'approve' ? ['approve'] : ['work', 'acknowledge', 'choosePeers', 'confirmPeers', 'override'];
  return file.tasks.some(
    (task) => task.stage === what && task.person === person && kinds.includes(task.kind),
  );
}

/** Own answers, what was released to a role of theirs, and what a stage they work in lets them read. */
function maySee(story: Story, file: CaseFile, person: string, what: Id): boolean {
  const { definition, store } = story;
  const holds = (role: Parameters<typeof holderOf>[2]) =>
    holderOf(definition.model, file.person, role, store.world) === person;
  const released = file.released.some((one) => one.what === what && holds(one.to));
  const own = file.submissions.some(
    (one) => one.author === person && (one.stage === what || what in one.answers),
  );
  return released || own || readsInWork(story, file, person, what);
}

/** Doers of an open stage see what it `sees`, once it was submitted there. */
function readsInWork({ definition }: Story, file: CaseFile, person: string, what: Id): boolean {
  const mine = file.tasks.filter((task) => task.person === person).map(({ stage }) => stage);
  return definition.cycle.stages
    .filter(({ id }) => mine.includes(id))
    .flatMap((stage) => {
      const variant = memberIn(file.stages[stage.id]?.variant ?? []);
      return valueFor(stage.sees, variant, definition.model.precedence) ?? [];
    })
    .some((seen) => seen === what || fills(definition, file, seen, what));
}

function fills(definition: Story['definition'], file: CaseFile, stageId: Id, part: Id): boolean {
  const stage = definition.cycle.stages.find(({ id }) => id === stageId);
  const activities = stage ? activitiesOf(definition, stage, file) : [];
  return activities.some((activity) => activity.do === 'fillsIn' && activity.parts.includes(part));
}
