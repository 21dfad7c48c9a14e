import { Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { accountOf, arnOf, regionOf, requireCertificateAuthorityArn } from './certificate-authority-arn';
import { differs, renderEnvironment } from './environment';
import { PrivateCaError } from './errors';

/* The certificate authorities (CAs) that a state machine calls AWS Private CA for. */

/** At least one CA is specified, and the state machine can call AWS Private CA for each. */
export function requireCertificateAuthorities(
  scope: IConstruct, authorities: acmpca.ICertificateAuthorityRef[], shareable: boolean,
): void {
  authorities.forEach((authority, index) =>
    requireCallable(scope, authority, authorities.slice(0, index).map(arnOf), shareable));
  if (authorities.length > 0) { return; }
  throw new PrivateCaError('CertificateAuthorityMissing', {
    scope,
    subject: 'certificateAuthorities',
    rule: 'contain at least one certificate authority',
    value: authorities,
    fix: 'Add a certificate authority',
  });
}

/**
 * The CA is new, and a state machine of the stack can call AWS Private CA for it. The CA must be in the Region of the
 * state machine. If AWS RAM can't share the permission, the CA must also be in the account of the state machine.
 */
export function requireCallable(
  scope: IConstruct, authority: acmpca.ICertificateAuthorityRef, present: string[], shareable: boolean,
): void {
  const arn = arnOf(authority);
  requireCertificateAuthorityArn({ scope, property: 'certificateAuthorities' }, arn);
  if (present.includes(arn)) {
    throw new PrivateCaError('CertificateAuthorityDuplicate', {
      scope,
      subject: 'certificateAuthorities',
      rule: 'contain each certificate authority once',
      value: authority.node.path,
      fix: 'Remove the duplicate',
    });
  }
  const own = Stack.of(scope);
  const [account, region] = [accountOf(authority), regionOf(authority)];
  if (!differs(region, own.region) && (shareable || !differs(account, own.account))) { return; }
  throw new PrivateCaError('CertificateAuthorityEnvironment', {
    scope,
    subject: 'certificateAuthorities',
    rule: shareable
      ? `be in the Region of the stack (${own.region})`
      : `be in the account and Region of the stack (${renderEnvironment(own)})`,
    value: renderEnvironment({ account, region }),
    fix: 'Create the construct in a stack in that environment',
  });
}
