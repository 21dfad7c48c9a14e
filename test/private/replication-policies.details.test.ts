import { aws_iam as iam } from 'aws-cdk-lib';
import {
  renderReplicaKeyStatements, renderReplicaStatements, renderRoleStatements, ReplicationPermissions,
} from '../../src/private/replication-policies';
import { newStack } from '../support/stacks';

/* The exact statements of S3 Replication. */

const SOURCE = { bucketArn: 'arn:aws:s3:::source', region: 'us-east-1', prefix: 'crl/', isLocked: false };
const REPLICA = { bucketArn: 'arn:aws:s3:::replica', region: 'eu-west-1', prefix: 'crl/', bucketKeyEnabled: false, isOfOtherAccount: false };
const ROLE_ARN = 'arn:aws:iam::444455556666:role/replication';
const ROOT = { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::444455556666:root']] } };

const render = (statements: iam.PolicyStatement[]): unknown => newStack().resolve(statements.map((statement) => statement.toStatementJson()));
const ofRole = (source: Partial<ReplicationPermissions['source']> = {}, replica: Partial<ReplicationPermissions['replica']> = {}) =>
  render(renderRoleStatements({ source: { ...SOURCE, ...source }, replica: { ...REPLICA, ...replica } }));
const key = (name: string, conditions = {}) => ({ keyArn: `arn:aws:kms:${name}:alias/pki`, resourceArn: `arn:aws:kms:${name}:key/*`, conditions });
const viaS3 = (region: string, contexts: string | string[]) => ({
  StringLike: { 'kms:ViaService': `s3.${region}.*`, 'kms:EncryptionContext:aws:s3:arn': contexts },
});

const READ_BUCKET = { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: 'arn:aws:s3:::source' };
const READ_OBJECTS = {
  Effect: 'Allow',
  Action: ['s3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging'],
  Resource: 'arn:aws:s3:::source/crl/*',
};
const WRITE = { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateTags'], Resource: 'arn:aws:s3:::replica/crl/*' };

describe('the role', () => {
  test('can read the source and write the replicas, both only below the prefix', () => {
    expect(ofRole()).toStrictEqual([READ_BUCKET, READ_OBJECTS, WRITE]);
  });

  test('can use all objects without a prefix', () => {
    expect(ofRole({ prefix: undefined }, { prefix: undefined }))
      .toStrictEqual([READ_BUCKET, { ...READ_OBJECTS, Resource: 'arn:aws:s3:::source/*' }, { ...WRITE, Resource: 'arn:aws:s3:::replica/*' }]);
  });

  test('can read the Object Lock settings of a source that has them', () => {
    expect(ofRole({ isLocked: true })).toStrictEqual([READ_BUCKET, {
      ...READ_OBJECTS,
      Action: [
        's3:GetObjectLegalHold', 's3:GetObjectRetention', 's3:GetObjectVersionAcl', 's3:GetObjectVersionForReplication', 's3:GetObjectVersionTagging',
      ],
    }, WRITE]);
  });

  test('can give the replicas to another account', () => {
    expect(ofRole({}, { isOfOtherAccount: true })).toStrictEqual([
      READ_BUCKET, READ_OBJECTS, { ...WRITE, Action: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'] },
    ]);
  });

  test('can decrypt with the key of the source, and with the conditions of that key', () => {
    const alias = { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/pki' } };

    expect(ofRole({ key: key('source', alias) })).toStrictEqual([READ_BUCKET, READ_OBJECTS, WRITE, {
      Effect: 'Allow',
      Action: 'kms:Decrypt',
      Resource: 'arn:aws:kms:source:key/*',
      Condition: { ...viaS3('us-east-1', ['arn:aws:s3:::source', 'arn:aws:s3:::source/crl/*']), ...alias },
    }]);
  });

  test('can encrypt with the key of the replica', () => {
    expect(ofRole({}, { key: key('replica') })).toStrictEqual([READ_BUCKET, READ_OBJECTS, WRITE, {
      Effect: 'Allow',
      Action: 'kms:Encrypt',
      Resource: 'arn:aws:kms:replica:key/*',
      Condition: viaS3('eu-west-1', ['arn:aws:s3:::replica', 'arn:aws:s3:::replica/crl/*']),
    }]);
  });

  test('can use the S3 Bucket Key of the replica for the bucket', () => {
    expect(ofRole({}, { key: key('replica'), bucketKeyEnabled: true })).toStrictEqual([READ_BUCKET, READ_OBJECTS, WRITE, expect.anything(), {
      Effect: 'Allow',
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: 'arn:aws:kms:replica:key/*',
      Condition: viaS3('eu-west-1', 'arn:aws:s3:::replica'),
    }]);
  });
});

describe('a role of another account', () => {
  const PRINCIPAL = { ArnEquals: { 'aws:PrincipalArn': ROLE_ARN } };

  test('can write replicas to all of the bucket', () => {
    expect(render(renderReplicaStatements(ROLE_ARN, '444455556666', REPLICA.bucketArn))).toStrictEqual([{
      Effect: 'Allow',
      Principal: ROOT,
      Action: ['s3:ObjectOwnerOverrideToBucketOwner', 's3:ReplicateObject', 's3:ReplicateTags'],
      Resource: 'arn:aws:s3:::replica/*',
      Condition: PRINCIPAL,
    }]);
  });

  test.each<[string, boolean, object[]]>([
    ['', false, []],
    [', and use an S3 Bucket Key', true, [{
      Effect: 'Allow',
      Principal: ROOT,
      Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
      Resource: '*',
      Condition: { ...PRINCIPAL, ...viaS3('eu-west-1', 'arn:aws:s3:::replica') },
    }]],
  ])('can encrypt replicas with the key%s', (_name, bucketKeyEnabled, others) => {
    const { bucketArn, region } = REPLICA;

    expect(render(renderReplicaKeyStatements(ROLE_ARN, '444455556666', { bucketArn, region, bucketKeyEnabled }))).toStrictEqual([{
      Effect: 'Allow',
      Principal: ROOT,
      Action: 'kms:Encrypt',
      Resource: '*',
      Condition: { ...PRINCIPAL, ...viaS3('eu-west-1', ['arn:aws:s3:::replica', 'arn:aws:s3:::replica/*']) },
    }, ...others]);
  });
});
