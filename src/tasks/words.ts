/** What a task is called, for pages, lists and mails alike: the verb first, then the person. Pure. */
import type { Activity, Stage } from '../../dsl/index.js';
import type { TaskKind } from '../../workflows/index.js';

export type TaskSubject = {
  kind: TaskKind;
  /** The activities of the stage as they hold for this participant. */
  activities: readonly Activity[];
  stage: Pick<Stage, 'name' | 'phase'>;
  /** Whose case it is; the group for a calibration session. */
  about: { name: string; isReader: boolean };
  /** The reader answers as one of the peers. */
  asPeer: boolean;
};

/** "Review Amara Okafor", "Set your goals", "Approve the manager review of Amara Okafor". */
export function titleOf(task: TaskSubject): string {
  const { name, isReader } = task.about;
  const stage = inSentence(task.stage.name);
  const of = isReader ? `your ${stage}` : `the ${stage} of ${name}`;
  switch (task.kind) {
    case 'choosePeers':
      return isReader ? 'Choose who gives you feedback' : `Choose who gives feedback on ${name}`;
    case 'confirmPeers':
      return isReader ? 'Confirm who gives you feedback' : `Confirm who gives feedback on ${name}`;
    case 'approve':
      return `Approve ${of}`;
    case 'acknowledge':
      return isReader ? 'Read your result' : `Read the result of ${name}`;
    case 'override':
      return `Record that the result of ${name} stays unsigned`;
    case 'ownerAsk':
      return `Decide what happens with ${of}`;
    case 'work':
      return workTitle(task, of);
  }
}

function workTitle({ activities, stage, about, asPeer }: TaskSubject, of: string): string {
  const does = (kind: Activity['do']) => activities.some((activity) => activity.do === kind);
  const { name, isReader } = about;
  if (does('calibrates')) return `Calibrate ${name}`;
  if (does('releases')) return `Share the result with ${name}`;
  if (does('awards')) return `Propose pay for ${name}`;
  if (does('plans')) return isReader ? 'Set your goals' : `Set goals with ${name}`;
  if (does('checks') || does('meets'))
    return isReader ? `Hold your ${inSentence(stage.name)}` : `Check in with ${name}`;
  if (asPeer) return `Give feedback on ${name}`;
  if (does('decides')) return `Decide the rating of ${name}`;
  if (does('recommends')) return `Recommend a rating for ${name}`;
  if (does('chooses')) return `Rate ${name}`;
  if (does('confirms')) return `Confirm ${of}`;
  if (isReader) return `Write your ${inSentence(stage.name)}`;
  return stage.phase === 'review' ? `Review ${name}` : `Write ${of}`;
}

/** A stage name inside a sentence: "Self review" becomes "self review", "KPI talk" stays. */
export function inSentence(name: string): string {
  return /^\p{Lu}\p{Ll}/u.test(name) ? name.charAt(0).toLowerCase() + name.slice(1) : name;
}

/** What the button says. */
export function verbOf(task: TaskSubject): string {
  switch (task.kind) {
    case 'choosePeers':
      return 'Send the names';
    case 'confirmPeers':
      return 'Confirm these people';
    case 'approve':
      return 'Approve';
    case 'acknowledge':
      return 'I have read it';
    case 'override':
      return 'Record it';
    case 'ownerAsk':
      return 'Decide';
    case 'work':
      return workVerb(task);
  }
}

function workVerb({ activities, asPeer, about, stage }: TaskSubject): string {
  const does = (kind: Activity['do']) => activities.some((activity) => activity.do === kind);
  if (does('releases')) return about.isReader ? 'Share it' : `Share with ${firstName(about.name)}`;
  if (does('awards')) return 'Send the proposal';
  if (does('plans')) return 'Send the goals';
  if (does('checks') || does('meets')) return 'Record the talk';
  if (asPeer) return 'Send feedback';
  return stage.phase === 'review' ? 'Submit review' : 'Submit';
}

/** "Amara" of "Amara Okafor". */
export const firstName = (name: string) => name.split(' ')[0] ?? name;

/** Minutes it takes, for "About 8 minutes": by what is asked for. */
export function minutesOf(items: number, texts: number): number {
  return Math.max(1, Math.round(items * 0.5 + texts * 3));
}

/** A person field as people say it: "hr-partner" becomes "HR partner". */
export function roleWords(field: string): string {
  return field
    .replaceAll('-', ' ')
    .replace(/\bhr\b/g, 'HR')
    .replace(/\bskip level\b/g, 'skip-level');
}
