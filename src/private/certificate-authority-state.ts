import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { PrivateCaError } from './errors';
import { Subject } from './require';

/** The properties of a CA of this library that decide whether it can issue. Nothing is known about other CAs. */
interface KnownState {
  readonly _facts?: { readonly pending?: boolean; readonly disabled?: boolean };
}

/** Requires a CA with a certificate, as far as it is known. */
export function requireSigned(
  { scope, property }: Subject, certificateAuthority: acmpca.ICertificateAuthorityRef,
): void {
  if (!(certificateAuthority as KnownState)._facts?.pending) { return; }
  throw new PrivateCaError('CertificateAuthorityPending', {
    scope,
    subject: property,
    rule: 'be active, and the parent of this CA has not signed its certificate yet',
    value: certificateAuthority.node.path,
    fix: 'Pass the signed certificate with ExternalParent.signed() first',
  });
}

/** Requires a CA that can issue certificates, as far as it is known. */
export function requireActive(
  { scope, property }: Subject, certificateAuthority: acmpca.ICertificateAuthorityRef,
): void {
  requireSigned({ scope, property }, certificateAuthority);
  if (!(certificateAuthority as KnownState)._facts?.disabled) { return; }
  throw new PrivateCaError('CertificateAuthorityDisabled', {
    scope,
    subject: property,
    rule: 'be active to issue a certificate',
    value: certificateAuthority.node.path,
    fix: 'Set disabled to false on the CA, or choose another CA',
  });
}
