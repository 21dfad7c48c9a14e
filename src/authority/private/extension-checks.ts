import { IConstruct } from 'constructs';
import { derOf } from './der';
import { PROPERTY_OIDS } from './extension-oids';
import { CertificateExtensions, CsrExtensions, CustomExtension, KeyUsage } from '../../model/certificate-extensions';
import { ErrorCode } from '../../private/error-codes';
import { PrivateCaError } from '../../private/errors';
import { isUnknown } from '../../private/require';
import { requireArgument, requireText, TextRule, uriRule, VALUE_NAME } from '../../private/require-text';

/* Checks of extensions that apply to every template. */

/** The largest number of entries that AWS Private CA accepts. The smallest is 1. */
const ENTRIES = {
  certificatePolicies: 20,
  cpsUris: 20,
  extendedKeyUsage: 20,
  subjectAlternativeNames: 150,
  customExtensions: 150,
  subjectInformationAccess: undefined,
};

const CPS_URI = uriRule('CpsUri', 256);

const CUSTOM_VALUE: TextRule = {
  code: 'CustomExtensionValue',
  max: 4096,
  matches: (text) => derOf(text) !== undefined,
  rule: 'be a Base64-encoded DER element of 1 to 4096 characters',
  fix: 'Encode the value of the extension with DER, and then with Base64 without line breaks',
};

/** Throws an error if AWS Private CA would reject or drop an extension of an API passthrough. */
export function requireExtensions(scope: IConstruct, extensions: CertificateExtensions): void {
  const path = 'apiPassthrough.extensions';
  const { certificatePolicies, extendedKeyUsage, subjectAlternativeNames, customExtensions } = extensions;
  const lists = { certificatePolicies, extendedKeyUsage, subjectAlternativeNames, customExtensions };
  for (const [name, entries] of Object.entries(lists)) {
    requireEntries(scope, `${path}.${name}`, entries, ENTRIES[name as keyof typeof lists]);
  }
  requireUsages(scope, `${path}.keyUsage`, extensions.keyUsage);
  for (const { cpsUris } of certificatePolicies ?? []) {
    requireEntries(scope, `${path}.certificatePolicies.cpsUris`, cpsUris, ENTRIES.cpsUris);
    cpsUris?.forEach((uri) => requireText({ scope, property: 'A CPS URI' }, CPS_URI, uri));
  }
  requireDistinct(scope, 'certificate policy', (certificatePolicies ?? []).map(({ objectIdentifier }) => objectIdentifier));
  extendedKeyUsage?.forEach((usage) => requireNamed(scope, 'The name of an extended key usage', usage));
  requireCustomExtensions(scope, extensions, customExtensions ?? []);
}

/** Throws an error if AWS Private CA would reject an extension of the certificate signing request (CSR). */
export function requireCsrExtensions(scope: IConstruct, extensions: CsrExtensions): void {
  const { keyUsage, subjectInformationAccess } = extensions;
  requireUsages(scope, 'csrExtensions.keyUsage', keyUsage);
  requireEntries(scope, 'csrExtensions.subjectInformationAccess', subjectInformationAccess, ENTRIES.subjectInformationAccess);
  subjectInformationAccess?.forEach(({ accessMethod }) => requireNamed(scope, 'The name of an access method', accessMethod));
}

/** A value has a name or an object identifier. */
function requireNamed(
  scope: IConstruct, property: string,
  { name, objectIdentifier }: { readonly name?: string; readonly objectIdentifier?: string },
): void {
  if (objectIdentifier === undefined) { requireArgument({ scope, property }, VALUE_NAME, name); }
}

function requireCustomExtensions(
  scope: IConstruct, extensions: CertificateExtensions, custom: readonly CustomExtension[],
): void {
  for (const { objectIdentifier, value } of custom) {
    requireText({ scope, property: `The value of the custom extension ${objectIdentifier}` }, CUSTOM_VALUE, value);
  }
  const named = Object.entries(PROPERTY_OIDS)
    .filter(([field]) => extensions[field as keyof CertificateExtensions])
    .map(([, objectIdentifier]) => objectIdentifier);
  requireDistinct(scope, 'extension', [...named, ...custom.map(({ objectIdentifier }) => objectIdentifier)]);
}

function requireEntries(
  scope: IConstruct, subject: string, entries: readonly unknown[] | undefined, max: number | undefined,
): void {
  if (!entries) { return; }
  if (isUnknown(entries)) {
    fail('ExtensionEntries', scope, subject, 'be a list that is known at synthesis', 'a token',
      'Use a list, whose elements can contain tokens');
  }
  if (entries.length >= 1 && entries.length <= (max ?? Infinity)) { return; }
  const rule = max === undefined ? 'have at least one entry' : `have 1 to ${max} entries`;
  fail('ExtensionEntries', scope, subject, rule, entries.length,
    entries.length === 0 ? 'Add an entry, or remove the property' : 'Remove entries');
}

/** A certificate contains each extension, and each policy in it, only once. */
function requireDistinct(scope: IConstruct, what: string, objectIdentifiers: readonly string[]): void {
  const repeated = objectIdentifiers.find((one, index) => !isUnknown(one) && objectIdentifiers.indexOf(one) !== index);
  if (repeated === undefined) { return; }
  fail('ExtensionDuplicate', scope, `Each ${what}`, 'be requested only once', repeated, `Remove one ${what}`);
}

function requireUsages(scope: IConstruct, subject: string, usage: KeyUsage | undefined): void {
  if (!usage) { return; }
  if (!Object.values(usage).some(Boolean)) {
    fail('KeyUsage', scope, subject, 'contain at least one usage', usage, 'Set a usage to true, or remove keyUsage');
  }
  if ((usage.encipherOnly || usage.decipherOnly) && !usage.keyAgreement) {
    fail('KeyUsage', scope, subject, 'contain keyAgreement if it contains encipherOnly or decipherOnly', usage,
      'Set keyAgreement to true, or remove encipherOnly and decipherOnly');
  }
}

function fail(code: ErrorCode, scope: IConstruct, subject: string, rule: string, value: unknown, fix: string): never {
  throw new PrivateCaError(code, { scope, subject, rule, value, fix });
}
