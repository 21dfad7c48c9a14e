import { Construct } from 'constructs';
import { CertificateAuthorityProps } from './certificate-authority-props';
import { ActiveCertificateAuthority } from './private/active-certificate-authority';
import { templateOf } from './private/certificate-authority-resources';
import { ROOT_KINDS } from './private/kinds';
import { CertificateTemplate } from '../model/certificate-template';
import { Validity } from '../model/validity';
import { checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';

/** Properties of a `RootCertificateAuthority`. */
export interface RootCertificateAuthorityProps extends CertificateAuthorityProps {
  /**
   * The validity period of the self-signed CA certificate.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default Validity.years(10)
   */
  readonly validity?: Validity;
}

/**
 * An active root certificate authority (CA) with a self-signed certificate.
 *
 * Creates the CA, its certificate, and the activation, and retains all three by default. Issued certificates depend on
 * them, and without its activation, the CA is disabled.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/create-CA.html
 *
 * @example
 * new RootCertificateAuthority(this, 'Root', {
 *   subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1', country: 'US' }),
 *   revocation: Revocation.ocsp(),
 * });
 */
@removedOnError
export class RootCertificateAuthority extends ActiveCertificateAuthority {
  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces the CA.
   * @param props The properties of the CA.
   */
  constructor(scope: Construct, id: string, props: RootCertificateAuthorityProps) {
    super(scope, id, props, (ca) => {
      props = checked(ca, props, ROOT_KINDS);
      const template = templateOf(props, CertificateTemplate.ROOT_CA);
      const validity = props.validity ?? Validity.years(10);
      return { type: 'ROOT', validity, pathLength: template._pathLength, issuance: { template, validity } };
    });
  }
}
