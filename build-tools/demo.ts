import { writeFileSync } from 'fs';
import { dirname, join } from 'path';
import { demoPageOfStacks, introductionOf } from './demo-page/demo-page';
import { ROOT, synthesizeExample } from './synth';
import { reportOn } from './template-report';

/*
 * `npm run demo`: synthesizes examples/first-ca, or the specified example, lists the resources, and writes a page with
 * a picture of them.
 */

async function demo(example: string): Promise<void> {
  const stacks = synthesizeExample(example);
  for (const stack of stacks) {
    process.stdout.write(`${[`Example examples/${example}`, ...reportOn(stack)].join('\n')}\n`);
  }
  const path = join(dirname(stacks[0].templatePath), `${example}.html`);
  writeFileSync(join(ROOT, path), await demoPageOfStacks(`examples/${example}`, stacks, introductionOf(example)));
  process.stdout.write(`Page: ${path}\n`);
}

void demo(process.argv[2] ?? 'first-ca');
