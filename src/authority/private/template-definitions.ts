import { KeyUsage } from '../../model/certificate-extensions';
import { CertificateTemplate } from '../../model/certificate-template';
import { ExtendedKeyUsage } from '../../model/extended-key-usage';

/* The extensions that templates set, so that AWS Private CA ignores other values of a request. */

/** The extensions that a template sets. */
interface TemplateDefinition {
  readonly keyUsage: KeyUsage;
  /** The names of the extended key usages. Absent if the template sets none. */
  readonly extendedKeyUsage?: readonly string[];
}

/** The key usage that all CA templates except blank ones set. */
const CA: TemplateDefinition = { keyUsage: { digitalSignature: true, keyCertSign: true, crlSign: true } };

/** The templates for end-entity certificates, by the base name. */
const END_ENTITY: Readonly<Record<string, TemplateDefinition>> = {
  CodeSigningCertificate: endEntity(['CODE_SIGNING'], false),
  EndEntityCertificate: endEntity(['SERVER_AUTH', 'CLIENT_AUTH']),
  EndEntityClientAuthCertificate: endEntity(['CLIENT_AUTH']),
  EndEntityServerAuthCertificate: endEntity(['SERVER_AUTH']),
  OCSPSigningCertificate: endEntity(['OCSP_SIGNING'], false),
};

/** The object identifiers of the extended key usages that templates set. */
const USAGE_OIDS: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.3.1': 'SERVER_AUTH',
  '1.3.6.1.5.5.7.3.2': 'CLIENT_AUTH',
  '1.3.6.1.5.5.7.3.3': 'CODE_SIGNING',
  '1.3.6.1.5.5.7.3.9': 'OCSP_SIGNING',
};

function endEntity(extendedKeyUsage: readonly string[], keyEncipherment = true): TemplateDefinition {
  return { keyUsage: { digitalSignature: true, keyEncipherment }, extendedKeyUsage };
}

/**
 * The definition of a known template that is not blank.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/template-definitions.html
 */
export function definitionOf({ templateName }: CertificateTemplate): TemplateDefinition {
  return END_ENTITY[templateName.split(/[_/]/, 1)[0]] ?? CA;
}

/** Whether two key usages are the same. An absent usage is false. */
export function isSameKeyUsage(one: KeyUsage, other: KeyUsage): boolean {
  const names = Object.keys({ ...one, ...other }) as (keyof KeyUsage)[];
  return names.every((name) => Boolean(one[name]) === Boolean(other[name]));
}

/** The names of extended key usages, as a definition has them. Without a known name, the object identifier. */
export function namesOfUsages(usages: readonly ExtendedKeyUsage[]): string[] {
  return usages.map(({ name, objectIdentifier }) => name ?? USAGE_OIDS[objectIdentifier!] ?? objectIdentifier!);
}
