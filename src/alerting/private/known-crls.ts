import { Duration, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { requireLifetime } from './crl-freshness';
import { PrivateCaError } from '../../private/errors';
import { hasOverrides } from '../../private/rendered-resource';

/* The validity period of CRLs, compared with the CAs that the app creates. */

/** The validity period if neither the property nor the CA determines it: the default of `Revocation.crl()`. */
const DEFAULT_LIFETIME = Duration.days(7);

type RevocationConfiguration = acmpca.CfnCertificateAuthority.RevocationConfigurationProperty;
type CrlConfiguration = acmpca.CfnCertificateAuthority.CrlConfigurationProperty;

/** What the app knows of the CRLs of a CA. Unknown properties are absent. */
interface KnownCrls {
  readonly enabled?: boolean;
  readonly days?: number;
}

/** The validity period of the CRLs of a CA. A CA without CRLs, and a property that contradicts the CA, are errors. */
export function lifetimeOf(
  scope: IConstruct, certificateAuthority: acmpca.ICertificateAuthorityRef, given: Duration | undefined,
): Duration {
  const { path } = certificateAuthority.node;
  const { enabled, days } = knownCrlsOf(certificateAuthority);
  if (enabled === false) {
    throw new PrivateCaError('CrlMissing', {
      scope,
      subject: 'certificateAuthorities',
      rule: 'contain only CAs that publish CRLs, because the alarm would otherwise never be in OK state',
      value: path,
      fix: 'Remove the CA from certificateAuthorities, or set its revocation to Revocation.crl() or Revocation.crlAndOcsp()',
    });
  }
  if (days === undefined) { return given ?? DEFAULT_LIFETIME; }
  const lifetime = Duration.days(days);
  if (given && !given.isUnresolved() && given.toDays() !== days) {
    throw new PrivateCaError('CrlLifetime', {
      scope,
      subject: 'crlLifetime',
      rule: `be the validity period of the CRLs of ${path} (${lifetime.toHumanString()})`,
      value: given.toHumanString(),
      fix: 'Remove crlLifetime, so that each CA determines it',
    });
  }
  requireLifetime(scope, lifetime, `The validity period of the CRLs of ${path}`);
  return lifetime;
}

/** The CRL configuration of a CA that the app creates. Overrides and tokens are unknown. */
function knownCrlsOf(certificateAuthority: acmpca.ICertificateAuthorityRef): KnownCrls {
  const resources = [certificateAuthority, certificateAuthority.node.defaultChild];
  const resource = resources.find((one) => acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(one));
  if (!resource || hasOverrides(resource)) { return {}; }
  const { revocationConfiguration: revocation } = resource;
  if (Token.isUnresolved(revocation)) { return {}; }
  const crl = (revocation as RevocationConfiguration | undefined)?.crlConfiguration;
  if (Token.isUnresolved(crl)) { return {}; }
  const { enabled = false, expirationInDays: days } = (crl ?? {}) as Partial<CrlConfiguration>;
  if (Token.isUnresolved(enabled)) { return {}; }
  return { enabled: enabled as boolean, days: Token.isUnresolved(days) ? undefined : days };
}
