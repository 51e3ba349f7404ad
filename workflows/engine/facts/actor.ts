/** In which capacities somebody may act on a stage now. */
import type { Id } from '../../../dsl/index.js';
import type { Actor, Capacity } from '../../machine/vocabulary.js';
import type { PersonId, TaskKind } from '../contract.js';
import { actorOf, rulesNow, tasksOf, type Draft } from '../case/draft.js';
import { holdersOf, ownerOf } from '../case/holders.js';

const capacityOf: Partial<Record<TaskKind, Capacity>> = {
  work: 'doer',
  choosePeers: 'chooser',
  confirmPeers: 'confirmer',
  approve: 'approver',
  acknowledge: 'reader',
  override: 'overrider',
};

/** The service acts as the owner of the cycle does, and calibrates for a session; everything else needs a task of one's own. */
export function actorFacts(draft: Draft, stage: Id | null): Actor {
  const id = actorOf(draft);
  if (stage === null) return { id, owner: isOwner(draft, null, id), capacities: [] };
  const own = tasksOf(draft, stage).filter((task) => task.person === id);
  const capacities = own.flatMap((task) => capacityOf[task.kind] ?? []);
  return {
    id,
    owner: isOwner(draft, stage, id),
    capacities: [...new Set([...capacities, ...beside(draft, stage, id)])],
  };
}

function isOwner(draft: Draft, stage: Id | null, id: PersonId | null): boolean {
  if (id === null) return true;
  if (id === draft.file.person.id) return false;
  const asked = draft.tasks.some(
    (task) => task.kind === 'ownerAsk' && task.person === id && (stage === null || task.stage === stage),
  );
  return asked || ownerOf(draft) === id;
}

/** Capacities that come without a task: helpers, calibration, and a change of an agreed plan. */
function beside(draft: Draft, stage: Id, id: PersonId | null): Capacity[] {
  const rules = rulesNow(draft, stage);
  const does = (kind: string): boolean => rules.activities.some((activity) => activity.do === kind);
  const found: Capacity[] = [];
  if (does('calibrates') && id !== draft.file.person.id) found.push('calibrator');
  if (id === null) return found;
  if (rules.doer.with.some((role) => holdersOf(draft, role).includes(id))) found.push('helper');
  const { who } = rules.doer;
  const agreed = does('plans') && draft.stages[stage]?.state === 'done';
  if (agreed && who.by === 'role' && holdersOf(draft, who.role).includes(id)) found.push('doer');
  return found;
}
