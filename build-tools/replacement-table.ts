import { loadAwsServiceSpecSync } from '@aws-cdk/aws-service-spec';

/** The properties of a CA, each with the CloudFormation property that it sets. */
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

/** The result of replacing a resource, by type. */
const REPLACEMENT: Record<string, string> = {
  CertificateAuthority: '**Replaces the CA** with a new key and ARN. The existing CA is retained.',
  Certificate: 'Reissues the certificate for the same key, without replacement of the CA',
  CertificateAuthorityActivation: 'Reactivates the CA',
};

/** Returns the rows of the update behavior table, according to the CloudFormation schema. */
export function replacementTable(): string[][] {
  const spec = loadAwsServiceSpecSync();
  const rows = PROPERTIES.map(([property, cloudFormation]) => {
    const [type, name] = cloudFormation.split('.');
    const [resource] = [...spec.all('resource')].filter((one) => one.cloudFormationType === `AWS::ACMPCA::${type}`);
    const definition = resource.properties[name];
    if (!definition) { throw new Error(`the schema has no ${cloudFormation}`); }
    const label = property.includes('(') ? property : property.split(', ').map((one) => `\`${one}\``).join(', ');
    return [label, `\`${cloudFormation}\``, definition.causesReplacement === 'yes' ? REPLACEMENT[type] : 'Updated without replacement'];
  });
  return [...rows, ['`certificateGeneration`', 'None. It changes the logical ID of the certificate', REPLACEMENT.Certificate]];
}
