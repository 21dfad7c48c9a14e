/**
 * By what the policy of a CRL bucket tells the certificate authorities (CAs) that may write to it. Their own ARNs it
 * cannot name: AWS Private CA tries whether it may write while it makes a CA.
 */
export class CrlWriteAccess {
  /**
   * By account, Region and kind: `aws:SourceAccount`, and an `aws:SourceArn` of a CA. AWS documents both conditions
   * for buckets of AWS Private CA, and does not say which ARN it sends while it makes a CA: if the deployment of a CA
   * fails with a permission error on the bucket, use `account()`.
   */
  public static certificateAuthorities(): CrlWriteAccess {
    return new CrlWriteAccess(true);
  }

  /** By account alone: `aws:SourceAccount`. CAs of all Regions of the account are admitted then. */
  public static account(): CrlWriteAccess {
    return new CrlWriteAccess(false);
  }

  private constructor(
    /** @internal */
    public readonly _byArn: boolean,
  ) {}
}
