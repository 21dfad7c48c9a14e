import { Stack, Token, TokenComparison, aws_logs as logs } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';

/** What needs a log group of its own account and Region. */
export interface LogGroupUser {
  /** What uses the log group, in words. */
  readonly user: string;
  /** What to do instead. */
  readonly change: string;
}

/** The log group is not known to be in another account or Region than the construct that uses it. */
export function requireLogGroupRegion(scope: IConstruct, logGroup: logs.ILogGroup, needs: LogGroupUser): void {
  const [own, other] = [Stack.of(scope), logGroup.env];
  const differs = (a: string, b: string) => Token.compareStrings(a, b) === TokenComparison.DIFFERENT;
  if (!differs(own.region, other.region) && !differs(own.account, other.account)) { return; }
  throw new PrivateCaError('LogGroupRegion', {
    scope,
    problem: `the log group is in another Region or account than ${needs.user}`,
    value: `${other.account}/${other.region}`,
    allowed: `${own.account}/${own.region}`,
    change: needs.change,
  });
}
