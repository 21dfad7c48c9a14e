import { synthesizeExample } from './synth';
import { reportOn } from './template-report';

/* `npm run demo`: synthesizes examples/first-ca, or the specified example, and lists the resources. */

const example = process.argv[2] ?? 'first-ca';
for (const stack of synthesizeExample(example)) {
  process.stdout.write(`${[`Example examples/${example}`, ...reportOn(stack)].join('\n')}\n`);
}
