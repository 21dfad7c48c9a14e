import { CfnResource, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { warnOfChange } from './kept-settings';
import { hasOverrides, renderedResource, valueAt } from './rendered-resource';
import { restoreOnError, undoOnError } from './undone-on-error';

/*
 * Statements that the library adds to resource policies. Overrides of a policy can remove them or change their
 * conditions. Validations run after all mixins, aspects, and overrides.
 */

/** A policy of the app with the statements of the library. */
export interface KeptPolicy {
  /** The construct that reports. */
  readonly scope: IConstruct;
  readonly resource: CfnResource;
  /** The path of the document below `Properties`. */
  readonly path: 'PolicyDocument' | 'KeyPolicy';
  /** The document of the construct, without overrides. */
  readonly document: iam.PolicyDocument;
}

/** A statement in a template. */
interface StatementJson {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: unknown;
  readonly Action?: unknown;
  readonly Resource?: unknown;
  readonly Condition?: unknown;
}

/** The statements of each policy, in the order in which the library added them. */
const STATEMENTS = new WeakMap<CfnResource, (() => object)[]>();

/** Reports a statement of the library that the template doesn't contain. */
export function keepStatement(policy: KeptPolicy, statement: () => object): void {
  const present = STATEMENTS.get(policy.resource);
  if (present) {
    restoreOnError(present);
    present.push(statement);
    return;
  }
  const statements = [statement];
  STATEMENTS.set(policy.resource, statements);
  undoOnError(() => STATEMENTS.delete(policy.resource));
  restoreOnError(policy.scope);
  policy.scope.node.addValidation({
    validate: () => {
      requireStatements(policy, statements);
      return [];
    },
  });
}

function requireStatements({ scope, resource, path, document }: KeptPolicy, statements: (() => object)[]): void {
  if (!hasOverrides(resource) && documentOf(resource) === document) { return; }
  const { resolve } = Stack.of(resource);
  const inApp = (resolveDocument(resource, document).Statement ?? []).map(textOf);
  const { Statement = [] } = (renderedResource(resource).Properties?.[path] ?? {}) as { Statement?: StatementJson[] };
  const inTemplate = Statement.map(textOf);
  const own = statements.map((render) => resolve.call(Stack.of(resource), render()) as StatementJson);
  // Another statement of the library can differ only in its condition. It does not replace one that is missing.
  const inLibrary = own.map(textOf);
  const others = Statement.filter((one) => !inLibrary.includes(textOf(one)));
  for (const statement of own) {
    // CDK can merge statements. A merged statement isn't compared.
    if (!inApp.includes(textOf(statement)) || inTemplate.includes(textOf(statement))) { continue; }
    const changed = others.some((one) => textOf(withoutCondition(one)) === textOf(withoutCondition(statement)));
    if (changed) {
      warnOfChange(scope, 'policyConditionChanged', `The template contains other conditions in the policy ${resource.node.path} than `
        + `the library specifies for ${describe(statement)}`);
    } else {
      throw new PrivateCaError('PolicyStatementMissing', {
        scope,
        subject: `The policy ${resource.node.path}`,
        rule: `contain the statement for ${describe(statement)}`,
        value: `${Statement.length} other statements`,
        fix: 'Remove the override of the policy, and add your statements with addToResourcePolicy()',
      });
    }
  }
}

/** The document in the properties of a policy or a key. */
function documentOf(resource: CfnResource): unknown {
  const { policyDocument, keyPolicy } = resource as unknown as { policyDocument?: unknown; keyPolicy?: unknown };
  return policyDocument ?? keyPolicy;
}

function resolveDocument(resource: CfnResource, document: iam.PolicyDocument): { Statement?: StatementJson[] } {
  return (Stack.of(resource).resolve(document) ?? {}) as { Statement?: StatementJson[] };
}

function withoutCondition({ Effect, Principal, Action, Resource }: StatementJson): StatementJson {
  return { Effect, Principal, Action, Resource };
}

function textOf(value: unknown): string {
  return JSON.stringify(value);
}

function describe({ Sid, Effect, Principal, Action }: StatementJson): string {
  const service = valueAt(Principal, 'Service');
  return Sid ?? `${Effect} ${JSON.stringify(Action)}${service === undefined ? '' : ` by ${JSON.stringify(service)}`}`;
}
