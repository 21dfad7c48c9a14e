import { App, Aspects, CfnResource, IResolvable, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from '../../src/private/errors';
import { requireNoStackCycle } from '../../src/private/stack-cycles';
import { undoneOnError } from '../../src/private/undone-on-error';
import { errorOf } from '../support/errors';
import { ENVIRONMENT } from '../support/stacks';

/* The search for stacks that depend on each other. */

const resourceIn = (scope: Construct, id: string) => new CfnResource(scope, id, { type: 'AWS::SNS::Topic', properties: {} });
const refer = (from: CfnResource, to: CfnResource) => from.addPropertyOverride(to.stack.stackName, to.getAtt('TopicName'));

/** Stacks of one app, each with a resource. */
function newStacks(...names: string[]): CfnResource[] {
  const app = new App();
  return names.map((name) => resourceIn(new Stack(app, name, { env: ENVIRONMENT }), 'Topic'));
}

/** Adds the check to a construct, and gives a function that visits a node as a synthesis does. */
function checkOf(construct: IConstruct): (node?: IConstruct) => void {
  requireNoStackCycle(construct, (own, other) => new PrivateCaError('AlarmStackCycle', {
    scope: construct, subject: own.node.path, rule: 'be separate', value: other.node.path, fix: 'Separate them',
  }));
  const [aspect] = Aspects.of(construct).all;
  return (node = construct) => aspect.visit(node);
}

test('a resource without children that refers to a stack that depends on its stack is an error', () => {
  const [own, other] = newStacks('Own', 'Other');
  refer(own, other);
  refer(other, own);

  expect(errorOf('AlarmStackCycle', checkOf(own)).message)
    .toBe('Own must be separate; got "Other". Fix: Separate them. [AlarmStackCycle at Own/Topic]');
});

test('a reference to a stack that does not depend on the stack passes', () => {
  const [own, other, third] = newStacks('Own', 'Other', 'Third');
  refer(own, other);
  refer(other, third);

  expect(checkOf(own)).not.toThrow();
});

test('a dependency through another stack is an error', () => {
  const [own, other, third] = newStacks('Own', 'Other', 'Third');
  refer(own, other);
  refer(other, third);
  refer(third, own);

  expect(errorOf('AlarmStackCycle', checkOf(own)).message).toContain('got "Other"');
});

test('a stack to which two ways lead passes', () => {
  const [own, other, left, right, end] = newStacks('Own', 'Other', 'Left', 'Right', 'End');
  refer(own, other);
  for (const way of [left, right]) {
    refer(other, way);
    refer(way, end);
  }

  expect(checkOf(own)).not.toThrow();
});

test('a cycle of other stacks passes, because it is not of this construct', () => {
  const [own, other, third] = newStacks('Own', 'Other', 'Third');
  refer(own, other);
  refer(other, third);
  refer(third, other);

  expect(checkOf(own)).not.toThrow();
});

test('a construct has one check, also if it is required twice', () => {
  const [own] = newStacks('Own');
  checkOf(own);
  checkOf(own);

  expect(Aspects.of(own).all).toHaveLength(1);
});

test('a construct has its check if the call is repeated after an error', () => {
  const [own] = newStacks('Own');
  expect(() => undoneOnError(() => {
    checkOf(own);
    throw new Error('a reason');
  })).toThrow('a reason');
  expect(Aspects.of(own).all).toHaveLength(0);

  checkOf(own);

  expect(Aspects.of(own).all).toHaveLength(1);
});

test('the check of a construct ignores the nodes in it', () => {
  const [owner, other] = newStacks('Own', 'Other');
  const construct = new Construct(owner.stack, 'Construct');
  const child = resourceIn(construct, 'Child');
  refer(child, other);
  refer(other, owner);
  const visit = checkOf(construct);

  expect(() => visit(child)).not.toThrow();
  errorOf('AlarmStackCycle', () => visit());
});

test('a second synthesis finds the references that the app added after the first one', () => {
  const [own, other] = newStacks('Own', 'Other');
  refer(own, other);
  const visit = checkOf(own);
  visit();
  refer(other, own);

  errorOf('AlarmStackCycle', () => visit());
});

test('a synthesis reads each resource once', () => {
  const [own, other] = newStacks('Own', 'Other');
  const second = resourceIn(own.stack, 'Second');
  const produce = jest.fn(() => 'name');
  other.addPropertyOverride('TopicName', Lazy.uncachedString({ produce }));
  const visits = [own, second].map((resource) => {
    refer(resource, other);
    return checkOf(resource);
  });
  visits.forEach((visit) => visit());

  expect(produce).toHaveBeenCalledTimes(1);
});

test('the search resolves tokens as a preparation', () => {
  const [own] = newStacks('Own');
  const resolve = jest.fn<string, Parameters<IResolvable['resolve']>>(() => 'name');
  own.addPropertyOverride('TopicName', Token.asString({ resolve, creationStack: [], toString: () => 'name' }));
  checkOf(own)();

  expect(resolve.mock.calls.map(([{ preparing }]) => preparing)).toStrictEqual([true]);
});
