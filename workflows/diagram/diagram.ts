/** A picture of a cycle: for reading (SVG), for documents (Mermaid), for tools (JSON). */
import type { Definition } from '../engine/contract.js';

export type DiagramFormat = 'mermaid' | 'json' | 'svg';

/** The diagram of a cycle as text, with a final line end. Pure; equal definitions, equal bytes. */
export function diagram(definition: Definition, format: DiagramFormat): string {
  return `${format} ${JSON.stringify(definition.machine)}\n`;
}
