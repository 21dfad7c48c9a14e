/**
 * The standard X.520 attributes of a distinguished name.
 *
 * Specify at least one attribute.
 */
export interface DistinguishedNameAttributes {
  /**
   * The common name (CN), 1–64 characters.
   *
   * For a CA, AWS recommends a name with a generation, for example `Example Corp Root CA G1`.
   *
   * @default - no common name
   */
  readonly commonName?: string;

  /**
   * The organization (O), 1–64 characters.
   *
   * @default - no organization
   */
  readonly organization?: string;

  /**
   * The organizational unit (OU), 1–64 characters.
   *
   * @default - no organizational unit
   */
  readonly organizationalUnit?: string;

  /**
   * The country (C), as a two-letter ISO 3166-1 code.
   *
   * @default - no country
   */
  readonly country?: string;

  /**
   * The state or province (ST), 1–128 characters.
   *
   * @default - no state
   */
  readonly state?: string;

  /**
   * The locality (L), for example a city, 1–128 characters.
   *
   * @default - no locality
   */
  readonly locality?: string;

  /**
   * The serial number of the subject (not of the certificate), 1–64 printable characters.
   *
   * @default - no serial number
   */
  readonly serialNumber?: string;

  /**
   * The qualifier that distinguishes subjects with the same name, 1–64 printable characters.
   *
   * @default - no qualifier
   */
  readonly distinguishedNameQualifier?: string;

  /**
   * The title of a person, 1–64 characters.
   *
   * @default - no title
   */
  readonly title?: string;

  /**
   * The surname of a person, 1–40 characters.
   *
   * @default - no surname
   */
  readonly surname?: string;

  /**
   * The given name of a person, 1–16 characters.
   *
   * @default - no given name
   */
  readonly givenName?: string;

  /**
   * The initials of a person, 1–5 characters.
   *
   * @default - no initials
   */
  readonly initials?: string;

  /**
   * The pseudonym of a person, 1–128 characters.
   *
   * @default - no pseudonym
   */
  readonly pseudonym?: string;

  /**
   * The generation of a person, 1–3 characters.
   *
   * For example, `Jr.` or `III`.
   *
   * @default - no generation
   */
  readonly generationQualifier?: string;
}

/** A distinguished name attribute that is identified by its object identifier (OID). */
export interface CustomDistinguishedNameAttribute {
  /** The object identifier (OID) of the attribute type, in dotted decimal notation. */
  readonly objectIdentifier: string;

  /** The value of the attribute, 1–256 characters. */
  readonly value: string;
}
