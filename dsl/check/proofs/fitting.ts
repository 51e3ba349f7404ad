/** Lines of a stage that say something only together with others: CY2003, CY4112. */
import type { Activity, Stage } from '../../model/stage.js';
import type { Ruled } from '../../model/values.js';
import { alternatives } from '../winners.js';
import { activitiesIn } from './fillers.js';
import { lineIn, type Proof } from './proof.js';

/** Every stage. */
export function proveFitting(proof: Proof): void {
  for (const stage of proof.cycle.stages.filter((s) => proof.sound(s))) {
    proveIdle(proof, stage);
    proveOnePerson(proof, stage);
  }
}

const does = (stage: Stage, kind: Activity['do']): boolean =>
  activitiesIn(stage).some((activity) => activity.do === kind);
const said = (ruled: Ruled<unknown>): boolean => alternatives(ruled).length > 0;

/** A line that would have no effect looks as if it had one. */
function proveIdle(proof: Proof, stage: Stage): void {
  const block = proof.blockOf(stage);
  const tell = (idle: boolean, word: string, where: string, at = stage.src) => {
    if (idle) proof.report('CY2003', at, { word, where, block: `stage "${stage.name}"` });
  };
  const meets = does(stage, 'meets');
  const calibrates = does(stage, 'calibrates');
  const calibrating = 'a stage that calibrates';
  tell(!calibrates && said(stage.guide), 'guide', calibrating, stage.guide.src);
  tell(!calibrates && said(stage.alarms), 'alarm', calibrating, stage.alarms.src);
  tell(!calibrates && said(stage.tiesTo), 'ties go to', calibrating, stage.tiesTo.src);
  const carries = block?.lines.some(({ kind }) => kind === 'carryOver') ?? false;
  const carry = lineIn(block, 'carryOver', stage.src);
  tell(carries && !meets, 'open points carry over', 'a stage that holds a meeting', carry);
  // Nobody but the one who awards it: CY4107 asks for an approval already.
  const approves = said(stage.approvals) || does(stage, 'awards');
  tell(!approves && said(stage.refused), 'when refused', 'a stage that somebody approves', stage.refused.src);
}

/** What one person does: with several, nobody would know whose word counts. */
const BY_ONE: Partial<Record<Activity['do'], string>> = {
  plans: 'plans',
  chooses: 'chooses a rating',
  decides: 'decides a rating',
  calibrates: 'calibrates',
  releases: 'releases',
  awards: 'awards',
};

function proveOnePerson(proof: Proof, stage: Stage): void {
  const several = alternatives(stage.doer).find(({ who }) => who.by !== 'role');
  const deed = activitiesIn(stage).flatMap((activity) => BY_ONE[activity.do] ?? [])[0];
  if (!several || deed === undefined) return;
  const who = several.who.by === 'all' ? `all ${several.who.field}` : 'peers';
  proof.report('CY4112', stage.doer.src, { stage: `"${stage.name}"`, deed, who });
}
