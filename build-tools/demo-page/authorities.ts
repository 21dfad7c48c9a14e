import { escaped } from './html';
import { References, ResourceKey } from '../pictures/references';
import { SynthesizedStack, TemplateResource } from '../synth';

/* The CAs of an app as a tree. */

interface Authority {
  readonly key: ResourceKey;
  readonly stack: string;
  readonly resource: TemplateResource;
  readonly issuer?: ResourceKey;
  readonly facts: string[];
}

type Entry = [stack: string, key: ResourceKey, resource: TemplateResource];

const SHORT_NAMES: Record<string, string> = {
  CommonName: 'CN', Organization: 'O', OrganizationalUnit: 'OU', Country: 'C', State: 'ST', Locality: 'L',
};

/** Returns nested lists: each CA contains the CAs that it issues. */
export function authorityTree(stacks: readonly SynthesizedStack[]): string {
  const references = new References(stacks);
  const all = entriesOf(stacks, 'AWS::ACMPCA::CertificateAuthority').map(([stack, key, resource]) => authorityOf({ stack, key, resource, stacks, references }));
  const isBelow = ({ key, issuer }: Authority) => all.some((other) => other.key === issuer && other.key !== key);
  const listOf = (authorities: readonly Authority[]): string => authorities.length === 0 ? '' : `<ul class="tree">\n${authorities.map((authority) =>
    `<li><strong>${escaped(subjectOf(authority, references))}</strong><br>${authority.facts.map(escaped).join(' · ')}\n${listOf(
      all.filter(({ key, issuer }) => issuer === authority.key && key !== authority.key))}</li>`).join('\n')}\n</ul>`;
  return all.length === 0 ? '<p>The app creates no CA.</p>' : listOf(all.filter((authority) => !isBelow(authority)));
}

interface Place {
  readonly stack: string;
  readonly key: ResourceKey;
  readonly resource: TemplateResource;
  readonly stacks: readonly SynthesizedStack[];
  readonly references: References;
}

function authorityOf({ stack, key, resource, stacks, references }: Place): Authority {
  const targetOf = (value: unknown, from: string) => references.targets(value ?? '', from)[0];
  const activation = entriesOf(stacks, 'AWS::ACMPCA::CertificateAuthorityActivation')
    .find(([from, , { Properties }]) => targetOf(Properties?.CertificateAuthorityArn, from) === key);
  const certificateKey = activation && targetOf(activation[2].Properties?.Certificate, activation[0]);
  const certificate = entriesOf(stacks, 'AWS::ACMPCA::Certificate').find(([, other]) => other === certificateKey);
  const issuer = certificate
    && authorityKey(stacks, references, targetOf(certificate[2].Properties?.CertificateAuthorityArn, certificate[0]));
  const { Properties = {}, DeletionPolicy = 'Delete' } = resource;
  const validity = certificate?.[2].Properties?.Validity as { Type: string; Value: unknown } | undefined;
  return {
    key,
    stack,
    resource,
    issuer,
    facts: [
      Properties.Type === 'ROOT' ? 'root CA' : 'subordinate CA',
      `stack ${stack}`,
      validity ? `valid for ${references.text(validity.Value, stack)} ${validity.Type.toLowerCase()}` : 'certificate of a parent outside the app',
      `${String(Properties.KeyAlgorithm)} with ${String(Properties.SigningAlgorithm)}`,
      Properties.UsageMode === 'SHORT_LIVED_CERTIFICATE' ? 'short-lived certificates' : 'general purpose',
      String(activation?.[2].Properties?.Status ?? (activation ? 'ACTIVE' : 'not activated')).toLowerCase(),
      `deletion policy ${DeletionPolicy}`,
    ],
  };
}

/** Returns the CA of a CA or of its activation. */
function authorityKey(
  stacks: readonly SynthesizedStack[], references: References, key: ResourceKey | undefined,
): ResourceKey | undefined {
  const activation = entriesOf(stacks, 'AWS::ACMPCA::CertificateAuthorityActivation').find(([, other]) => other === key);
  return activation ? references.targets(activation[2].Properties!.CertificateAuthorityArn, activation[0])[0] : key;
}

function subjectOf({ resource, stack }: Authority, references: References): string {
  const subject = resource.Properties?.Subject as Record<string, unknown>;
  return Object.entries(subject).map(([attribute, value]) =>
    `${SHORT_NAMES[attribute] ?? attribute}=${typeof value === 'string' ? value : references.text(value, stack)}`).join(', ');
}

function entriesOf(stacks: readonly SynthesizedStack[], type: string): Entry[] {
  return stacks.flatMap(({ name, template }) => Object.entries(template.Resources)
    .filter(([, { Type }]) => Type === type)
    .map(([id, resource]): Entry => [name, `${name}/${id}`, resource]));
}
