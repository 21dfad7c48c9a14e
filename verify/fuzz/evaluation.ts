import * as cdk from 'aws-cdk-lib';
import { App, Duration, Environment, Lazy, Size, Stack } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { TYPES, isAssignable, isConstruct } from './assembly';
import { CDK_VALUES } from './cdk-values';
import { AppPlan, Expression, Step } from './expressions';
import { leftoversOf, snapshotOf } from './leftovers';
import { useResult } from './uses';
import * as library from '../../src';
import { PrivateCaError } from '../../src/private/errors';

/* Evaluates the expressions of an app. */

/** The environments of stacks. */
export const ENVIRONMENTS: readonly (Environment | undefined)[] = [
  { account: '111122223333', region: 'us-east-1' },
  undefined,
  { account: '111122223333', region: 'cn-north-1' },
  { account: '111122223333', region: 'us-gov-west-1' },
  { account: '444455556666', region: 'eu-central-1' },
];

/** What became of the statements of an app. */
export interface Evaluated {
  readonly app: App;
  readonly stacks: readonly Stack[];
  /** The coded errors of statements that the library rejected. */
  readonly rejected: PrivateCaError[];
  /** The first statement with another error. */
  readonly failed?: { readonly step: number; readonly error: Error };
  /** What statements left that the library rejected. */
  readonly halfDone: string[];
  /** The names of the members of the API that the app uses. */
  readonly used: ReadonlySet<string>;
  /** The names of the methods that returned without an error. */
  readonly accepted: ReadonlySet<string>;
}

interface Made {
  readonly value: unknown;
  readonly type: string;
  readonly stack: number;
}

type Callable = Record<string, (...args: unknown[]) => unknown>;
type Class = (new (...args: unknown[]) => object) & Record<string, unknown>;

const nameOf = (type: string) => type.split('.').slice(-1)[0];
const isCdk = (type: string) => !TYPES[type];

/** The namespace of aws-cdk-lib or of the library that contains a type. */
function memberOf(type: string): unknown {
  if (!isCdk(type)) { return (library as Record<string, unknown>)[nameOf(type)]; }
  return type.split('.').slice(1).reduce<unknown>((namespace, name) => (namespace as Record<string, unknown>)[name], cdk);
}

class Evaluation {
  public readonly used = new Set<string>();
  public readonly accepted = new Set<string>();
  public readonly halfDone: string[] = [];
  private readonly made: Made[] = [];
  private readonly counts = new Map<string, number>();
  private current = 0;
  /** Makes the last call again. */
  private lastCall?: { readonly of: Expression; readonly again: () => unknown; isAccepted: boolean };

  constructor(private readonly stacks: readonly Stack[]) {}

  /** Evaluates a statement, uses what it returns, and reads the properties of what it made. */
  public run({ stack, do: expression, again }: Step): void {
    this.current = stack % this.stacks.length;
    const before = this.made.length;
    try {
      this.use(expression, this.evaluate(expression));
    } catch (error) {
      if (again && error instanceof PrivateCaError) { this.requireRejected(expression, error); }
      throw error;
    }
    if (again && this.lastCall?.of === expression) { this.use(expression, this.lastCall.again()); }
    for (const { value, type } of this.made.slice(before)) { this.read(value as Record<string, unknown>, type); }
  }

  /** A rejected call changes nothing, so the same call is rejected again. */
  private requireRejected(expression: Expression, { code }: PrivateCaError): void {
    if (this.lastCall?.of !== expression || this.lastCall.isAccepted) { return; }
    let found = 'no error';
    try { this.lastCall.again(); } catch (error) {
      if (!(error instanceof PrivateCaError)) { throw error; }
      found = error.code;
    }
    if (found !== code) { this.halfDone.push(`after ${code}, the same call causes ${found}: what the first call changed`); }
  }

  private get stack(): Stack {
    return this.stacks[this.current];
  }

  private use(expression: Expression, result: unknown): void {
    if (expression.is === 'static' || expression.is === 'method') { useResult(this.stack, () => this.idOf('Use'), expression, result); }
  }

  private evaluate(expression: Expression): unknown {
    switch (expression.is) {
      case 'value': return expression.value;
      case 'token': return lateValue(expression.of, expression.value);
      case 'duration': return Duration[expression.unit](expression.amount);
      case 'size': return Size.mebibytes(expression.mebibytes);
      case 'member': case 'constant':
        this.used.add(`${nameOf(expression.type)}.${expression.name}`);
        return (memberOf(expression.type) as Record<string, unknown>)[expression.name];
      case 'object': return this.objectOf(expression.entries);
      case 'list': return expression.items.map((item) => this.evaluate(item));
      case 'cdk': {
        const make = CDK_VALUES[expression.type][expression.variant];
        return this.remember(make(this.stack, this.idOf('Mine')), expression.type);
      }
      case 'new': return this.create(expression);
      case 'static': return this.call(memberOf(expression.type) as Callable, expression);
      case 'method': return this.callOn(expression);
      case 'property':
        this.used.add(`${nameOf(expression.type)}.${expression.property}`);
        return (this.evaluate(expression.of) as Record<string, unknown>)[expression.property];
      case 'made': return this.choose(expression);
      case 'scope': return this.stack;
      case 'id': return this.idOf('A');
    }
  }

  private objectOf(entries: Readonly<Record<string, Expression | undefined>>): object {
    return Object.fromEntries(Object.entries(entries)
      .flatMap(([name, value]) => value === undefined ? [] : [[name, this.evaluate(value)]]));
  }

  private create({ type, args }: Extract<Expression, { is: 'new' }>): unknown {
    const values = args.map((argument) => this.evaluate(argument));
    this.used.add(`new ${nameOf(type)}`);
    const create = () => new (memberOf(type) as Class)(...values);
    return this.remember(isConstruct(type) ? this.wholly(create) : create(), type);
  }

  /** Runs what can cause a coded error, which must leave nothing. */
  private wholly<T>(run: () => T): T {
    const before = snapshotOf(this.stacks);
    try { return run(); } catch (error) {
      // The AWS CDK has errors of its own.
      if (error instanceof PrivateCaError) { this.halfDone.push(...leftoversOf(this.stacks, before)); }
      throw error;
    }
  }

  private call(owner: Callable, called: Extract<Expression, { is: 'static' | 'method' }>): unknown {
    const { type, method, args } = called;
    const values = args.map((argument) => this.evaluate(argument));
    const member = `${nameOf(type)}.${method}`;
    this.used.add(member);
    const { current } = this;
    const again = () => {
      this.current = current;
      return this.wholly(() => owner[method](...values.map((value, index) => args[index].is === 'id' ? this.idOf('A') : value)));
    };
    const call = { of: called, again, isAccepted: false };
    this.lastCall = call;
    const result = this.wholly(() => owner[method](...values));
    call.isAccepted = true;
    this.accepted.add(member);
    const returned = TYPES[type].methods!.find(({ name }) => name === method)?.returns?.type.fqn;
    return returned ? this.remember(result, returned) : result;
  }

  /** The arguments of a method come from the stack of its object, so that the app makes no cycle. */
  private callOn(expression: Extract<Expression, { is: 'method' }>): unknown {
    const before = this.current;
    const owner = this.evaluate(expression.of) as Callable;
    const home = this.made.find(({ value }) => value === owner)?.stack;
    this.current = home ?? before;
    try { return this.call(owner, expression); } finally { this.current = before; }
  }

  private choose({ type, index, otherwise }: Extract<Expression, { is: 'made' }>): unknown {
    const usable = this.made.filter((one) => one.stack <= this.current && isAssignable(one.type, type));
    // Sometimes a new value, although there are others.
    return index < usable.length ? usable[index].value : this.evaluate(otherwise);
  }

  private remember<T>(value: T, type: string): T {
    if (typeof value === 'object' && value !== null) { this.made.push({ value, type, stack: this.current }); }
    return value;
  }

  private idOf(beginning: string): string {
    const key = `${this.current} ${beginning}`;
    const count = (this.counts.get(key) ?? 0) + 1;
    this.counts.set(key, count);
    return `${beginning}${count}`;
  }

  /** Reads all properties. A construct can reject reading one, with a coded error. */
  private read(value: Record<string, unknown>, type: string): void {
    for (const { name, static: isStatic } of TYPES[type]?.properties ?? []) {
      if (isStatic) { continue; }
      this.used.add(`${nameOf(type)}.${name}`);
      try { void value[name]; } catch (error) { if (!(error instanceof PrivateCaError)) { throw error; } }
    }
  }
}

/** A value that is known only at synthesis. */
export function lateValue(of: 'string' | 'number' | 'list', value: unknown): unknown {
  switch (of) {
    case 'string': return Lazy.string({ produce: () => value as string });
    case 'number': return Lazy.number({ produce: () => value as number });
    case 'list': return Lazy.list({ produce: () => value as string[] });
  }
}

/** Runs the statements of an app. A rejected statement does not end the app. */
export function evaluateApp(plan: AppPlan): Evaluated {
  const app = new App({
    context: { 'aws:cdk:disable-creation-stack-traces': true, ...(plan.flags === 'recommended' ? recommendedFlags : {}) },
    analyticsReporting: false,
  });
  const stacks = plan.stacks.map(({ env }, index) => new Stack(app, `Stack${index}`, { env: ENVIRONMENTS[env] }));
  const evaluation = new Evaluation(stacks);
  const rejected: PrivateCaError[] = [];
  let failed: Evaluated['failed'];
  plan.steps.forEach((statement, step) => {
    try {
      evaluation.run(statement);
    } catch (error) {
      if (error instanceof PrivateCaError) { rejected.push(error); return; }
      failed ??= { step, error: error as Error };
    }
  });
  const { halfDone, used, accepted } = evaluation;
  return { app, stacks, rejected, failed, halfDone, used, accepted };
}
