import { graphviz } from './graphviz';
import { loadExample } from './load-example';
import { SynthesizedStack } from '../synth';

/** The picture of an example, in two palettes. */
export interface Pictures {
  /** SVG text for a light background. */
  readonly light: string;
  /** SVG text for a dark background. */
  readonly dark: string;
  /** The alternative text. */
  readonly alt: string;
}

/** Returns the picture of an example in `examples/`. */
export function picturesOf(example: string): Promise<Pictures> {
  return picturesOfStacks(loadExample(example));
}

/** Returns the picture of synthesized stacks. */
export async function picturesOfStacks(stacks: SynthesizedStack[]): Promise<Pictures> {
  const nodes = stacks.flatMap(({ name, template }) => Object.keys(template.Resources).map((id) => `"${name}/${id}"`));
  const svg = (await graphviz()).layout(`digraph { rankdir=LR; ${nodes.join('; ')} }`, 'svg', 'dot');
  return { light: svg, dark: svg, alt: `Resources of ${stacks.map(({ name }) => name).join(', ')}` };
}
