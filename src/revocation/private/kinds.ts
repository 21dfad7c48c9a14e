import { Environment } from 'aws-cdk-lib';
import { PrivateCaBucketEncryption } from '../../model/private-ca-bucket-encryption';
import { ACM_CERTIFICATE, BUCKET, REMOVAL_POLICY } from '../../private/cdk-kinds';
import { DURATION, TEXT, instanceOf, listOf, objectOf } from '../../private/kinds';
import { CrlReplica } from '../crl-replica';
import { CrlWriteAccess } from '../crl-write-access';

/* The kinds of the properties in this room. */

export const CRL_BUCKET_KINDS = {
  certificateAuthorityEnvironments: listOf(objectOf<Environment>({ account: TEXT, region: TEXT }), 'environments'),
  writeAccess: instanceOf(CrlWriteAccess),
  bucket: BUCKET,
  encryption: instanceOf(PrivateCaBucketEncryption),
  serverAccessLogsBucket: BUCKET,
  bucketNamePrefix: TEXT,
  supersededCrlRetention: DURATION,
  replica: instanceOf(CrlReplica),
  removalPolicy: REMOVAL_POLICY,
};

/** The kinds of the properties that both distributions have. */
export const DISTRIBUTION_KINDS = {
  domainName: TEXT, certificate: ACM_CERTIFICATE, logBucket: BUCKET, removalPolicy: REMOVAL_POLICY,
};

export const OCSP_DISTRIBUTION_KINDS = { ...DISTRIBUTION_KINDS, certificateAuthorityRegion: TEXT };
