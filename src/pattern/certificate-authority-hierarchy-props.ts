import { RemovalPolicy } from 'aws-cdk-lib';
import { HierarchyLevel } from './hierarchy-level';
import { Revocation } from '../revocation/revocation';

/** Properties of a `CertificateAuthorityHierarchy`. */
export interface CertificateAuthorityHierarchyProps {
  /** The top level of the hierarchy. */
  readonly root: HierarchyLevel;

  /**
   * The revocation configuration of all CAs, unless a level specifies its own.
   *
   * If it requires a new CRL bucket, all CAs share one bucket.
   *
   * @default - no revocation
   */
  readonly revocation?: Revocation;

  /**
   * Whether the root CA is disabled, so that it can't issue certificates.
   *
   * IMPORTANT: Specify it only after a deployment that issued the certificates of all levels below the root CA. To add,
   * renew, or change a level directly below the root CA, enable the root CA first.
   *
   * @default false
   */
  readonly rootDisabled?: boolean;

  /**
   * The removal policy of all CAs, their certificates, and activations, unless a level specifies its own.
   *
   * @default RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE
   */
  readonly removalPolicy?: RemovalPolicy;
}
