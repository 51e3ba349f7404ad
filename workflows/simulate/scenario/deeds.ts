/** What people of a scenario do, as events of the engine. */
import type { Id, ScenarioStep, Value } from '../../../dsl/index.js';
import type { CommandBody, FieldValue, OpenTask, TaskKind, Work } from '../../engine/contract.js';
import { roleChanges, withDerived } from '../../cycle/people.js';
import { calibrationOf } from '../../cycle/groups.js';
import { advanceCase, service } from '../memory/advance.js';
import { leave } from '../memory/leave.js';
import { replacePeople, type Case } from '../memory/store.js';
import { fieldValue } from './cast.js';
import { answered } from './given.js';
import { activitiesOf } from '../form.js';
import { caseOf, closeForAll, send, usualCommand, type Refused, type Story } from './story.js';

/** A deed of a scenario, as the model has it. */
export type ScenarioDeed = Extract<ScenarioStep, { step: 'do' }>['do'];
/** What went wrong with a deed: `absent` when the person it is about takes no part. */
export type DeedProblem = { about: string; stage: Id | null; refused: Refused | 'absent' };

/** Does one deed; null when it was accepted. */
export function doDeed(story: Story, deed: ScenarioDeed): DeedProblem | null {
  switch (deed.deed) {
    case 'leaves':
      leave(story.store, deed.person, null);
      return null;
    case 'fieldBecomes':
      becomes(story, deed.of, deed.field, fieldValue(deed.value));
      return null;
    default:
      return onCase(story, deed);
  }
}

type CaseDeed = Exclude<ScenarioDeed, { deed: 'leaves' } | { deed: 'fieldBecomes' }>;

function onCase(story: Story, deed: CaseDeed): DeedProblem | null {
  const about = aboutWhom(story, deed);
  const of = caseOf(story, about);
  const stage = 'stage' in deed ? deed.stage : of ? awarding(story, of, deed.reward) : null;
  if (!of) return { about, stage, refused: 'absent' };
  if (deed.deed === 'awards') return picked(story, of, stage, deed);
  const refused = deed.deed === 'close' ? closeForAll(story, of, deed.stage) : act(story, of, deed);
  return refused ? { about, stage, refused } : null;
}

/** Of whom the deed speaks: the one named, the one person of whom the doer has such a task, or the doer. */
function aboutWhom(story: Story, deed: CaseDeed): string {
  if (deed.deed === 'awards') return deed.to;
  if ('of' in deed && deed.of !== null) return deed.of;
  if (!('by' in deed)) return '';
  const own = caseOf(story, deed.by);
  if (own?.file.tasks.some((task) => task.stage === deed.stage && task.person === deed.by)) return deed.by;
  const theirs = story.store.cases.filter((of) =>
    of.file.tasks.some((task) => task.stage === deed.stage && task.person === deed.by),
  );
  return theirs.length === 1 && theirs[0] ? theirs[0].file.person.id : deed.by;
}

type Awards = Extract<CaseDeed, { deed: 'awards' }>;
type Acts = Exclude<CaseDeed, { deed: 'close' } | { deed: 'awards' }>;

function act(story: Story, of: Case, deed: Acts): Refused | null {
  return send(story, of, deed.by, commandOf(story, of, deed), reasonFor(deed));
}

const reasonFor = (deed: CaseDeed): string | null =>
  deed.deed === 'refuses' || deed.deed === 'skips' || deed.deed === 'rates' ? 'As the scenario says.' : null;

function commandOf(story: Story, of: Case, deed: Acts): CommandBody {
  switch (deed.deed) {
    case 'submits':
      return { type: 'SUBMIT', stage: deed.stage, work: workOf(story, of, deed.stage, deed.by) };
    case 'saves':
      return { type: 'SAVE', stage: deed.stage, work: workOf(story, of, deed.stage, deed.by) };
    case 'releases':
      return { type: 'SUBMIT', stage: deed.stage, work: {} };
    case 'declines':
      return { type: 'DECLINE', stage: deed.stage, instead: null };
    case 'confirms':
      return confirmation(story, of, deed.stage, deed.by);
    case 'skips':
      return { type: 'SKIP', stage: deed.stage };
    case 'approves':
      return { type: 'APPROVE', stage: deed.stage };
    case 'refuses':
      return { type: 'REFUSE', stage: deed.stage };
    case 'acknowledges':
      return { type: 'ACKNOWLEDGE', stage: deed.stage, comment: null };
    case 'choosesPeers':
      return { type: 'CHOOSE_PEERS', stage: deed.stage, peers: deed.peers };
    case 'rates':
      return rated(story, of, deed.stage, deed.as);
  }
}

const taskOf = (of: Case, stage: Id, person: string, ...kinds: TaskKind[]): OpenTask | undefined =>
  of.file.tasks.find((task) => task.stage === stage && task.person === person && kinds.includes(task.kind));

/** What is handed in, with the level drafted before. */
function workOf(story: Story, of: Case, stage: Id, by: string): Work {
  const draft = of.file.submissions.find(
    (one) => one.stage === stage && one.author === by && one.state === 'draft',
  );
  const work = answered(story, of, stage, by);
  return draft?.level ? { ...work, level: draft.level } : work;
}

/** `confirms` stands for peers that were chosen, or for the work of a stage that confirms something. */
function confirmation(story: Story, of: Case, stage: Id, by: string): CommandBody {
  const task = taskOf(of, stage, by, 'confirmPeers');
  return task
    ? usualCommand(story, of, task)
    : { type: 'SUBMIT', stage, work: answered(story, of, stage, by) };
}

/** In a calibrating stage a change of the rating; elsewhere a draft that is handed in later. */
function rated(story: Story, of: Case, stageId: Id, as: Value): CommandBody {
  const stage = story.definition.cycle.stages.find(({ id }) => id === stageId);
  const level = levelNamed(story, as);
  if (stage && calibrationOf(stage)) return { type: 'CALIBRATE', stage: stageId, level };
  return { type: 'SAVE', stage: stageId, work: { ...answered(story, of, stageId, ''), level } };
}

function levelNamed({ definition }: Story, as: Value): Id {
  const scales = definition.cycle.ratings.map(({ scale }) => scale);
  const levels = definition.model.scales
    .filter(({ id }) => scales.includes(id))
    .flatMap((scale) => scale.levels);
  const text = as.kind === 'money' ? as.value.amount : String(as.value);
  const found = levels.find(({ name, worth }) => (as.kind === 'number' ? worth === text : name === text));
  return found?.id ?? text;
}

/** The stage in which a reward is awarded to the person now, else the one that ever does. */
function awarding({ definition }: Story, of: Case, reward: Id): Id | null {
  const stages = definition.cycle.stages.filter((stage) =>
    activitiesOf(definition, stage, of.file).some(
      (activity) => activity.do === 'awards' && activity.rewards.includes(reward),
    ),
  );
  const open = stages.find(({ id }) => of.file.tasks.some((task) => task.stage === id));
  return (open ?? stages[0])?.id ?? null;
}

/** A figure is handed in as soon as every reward of the stage has one; until then it is kept. */
function picked(story: Story, of: Case, stage: Id | null, deed: Awards): DeedProblem | null {
  const { reward, amount: value, by, to: about } = deed;
  if (stage === null) return { about, stage, refused: { event: 'SUBMIT', incident: 'no stage awards it' } };
  const amount = value.kind === 'money' ? value.value.amount : String(value.value);
  const currency = value.kind === 'money' ? value.value.currency : null;
  const key = `${of.participant} ${stage}`;
  const picks = [
    ...(story.picks.get(key) ?? []).filter((one) => one.reward !== reward),
    { reward, amount, currency },
  ];
  story.picks.set(key, picks);
  const refused = send(story, of, by, { type: 'SUBMIT', stage, work: { awards: picks } }, null);
  return refused && !othersLack(refused, picks) ? { about, stage, refused } : null;
}

/** Nothing is wrong but figures for rewards that have none yet. */
const othersLack = (refused: Refused, picks: readonly { reward: Id }[]): boolean =>
  'refusal' in refused &&
  refused.refusal.code === 'incomplete' &&
  Object.keys(refused.refusal.details).every(
    (gap) => gap.startsWith('award:') && !picks.some(({ reward }) => gap === `award:${reward}`),
  );

/** A fact changes: everybody whose roles it changes is told. */
function becomes({ store, definition }: Story, person: string, field: Id, value: FieldValue): void {
  const { fields } = definition.model;
  const before = new Map(store.byId);
  const changed = store.people.map((one) =>
    one.id === person ? { ...one, fields: { ...one.fields, [field]: value } } : one,
  );
  replacePeople(store, withDerived(fields, changed));
  for (const of of store.cases) {
    const [old, now] = [before.get(of.file.person.id), store.byId.get(of.file.person.id)];
    if (!old || !now) continue;
    of.file = { ...of.file, person: now };
    if (of.file.status === 'running')
      for (const change of roleChanges(fields, old, now)) advanceCase(store, of, change, service);
  }
}
