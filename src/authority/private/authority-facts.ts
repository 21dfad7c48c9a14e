import { KeyAlgorithm } from '../../model/key-algorithm';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';

/**
 * What is known of a CA at synthesis, so that mistakes around it can be told. What is not known is left out.
 */
export interface AuthorityFacts {
  readonly keyAlgorithm?: KeyAlgorithm;
  /** How many levels of CAs may lie below; absent also where any number may. */
  readonly pathLength?: number;
  /** How long the CA certificate is valid from its issuance. */
  readonly validity?: Validity;
  readonly usageMode?: UsageMode;
  readonly disabled?: boolean;
}
