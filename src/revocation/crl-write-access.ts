/**
 * Specifies how a CRL bucket policy identifies the certificate authorities (CAs) that can write CRLs.
 *
 * The policy cannot contain the ARN of a CA, because AWS Private CA tests write access while it creates the CA.
 */
export class CrlWriteAccess {
  /**
   * CAs that are identified by account, Region, and resource type.
   *
   * The policy requires `aws:SourceAccount` and an `aws:SourceArn` of a CA. AWS documents both conditions for CRL
   * buckets, but does not specify the ARN that AWS Private CA sends while it creates a CA. If CA deployment fails with
   * a permission error for the bucket, use `account()`.
   */
  public static certificateAuthorities(): CrlWriteAccess {
    return new CrlWriteAccess(true);
  }

  /**
   * CAs that are identified only by account.
   *
   * The policy requires `aws:SourceAccount`. It grants access to the CAs in all Regions of the account.
   */
  public static account(): CrlWriteAccess {
    return new CrlWriteAccess(false);
  }

  private constructor(
    /** @internal */
    public readonly _byArn: boolean,
  ) {}
}
