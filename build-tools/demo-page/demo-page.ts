import { loadExample } from '../pictures/load-example';
import { picturesOfStacks } from '../pictures/pictures-of';
import { SynthesizedStack } from '../synth';

/** Returns the page of an example in `examples/`: one self-contained HTML document. */
export function demoPageOf(example: string): Promise<string> {
  return demoPageOfStacks(example, loadExample(example));
}

/** Returns the page of synthesized stacks. */
export async function demoPageOfStacks(example: string, stacks: SynthesizedStack[]): Promise<string> {
  const { light } = await picturesOfStacks(stacks);
  return `<!doctype html><html lang="en"><head><title>${example}</title></head><body><h1>${example}</h1>${light.slice(light.indexOf('<svg'))}</body></html>\n`;
}
