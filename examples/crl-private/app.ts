/**
 * A root CA whose certificate revocation list (CRL) goes to a private bucket under a key of its own. Its readers are
 * services of the account, which fetch it from S3 with permissions of their own: certificates do not say where it is.
 *
 * Fixed monthly cost: $401.00 = $400.00 for the general-purpose CA and $1.00 for the KMS key, until the CA is
 * deleted (the first CA of an account and Region is free for 30 days). Storage, requests and certificates come on top.
 * https://aws.amazon.com/private-ca/pricing/ and https://aws.amazon.com/kms/pricing/, November 2026.
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
