/**
 * A usage mode: how long the certificates that a CA issues may live. It decides the CA's price, too.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/short-lived-certificates.html
 */
export class UsageMode {
  /** Certificates of any validity, with revocation. */
  public static readonly GENERAL_PURPOSE = new UsageMode('GENERAL_PURPOSE');

  /** Certificates that live at most seven days and need no revocation; ACM cannot renew them. */
  public static readonly SHORT_LIVED_CERTIFICATE = new UsageMode('SHORT_LIVED_CERTIFICATE');

  /**
   * A usage mode that this version of the library has no name for.
   *
   * @param name the name as AWS Private CA spells it, for example `GENERAL_PURPOSE`
   */
  public static of(name: string): UsageMode {
    return new UsageMode(name);
  }

  private constructor(
    /** The name as AWS Private CA spells it, for example `GENERAL_PURPOSE`. */
    public readonly name: string,
  ) {}

  /** The name as AWS Private CA spells it. */
  public toString(): string {
    return this.name;
  }
}
