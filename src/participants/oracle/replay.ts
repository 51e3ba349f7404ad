/** The history of one participant, stepped through its machine once more: equal events must give equal changes and equal states. Pure. */
import {
  newCaseFile,
  type Command,
  type Definition,
  type Person,
  type TaskData,
  type World,
} from '../../../workflows/index.js';
import { canonical } from '../fold/canonical.js';
import { stateDigest, type RecordedChange } from '../fold/entry.js';
import type { Engine } from '../ports.js';
import type { Entry, Stored } from './stored.js';

export type Replay =
  | { replayed: 'all' }
  | { replayed: 'differs'; what: string }
  /** People have changed since that entry, and with the people of today it comes out differently: that proves nothing. */
  | { replayed: 'peopleChanged'; seq: number };

/** Replays from the beginning. `revision`: of the people in `world`. */
export function replay(
  engine: Engine,
  definition: Definition,
  stored: Stored,
  person: Person,
  world: World,
  revision: number,
): Replay {
  let file = newCaseFile(person);
  for (const entry of stored.entries) {
    const differs = (what: string): Replay =>
      entry.command.people === revision
        ? { replayed: 'differs', what: `entry ${entry.seq} ${what}` }
        : { replayed: 'peopleChanged', seq: entry.seq };
    const outcome = engine.advance(definition, file, commandOf(entry), world);
    if (!outcome.ok) return differs(`is refused today: ${outcome.refusal.code}`);
    const ids = idsOf(entry);
    const taskId = (task: TaskData): string => ids.get(canonical(task)) ?? 'unknown';
    const changes = outcome.changes.map((change): RecordedChange =>
      change.do === 'task.open' ? { ...change, id: taskId(change.task) } : change,
    );
    if (canonical(changes) !== canonical(entry.changes)) return differs('changes something else today');
    file = engine.apply(file, outcome, taskId);
    const { snapshot, stages, status, phase } = outcome;
    if (stateDigest(canonical(snapshot), canonical(stages), status, phase) !== entry.command.after)
      return differs('leads to another state today');
  }
  return { replayed: 'all' };
}

/** Ids that tasks got, by what the tasks say. */
function idsOf(entry: Entry): Map<string, string> {
  return new Map(
    entry.changes.flatMap((change) =>
      change.do === 'task.open' && 'id' in change ? [[canonical(change.task), change.id] as const] : [],
    ),
  );
}

function commandOf({ command, at, actorId, actingForId, reason }: Entry): Command {
  const { people: _, after: __, ...body } = command;
  return { ...body, at, by: actorId, actingFor: actingForId, reason } as unknown as Command;
}
