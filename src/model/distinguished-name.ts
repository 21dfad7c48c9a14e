import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ErrorCode, PrivateCaError } from '../private/errors';
import { isUnknown, requireLength, requirePattern } from '../private/require';

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

/** PrintableString as AWS Private CA reads it. */
const PRINTABLE = /^[a-zA-Z0-9'()+\-.?:/= ]*$/;
const PRINTABLE_CHARACTERS = 'letters, digits, spaces and \'()+-.?:/=';

/** The most characters of an attribute, whether they must be printable, and the code of its error. */
interface AttributeRule {
  readonly max: number;
  readonly printable?: boolean;
  readonly code?: ErrorCode;
}

/** What AWS Private CA asks of each attribute, as its API reference tells. The country has a check of its own. */
const ATTRIBUTES: { [name in keyof DistinguishedNameAttributes]-?: AttributeRule } = {
  commonName: { max: 64, code: 'CommonNameLength' },
  organization: { max: 64 },
  organizationalUnit: { max: 64 },
  country: { max: 2 },
  state: { max: 128 },
  locality: { max: 128 },
  serialNumber: { max: 64, printable: true },
  distinguishedNameQualifier: { max: 64, printable: true },
  title: { max: 64 },
  surname: { max: 40 },
  givenName: { max: 16 },
  initials: { max: 5 },
  pseudonym: { max: 128 },
  generationQualifier: { max: 3 },
};

/**
 * A distinguished name: the subject of a certificate.
 *
 * A value that AWS Private CA would refuse is reported by the construct that the name is given to.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ASN1Subject.html
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4
 */
export class DistinguishedName {
  /**
   * A name made of X.520's standard attributes.
   *
   * @param attributes the attributes, at least one
   */
  public static of(attributes: DistinguishedNameAttributes): DistinguishedName {
    return new DistinguishedName(attributes);
  }

  private constructor(private readonly attributes: DistinguishedNameAttributes) {}

  /**
   * The property of a CA, once each attribute is known to be one that AWS Private CA takes.
   *
   * @internal
   */
  public _render(scope: IConstruct): acmpca.CfnCertificateAuthority.SubjectProperty {
    const names = Object.keys(ATTRIBUTES) as (keyof DistinguishedNameAttributes)[];
    if (names.every((name) => this.attributes[name] === undefined)) {
      throw new PrivateCaError('DistinguishedNameEmpty', {
        scope,
        problem: 'the subject has no attribute',
        value: {},
        allowed: `at least one of ${names.join(', ')}`,
        change: 'give the subject a commonName',
      });
    }
    names.forEach((name) => requireAttribute(scope, name, this.attributes[name]));
    return { ...this.attributes };
  }
}

function requireAttribute(scope: IConstruct, name: keyof DistinguishedNameAttributes, value: string | undefined): void {
  if (isUnknown(value)) { return; }
  const property = `subject.${name}`;
  if (name === 'country') {
    requirePattern({ scope, property }, 'CountryCode', value, /^[A-Za-z]{2}$/, 'two letters, for example US');
    return;
  }
  const { max, printable, code } = ATTRIBUTES[name];
  requireLength({ scope, property }, code ?? 'DistinguishedNameLength', value, { min: 1, max });
  if (printable) {
    requirePattern({ scope, property }, 'DistinguishedNameCharacters', value, PRINTABLE, PRINTABLE_CHARACTERS);
  }
}
