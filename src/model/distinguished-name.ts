import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CustomDistinguishedNameAttribute, DistinguishedNameAttributes } from './distinguished-name-attributes';
import { ErrorCode, PrivateCaError } from '../private/errors';
import { OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM, isUnknown, requireLength, requirePattern } from '../private/require';

/** PrintableString as AWS Private CA reads it. */
const PRINTABLE = /^[a-zA-Z0-9'()+,\-.?:/= ]*$/;
const PRINTABLE_CHARACTERS = 'letters, digits, spaces and \'()+,-.?:/=';

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

/** The most custom attributes, and the most characters of each. */
const CUSTOM_ATTRIBUTES = { min: 1, max: 150 };
const CUSTOM_ATTRIBUTE_VALUE = { min: 1, max: 256 };

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
    return new DistinguishedName((scope) => renderAttributes(scope, attributes));
  }

  /**
   * A name made of custom attributes. AWS Private CA does not mix them with standard ones: give standard attributes by
   * their object identifiers, too, for example `2.5.4.3` for the common name.
   *
   * @param attributes the attributes in order, 1 to 150
   */
  public static ofCustomAttributes(attributes: CustomDistinguishedNameAttribute[]): DistinguishedName {
    return new DistinguishedName((scope) => renderCustomAttributes(scope, attributes));
  }

  private constructor(private readonly render: (scope: IConstruct) => acmpca.CfnCertificateAuthority.SubjectProperty) {}

  /**
   * The property of a CA, once each attribute is known to be one that AWS Private CA takes.
   *
   * @internal
   */
  public _render(scope: IConstruct): acmpca.CfnCertificateAuthority.SubjectProperty {
    return this.render(scope);
  }
}

function renderAttributes(
  scope: IConstruct, attributes: DistinguishedNameAttributes,
): acmpca.CfnCertificateAuthority.SubjectProperty {
  const names = Object.keys(ATTRIBUTES) as (keyof DistinguishedNameAttributes)[];
  if (names.every((name) => attributes[name] === undefined)) {
    throw new PrivateCaError('DistinguishedNameEmpty', {
      scope,
      problem: 'the subject has no attribute',
      value: {},
      allowed: `at least one of ${names.join(', ')}`,
      change: 'give the subject a commonName',
    });
  }
  names.forEach((name) => requireAttribute(scope, name, attributes[name]));
  return { ...attributes };
}

function renderCustomAttributes(
  scope: IConstruct, attributes: CustomDistinguishedNameAttribute[],
): acmpca.CfnCertificateAuthority.SubjectProperty {
  if (attributes.length < CUSTOM_ATTRIBUTES.min || attributes.length > CUSTOM_ATTRIBUTES.max) {
    throw new PrivateCaError('DistinguishedNameEmpty', {
      scope,
      problem: `the subject has ${attributes.length} custom attributes`,
      value: attributes.length,
      allowed: `${CUSTOM_ATTRIBUTES.min} to ${CUSTOM_ATTRIBUTES.max} attributes`,
      change: 'give the subject an attribute, or fewer',
    });
  }
  attributes.forEach(({ objectIdentifier, value }) => {
    requirePattern({ scope, property: 'subject.objectIdentifier' }, 'ObjectIdentifier', objectIdentifier,
      OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM);
    requireLength({ scope, property: 'subject.value' }, 'DistinguishedNameLength', value, CUSTOM_ATTRIBUTE_VALUE);
  });
  return { customAttributes: attributes.map(({ objectIdentifier, value }) => ({ objectIdentifier, value })) };
}

function requireAttribute(scope: IConstruct, name: keyof DistinguishedNameAttributes, value: string | undefined): void {
  if (isUnknown(value)) { return; }
  const property = `subject.${name}`;
  if (name === 'country') {
    requirePattern({ scope, property }, 'CountryCode', value, /^[A-Za-z]{2}$/, 'two letters, such as US');
    return;
  }
  const { max, printable, code } = ATTRIBUTES[name];
  requireLength({ scope, property }, code ?? 'DistinguishedNameLength', value, { min: 1, max });
  if (printable) {
    requirePattern({ scope, property }, 'DistinguishedNameCharacters', value, PRINTABLE, PRINTABLE_CHARACTERS);
  }
}
