/** The attributes of a distinguished name, as X.520 names them. At least one must be given. */
export interface DistinguishedNameAttributes {
  /**
   * The common name (CN): for a CA, its own name, best with a generation, for example `Example Corp Root CA G1`.
   * 1 to 64 characters.
   *
   * @default - no common name
   */
  readonly commonName?: string;

  /**
   * The organization (O). 1 to 64 characters.
   *
   * @default - no organization
   */
  readonly organization?: string;

  /**
   * The organizational unit (OU). 1 to 64 characters.
   *
   * @default - no organizational unit
   */
  readonly organizationalUnit?: string;

  /**
   * The country (C): two letters as in ISO 3166-1.
   *
   * @default - no country
   */
  readonly country?: string;

  /**
   * The state or province (ST). 1 to 128 characters.
   *
   * @default - no state
   */
  readonly state?: string;

  /**
   * The locality (L), for example a city. 1 to 128 characters.
   *
   * @default - no locality
   */
  readonly locality?: string;

  /**
   * The serial number of the subject (not of the certificate). 1 to 64 printable characters.
   *
   * @default - no serial number
   */
  readonly serialNumber?: string;

  /**
   * The qualifier that tells apart subjects of the same name. 1 to 64 printable characters.
   *
   * @default - no qualifier
   */
  readonly distinguishedNameQualifier?: string;

  /**
   * The title of a person. 1 to 64 characters.
   *
   * @default - no title
   */
  readonly title?: string;

  /**
   * The surname of a person. 1 to 40 characters.
   *
   * @default - no surname
   */
  readonly surname?: string;

  /**
   * The given name of a person. 1 to 16 characters.
   *
   * @default - no given name
   */
  readonly givenName?: string;

  /**
   * The initials of a person. 1 to 5 characters.
   *
   * @default - no initials
   */
  readonly initials?: string;

  /**
   * The pseudonym of a person. 1 to 128 characters.
   *
   * @default - no pseudonym
   */
  readonly pseudonym?: string;

  /**
   * The generation of a person, for example `Jr.`. 1 to 3 characters.
   *
   * @default - no generation
   */
  readonly generationQualifier?: string;
}

/** An attribute of a distinguished name that X.520 or AWS Private CA has no name for. */
export interface CustomDistinguishedNameAttribute {
  /** The object identifier (OID) of the attribute's type, in dotted decimal. */
  readonly objectIdentifier: string;

  /** The value. 1 to 256 characters. */
  readonly value: string;
}
