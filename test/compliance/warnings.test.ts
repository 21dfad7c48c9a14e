import { APPS } from './apps';
import { exampleNames } from '../../build-tools/synth';

/* Users copy the examples, so the examples follow the advice of all warnings of the library. */

test.each(exampleNames())('the example %s has no warnings', (name) => {
  const { stacksRecursively } = APPS[`examples/${name}`]().synth();
  const messages = stacksRecursively.flatMap((stack) => stack.messages).map(({ entry }) => String(entry.data));

  expect(messages.filter((message) => message.includes('[ack: cdk-private-ca:'))).toEqual([]);
});
