/** How what an event tells of came out. */
export enum EventOutcome {
  /** It succeeded. */
  SUCCESS = 'success',
  /** It failed. */
  FAILURE = 'failure',
  /** Either. */
  ANY = 'any',
}

/**
 * Why a CRL was not published, in the words of the event.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/CloudWatchEvents.html
 */
export enum CrlFailureReason {
  /** AWS Private CA may not write to the bucket. */
  BUCKET_PERMISSIONS = 'Failed to write CRL to S3. Check your S3 bucket permissions.',
  /** The CRL could not be written to the bucket for a reason within AWS. */
  WRITE_INTERNAL_FAILURE = 'Failed to write CRL to S3. Internal failure.',
  /** The CRL could not be made for a reason within AWS. */
  GENERATION_INTERNAL_FAILURE = 'Failed to generate CRL. Internal failure.',
}

/** How the generation of a CRL came out: the one kind of event that tells the reason of a failure. */
export class CrlOutcome {
  /** Success or failure. */
  public static any(): CrlOutcome {
    return new CrlOutcome(EventOutcome.ANY, []);
  }

  /** The CRL was written. It is no sign of a revocation: CRLs are written again and again. */
  public static success(): CrlOutcome {
    return new CrlOutcome(EventOutcome.SUCCESS, []);
  }

  /**
   * The CRL was not published.
   *
   * @param reasons one of these reasons; any, also one that is not documented yet, if left out
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
     * The reasons; none for any.
     *
     * @internal
     */
    public readonly _reasons: CrlFailureReason[],
  ) {}
}

/** How a call of the API came out. */
export enum ApiCallOutcome {
  /** It succeeded: the record has no error. */
  SUCCEEDED = 'succeeded',
  /** IAM, or a policy of the CA, denied it. */
  DENIED = 'denied',
  /** It failed for another reason. */
  FAILED = 'failed',
  /** Any of the three. */
  ANY = 'any',
}

/** How an issuance came out in the end. */
export enum IssuanceOutcome {
  /** The certificate was issued. */
  ISSUED = 'ISSUED',
  /** It was not. */
  FAILED = 'FAILED',
  /** Either. */
  ANY = 'any',
}
