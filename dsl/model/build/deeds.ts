/** What people do in a scenario. */
import type { DeedNode, Literal } from '../../ast/nodes.js';
import { look } from '../../check/names.js';
import type { Deed } from '../scenario.js';
import type { Id, Value } from '../values.js';
import { fieldOf, type CycleContext } from './context.js';
import { valueOf } from './tests.js';

type WithStage = Extract<DeedNode, { stage: unknown }>;

/** A deed with its names resolved; null with a message when one is not known. */
export function deedOf(ctx: CycleContext, node: DeedNode): Deed | null {
  if ('stage' in node) {
    const stage = look(ctx.names.stage, node.stage, ctx.report);
    return stage === null ? null : atStage(node, stage);
  }
  switch (node.deed) {
    case 'awards': {
      const reward = look(ctx.names.reward, node.reward, ctx.report);
      if (reward === null) return null;
      return { deed: 'awards', by: node.by.text, to: node.to.text, reward, amount: valueOf(node.amount) };
    }
    case 'fieldBecomes': {
      const field = fieldOf(ctx, node.field);
      if (!field) return null;
      return {
        deed: 'fieldBecomes',
        field: field.id,
        of: node.of.text,
        value: factValue(ctx, field.id, node.value),
      };
    }
    case 'leaves':
      return { deed: 'leaves', person: node.person.text };
  }
}

function atStage(node: WithStage, stage: string): Deed {
  switch (node.deed) {
    case 'acknowledges':
      return { deed: 'acknowledges', by: node.by.text, stage };
    case 'choosesPeers':
      return { deed: 'choosesPeers', by: node.by.text, peers: node.peers.map((p) => p.text), stage };
    case 'rates':
      return { deed: 'rates', by: node.by.text, of: node.of.text, as: valueOf(node.as), stage };
    case 'close':
      return { deed: 'close', stage, of: node.of.text };
    case 'approves':
    case 'refuses':
    case 'releases':
      return { deed: node.deed, by: node.by.text, stage, of: node.of.text };
    default:
      return { deed: node.deed, by: node.by.text, stage, of: node.of?.text ?? null };
  }
}

/** The value of a fact: a person field is given by the name of a person. */
export function factValue(ctx: CycleContext, field: Id, literal: Literal): Value | { person: string } {
  const known = ctx.fields.get(field);
  const isPerson = known?.type.kind === 'person' || known?.type.kind === 'people';
  if (literal.kind === 'name' && isPerson) return { person: literal.value };
  return valueOf(literal);
}
