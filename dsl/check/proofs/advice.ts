/** What somebody should look at: CY5001, CY5006. */
import type { Draft } from '../../model/build/draft.js';
import type { Id } from '../../model/values.js';
import type { Report } from '../report.js';
import type { Proof } from './proof.js';

/** Named things of the first file that nothing uses. A file without a cycle is a library: others use it. */
export function proveUsed(draft: Draft, report: Report): void {
  const { model } = draft;
  if (!draft.files[0]?.blocks.some((block) => block.kind === 'cycle')) return;
  const used = idsIn([model.cycles, model.competencies]);
  const within = model.segments.flatMap((segment) => segment.within ?? []);
  const kinds: [string, readonly { id: Id; name: string; src: { file: number } & object }[]][] = [
    ['calendar', model.calendars],
    ['scale', model.scales],
    ['competencies', model.competencies],
    ['segment', model.segments],
  ];
  for (const [kind, list] of kinds) {
    for (const thing of list) {
      const idle = !used.has(thing.id) && !within.includes(thing.id);
      if (idle && thing.src.file === 0) report('CY5001', at(draft, thing), { kind, name: `"${thing.name}"` });
    }
  }
}

const at = (draft: Draft, thing: object) => {
  const block = draft.blockOf(thing);
  return block?.head ?? (thing as { src: Parameters<Report>[1] }).src;
};

/** Every text that could be an id, in what cycles say. */
function idsIn(value: unknown, found = new Set<string>()): Set<string> {
  if (typeof value === 'string') found.add(value);
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, member] of Object.entries(value)) {
    if (key !== 'id' && key !== 'name' && key !== 'because' && key !== 'src') idsIn(member, found);
  }
  return found;
}

/** Parts that no stage asks for, and stages without a word about reminders. */
export function proveAdvice(proof: Proof): void {
  const { cycle } = proof;
  const used = idsIn([cycle.stages, cycle.ratings, cycle.rewards]);
  for (const part of cycle.parts) {
    if (proof.whole && !used.has(part.id))
      proof.report('CY5001', part.src, { kind: 'part', name: `"${part.name}"` });
  }
  for (const goals of cycle.goals) {
    const planned = idsIn([cycle.stages, cycle.parts]).has(goals.id);
    if (proof.whole && !planned)
      proof.report('CY5001', goals.src, { kind: 'goals', name: `"${goals.name}"` });
  }
  for (const stage of cycle.stages.filter((s) => proof.sound(s))) {
    const silent = stage.reminders.value === null && stage.reminders.src === stage.src;
    if (!silent) continue;
    const due = stage.due.value;
    const short = due?.at === 'shift' && due.by.n < 4;
    proof.report('CY5006', stage.src, {
      stage: `"${stage.name}"`,
      usual: short ? '1 business day' : '3 business days',
    });
  }
}
