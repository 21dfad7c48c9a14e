/** The result that an AWS Private CA event reports. */
export enum EventOutcome {
  /** The operation succeeded. */
  SUCCESS = 'success',
  /** The operation failed. */
  FAILURE = 'failure',
  /** The operation succeeded or failed. */
  ANY = 'any',
}

/**
 * The reason that AWS Private CA reports when it cannot publish a CRL.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 */
export enum CrlFailureReason {
  /** AWS Private CA does not have permission to write to the bucket. */
  BUCKET_PERMISSIONS = 'Failed to write CRL to S3. Check your S3 bucket permissions.',
  /** AWS Private CA could not write the CRL to the bucket because of an internal failure. */
  WRITE_INTERNAL_FAILURE = 'Failed to write CRL to S3. Internal failure.',
  /** AWS Private CA could not generate the CRL because of an internal failure. */
  GENERATION_INTERNAL_FAILURE = 'Failed to generate CRL. Internal failure.',
}

/**
 * The result of CRL generation.
 *
 * CRL generation events are the only events of AWS Private CA that include a failure reason.
 */
export class CrlOutcome {
  /** Success or failure. */
  public static any(): CrlOutcome {
    return new CrlOutcome(EventOutcome.ANY, []);
  }

  /**
   * Successful CRL generation, after which AWS Private CA published the CRL.
   *
   * It does not indicate a revocation, because AWS Private CA publishes CRLs periodically.
   */
  public static success(): CrlOutcome {
    return new CrlOutcome(EventOutcome.SUCCESS, []);
  }

  /**
   * Failed CRL generation, after which AWS Private CA did not publish the CRL.
   *
   * @param reasons The reasons to match. If omitted, any reason matches, including a reason that AWS does not document.
   */
  public static failure(...reasons: CrlFailureReason[]): CrlOutcome {
    return new CrlOutcome(EventOutcome.FAILURE, reasons);
  }

  private constructor(
    /**
     * The result.
     *
     * @internal
     */
    public readonly _result: EventOutcome,
    /**
     * The reasons. An empty list matches any reason.
     *
     * @internal
     */
    public readonly _reasons: CrlFailureReason[],
  ) {}
}

/** The result of an AWS Private CA API call. */
export enum ApiCallOutcome {
  /** The call succeeded. The CloudTrail record contains no error. */
  SUCCEEDED = 'succeeded',
  /** IAM, or the resource-based policy of the CA, denied the call. */
  DENIED = 'denied',
  /** The call failed for another reason. */
  FAILED = 'failed',
  /** The call succeeded, was denied, or failed. */
  ANY = 'any',
}

/** The final result of a certificate issuance. */
export enum IssuanceOutcome {
  /** AWS Private CA issued the certificate. */
  ISSUED = 'ISSUED',
  /** AWS Private CA could not issue the certificate. */
  FAILED = 'FAILED',
  /** AWS Private CA issued the certificate or could not issue it. */
  ANY = 'any',
}
