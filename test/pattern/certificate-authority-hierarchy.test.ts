import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { Revocation } from '../../src/revocation/revocation';

const named = (name: string) => ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }) });

test('a hierarchy creates its CAs from the top down', () => {
  const stack = new Stack(new App(), 'Stack');
  const pki = new CertificateAuthorityHierarchy(stack, 'Pki', {
    root: { ...named('Root'), below: [{ ...named('Policy'), below: [named('Web'), named('Device')] }, named('Code')] },
    revocation: Revocation.crl(),
  });

  expect(pki.all.map(({ node }) => node.id)).toEqual(['Root', 'Policy', 'Web', 'Device', 'Code']);
  expect(pki.issuing.map(({ node }) => node.id)).toEqual(['Web', 'Device', 'Code']);
  expect(pki.certificateAuthority('Policy')).toBe(pki.all[1]);
  const template = Template.fromStack(stack);
  template.resourceCountIs('AWS::ACMPCA::CertificateAuthorityActivation', 5);
  template.resourceCountIs('AWS::S3::Bucket', 2);
});
