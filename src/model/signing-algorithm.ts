/**
 * The algorithm that a CA uses to sign certificates, CSRs, CRLs, and OCSP responses.
 *
 * Must match the key family of the signing CA.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/supported-algorithms.html
 */
export class SigningAlgorithm {
  /** ECDSA with SHA-256. */
  public static readonly SHA256_WITH_ECDSA = new SigningAlgorithm('SHA256WITHECDSA');

  /** ECDSA with SHA-384. */
  public static readonly SHA384_WITH_ECDSA = new SigningAlgorithm('SHA384WITHECDSA');

  /** ECDSA with SHA-512. */
  public static readonly SHA512_WITH_ECDSA = new SigningAlgorithm('SHA512WITHECDSA');

  /** RSA PKCS #1 v1.5 with SHA-256. */
  public static readonly SHA256_WITH_RSA = new SigningAlgorithm('SHA256WITHRSA');

  /** RSA PKCS #1 v1.5 with SHA-384. */
  public static readonly SHA384_WITH_RSA = new SigningAlgorithm('SHA384WITHRSA');

  /** RSA PKCS #1 v1.5 with SHA-512. */
  public static readonly SHA512_WITH_RSA = new SigningAlgorithm('SHA512WITHRSA');

  /** ML-DSA-44 (FIPS 204). */
  public static readonly ML_DSA_44 = new SigningAlgorithm('ML_DSA_44');

  /** ML-DSA-65 (FIPS 204). */
  public static readonly ML_DSA_65 = new SigningAlgorithm('ML_DSA_65');

  /** ML-DSA-87 (FIPS 204). */
  public static readonly ML_DSA_87 = new SigningAlgorithm('ML_DSA_87');

  /** SM2 with SM3, available only in the China Regions. */
  public static readonly SM3_WITH_SM2 = new SigningAlgorithm('SM3WITHSM2');

  /**
   * A signing algorithm that this version of the library has no constant for.
   *
   * @param name The name in the AWS Private CA API, for example `SHA384WITHECDSA`
   */
  public static of(name: string): SigningAlgorithm {
    return new SigningAlgorithm(name);
  }

  private constructor(
    /** The name in the AWS Private CA API, for example `SHA384WITHECDSA`. */
    public readonly name: string,
  ) {}

  /**
   * The family, if the name contains it. A key can use only signing algorithms in the same family.
   *
   * @internal
   */
  public get _family(): string | undefined {
    return /^SHA\d+WITH(ECDSA|RSA)(_PSS)?$/.exec(this.name)?.[1] ?? /^ML_DSA_\d+$/.exec(this.name)?.[0]
      ?? (this.name === 'SM3WITHSM2' ? 'SM2' : undefined);
  }

  /** Returns the name in the AWS Private CA API. */
  public toString(): string {
    return this.name;
  }
}
