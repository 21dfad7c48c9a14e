import { Annotations, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { DistinguishedName } from '../../model/distinguished-name';
import { DistinguishedNameAttributes } from '../../model/distinguished-name-attributes';
import { NameAttribute, ParsedCertificate } from '../../private/x509';

/* The subject of a signed certificate. The certificate signing request of the CA has the subject of its properties. */

/** The object identifiers of the attributes in X.520. */
const OBJECT_IDENTIFIERS: { readonly [name in keyof DistinguishedNameAttributes]-?: string } = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  organizationalUnit: '2.5.4.11',
  country: '2.5.4.6',
  state: '2.5.4.8',
  locality: '2.5.4.7',
  serialNumber: '2.5.4.5',
  distinguishedNameQualifier: '2.5.4.46',
  title: '2.5.4.12',
  surname: '2.5.4.4',
  givenName: '2.5.4.42',
  initials: '2.5.4.43',
  pseudonym: '2.5.4.65',
  generationQualifier: '2.5.4.44',
};

/**
 * Reports a signed certificate with another subject than the CA.
 *
 * The order and the string types of the attributes can differ, because AWS does not document those of the request.
 */
export function warnOfOtherSubject(
  scope: IConstruct, [certificate]: ParsedCertificate[], subject: DistinguishedName,
): void {
  if (!certificate) { return; }
  const expected = attributesOf(subject._render(scope));
  if (isSameName(expected, certificate.subjectAttributes)) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:signedSubjectDiffers',
    `The subject of certificatePem is "${textOf(certificate.subjectAttributes)}", and the subject of this CA is "${textOf(expected)}". `
    + 'The certificate might be that of another CA. AWS documentation doesn\'t specify whether the import accepts another '
    + 'subject than that of the certificate signing request. Let the parent sign the certificate signing request of this CA '
    + 'with its subject.');
}

function attributesOf(
  { customAttributes, ...attributes }: acmpca.CfnCertificateAuthority.SubjectProperty,
): Required<NameAttribute>[] {
  if (customAttributes) { return customAttributes as Required<NameAttribute>[]; }
  return (Object.entries(attributes) as [keyof DistinguishedNameAttributes, string | undefined][])
    .flatMap(([name, value]) => value === undefined ? [] : [{ objectIdentifier: OBJECT_IDENTIFIERS[name], value }]);
}

/** Whether two names have the same attributes, as far as they are known. */
function isSameName(expected: Required<NameAttribute>[], actual: NameAttribute[]): boolean {
  const isIn = (names: NameAttribute[], { objectIdentifier, value }: NameAttribute) => names.some((one) =>
    one.objectIdentifier === objectIdentifier && (one.value === undefined || one.value === value));
  const known = expected.filter(({ value }) => !Token.isUnresolved(value));
  if (!known.every((attribute) => isIn(actual, attribute))) { return false; }
  return known.length < expected.length || known.length === actual.length;
}

function textOf(attributes: NameAttribute[]): string {
  const names = Object.fromEntries(Object.entries(OBJECT_IDENTIFIERS).map(([name, identifier]) => [identifier, name]));
  return attributes.map(({ objectIdentifier, value }) =>
    `${names[objectIdentifier] ?? objectIdentifier}=${Token.isUnresolved(value) ? '<token>' : value ?? '<binary>'}`).join(', ');
}
