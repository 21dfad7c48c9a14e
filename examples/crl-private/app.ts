/**
 * A root CA that publishes its certificate revocation list (CRL) in a private bucket with a dedicated KMS key. Services
 * in the account read the CRL from S3 with their own permissions, so certificates contain no CRL URL.
 *
 * Fixed monthly cost: $401.00 = $400.00 for the general-purpose CA and $1.00 for the KMS key, until you delete the CA.
 * The first CA in an account and Region is free for 30 days. Storage, requests, and certificates are billed separately.
 * https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/kms/pricing/, as of November 2026.
 */
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import {
  CrlBucket, CrlDistributionPoint, DistinguishedName, PrivateCaBucketEncryption, Revocation, RootCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const stack = new Stack(app, 'CrlPrivate');

const bucket = new CrlBucket(stack, 'Crls', { encryption: PrivateCaBucketEncryption.kms() });
new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }),
  revocation: Revocation.crl({ bucket, distributionPoint: CrlDistributionPoint.omitted() }),
});

new CfnOutput(stack, 'CrlBucketName', { value: bucket.bucket.bucketName });
