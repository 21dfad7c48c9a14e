import { Construct } from 'constructs';
import { CertificateAuthorityProps } from './certificate-authority-props';
import { ExternalParent } from './external-parent';
import { ActiveCertificateAuthority } from './private/active-certificate-authority';
import { templateOf } from './private/certificate-authority-resources';
import { announcePending, bindExternalParent, requireOneParent } from './private/external-parent-checks';
import { SUBORDINATE_KINDS } from './private/kinds';
import { bindParent, pathLengthOf } from './private/parent-checks';
import { IPrivateCertificateAuthority } from './private-certificate-authority';
import { CertificateTemplate } from '../model/certificate-template';
import { SigningAlgorithm } from '../model/signing-algorithm';
import { Validity } from '../model/validity';
import { checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';

/** Properties of a `SubordinateCertificateAuthority`. */
export interface SubordinateCertificateAuthorityProps extends CertificateAuthorityProps {
  /**
   * The CA that signs the certificate of this CA.
   *
   * Specify a root or subordinate CA of the app, or an imported CA with `certificateChainPem`. For another parent, use
   * `externalParent`. If the parent uses short-lived mode, synthesis prints a warning.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default - `externalParent` is required
   */
  readonly parent?: IPrivateCertificateAuthority;

  /**
   * The parent outside the app that signs the certificate of this CA.
   *
   * Use it for an offline root CA, a CA outside AWS, or a CA in another AWS account or Region. You can change this
   * property without replacement.
   *
   * @default - `parent` is required
   */
  readonly externalParent?: ExternalParent;

  /**
   * Whether an earlier deployment issued the certificate of this CA.
   *
   * Set to `true` to disable the parent. Otherwise, a parent that is known to be disabled causes an error. While the
   * parent is disabled, do not change properties that reissue the certificate.
   *
   * @default false
   */
  readonly alreadyIssued?: boolean;

  /**
   * The number of CA levels allowed below this CA (0–3).
   *
   * Must be less than the path length of the parent.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * With `externalParent`, the library compares this property with the signed certificate.
   *
   * @default - the path length of `certificateTemplate` is used, or 0 without a template; with `externalParent`, not
   * checked
   */
  readonly pathLength?: number;

  /**
   * The signing algorithm that the parent uses for this CA certificate.
   *
   * Must match the key family of the parent. In newer Regions, AWS documents only the default for an ECDSA key, and
   * synthesis prints a warning for another hash.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default - the default signing algorithm of the parent key is used; required if the parent is imported without
   * `keyAlgorithm`
   */
  readonly issuerSigningAlgorithm?: SigningAlgorithm;

  /**
   * The validity period of the CA certificate.
   *
   * Must end before the validity period of the parent. If the parent uses short-lived mode, the maximum is 7 days.
   *
   * Changing this property reissues the certificate for the same key.
   *
   * @default Validity.years(3)
   */
  readonly validity?: Validity;
}

/**
 * An active subordinate certificate authority (CA) with a certificate that its parent CA signs.
 *
 * Creates the CA, its certificate, and the activation, and retains all three by default. Issued certificates depend on
 * them, and without its activation, the CA is disabled.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/ca-hierarchy.html
 *
 * @example
 * declare const root: RootCertificateAuthority;
 * new SubordinateCertificateAuthority(this, 'Issuing', {
 *   subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }),
 *   parent: root,
 *   revocation: Revocation.ocsp(),
 * });
 */
@removedOnError
export class SubordinateCertificateAuthority extends ActiveCertificateAuthority {
  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces the CA.
   * @param props The properties of the CA.
   */
  constructor(scope: Construct, id: string, props: SubordinateCertificateAuthorityProps) {
    super(scope, id, props, (ca) => {
      props = checked(ca, props, SUBORDINATE_KINDS);
      const signer = requireOneParent(props, ca);
      if (!signer) { return bindExternalParent(ca, props.externalParent!, props); }
      const validity = props.validity ?? Validity.years(3);
      const pathLength = pathLengthOf(ca, props);
      const template = templateOf(props, CertificateTemplate.subordinateCa(pathLength ?? 0));
      const parent = bindParent(ca, { ...props, parent: signer }, { validity, pathLength });
      return { type: 'SUBORDINATE', validity, pathLength, issuance: { template, validity, parent } };
    });
    if (this._facts.pending) { announcePending(this, this.certificateAuthorityArn); }
  }
}
