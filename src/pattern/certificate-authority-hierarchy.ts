import { Construct } from 'constructs';
import { CertificateAuthorityHierarchyProps } from './certificate-authority-hierarchy-props';
import { newHierarchy, PlacedAuthority } from './private/hierarchy-authorities';
import { requireHierarchy } from './private/hierarchy-checks';
import { HIERARCHY_KINDS } from './private/kinds';
import { IPrivateCertificateAuthority } from '../authority/private-certificate-authority';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';

/**
 * A hierarchy of up to five levels of certificate authorities (CAs).
 *
 * The depth of the hierarchy determines the path lengths, and each certificate ends before the certificate above it.
 * Adding, moving, or removing a level doesn't change the logical IDs of the other levels.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/ca-hierarchy.html
 *
 * @example
 * new CertificateAuthorityHierarchy(this, 'Pki', {
 *   root: {
 *     name: 'Root',
 *     subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
 *     below: [{ name: 'Issuing', subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' }) }],
 *   },
 * });
 */
@removedOnError
export class CertificateAuthorityHierarchy extends Construct {
  /** The CA of the top level. */
  public readonly root: IPrivateCertificateAuthority;

  /** The CAs without a CA below them, in the order of the levels. */
  public readonly issuing: IPrivateCertificateAuthority[];

  /** All CAs, each before the CAs below it. */
  public readonly all: IPrivateCertificateAuthority[];

  private readonly placed: readonly PlacedAuthority[];

  /**
   * @param scope The parent construct.
   * @param id The construct ID. Changing it replaces all CAs.
   * @param props The properties of the hierarchy.
   */
  constructor(scope: Construct, id: string, props: CertificateAuthorityHierarchyProps) {
    super(scope, id);
    props = checked(this, props, HIERARCHY_KINDS);
    requireHierarchy(this, props);

    this.placed = newHierarchy(this, props);
    this.all = this.placed.map(({ certificateAuthority }) => certificateAuthority);
    this.root = this.all[0];
    this.issuing = this.placed.filter(({ level }) => !level.below?.length)
      .map(({ certificateAuthority }) => certificateAuthority);
  }

  /**
   * The CA of a level.
   *
   * @param name The name of the level.
   */
  public certificateAuthority(name: string): IPrivateCertificateAuthority {
    const found = this.placed.find(({ level }) => level.name === name);
    if (found) { return found.certificateAuthority; }
    throw new PrivateCaError('HierarchyLevelUnknown', {
      scope: this,
      subject: 'name',
      rule: `be the name of a level (${this.placed.map(({ level }) => level.name).join(', ')})`,
      value: name,
      fix: 'Correct the name, or add a level with this name',
    });
  }
}
