/** A picture of a cycle: for reading (SVG), for documents (Mermaid), for tools (JSON). */
import type { Definition } from '../engine/contract.js';
import { json } from './json.js';
import { mermaid } from './mermaid.js';
import { svg } from './svg.js';

export type DiagramFormat = 'mermaid' | 'json' | 'svg';
export const diagramFormats: readonly DiagramFormat[] = ['mermaid', 'json', 'svg'];

/** The diagram of a cycle as text, with a final line end. Pure; equal definitions, equal bytes. */
export function diagram(definition: Definition, format: DiagramFormat): string {
  switch (format) {
    case 'mermaid':
      return mermaid(definition);
    case 'json':
      return json(definition);
    case 'svg':
      return svg(definition);
  }
}
