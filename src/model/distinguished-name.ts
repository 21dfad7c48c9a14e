import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { CustomDistinguishedNameAttribute, DistinguishedNameAttributes } from './distinguished-name-attributes';
import { requireCustomAttribute } from './private/custom-attribute-rules';
import { ErrorCode } from '../private/error-codes';
import { PrivateCaError } from '../private/errors';
import { Kind, TEXT, check, checked, listOf, objectOf, required } from '../private/kinds';
import { OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM, requireLength, requirePattern } from '../private/require';

/** The PrintableString characters that AWS Private CA accepts. */
const PRINTABLE = /^[a-zA-Z0-9'()+,\-.?:/= ]*$/;
const PRINTABLE_CHARACTERS = 'letters, digits, spaces, and \'()+,-.?:/= only';

/** The maximum length of an attribute, whether the characters must be printable, and the code of the error. */
interface AttributeRule {
  readonly max: number;
  readonly printable?: boolean;
  readonly code?: ErrorCode;
}

/** The rules for each attribute in the AWS Private CA API Reference. The country has a separate check. */
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

const ATTRIBUTE_KINDS = Object.fromEntries(Object.keys(ATTRIBUTES).map((name) => [name, TEXT])) as {
  [name in keyof DistinguishedNameAttributes]-?: Kind
};
const CUSTOM_ATTRIBUTE_KINDS = listOf(objectOf<CustomDistinguishedNameAttribute>({
  objectIdentifier: required(TEXT), value: required(TEXT),
}), 'custom attributes');

/** The number of custom attributes, and the length of each value. */
const CUSTOM_ATTRIBUTES = { min: 1, max: 150 };
const CUSTOM_ATTRIBUTE_VALUE = { min: 1, max: 256 };

/**
 * An X.500 distinguished name (DN), such as the subject of a certificate.
 *
 * If AWS Private CA does not accept a value, the construct that uses the name throws an error.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_ASN1Subject.html
 * @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.4
 */
export class DistinguishedName {
  /**
   * A name with standard X.520 attributes.
   *
   * @param attributes The attributes. Specify at least one.
   */
  public static of(attributes: DistinguishedNameAttributes): DistinguishedName {
    return new DistinguishedName((scope) => renderAttributes(scope, attributes));
  }

  /**
   * A name with custom attributes.
   *
   * AWS Private CA does not support standard and custom attributes in one name. Specify standard attributes by their
   * object identifiers, for example `2.5.4.3` for the common name.
   *
   * @param attributes The attributes in order (1–150).
   */
  public static ofCustomAttributes(attributes: CustomDistinguishedNameAttribute[]): DistinguishedName {
    return new DistinguishedName((scope) => renderCustomAttributes(scope, attributes));
  }

  private constructor(private readonly render: (scope: IConstruct) => acmpca.CfnCertificateAuthority.SubjectProperty) {}

  /**
   * Renders the `Subject` property of a CA after a check of each attribute.
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
  attributes = checked(scope, attributes, ATTRIBUTE_KINDS, 'subject');
  const names = Object.keys(ATTRIBUTES) as (keyof DistinguishedNameAttributes)[];
  if (names.every((name) => attributes[name] === undefined)) {
    throw new PrivateCaError('DistinguishedNameEmpty', {
      scope,
      subject: 'subject',
      rule: `have at least one of ${names.join(', ')}`,
      value: undefined,
      fix: 'Add an attribute to subject, for example commonName',
    });
  }
  names.forEach((name) => requireAttribute(scope, name, attributes[name]));
  return { ...attributes };
}

function renderCustomAttributes(
  scope: IConstruct, attributes: CustomDistinguishedNameAttribute[],
): acmpca.CfnCertificateAuthority.SubjectProperty {
  check(scope, 'subject', CUSTOM_ATTRIBUTE_KINDS, attributes);
  if (attributes.length < CUSTOM_ATTRIBUTES.min || attributes.length > CUSTOM_ATTRIBUTES.max) {
    throw new PrivateCaError('DistinguishedNameEmpty', {
      scope,
      subject: 'subject',
      rule: `have ${CUSTOM_ATTRIBUTES.min} to ${CUSTOM_ATTRIBUTES.max} custom attributes`,
      value: attributes.length,
      fix: attributes.length < CUSTOM_ATTRIBUTES.min ? 'Add a custom attribute' : 'Remove custom attributes',
    });
  }
  attributes.forEach(({ objectIdentifier, value }) => {
    requirePattern({ scope, property: 'subject.objectIdentifier' }, 'ObjectIdentifier', objectIdentifier,
      OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM);
    requireLength({ scope, property: 'subject.value' }, 'DistinguishedNameLength', value, CUSTOM_ATTRIBUTE_VALUE);
    requireCustomAttribute(scope, objectIdentifier, value);
  });
  return { customAttributes: attributes.map(({ objectIdentifier, value }) => ({ objectIdentifier, value })) };
}

function requireAttribute(scope: IConstruct, name: keyof DistinguishedNameAttributes, value: string | undefined): void {
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
