/** Ring 2's one verb: from a case file and a command to an outcome. Start reading here. */
import { machineOf } from '../machine/config.js';
import type { Advance, CaseFile, Command, Definition, Outcome, Refusal } from './contract.js';
import { draftOf, type Draft } from './case/draft.js';
import { gather } from './facts/gather.js';
import { interpret, showStates } from './interpret/interpret.js';
import { askAgain } from './interpret/tasks.js';
import { setEnd } from './interpret/timers.js';
import { phaseOf } from './phase.js';
import { explain, refusal } from './refuse.js';
import { persist, revive, type Live } from './snapshot.js';
import { step } from './step.js';

/**
 * Moves one participant by one command, or refuses it. Pure. A timer of an older generation, or of a state that has been left,
 * changes nothing but the history. Throws on a defect only.
 */
export const advance: Advance = (definition, file, command, world) => {
  const early = refusedAtOnce(definition, file, command);
  if (early) return { ok: false, refusal: early };
  const machine = machineOf(definition);
  const live = revive(machine, file.snapshot);
  const draft = draftOf(definition, file, command, world, live.context);
  const gathered = gather(draft);
  const event = { type: gathered.type, facts: gathered.facts };
  const [next, effects] = step(machine, live, event);
  // a step that changed something was accepted; whether one that changed nothing was, only `can` knows
  if (next === live && effects.length === 0 && !live.can(event)) {
    if (command.type === 'TIMER') return stale(draft, live, command);
    return { ok: false, refusal: explain(draft, live, gathered) };
  }
  draft.context = next.context;
  interpret(draft, effects, gathered.facts);
  if (command.type === 'START') start(draft);
  showStates(draft, next.value, file.snapshot === null ? null : live.value);
  askAgain(draft);
  return outcomeOf(draft, next);
};

/** Refusals that need no machine: no such stage, not started, started already, closed. */
function refusedAtOnce(definition: Definition, file: CaseFile, command: Command): Refusal | null {
  const stage = 'stage' in command ? command.stage : null;
  if (stage !== null && !definition.cycle.stages.some(({ id }) => id === stage))
    return refusal('unknownStage', stage);
  if (file.status === 'closed' || file.status === 'leftOut') return refusal('closed', stage);
  const started = file.snapshot !== null;
  return started === (command.type === 'START')
    ? refusal('wrongState', stage, {}, started ? [] : ['START'])
    : null;
}

function start(draft: Draft): void {
  setEnd(draft);
  if (draft.file.status === 'invited') draft.file.status = 'running';
}

function stale(draft: Draft, live: Live, command: Extract<Command, { type: 'TIMER' }>): Outcome {
  const { stage, timer, generation } = command;
  const facts = { stage: stage ?? '', timer, generation: String(generation) };
  draft.changes.push({ do: 'log', code: 'staleTimer', facts });
  return outcomeOf(draft, live);
}

function outcomeOf(draft: Draft, live: Live): Outcome {
  const { status } = draft.file;
  const { stages, changes, at } = draft;
  const phase = phaseOf(draft.definition, { status, stages });
  return { ok: true, snapshot: persist(live), status, phase, stages, changes, at };
}
