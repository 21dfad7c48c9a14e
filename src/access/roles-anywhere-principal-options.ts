/** Options for `RolesAnywhereTrustAnchor.principal()`. */
export interface RolesAnywherePrincipalOptions {
  /**
   * The subject attributes that the certificate must have, for example `{ CN: 'build-01.example.com' }`.
   *
   * Values must match exactly.
   *
   * @default - any subject
   */
  readonly subject?: { [attribute: string]: string };

  /**
   * The subject attributes of the CA that issued the certificate, for example `{ CN: 'Example Corp Devices CA G1' }`.
   *
   * Without this option, certificates of the CAs below the CA of the trust anchor are accepted.
   *
   * @default - any CA that the trust anchor trusts
   */
  readonly issuer?: { [attribute: string]: string };

  /**
   * The subject alternative names that the certificate must have, by `DNS`, `URI`, or `Name/CN`.
   *
   * By default, IAM Roles Anywhere compares only the first name of each kind in the certificate.
   *
   * @default - any subject alternative name
   */
  readonly san?: { [kind: string]: string };

  /**
   * Whether any certificate that the trust anchor trusts is accepted.
   *
   * Without this option, at least one of `subject`, `issuer`, and `san` is required.
   *
   * @default false
   */
  readonly anyCertificate?: boolean;
}
