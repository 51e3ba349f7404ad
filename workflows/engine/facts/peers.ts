/** Choosing, confirming and declining peers: what the guards must know. */
import type { Id } from '../../../dsl/index.js';
import type { Facts } from '../../machine/vocabulary.js';
import type { CommandBody, PersonId } from '../contract.js';
import { actorOf, rulesNow, tasksOf, type Draft } from '../case/draft.js';
import type { Problem } from './gather.js';
import { doersOf } from '../case/holders.js';
import { closing } from './closing.js';
import { nextOf } from '../case/approval.js';

/** Facts found for a command, and what is wrong with it. */
export type Found = Partial<Omit<Facts, 'actor' | 'reason'>> & { problem?: Problem | null };
type Naming = Extract<CommandBody, { type: 'CHOOSE_PEERS' | 'CONFIRM_PEERS' }>;

/** Peers as named: right in number, each known, active, once, and not the person themselves. */
export function peerFacts(draft: Draft, command: Naming): Found {
  const rules = rulesNow(draft, command.stage);
  const problem = namingProblem(draft, command) ?? countProblem(draft, command);
  return {
    complete: problem === null,
    confirms: rules.doer.confirmedBy !== null,
    ...(problem ? { problem } : {}),
  };
}

function namingProblem(draft: Draft, { peers }: Naming): Problem | null {
  const subject = draft.file.person.id;
  const details: Record<string, string> = {};
  for (const id of peers) {
    const person = draft.world.person(id);
    if (id === subject) details[`peer:${id}`] = 'is the person who is reviewed';
    else if (!person?.active) details[`peer:${id}`] = 'is nobody who works here';
  }
  if (new Set(peers).size < peers.length) details['peers'] = 'names somebody twice';
  return Object.keys(details).length > 0 ? { code: 'notAllowed', details } : null;
}

/** In a replacement the peers who stay count too. */
function countProblem(draft: Draft, command: Naming): Problem | null {
  const { who } = rulesNow(draft, command.stage).doer;
  if (who.by !== 'peers') return null;
  const stay = replacing(draft, command) ? doersOf(draft, rulesNow(draft, command.stage)) : [];
  const all = new Set([...stay.map(({ person }) => person), ...command.peers]).size;
  if (all >= who.from && all <= who.to && command.peers.length > 0) return null;
  const asked = who.from === who.to ? `${who.from}` : `${who.from} to ${who.to}`;
  return { code: 'countOutOfRange', details: { peers: `needs ${asked} peers, has ${all}` } };
}

/** Peers are named for others who declined, while the rest work already. */
const replacing = (draft: Draft, { stage, type }: Pick<Naming, 'stage' | 'type'>): boolean =>
  type === 'CHOOSE_PEERS' && draft.stages[stage]?.state !== 'choosing';

/** After a decline the stage may be complete: nobody else is asked, and enough have answered or nobody needs to be named. */
export function declineFacts(draft: Draft, command: Extract<CommandBody, { type: 'DECLINE' }>): Found {
  const rules = rulesNow(draft, command.stage);
  const actor = actorOf(draft);
  const problem = command.instead === null ? null : insteadProblem(draft, command.instead);
  if (problem) return { problem, allReady: false, complete: false };
  const others = tasksOf(draft, command.stage, 'work').filter((task) => task.person !== actor);
  const left = doersOf(draft, rules).filter(({ person }) => person !== actor).length;
  const least = rules.doer.who.by === 'peers' ? rules.doer.who.from : 1;
  const allReady = command.instead === null && others.length === 0 && left >= Math.max(1, least);
  if (!allReady) return { allReady };
  return { allReady, ...nextOf(draft, rules, 0), ...closing(draft, command.stage, 'done') };
}

/** Too few peers are left, and somebody has been asked to name another. */
export function awaitsPeers(draft: Draft, stage: Id): boolean {
  const rules = rulesNow(draft, stage);
  const { who } = rules.doer;
  if (who.by !== 'peers' || tasksOf(draft, stage, 'choosePeers').length === 0) return false;
  return doersOf(draft, rules).length < who.from;
}

function insteadProblem(draft: Draft, instead: PersonId): Problem | null {
  const key = `peer:${instead}`;
  const wrong = (why: string): Problem => ({ code: 'notAllowed', details: { [key]: why } });
  if (instead === draft.file.person.id) return wrong('is the person who is reviewed');
  if (!draft.world.person(instead)?.active) return wrong('is nobody who works here');
  const asked = draft.file.peers.some((peer) => peer.person === instead);
  return asked ? wrong('has been asked already') : null;
}
