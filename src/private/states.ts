import { Aws } from 'aws-cdk-lib';

/* The parts that definitions of state machines have in common (Amazon States Language with JSONata). */

/** The ARN of an AWS SDK integration, for example `acmpca:describeCertificateAuthority`. */
export function sdkCall(operation: string): string {
  return `arn:${Aws.PARTITION}:states:::aws-sdk:${operation}`;
}

/** A JSONata expression. */
export function jsonata(expression: string): string {
  return `{% ${expression} %}`;
}

/** Retries of a short call, over about one minute. */
export const SHORT_RETRIES = [{
  ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 5, BackoffRate: 2, MaxAttempts: 4, JitterStrategy: 'FULL',
}];
