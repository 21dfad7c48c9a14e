import { Annotations, Resource, Stack, Stage, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from '../../private/certificate-authority-arn';
import { differs, environmentsDiffer, renderEnvironment } from '../../private/environment';
import { PrivateCaError } from '../../private/errors';

/* Checks of a CA that another construct refers to: its stage, account, and Region. */

/** CDK cannot refer to a resource of another stage. An imported CA has no resource. */
export function requireSameStage(
  scope: Construct, property: string, certificateAuthority: acmpca.ICertificateAuthorityRef,
): void {
  const isResource = Resource.isOwnedResource(certificateAuthority)
    || acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(certificateAuthority);
  if (!isResource || Stage.of(certificateAuthority) === Stage.of(scope)) { return; }
  throw new PrivateCaError('CertificateAuthorityStage', {
    scope,
    subject: property,
    rule: 'be in the same stage, because CDK cannot refer to a resource of another stage',
    value: certificateAuthority.node.path,
    fix: 'Create both in one stage, or import the CA with PrivateCertificateAuthority.fromCertificateAuthorityAttributes()',
  });
}

/** A permission for ACM applies only in the account and Region of the CA. */
export function requireSameEnvironment(scope: Construct, certificateAuthority: acmpca.ICertificateAuthorityRef): void {
  requireCertificateAuthorityArn({ scope, property: 'certificateAuthority' }, arnOf(certificateAuthority));
  const environment = { account: accountOf(certificateAuthority), region: regionOf(certificateAuthority) };
  if (!environmentsDiffer(environment, Stack.of(scope))) { return; }
  throw new PrivateCaError('PermissionEnvironment', {
    scope,
    subject: 'certificateAuthority',
    rule: `be in the account and Region of the permission (${renderEnvironment(Stack.of(scope))})`,
    value: renderEnvironment(environment),
    fix: 'Create the permission in a stack in the account and Region of the CA. For certificates in other accounts, share '
      + 'the CA with AWS RAM',
  });
}

/** Warns that a parent in another account must be shared before the deployment. */
export function warnOfOtherAccount(scope: Construct, parent: acmpca.ICertificateAuthorityRef): void {
  const account = accountOf(parent);
  if (!differs(account, Stack.of(scope).account)) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:parentInOtherAccount',
    `The parent ${parent.node.path} is in account ${account}. Before you deploy this CA, share the parent with this account. `
    + 'The AWS RAM managed permission AWSRAMSubordinateCACertificatePathLen0IssuanceCertificateAuthority allows CA '
    + 'certificates with path length 0. Otherwise, CloudFormation cannot issue the CA certificate.');
}
