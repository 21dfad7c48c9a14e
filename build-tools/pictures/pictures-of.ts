import { altOf, titleOf } from './alternative-text';
import { loadExample } from './load-example';
import { pictureOfStacks } from './picture';
import { drawn } from './svg';
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
export async function picturesOfStacks(stacks: readonly SynthesizedStack[]): Promise<Pictures> {
  const picture = pictureOfStacks(stacks);
  const alt = altOf(picture);
  return { ...await drawn(picture, titleOf(picture), alt), alt };
}
