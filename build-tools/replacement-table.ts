import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** The properties of a CA of this library, each with the properties of CloudFormation that it becomes. */
const PROPERTIES: readonly (readonly [property: string, cloudFormation: string])[] = [
  ['subject', 'CertificateAuthority.Subject'],
  ['keyAlgorithm', 'CertificateAuthority.KeyAlgorithm'],
  ['signingAlgorithm', 'CertificateAuthority.SigningAlgorithm'],
  ['keyStorageSecurityStandard', 'CertificateAuthority.KeyStorageSecurityStandard'],
  ['usageMode', 'CertificateAuthority.UsageMode'],
  ['csrExtensions', 'CertificateAuthority.CsrExtensions'],
  ['revocation', 'CertificateAuthority.RevocationConfiguration'],
  ['tags (`Tags.of(ca)`)', 'CertificateAuthority.Tags'],
  ['parent', 'Certificate.CertificateAuthorityArn'],
  ['issuerSigningAlgorithm', 'Certificate.SigningAlgorithm'],
  ['pathLength, certificateTemplate', 'Certificate.TemplateArn'],
  ['validity', 'Certificate.Validity'],
  ['validityNotBefore', 'Certificate.ValidityNotBefore'],
  ['apiPassthrough', 'Certificate.ApiPassthrough'],
  ['disabled', 'CertificateAuthorityActivation.Status'],
];

/** What replacing a resource of a type means. */
const REPLACEMENT: Record<string, string> = {
  CertificateAuthority: '**replaces the CA**: a new key and a new ARN; the old CA is kept',
  Certificate: 're-issues the certificate for the same key; the CA stays',
  CertificateAuthorityActivation: 're-activates the CA',
};

/**
 * The rows of the table: what changes in place, what re-issues, what replaces, as the schema of CloudFormation has it.
 */
export function replacementTable(): string[][] {
  const spec = loadAwsServiceSpecSync();
  return PROPERTIES.map(([property, cloudFormation]) => {
    const [type, name] = cloudFormation.split('.');
    const [resource] = [...spec.all('resource')].filter((one) => one.cloudFormationType === `AWS::ACMPCA::${type}`);
    const definition = resource.properties[name];
    if (!definition) { throw new Error(`the schema has no ${cloudFormation}`); }
    const label = property.includes('(') ? property : property.split(', ').map((one) => `\`${one}\``).join(', ');
    return [label, `\`${cloudFormation}\``, definition.causesReplacement === 'yes' ? REPLACEMENT[type] : 'in place'];
  });
}
