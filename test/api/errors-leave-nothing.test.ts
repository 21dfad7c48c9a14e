import { App, Aspects, Duration, Stack, aws_acmpca as acmpca, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct, IConstruct, Node } from 'constructs';
import * as library from '../../src';
import { IAlarmDestination } from '../../src/notification/alarm-destination';
import { ErrorCode } from '../../src/private/error-codes';
import { LATE_ERRORS } from '../support/late-errors';
import { MISTAKES } from '../support/mistakes';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* A call of the library that throws an error leaves the app as it was: the constructs, the templates, and the warnings. */

type Call = (...args: unknown[]) => unknown;
type Class = abstract new (...args: never[]) => unknown;

/** The end of a run before a call. */
class Stopped extends Error {}

const CONSTRUCT = Reflect.construct as Call;
const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const importedCa = (stack: Stack) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', CA_ARN);

/** A run of code that calls the library. */
interface Run {
  /** The roots of the trees that the code made. */
  readonly roots: ReadonlySet<IConstruct>;
  readonly error?: Error;
  /** The number of the call from outside the library that threw the error. Absent if none did, such as at synthesis. */
  readonly failedCall?: number;
  /** Repeats the call that threw the error. */
  readonly retry?: () => unknown;
}

/** The prototypes and the classes of the library, with the functions that callers can call. */
const OWNERS = Object.values(library).flatMap((type): object[] => typeof type === 'function' ? [type, type.prototype as object] : []);

/** The class of the library, which has the prototype of the class without its decorator. */
function decorated(type: Class): Class {
  return (OWNERS as Class[]).find(({ prototype }) => prototype === type.prototype) ?? type;
}

/** Runs code, optionally only until before a call. */
function run(make: () => unknown, stopBefore = Infinity): Run {
  const roots = new Set<IConstruct>();
  const undo: (() => void)[] = [];
  let [depth, calls] = [0, 0];
  let failedCall: number | undefined;
  let retry: (() => unknown) | undefined;
  const counted = (call: Call): Call => function (this: unknown, ...args) {
    if (depth === 0 && ++calls === stopBefore) { throw new Stopped(); }
    depth += 1;
    try { return call.apply(this, args); } catch (error) {
      if (depth === 1) {
        failedCall = calls;
        // A constructor calls Reflect.construct() with the arguments and the class without its decorator.
        retry = call === CONSTRUCT ? () => CONSTRUCT(decorated(args[2] as Class), args[1]) : () => call.apply(this, args);
      }
      throw error;
    } finally { depth -= 1; }
  };
  const replace = (owner: object, name: string, property: PropertyDescriptor) => {
    const original = Object.getOwnPropertyDescriptor(owner, name)!;
    Object.defineProperty(owner, name, { ...original, ...property });
    undo.push(() => Object.defineProperty(owner, name, original));
  };

  for (const owner of OWNERS) {
    for (const [name, { value, get, configurable }] of Object.entries(Object.getOwnPropertyDescriptors(owner))) {
      if (name === 'constructor' || !configurable) { continue; }
      if (typeof value === 'function') { replace(owner, name, { value: counted(value as Call) }); }
      if (get) { replace(owner, name, { get: counted(get) }); }
    }
  }
  // The constructors of constructs.
  replace(Reflect, 'construct', { value: counted(CONSTRUCT) });
  const { addChild } = Node.prototype as unknown as { addChild: Call };
  replace(Node.prototype, 'addChild', {
    value: function (this: Node, ...args: unknown[]) {
      roots.add(this.root);
      return addChild.apply(this, args);
    },
  });
  try { make(); } catch (error) { return { roots, error: error as Error, failedCall, retry }; } finally { undo.reverse().forEach((one) => one()); }
  return { roots };
}

/** The constructs with their warnings and aspects, and the templates. */
function stateOf({ roots }: Run): unknown {
  return [...roots].filter((root) => App.isApp(root)).map((root) => root.node.findAll().map((construct) => ({
    path: construct.node.path,
    warnings: construct.node.metadata.filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => data as unknown),
    aspects: Aspects.of(construct).all.length,
    dependencies: construct.node.dependencies.map(({ node }) => node.path),
    template: Stack.isStack(construct) ? construct.resolve((construct as never as { _toCloudFormation(): unknown })._toCloudFormation()) : undefined,
  })));
}

/** The code of an error of the library, or the text of another error. */
function codeOf(error: unknown): string | undefined {
  return (error as { code?: string } | undefined)?.code ?? (error as Error | undefined)?.message;
}

interface States {
  /** Whether a call of the library threw the error. */
  readonly isOfCall: boolean;
  readonly before?: unknown;
  readonly after?: unknown;
  /** The error of the call, and the error if the call is repeated. Absent if the repeated call throws none. */
  readonly errors?: readonly (string | undefined)[];
  readonly afterRetry?: unknown;
}

/** The state before the call that throws an error, and the state after the error. */
function statesOf(make: () => unknown): States {
  const failing = run(make);
  if (failing.failedCall === undefined) { return { isOfCall: false }; }
  const before = stateOf(run(make, failing.failedCall));
  const after = stateOf(failing);
  // Templates freeze policy statements, so the repeated call is in another run.
  const repeated = run(make);
  let second: unknown;
  try { repeated.retry!(); } catch (error) { second = error; }
  return { isOfCall: true, before, after, errors: [failing.error, second].map(codeOf), afterRetry: stateOf(repeated) };
}

/** The codes of errors at synthesis, or of values without a construct. */
const OTHERS: readonly ErrorCode[] = [
  'AlarmStackCycle', 'AttributeUnknown', 'BucketNotPrivate', 'CheckRuleUnknown', 'CrlBucketStatement', 'CrlObjectAcl', 'EventStackCycle',
  'NotificationLength', 'NotificationText', 'PolicySize', 'PolicyStatementMissing', 'RetentionConflict', 'RouteMissing', 'SessionPolicy',
];

test.each(MISTAKES)('%s leaves the app unchanged', (code, make) => {
  const { isOfCall, before, after, errors, afterRetry } = statesOf(make);

  expect(isOfCall || OTHERS.includes(code)).toBe(true);
  expect(after).toEqual(before);
  // A repeated call does the same.
  expect(errors?.[1]).toBe(errors?.[0]);
  expect(afterRetry).toEqual(before);
});

test.each(LATE_ERRORS)('%s leaves existing resources unchanged', (_name, code, make) => {
  const { before, after, errors, afterRetry } = statesOf(make);

  expect(errors).toEqual([code, code]);
  expect(after).toEqual(before);
  expect(afterRetry).toEqual(before);
});

test.each(OTHERS)('%s is an error at synthesis, or of a value without a construct', (code) => {
  expect(MISTAKES.some(([made, make]) => made === code && !statesOf(make).isOfCall)).toBe(true);
});

describe('the comparison notices', () => {
  const quotaAlarms = (leave: (stack: Stack) => void) => statesOf(() => {
    const stack = newStack();
    const destination: IAlarmDestination = {
      get alarmActions(): never { leave(stack); throw new Error('no action'); },
      ruleTargets: () => [],
    };
    new library.PrivateCaQuotaAlarms(stack, 'Quotas', { routing: library.AlarmRouting.everythingTo(destination) });
  });

  test('a construct outside the construct that throws the error', () => {
    const { isOfCall, before, after } = quotaAlarms((stack) => new Construct(stack, 'Left'));

    expect(isOfCall).toBe(true);
    expect(after).not.toEqual(before);
  });

  test('a changed template', () => {
    const { before, after } = quotaAlarms((stack) => { stack.templateOptions.description = 'left'; });

    expect(after).not.toEqual(before);
  });

  test('a construct that throws the error and remains', () => {
    const remove = jest.spyOn(Node.prototype, 'tryRemoveChild').mockReturnValue(false);
    try {
      const { before, after } = quotaAlarms(() => {});
      expect(after).not.toEqual(before);
    } finally { remove.mockRestore(); }
  });

  test('no difference otherwise', () => {
    const { before, after } = quotaAlarms(() => {});

    expect(after).toEqual(before);
  });
});

test('an ID that another construct has causes an error, and the other construct remains', () => {
  const stack = newStack();
  const other = new Construct(stack, 'Queries');

  expect(() => new library.PrivateCaQuotaAlarms(stack, 'Queries')).toThrow('already a Construct');
  expect(stack.node.tryFindChild('Queries')).toBe(other);
});

test('after an error, the ID and the bucket can be used for another purpose', () => {
  const stack = newStack();
  const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket' });
  const encryption = library.PrivateCaBucketEncryption.kms();

  expect(() => new library.CrlBucket(stack, 'Storage', { bucket, encryption })).toThrow('EncryptionMismatch');
  expect(new library.AuditReportBucket(stack, 'Storage', { certificateAuthorities: [importedCa(stack)], bucket }).bucket).toBe(bucket);
});

test('after an error, the bucket can store something else, or audit reports without an archive', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const bucket = new s3.Bucket(stack, 'Mine', { bucketName: 'amzn-s3-demo-bucket', versioned: true });
  const archive = new library.AuditReportArchive(stack, 'Archive', {
    retention: library.ArchiveRetention.governance(Duration.days(1)), encryption: library.PrivateCaBucketEncryption.s3Managed(),
  });
  const alarmAction = { bind: () => { throw new Error('broken action'); } };
  const archiveRouting = library.AlarmRouting.everythingTo(library.AlarmDestination.of({ alarmAction }));
  const certificateAuthorities = [importedCa(stack)];

  const failed = () => new library.AuditReportBucket(stack, 'Failed', { certificateAuthorities, bucket, archive, archiveRouting });
  expect(failed).toThrow('broken action');
  expect(new library.CrlBucket(stack, 'Crls', { bucket }).bucket).toBe(bucket);
  expect(failed).toThrow('BucketPurpose');

  const other = new s3.Bucket(stack, 'Other', { bucketName: 'amzn-s3-demo-bucket1', versioned: true });
  const create = (props: Partial<library.AuditReportBucketProps>) =>
    new library.AuditReportBucket(stack, 'Reports', { certificateAuthorities, bucket: other, archive, ...props });
  expect(() => create({ archiveRouting })).toThrow('broken action');
  expect(create({}).archiveAlarms).toHaveLength(1);
});
