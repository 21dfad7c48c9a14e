import { Stack, aws_iam as iam } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/* What a rejected statement must not leave: a construct, or a statement in the policy of a bucket, key, or topic. */

/** The constructs of an app, and the number of statements in each policy. */
export function snapshotOf(stacks: readonly Stack[]): ReadonlySet<string> {
  return new Set(stacks.flatMap((stack) => stack.node.findAll()).flatMap((node) => [
    node.node.path, ...documentsOf(node).map(({ statementCount }) => `statement ${statementCount} of ${node.node.path}`),
  ]));
}

/** What is in the app now, and was not in it before. */
export function leftoversOf(stacks: readonly Stack[], before: ReadonlySet<string>): string[] {
  return [...snapshotOf(stacks)].filter((one) => !before.has(one));
}

/** The policy documents that a construct of aws-cdk-lib has. */
function documentsOf(construct: IConstruct): iam.PolicyDocument[] {
  const { document, policy } = construct as { readonly document?: unknown; readonly policy?: unknown };
  return [document, policy].filter((one): one is iam.PolicyDocument => one instanceof iam.PolicyDocument);
}
