import { Annotations } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { derOf, hasBit } from './der';
import {
  AUTHORITY_KEY_IDENTIFIER, BASIC_CONSTRAINTS, PROPERTY_OIDS, SUBJECT_INFORMATION_ACCESS, SUBJECT_KEY_IDENTIFIER,
} from './extension-oids';
import { definitionOf, isSameKeyUsage, namesOfUsages } from './template-definitions';
import { ApiPassthrough, CsrExtensions, KeyUsage } from '../../model/certificate-extensions';
import { CertificateTemplate } from '../../model/certificate-template';
import { PrivateCaError } from '../../private/errors';
import { isUnknown } from '../../private/require';

/* Compares what is requested for a certificate with what its template passes through. */

/** The extensions for which blank templates accept any value. */
const USAGES: readonly string[] = [PROPERTY_OIDS.keyUsage, PROPERTY_OIDS.extendedKeyUsage];

/** The bits of a DER-encoded key usage. */
const BITS = { keyCertSign: 5, crlSign: 6 };

/** What is requested for a certificate. */
export interface CertificateRequest {
  readonly template: CertificateTemplate;
  readonly apiPassthrough?: ApiPassthrough;
  readonly csrExtensions?: CsrExtensions;
  /** Whether the CA signs CRLs. */
  readonly signsCrls: boolean;
}

/**
 * Throws an error if the template ignores an API passthrough, or a part of it.
 *
 * @param property the property that specifies the template
 */
export function requirePassthroughUsed(
  scope: IConstruct, { template, apiPassthrough }: Pick<CertificateRequest, 'template' | 'apiPassthrough'>,
  property = 'certificateTemplate',
): void {
  if (!apiPassthrough) { return; }
  if (!template._takesApiPassthrough) {
    throw new PrivateCaError('PassthroughIgnored', {
      scope,
      subject: property,
      rule: 'accept API passthrough, because apiPassthrough is specified',
      value: template.templateName,
      fix: `Remove ${property}, or call withPassthrough(TemplatePassthrough.API) on it`,
    });
  }
  if (!isKnown(template)) { return; }
  const { keyUsage, extendedKeyUsage, customExtensions = [] } = apiPassthrough.extensions ?? {};
  const ignored = customExtensions.find(({ objectIdentifier }) => isSetBy(template, objectIdentifier));
  const orBlank = `, or set ${property} to ${blankTemplateFor(template)}`;
  if (ignored) {
    const isUsage = USAGES.includes(ignored.objectIdentifier);
    failAsIgnored(scope, template, `The custom extension ${ignored.objectIdentifier}`, ignored.value,
      `Remove the custom extension${isUsage ? orBlank : ''}`);
  }
  if (isBlank(template)) { return; }
  const definition = definitionOf(template);
  if (keyUsage && !isSameKeyUsage(keyUsage, definition.keyUsage)) {
    failAsIgnored(scope, template, 'apiPassthrough.extensions.keyUsage', keyUsage, `Remove keyUsage${orBlank}`);
  }
  const usages = extendedKeyUsage && namesOfUsages(extendedKeyUsage);
  if (usages && definition.extendedKeyUsage && !isSameSet(usages, definition.extendedKeyUsage)) {
    failAsIgnored(scope, template, 'apiPassthrough.extensions.extendedKeyUsage', usages, `Remove extendedKeyUsage${orBlank}`);
  }
}

/** Throws an error if the certificate of a blank template, which sets no key usage, would be rejected by clients. */
export function requireCaKeyUsage(scope: IConstruct, request: CertificateRequest): void {
  const { template, signsCrls } = request;
  if (!isKnown(template) || !isBlank(template)) { return; }
  const usage = requestedKeyUsage(request);
  if (usage === 'unknown' || (usage?.keyCertSign && (usage.crlSign || !signsCrls))) { return; }
  throw new PrivateCaError('CaKeyUsage', {
    scope,
    subject: 'The key usage of a CA certificate with a blank template',
    rule: signsCrls ? 'include keyCertSign, and crlSign because the CA publishes CRLs' : 'include keyCertSign',
    value: usage,
    fix: template._takesApiPassthrough
      ? 'Set apiPassthrough.extensions.keyUsage, or use a template that is not blank'
      : 'Set csrExtensions.keyUsage, or use a template that is not blank',
  });
}

/**
 * Adds a warning if the template does not copy extensions of the certificate signing request (CSR) to the certificate.
 *
 * This is not an error, because the certificate is valid, and removing `csrExtensions` from an existing CA replaces the
 * CA. Do not call this function for a parent outside AWS Private CA: it reads the CSR, and has no template.
 */
export function warnOfIgnoredCsrExtensions(scope: IConstruct, request: CertificateRequest): void {
  const { template, csrExtensions, apiPassthrough } = request;
  if (!csrExtensions || !isKnown(template)) { return; }
  const ofApi = apiPassthrough?.extensions ?? {};
  const custom = (ofApi.customExtensions ?? []).map(({ objectIdentifier }) => objectIdentifier);
  const copies = /_(API)?CSRPassthrough\//.test(template.templateName);
  const { keyUsage, subjectInformationAccess } = csrExtensions;

  const copiesKeyUsage = copies && isBlank(template) && !ofApi.keyUsage && !custom.includes(PROPERTY_OIDS.keyUsage);
  const setsKeyUsage = keyUsage && !isBlank(template) && isSameKeyUsage(keyUsage, definitionOf(template).keyUsage);
  const copiesInformationAccess = copies && !custom.includes(SUBJECT_INFORMATION_ACCESS);
  const ignored = [
    ...(keyUsage && !copiesKeyUsage && !setsKeyUsage ? ['csrExtensions.keyUsage'] : []),
    ...(subjectInformationAccess && !copiesInformationAccess ? ['csrExtensions.subjectInformationAccess'] : []),
  ];
  if (ignored.length === 0) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:csrExtensionsIgnored',
    `The CA certificate will not contain ${ignored.join(' and ')}, because ${template.templateName} does not copy it from the CSR. `
    + `To add extensions to the certificate, use apiPassthrough${isRoot(template) ? '' : ' or a template with CSR passthrough'}. `
    + 'Changing csrExtensions replaces the CA');
}

/** The requested key usage: `undefined` if there is none, `unknown` if it is a token. */
function requestedKeyUsage({ template, apiPassthrough, csrExtensions }: CertificateRequest): KeyUsage | undefined | 'unknown' {
  const { keyUsage, customExtensions = [] } = apiPassthrough?.extensions ?? {};
  if (keyUsage) { return keyUsage; }
  const custom = customExtensions.find(({ objectIdentifier }) => objectIdentifier === PROPERTY_OIDS.keyUsage);
  if (custom && isUnknown(custom.value)) { return 'unknown'; }
  const bits = custom && derOf(custom.value);
  if (bits) { return { keyCertSign: hasBit(bits, BITS.keyCertSign), crlSign: hasBit(bits, BITS.crlSign) }; }
  return /CSRPassthrough\//.test(template.templateName) ? csrExtensions?.keyUsage : undefined;
}

function failAsIgnored(
  scope: IConstruct, template: CertificateTemplate, subject: string, value: unknown, fix: string,
): never {
  throw new PrivateCaError('PassthroughIgnored', {
    scope, subject, rule: `not be set, because ${template.templateName} sets this extension and ignores other values`, value, fix,
  });
}

/** Whether the template sets the extension, so that AWS Private CA ignores a requested value. */
function isSetBy(template: CertificateTemplate, objectIdentifier: string): boolean {
  switch (objectIdentifier) {
    case BASIC_CONSTRAINTS:
    case SUBJECT_KEY_IDENTIFIER: return true;
    case AUTHORITY_KEY_IDENTIFIER: return !isRoot(template);
    case PROPERTY_OIDS.keyUsage: return !isBlank(template);
    case PROPERTY_OIDS.extendedKeyUsage: return !isBlank(template) && Boolean(definitionOf(template).extendedKeyUsage);
    default: return false;
  }
}

/** Whether the texts are the same, in any order. A text that is a token can be any of them. */
function isSameSet(texts: readonly string[], others: readonly string[]): boolean {
  return texts.some(isUnknown) || (texts.length === others.length && others.every((other) => texts.includes(other)));
}

function blankTemplateFor(template: CertificateTemplate): string {
  const caTemplate = isRoot(template) ? 'blankRootCa()' : `blankSubordinateCa(${template._pathLength})`;
  const blank = template.templateName.includes('CACertificate') ? caTemplate : 'BLANK_END_ENTITY';
  return `CertificateTemplate.${blank}.withPassthrough(TemplatePassthrough.API)`;
}

/** Later versions of AWS Private CA can have other templates. Their definitions are not known. */
function isKnown(template: CertificateTemplate): boolean {
  return template._isKnown;
}

function isBlank({ templateName }: CertificateTemplate): boolean {
  return templateName.startsWith('Blank');
}

function isRoot({ templateName }: CertificateTemplate): boolean {
  return templateName.includes('RootCACertificate');
}
