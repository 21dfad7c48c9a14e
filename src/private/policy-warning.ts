import { Annotations, Aspects, Stack, Token, aws_iam as iam, region_info } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';

/**
 * Warns that a policy could not be edited, with the statement to add by hand. Policies of imported buckets and keys
 * are out of CDK's reach, and CDK drops what it cannot add in silence.
 */
export function warnUnlessAdded(
  scope: IConstruct,
  warningId: string,
  owner: string,
  result: iam.AddToResourcePolicyResult,
  statement: iam.PolicyStatement,
): void {
  if (result.statementAdded) { return; }
  // Statements grow until synthesis, so only then can this one be told.
  Aspects.of(scope).add({
    visit: (node) => {
      if (node !== scope) { return; }
      const json = JSON.stringify(renderForPeople(Stack.of(scope), statement), undefined, 2);
      Annotations.of(scope).addWarningV2(`cdk-private-ca:${warningId}`,
        `the policy of ${owner} cannot be edited from this app; add this statement to it yourself `
        + `(replace what stands in \${…}, if anything):\n${json}`);
    },
  });
}

/** The statement as JSON to paste: what is known at synthesis is put in, what is not stands in `${…}`. */
function renderForPeople(stack: Stack, statement: iam.PolicyStatement): unknown {
  const partition = Token.isUnresolved(stack.region) ? undefined : region_info.RegionInfo.get(stack.region).partition;
  return withoutIntrinsics(stack.resolve(statement.toStatementJson()), partition);
}

/** What the names of this library's buckets carry of the stack. */
const STACK_GUID = JSON.stringify([0, { 'Fn::Split': ['-', { 'Fn::Select': [2, { 'Fn::Split': ['/', { Ref: 'AWS::StackId' }] }] }] }]);

function withoutIntrinsics(value: unknown, partition: string | undefined): unknown {
  if (Array.isArray(value)) { return value.map((item) => withoutIntrinsics(item, partition)); }
  if (value === null || typeof value !== 'object') { return value; }
  const entries = Object.entries(value);
  const [key, argument] = entries[0] ?? ['', undefined];
  if (entries.length !== 1 || !(key === 'Ref' || key.startsWith('Fn::'))) {
    return Object.fromEntries(entries.map(([name, item]) => [name, withoutIntrinsics(item, partition)]));
  }
  switch (key) {
    case 'Ref': return argument === 'AWS::Partition' && partition ? partition : `\${${argument}}`;
    case 'Fn::GetAtt': return `\${${(argument as string[]).join('.')}}`;
    case 'Fn::Join': {
      const [separator, parts] = argument as [string, unknown[]];
      return parts.map((part) => withoutIntrinsics(part, partition)).join(separator);
    }
    default: return JSON.stringify(argument) === STACK_GUID
      ? '${FIRST_PART_OF_THE_GUID_IN_THE_STACK_ID}' : `\${${key} ${JSON.stringify(argument)}}`;
  }
}
