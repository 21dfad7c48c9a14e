import { Aws, CfnResource, RemovalPolicy } from 'aws-cdk-lib';
import { ENVIRONMENT } from './shape';

/* What all resources by hand share. */

/** A policy document. */
export function documentOf(...statements: object[]): object {
  return { Version: '2012-10-17', Statement: statements };
}

/** The statement with which CDK lets the account use a key. */
export function renderRoot(): object {
  return {
    Action: 'kms:*', Effect: 'Allow', Principal: { AWS: `arn:${Aws.PARTITION}:iam::${ENVIRONMENT.account}:root` }, Resource: '*',
  };
}

/** The statement with which CDK rejects requests without TLS. */
export function requireTls(action: string, resource: unknown, principal: unknown, sid?: string): object {
  return {
    Action: action,
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
    Effect: 'Deny',
    Principal: principal,
    Resource: resource,
    ...sid && { Sid: sid },
  };
}

/** Retains a resource. */
export function retain(resource: CfnResource, policy = RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE): void {
  resource.applyRemovalPolicy(policy);
}
