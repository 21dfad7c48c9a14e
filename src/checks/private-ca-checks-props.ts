/** Properties of `PrivateCaChecks`. */
export interface PrivateCaChecksProps {
  /**
   * Whether informational findings are reported.
   *
   * @default false
   */
  readonly informational?: boolean;

  /**
   * The IDs of rules that don't apply to the app, for example `PCA-RETAIN`.
   *
   * To acknowledge the findings about one construct or stack, use `Validations.of(construct).acknowledge()`.
   *
   * @default - every rule applies
   */
  readonly ignore?: string[];
}
