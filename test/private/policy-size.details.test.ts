import { CfnResource, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3, aws_sns as sns, aws_sqs as sqs } from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { limitIdentityPolicies, limitResourcePolicy } from '../../src/private/policy-size';
import { undoneOnError } from '../../src/private/undone-on-error';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

/** A policy of a number of bytes and, with white space or characters of two bytes, of fewer characters. */
const documentOf = (size: number, text = 'x') => ({ Sid: text.repeat((size - '{"Sid":""}'.length) / Buffer.byteLength(text)) });
const failure = (owner: IConstruct) => errorOf('PolicySize', () => owner.node.validate()).message;

type Make = (scope: Construct, document: unknown) => CfnResource;

const newKey: Make = (scope, keyPolicy) => new kms.CfnKey(scope, 'Default', { keyPolicy });

/** A construct with a policy as its child. */
function withPolicy(scope: Construct, make: Make, document: unknown): Construct {
  const owner = new Construct(scope, 'Owner');
  make(new Construct(owner, 'Policy'), document);
  limitResourcePolicy(owner);
  return owner;
}

function withKey(document: unknown): Construct {
  const owner = new Construct(newStack(), 'Owner');
  newKey(owner, document);
  limitResourcePolicy(owner);
  return owner;
}

const POLICIES: [string, number, Make, string, string][] = [
  ['bucket', 20_480, (scope, policyDocument) => new s3.CfnBucketPolicy(scope, 'Default', { bucket: 'logs', policyDocument }),
    '20,480 bytes; got "20,481 bytes"', 'Use another bucket for some of the certificate authorities, readers, or sources of access logs'],
  ['topic', 30_720, (scope, policyDocument) => new sns.CfnTopicPolicy(scope, 'Default', { topics: [], policyDocument }),
    '30,720 bytes; got "30,721 bytes"', 'Use another topic for some of the publishers'],
  ['queue', 8_192, (scope, policyDocument) => new sqs.CfnQueuePolicy(scope, 'Default', { queues: [], policyDocument }),
    '8,192 bytes; got "8,193 bytes"', 'Use another queue for some of the senders'],
];

test.each(POLICIES)('a %s policy can have %d bytes', (kind, max, make, sizes, fix) => {
  expect(withPolicy(newStack(), make, documentOf(max)).node.validate()).toStrictEqual([]);
  expect(failure(withPolicy(newStack(), make, documentOf(max + 1))))
    .toBe(`The ${kind} policy must have at most ${sizes}. Fix: ${fix}. [PolicySize at Stack/Owner]`);
});

test('a key policy can have 32,768 bytes', () => {
  expect(withKey(documentOf(32_768)).node.validate()).toStrictEqual([]);
  expect(failure(withKey(documentOf(32_769)))).toBe(
    'The key policy must have at most 32,768 bytes; got "32,769 bytes". '
    + 'Fix: Use another KMS key for some of the buckets, trails, log groups, or readers. [PolicySize at Stack/Owner]');
});

test.each(['ü', ' '])('the bytes of "%s" count in a key policy', (text) => {
  expect(withKey(documentOf(32_768, text)).node.validate()).toStrictEqual([]);
  expect(failure(withKey(documentOf(32_770, text)))).toContain('got "32,770 bytes"');
});

test('the policy that is a property of its owner, and not its child, is limited', () => {
  const stack = newStack();
  const owner = Object.assign(new Construct(stack, 'Owner'), { policy: new Construct(stack, 'Other') });
  POLICIES[0][2](owner.policy, documentOf(20_481));
  limitResourcePolicy(owner);

  expect(failure(owner)).toContain('The bucket policy must have at most 20,480 bytes');
});

test('a construct without a policy has no limit', () => {
  const owner = new Construct(newStack(), 'Owner');
  limitResourcePolicy(owner);

  expect(owner.node.validate()).toStrictEqual([]);
});

const roleIn = (stack: Stack) => new iam.Role(stack, 'Owner', { assumedBy: new iam.AccountRootPrincipal() });

test.each<[string, number, (stack: Stack) => iam.IGrantable & Construct, string]>([
  ['inline policies of a role', 10_240, roleIn, '10,240 characters; got "10,241 characters"'],
  ['inline policies of a user', 2_048, (stack) => new iam.User(stack, 'Owner'), '2,048 characters; got "2,049 characters"'],
  ['inline policies of a group', 5_120, (stack) => new iam.Group(stack, 'Owner'), '5,120 characters; got "5,121 characters"'],
])('the %s together can have %d characters without white space', (kind, max, make, sizes) => {
  const validated = (size: number, text?: string) => {
    const owner = make(newStack());
    for (const [id, one] of [['One', 1_000], ['Other', size - 1_000]] as const) {
      new iam.CfnPolicy(owner, id, { policyName: id, policyDocument: documentOf(one, text) });
    }
    limitIdentityPolicies(owner);
    return owner;
  };

  expect(validated(max).node.validate()).toStrictEqual([]);
  expect(validated(max * 2, ' ').node.validate()).toStrictEqual([]);
  expect(validated(max * 2 - 20, 'ü').node.validate()).toStrictEqual([]);
  expect(failure(validated(max + 1))).toBe(
    `The ${kind} must have at most ${sizes}. `
    + 'Fix: Grant some of the permissions to an iam.ManagedPolicy, and attach it to the principal. [PolicySize at Stack/Owner]');
});

test('each managed policy can have 6,144 characters without white space', () => {
  const validated = (...documents: unknown[]) => {
    const owner = roleIn(newStack());
    documents.forEach((policyDocument, index) => new iam.CfnManagedPolicy(owner, `Managed${index}`, { policyDocument }));
    limitIdentityPolicies(owner);
    return owner;
  };

  expect(validated(documentOf(6_144), documentOf(6_144), documentOf(9_000, ' ')).node.validate()).toStrictEqual([]);
  expect(failure(validated(documentOf(10), documentOf(6_145))))
    .toContain('The managed policy must have at most 6,144 characters; got "6,145 characters"');
});

test('policies of an owner are checked once', () => {
  const role = roleIn(newStack());
  const addValidation = jest.spyOn(role.node, 'addValidation');

  limitIdentityPolicies(role);
  limitIdentityPolicies(role);

  expect(addValidation).toHaveBeenCalledTimes(1);
});

test('policies of an owner are checked if the call is repeated after an error', () => {
  const role = roleIn(newStack());
  new iam.CfnManagedPolicy(role, 'Managed', { policyDocument: documentOf(6_145) });
  expect(() => undoneOnError(() => {
    limitIdentityPolicies(role);
    throw new Error('a reason');
  })).toThrow('a reason');
  expect(role.node.validate()).toStrictEqual([]);

  limitIdentityPolicies(role);

  expect(failure(role)).toContain('The managed policy must have at most 6,144 characters');
});
