import { templatesOfExample } from './example-templates';
import { TemplateResource } from './synth';
import { readable } from './template-report';

/* The tables of `docs/certification-practice-statement.md`: the CAs of an example, and the periods of its records. */

const EXAMPLE = 'baseline';

/** The CAs: subject, keys, certificate, and revocation. */
export function authorityRows(): string[][] {
  const resources = resourcesOf();
  return ofType('AWS::ACMPCA::CertificateAuthority').map(([id, { Properties = {} }]) => {
    const activation = ofType('AWS::ACMPCA::CertificateAuthorityActivation')
      .find(([, { Properties: own }]) => readable(own?.CertificateAuthorityArn) === `<${id}.Arn>`)!;
    const certificate = resources[readable(activation[1].Properties?.Certificate).replace(/^<|\.Certificate>$/g, '')];
    const template = /template\/([^"]+)$/.exec(readable(certificate.Properties?.TemplateArn))![1];
    const validity = certificate.Properties?.Validity as { Type: string; Value: number };
    return [
      `\`${subjectOf(Properties.Subject)}\``, String(Properties.Type).toLowerCase(), `${Properties.KeyAlgorithm}`,
      `${Properties.SigningAlgorithm}`, `\`${template}\``, `${validity.Value} ${validity.Type.toLowerCase()}`,
      revocationOf(Properties.RevocationConfiguration),
    ];
  });
}

/** The records: what they contain, where they are stored, and for how long. */
export function recordRows(): string[][] {
  const days = (value: unknown) => `${Number(value).toLocaleString('en-US')} days`;
  const expiry = (example: string, id: RegExp) => {
    const [, { Properties }] = ofType('AWS::S3::Bucket', example).find(([name]) => id.test(name))!;
    return (Properties!.LifecycleConfiguration as { Rules: { ExpirationInDays: number }[] }).Rules[0].ExpirationInDays;
  };
  const [, { Properties: logGroup }] = ofType('AWS::Logs::LogGroup', 'trail')[0];
  return [
    ['CloudTrail log files', '`PrivateCaTrail`', 'S3 bucket', days(expiry('trail', /^TrailBucket/)), '`logFileRetention`'],
    ['CloudTrail events', '`PrivateCaTrail`', 'CloudWatch Logs', days(logGroup!.RetentionInDays), '`logs`'],
    ['Audit reports', '`AuditReportBucket`', 'S3 bucket', days(expiry(EXAMPLE, /^PkiAuditReportBucket[0-9A-F]{8}$/)), '`reportRetention`'],
    ['Archive of both', '`AuditReportArchive`, `TrailArchive`', 'S3 bucket with Object Lock', days(expiry('archive', /^Reports[0-9A-F]{8}$/)), '`retention`'],
  ];
}

export const CPS_TABLES: Record<string, [head: string[], rows: () => string[][]]> = {
  'cps-authorities': [
    ['Subject', 'Type', 'Key algorithm', 'Signing algorithm', 'Certificate template', 'Validity', 'Revocation'], authorityRows,
  ],
  'cps-records': [['Record', 'Construct', 'Storage', 'Retention period by default', 'Property'], recordRows],
};

function subjectOf(subject: unknown): string {
  return Object.entries(subject as Record<string, unknown>).map(([name, value]) => `${name}=${readable(value)}`).join(', ');
}

function revocationOf(configuration: unknown): string {
  type Methods = Record<string, { Enabled: boolean } | undefined>;
  const { CrlConfiguration: crl, OcspConfiguration: ocsp } = configuration as Methods;
  return [crl?.Enabled ? 'CRL' : '', ocsp?.Enabled ? 'OCSP' : ''].filter(Boolean).join(', ');
}

function resourcesOf(example = EXAMPLE): Record<string, TemplateResource> {
  const templates = Object.values(templatesOfExample(example));
  return Object.fromEntries(templates.flatMap(({ Resources }) => Object.entries(Resources)));
}

function ofType(type: string, example = EXAMPLE): [string, TemplateResource][] {
  return Object.entries(resourcesOf(example)).filter(([, { Type }]) => Type === type);
}
