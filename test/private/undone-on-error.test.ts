import { App, Aspects, CfnDeletionPolicy, CfnResource, Stack, aws_iam as iam, aws_s3 as s3 } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { restoreOnError, restoreResourceOnError, undoOnError, undoneOnError } from '../../src/private/undone-on-error';

const fail = (): never => { throw new Error('a reason'); };
const failing = (change: () => void) => () => undoneOnError(() => {
  change();
  fail();
});
const statement = (sid: string) => new iam.PolicyStatement({
  sid, principals: [new iam.AccountRootPrincipal()], actions: ['s3:GetObject'], resources: ['*'],
});

test('the result and the changes remain without an error', () => {
  const list = [1];

  const result = undoneOnError(() => {
    restoreOnError(list);
    return list.push(2);
  });

  expect(result).toBe(2);
  expect(list).toEqual([1, 2]);
});

test('after an error, the changes are undone from the last to the first', () => {
  const undone: string[] = [];

  expect(failing(() => ['first', 'second'].forEach((one) => undoOnError(() => undone.push(one))))).toThrow('a reason');
  expect(undone).toEqual(['second', 'first']);
});

test('an outer call undoes the changes of an inner call', () => {
  const undone: string[] = [];
  const inner = () => undoneOnError(() => undoOnError(() => undone.push('inner')));

  expect(failing(() => {
    undoOnError(() => undone.push('outer'));
    inner();
  })).toThrow('a reason');
  expect(undone).toEqual(['inner', 'outer']);
});

test('an error of an inner call that the outer call handles undoes only the inner call', () => {
  const list: string[] = [];

  undoneOnError(() => {
    restoreOnError(list);
    list.push('outer');
    expect(failing(() => {
      restoreOnError(list);
      list.push('inner');
    })).toThrow('a reason');
  });

  expect(list).toEqual(['outer']);
});

test('an outer call undoes its changes after an inner call, also after one with an error', () => {
  const undone: string[] = [];

  expect(failing(() => {
    undoneOnError(() => {});
    undoOnError(() => undone.push('first'));
    expect(failing(() => {})).toThrow('a reason');
    undoOnError(() => undone.push('second'));
  })).toThrow('a reason');
  expect(undone).toEqual(['second', 'first']);
});

test('outside a call, a resource is not changed', () => {
  const bucket = new s3.Bucket(new Stack(new App(), 'Stack'), 'Bucket');
  const keys = Reflect.ownKeys(bucket);

  restoreResourceOnError(bucket);

  expect(Reflect.ownKeys(bucket)).toEqual(keys);
});

test('an object is read once in a call, and not outside a call', () => {
  const ownKeys = jest.fn(Reflect.ownKeys);
  const one = new Proxy({ a: 1 }, { ownKeys });

  restoreOnError(one);
  expect(ownKeys).not.toHaveBeenCalled();
  undoneOnError(() => [1, 2].forEach(() => restoreOnError(one)));
  expect(ownKeys).toHaveBeenCalledTimes(1);
});

test('outside a call, nothing is saved or undone', () => {
  const list = [1];
  const undo = jest.fn();
  restoreOnError(list);
  undoOnError(undo);
  list.push(2);

  expect(failing(() => {})).toThrow('a reason');
  expect(list).toEqual([1, 2]);
  expect(undo).not.toHaveBeenCalled();
});

test.each<[string, () => object, (one: never) => void]>([
  ['a longer list', () => [1], (list: number[]) => list.push(2)],
  ['a shorter list', () => [1, 2, 3], (list: number[]) => list.splice(0, 2)],
  ['a set', () => new Set([1, 2]), (set: Set<number>) => set.add(3).delete(1)],
  ['a map', () => new Map([[1, 'a']]), (map: Map<number, string>) => map.set(1, 'b').set(2, 'c')],
  ['an object', () => ({ a: 1, b: [1] }), (one: Record<string, unknown>) => {
    one.a = 2;
    one.c = 3;
    (one.b as number[]).push(2);
  }],
  ['a set in an object', () => ({ set: new Set([1]) }), (one: { set: Set<number> }) => one.set.add(2)],
])('%s is restored', (_name, create, change) => {
  const one = create();

  expect(failing(() => {
    restoreOnError(one);
    // Only the first state counts.
    change(one as never);
    restoreOnError(one);
    change(one as never);
  })).toThrow('a reason');
  expect(one).toEqual(create());
});

test('a frozen object and a getter cause no other error, and the getter does not run', () => {
  const frozen = Object.freeze({ list: [1] });
  const late = { get value(): never { return fail(); } };

  expect(failing(() => {
    restoreOnError(frozen, late);
    frozen.list.push(2);
  })).toThrow(new Error('a reason'));
  expect(frozen.list).toEqual([1]);
});

test('a getter, a setter, and absent values remain as they are', () => {
  const set = jest.fn();
  const create = () => Object.defineProperties({ absent: undefined, none: null }, {
    late: { get: fail, set, configurable: true },
    hidden: { value: 1, configurable: true, writable: true },
  });
  const one: { absent?: unknown; none: unknown; late?: unknown } = create();

  expect(failing(() => restoreOnError(one))).toThrow(new Error('a reason'));
  expect(Object.getOwnPropertyDescriptors(one)).toEqual(Object.getOwnPropertyDescriptors(create()));
  expect(set).not.toHaveBeenCalled();
});

test('a construct in an object is not restored', () => {
  const construct = new Construct(new App(), 'Other');

  expect(failing(() => {
    restoreOnError({ construct });
    new Construct(construct, 'Child');
  })).toThrow('a reason');
  expect(construct.node.children).toHaveLength(1);
});

test.each<[string, (bucket: s3.Bucket) => void]>([
  ['its first policy', (bucket) => bucket.addToResourcePolicy(statement('Second'))],
  ['a property of its L1 construct', (bucket) => {
    (bucket.node.defaultChild as s3.CfnBucket).replicationConfiguration = { role: 'role', rules: [] };
  }],
  ['its removal policy', (bucket) => { (bucket.node.defaultChild as s3.CfnBucket).cfnOptions.deletionPolicy = CfnDeletionPolicy.DELETE; }],
  ['an override', (bucket) => (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride('A', 1)],
  ['a child', (bucket) => { new CfnResource(bucket, 'Child', { type: 'Example::Resource' }); }],
])('a bucket loses %s, and can be changed again', (_name, change) => {
  const [restored, again, unchanged, changed] = Array.from({ length: 4 }, () => new s3.Bucket(new Stack(new App(), 'Stack'), 'Bucket'));
  const templateOf = (bucket: s3.Bucket) => Template.fromStack(Stack.of(bucket)).toJSON();
  for (const bucket of [restored, again]) {
    expect(failing(() => {
      restoreResourceOnError(bucket);
      change(bucket);
    })).toThrow('a reason');
  }
  [again, changed].forEach(change);

  expect(templateOf(restored)).toEqual(templateOf(unchanged));
  expect(templateOf(again)).toEqual(templateOf(changed));
});

test('a policy keeps its statements and loses the new ones', () => {
  const bucket = new s3.Bucket(new Stack(new App(), 'Stack'), 'Bucket');
  bucket.addToResourcePolicy(statement('First'));

  expect(failing(() => {
    restoreResourceOnError(bucket);
    bucket.addToResourcePolicy(statement('Second'));
  })).toThrow('a reason');
  bucket.addToResourcePolicy(statement('Third'));

  expect((bucket.policy!.document.toJSON() as { Statement: { Sid: string }[] }).Statement.map(({ Sid }) => Sid)).toEqual(['First', 'Third']);
});

test('a resource loses new aspects, validations, and dependencies', () => {
  const stack = new Stack(new App(), 'Stack');
  const [bucket, other] = [new s3.Bucket(stack, 'Bucket'), new s3.Bucket(stack, 'Other')];

  expect(failing(() => {
    restoreResourceOnError(bucket);
    Aspects.of(bucket).add({ visit: fail });
    bucket.node.addValidation({ validate: fail });
    bucket.node.defaultChild!.node.addDependency(other);
  })).toThrow('a reason');

  expect(Aspects.of(bucket).all).toEqual([]);
  expect(bucket.node.validate()).toEqual([]);
  expect(bucket.node.defaultChild!.node.dependencies).toEqual([]);
});
