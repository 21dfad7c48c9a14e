import { Resource } from './template';
import { isMap, literalOf, sketchOf, Text, truthOf, UNKNOWN, Value, ValueMap } from './values';
import { referencesIn, View } from './view';

/* Certificate authorities (CAs), their activations and certificates, as an app defines them. */

export const CA = 'AWS::ACMPCA::CertificateAuthority';
export const ACTIVATION = 'AWS::ACMPCA::CertificateAuthorityActivation';
export const CERTIFICATE = 'AWS::ACMPCA::Certificate';
export const ACM_CERTIFICATE = 'AWS::CertificateManager::Certificate';

/** The CA of the app that a value identifies by its ARN. */
export function caOf(view: View, value: Value): Resource | undefined {
  return view.target(value, CA);
}

/** The activations that name a CA of the app. */
export function activationsOf(view: View, ca: Resource): readonly Resource[] {
  return view.memo(activationsOf, () => groupByCa(view)).get(ca) ?? [];
}

function groupByCa(view: View): Map<Resource | undefined, Resource[]> {
  const groups = new Map<Resource | undefined, Resource[]>();
  for (const activation of view.all(ACTIVATION)) {
    const ca = caOf(view, view.get(activation, 'CertificateAuthorityArn'));
    groups.set(ca, [...groups.get(ca) ?? [], activation]);
  }
  return groups;
}

/** Whether an activation names a CA that the template doesn't say. */
export function hasUnknownActivation(view: View): boolean {
  return view.memo(hasUnknownActivation, () => view.all(ACTIVATION)
    .some((activation) => mayIdentify(view.get(activation, 'CertificateAuthorityArn'), CA)));
}

/** Whether a part of a value is unknown. */
export function isOpen(value: Value): boolean {
  return value === UNKNOWN || value instanceof Text && value.parts.includes(UNKNOWN);
}

/** Whether a value could identify any resource of a type: it is unknown, or an attribute of another resource has it. */
export function mayIdentify(value: Value, type: string): boolean {
  return isOpen(value) || referencesIn(value).some(({ resource }) => resource.type !== type);
}

/** The certificate of the app that an activation imports. */
export function certificateOf(view: View, activation: Resource): Resource | undefined {
  const value = view.get(activation, 'Certificate');
  const reference = value instanceof Text ? value.reference : undefined;
  return reference?.resource.type === CERTIFICATE && reference.attribute === 'Certificate' ? reference.resource : undefined;
}

/** The CA certificate that a CA of the app has, where all its activations import one certificate of the app. */
export function ownCertificate(view: View, ca: Resource): Resource | undefined {
  const certificates = new Set(activationsOf(view, ca).map((activation) => certificateOf(view, activation)));
  const [certificate] = certificates;
  return certificates.size === 1 && !hasUnknownActivation(view) ? certificate : undefined;
}

/** The CA whose certificate signing request (CSR) a certificate is for. */
export function requesterOf(view: View, certificate: Resource): Resource | undefined {
  const value = view.get(certificate, 'CertificateSigningRequest');
  const reference = value instanceof Text ? value.reference : undefined;
  return reference?.resource.type === CA ? reference.resource : undefined;
}

/** The CA of the app that signs a certificate. */
export function issuerOf(view: View, certificate: Resource): Resource | undefined {
  return caOf(view, view.get(certificate, 'CertificateAuthorityArn'));
}

export type CertificateKind = 'root' | 'subordinate' | 'end entity';

/** What a template ARN says: absent where it is unknown. */
export interface CertificateTemplateFacts {
  readonly kind: CertificateKind;
  readonly name: string;
  readonly pathLength?: number;
  readonly apiPassthrough: boolean;
}

/** The template of a certificate; without one, AWS Private CA issues an end-entity certificate. */
export function templateOf(view: View, certificate: Resource): CertificateTemplateFacts | undefined {
  const arn = view.get(certificate, 'TemplateArn');
  if (arn === undefined) { return { kind: 'end entity', name: 'EndEntityCertificate/V1', apiPassthrough: false }; }
  const match = /:acm-pca:::template\/(([A-Za-z0-9_]+)\/V\d+)$/.exec(sketchOf(arn));
  if (!match) { return undefined; }
  const [, name, base] = match;
  const pathLength = /_PathLen(\d)/.exec(base)?.[1];
  return {
    name,
    kind: /RootCACertificate/.test(base) ? 'root' : /SubordinateCACertificate/.test(base) ? 'subordinate' : 'end entity',
    pathLength: pathLength === undefined ? undefined : Number(pathLength),
    apiPassthrough: /_API(CSR)?Passthrough/.test(base),
  };
}

/** The type of a CA: `ROOT` or `SUBORDINATE`. */
export function typeOf(view: View, ca: Resource): string | undefined {
  return literalOf(view.get(ca, 'Type'));
}

/** Whether a CA is certain to issue other than short-lived certificates. */
export function isGeneralPurpose(view: View, ca: Resource): boolean {
  const mode = view.get(ca, 'UsageMode');
  return mode === undefined || mode === 'GENERAL_PURPOSE';
}

/** The CRL configuration of a CA, if it is known to be enabled. */
export function enabledCrl(view: View, ca: Resource): ValueMap | undefined {
  const crl = view.get(ca, 'RevocationConfiguration.CrlConfiguration');
  return isMap(crl) && truthOf(crl.Enabled) === true ? crl : undefined;
}

/** The bucket of the app to which a CA publishes its CRL. */
export function crlBucketOf(view: View, ca: Resource): Resource | undefined {
  return view.bucketByName(enabledCrl(view, ca)?.S3BucketName, ca.template);
}

/** Whether CloudFormation keeps a resource; absent where the template doesn't say. */
export function isKept(view: View, resource: Resource, policy: string): boolean | undefined {
  const value = view.attribute(resource, policy);
  if (value === undefined) { return false; }
  return typeof value === 'string' ? value.startsWith('Retain') : undefined;
}
