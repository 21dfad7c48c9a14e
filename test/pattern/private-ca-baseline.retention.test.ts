import { Template } from 'aws-cdk-lib/assertions';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { Revocation } from '../../src/revocation/revocation';
import { lazily } from '../support/lazily';
import { newStack } from '../support/stacks';
import { TemplateResource } from '../support/world';

/* From the CAs over all that they need, and all that uses them: what CloudFormation retains when it deletes the stack. */

const RETAINED_TYPES = [
  'AWS::ACMPCA::CertificateAuthority', 'AWS::ACMPCA::Certificate', 'AWS::ACMPCA::CertificateAuthorityActivation',
  'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::S3::Bucket', 'AWS::S3::BucketPolicy',
];

/** The key of the topic encrypts only messages in transit. */
const isDeletedKey = (id: string) => id.startsWith('PkiNotificationsKey');

const resources = lazily(() => {
  const stack = newStack();
  const subject = (commonName: string) => DistinguishedName.of({ commonName });
  new PrivateCaBaseline(stack, 'Pki', {
    hierarchy: {
      root: { name: 'Root', subject: subject('Root'), below: [{ name: 'Issuing', subject: subject('Issuing') }] },
      revocation: Revocation.crl(),
    },
  });
  return Template.fromStack(stack).toJSON().Resources as Record<string, TemplateResource>;
});

const isRetained = ({ DeletionPolicy = 'Delete' }: TemplateResource) => DeletionPolicy !== 'Delete';
const namedBy = (id: string) => {
  const text = JSON.stringify([resources()[id].Properties, resources()[id].DependsOn]);
  return Object.keys(resources()).filter((other) => other !== id && text.includes(`"${other}"`));
};

/** The resources that a resource needs, over any number of steps. */
function neededBy(start: string[]): string[] {
  const found = [...start];
  for (const id of found) { found.push(...namedBy(id).filter((other) => !found.includes(other))); }
  return found;
}

test('each resource of the baseline is retained or deleted like its type', () => {
  const wrong = Object.entries(resources())
    .filter(([id, resource]) => isRetained(resource) !== (RETAINED_TYPES.includes(resource.Type) && !isDeletedKey(id)));

  expect(wrong).toEqual([]);
  expect(Object.keys(resources()).length).toBeGreaterThan(150);
});

test('a retained resource needs no deleted resource, except the trail that logs it', () => {
  const kept = Object.keys(resources()).filter((id) => isRetained(resources()[id]));
  const lost = [...new Set(kept.flatMap(namedBy))].filter((id) => !isRetained(resources()[id]));

  // The CAs only wait for the trail. Key policies contain the roles that read.
  expect(lost.map((id) => resources()[id].Type).filter((type) => !['AWS::CloudTrail::Trail', 'AWS::IAM::Role'].includes(type))).toEqual([]);
});

test('every resource belongs to the CAs', () => {
  const cas = Object.keys(resources()).filter((id) => resources()[id].Type === 'AWS::ACMPCA::CertificateAuthority');
  const around = neededBy(cas);
  for (const id of around) {
    const users = Object.keys(resources()).filter((other) => !around.includes(other) && namedBy(other).includes(id));
    around.push(...users, ...neededBy(users).filter((other) => !around.includes(other) && !users.includes(other)));
  }

  expect([...new Set(around)].sort()).toEqual(Object.keys(resources()).sort());
});
