/** The rules of a stage that hold for one variant, resolved once per definition and variant: no event resolves them again. */
import type {
  Acknowledgement,
  Activity,
  ApprovalChain,
  Cond,
  Doer,
  Duration,
  Id,
  Moment,
  NoRole,
  Opening,
  OverdueStep,
  Reminder,
  Role,
  RoleChange,
  Ruled,
  Src,
  Stage,
} from '../../../dsl/index.js';
import { memberIn, resolve, ruledOf, skips, variantOf, type Member } from '../../rules/resolve.js';
import type { Definition } from '../contract.js';

/** A value and the line it stands on. */
export type Said<T> = { value: T; src: Src };
export type StageRules = {
  stage: Stage;
  opens: Said<Opening | null>;
  onlyFor: readonly Id[];
  onlyWhen: Cond;
  skip: boolean;
  notSubmittedBefore: Moment | null;
  due: Said<Moment | null>;
  grace: Duration | null;
  doer: Doer;
  activities: readonly Activity[];
  needs: readonly { part: Id; when: Cond }[];
  reminders: Said<readonly Reminder[]>;
  overdue: readonly OverdueStep[];
  refused: { to: Id; atMost: number };
  approvals: Said<ApprovalChain> | null;
  acknowledged: Said<Acknowledgement> | null;
  tiesTo: Role | null;
  /** Lines of the stage first, then those of the cycle. */
  roleChange: readonly RoleChange[];
  noRole: readonly NoRole[];
};

const plain = new WeakMap<Stage, boolean>();

/** The exceptions of a stage that hold for somebody, by segment, as `StageSummary.variant` keeps them. */
export function variantFor(stage: Stage, member: Member): Id[] {
  const none = plain.get(stage) ?? ruledOf(stage).every(([, { unless }]) => unless.length === 0);
  plain.set(stage, none);
  return none ? [] : variantOf(stage, member);
}

const cache = new WeakMap<Definition, Map<string, StageRules>>();

/** The stage of that id. Throws a defect when the machine names one the cycle has not. */
export function stageIn(definition: Definition, id: Id): Stage {
  const stage = definition.cycle.stages.find((one) => one.id === id);
  if (!stage) throw new Error(`The cycle "${definition.cycle.name}" has no stage "${id}".`);
  return stage;
}

/** The rules of a stage under a variant, as `StageSummary.variant` keeps it. */
export function rulesOf(definition: Definition, id: Id, variant: readonly Id[]): StageRules {
  const known = cache.get(definition) ?? new Map<string, StageRules>();
  cache.set(definition, known);
  const key = variant.length === 0 ? id : `${id}\u0000${variant.join('\u0000')}`;
  const found = known.get(key);
  if (found) return found;
  const made = rules(definition, stageIn(definition, id), variant);
  known.set(key, made);
  return made;
}

const nobody: Doer = {
  who: { by: 'role', role: { role: 'employee' } },
  chosenBy: null,
  confirmedBy: null,
  mayDecline: false,
  requestsEach: null,
  with: [],
  onceForEveryone: false,
};

function rules(definition: Definition, stage: Stage, variant: readonly Id[]): StageRules {
  const { precedence } = definition.model;
  const member = memberIn(variant);
  const said = <T>(ruled: Ruled<T>): Said<T | null> => resolve(ruled, member, precedence);
  const present = <T>(ruled: Ruled<T>): Said<T> | null => {
    const { value, src } = said(ruled);
    return value === null ? null : { value, src };
  };
  const value = <T>(ruled: Ruled<T>): T | null => said(ruled).value;
  const reminders = said(stage.reminders);
  return {
    stage,
    opens: said(stage.opens),
    onlyFor: value(stage.onlyFor) ?? [],
    onlyWhen: value(stage.onlyWhen) ?? [],
    skip: skips(stage, member, precedence).value === true,
    notSubmittedBefore: value(stage.notSubmittedBefore),
    due: said(stage.due),
    grace: value(stage.grace),
    doer: value(stage.doer) ?? nobody,
    activities: value(stage.activities) ?? [],
    needs: value(stage.needs) ?? [],
    reminders: { value: reminders.value ?? [], src: reminders.src },
    overdue: value(stage.overdue) ?? [],
    refused: value(stage.refused) ?? { to: stage.id, atMost: 3 },
    approvals: present(stage.approvals),
    acknowledged: present(stage.acknowledged),
    tiesTo: value(stage.tiesTo),
    roleChange: [...(value(stage.roleChange) ?? []), ...definition.cycle.roleChange],
    noRole: value(stage.noRole) ?? [],
  };
}
