import { Annotations, App, CfnOutput, NestedStack, Stack, aws_iam as iam, aws_ssm as ssm } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { CertificateAuthorityShare } from '../../src/access/certificate-authority-share';
import { PrivateCaConfigRules } from '../../src/access/private-ca-config-rules';
import { RolesAnywhereTrustAnchor } from '../../src/access/roles-anywhere-trust-anchor';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { ExternalParent } from '../../src/authority/external-parent';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Revocation } from '../../src/revocation/revocation';
import { lazily } from '../support/lazily';
import { replacementsBetween, TemplateJson } from '../support/replacements';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot } from '../support/stacks';
import { certificate, ecKey } from '../support/x509';

/* A CA with an external parent in one stack, and what uses it in another one, from its creation to its renewal. */

const STRENGTH = '@aws-cdk/core:defaultCrossStackReferences';
const subject = DistinguishedName.of({ commonName: 'Example Corp Issuing CA G1' });

const made = lazily(() => {
  const [rootKey, key] = [ecKey(), ecKey()];
  const signed = (notAfter: string) => ExternalParent.signed({
    certificatePem: certificate({
      subject: 'Example Corp Issuing CA G1', issuer: 'Offline Root CA', key, issuerKey: rootKey, pathLength: 1, notAfter,
    }),
    certificateChainPem: certificate({ subject: 'Offline Root CA', key: rootKey, notAfter: '2046-11-01' }),
  });
  return { signed: signed('2031-11-01'), renewed: signed('2036-11-01') };
});

/** The states of the CA, in the order of its life. */
const STATES: Record<string, () => ExternalParent> = {
  pending: () => ExternalParent.pending(), signed: () => made().signed, renewed: () => made().renewed,
};
type State = keyof typeof STATES;
const TRANSITIONS: [State, State][] = [['pending', 'signed'], ['signed', 'renewed'], ['signed', 'pending']];

interface Templates {
  readonly producer: TemplateJson;
  readonly consumer: TemplateJson;
}

function issuingIn(scope: Construct, state: State): SubordinateCertificateAuthority {
  const ca = new SubordinateCertificateAuthority(scope, 'Issuing', {
    subject, revocation: Revocation.ocsp(), externalParent: STATES[state](),
  });
  Annotations.of(ca).acknowledgeWarning('cdk-private-ca:certificateAuthorityPending', 'This test deploys it.');
  return ca;
}

/** What uses the CA while it is pending, and later. */
function useWhilePending(stack: Stack, ca: SubordinateCertificateAuthority): void {
  ca.grants.issue(new iam.Role(stack, 'Issuer', { assumedBy: new iam.AccountRootPrincipal() }));
  ca.events.onCertificateRevoked('Revoked', { crossStackScope: stack });
  new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [ca] });
  new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: ca });
  new CertificateAuthorityShare(stack, 'Share', {
    certificateAuthorities: [ca], principals: [SharePrincipal.account('444455556666')], permissions: [SharePermission.endEntity()],
  });
  new PrivateCaConfigRules(stack, 'Rules', { exemptedRootCertificateAuthorities: [ca] });
  for (const [id, value] of Object.entries({ Id: ca.certificateAuthorityId, Crl: ca.crlObjectKey, Csr: ca.certificateSigningRequestPem })) {
    new ssm.StringParameter(stack, id, { stringValue: value });
  }
}

/** What needs the certificate of the CA. */
function useSigned(stack: Stack, ca: SubordinateCertificateAuthority): void {
  new SubordinateCertificateAuthority(stack, 'Child', { subject, revocation: Revocation.ocsp(), parent: ca });
  new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: ca });
  new ssm.StringParameter(stack, 'Pem', { stringValue: ca.certificatePem });
}

function templatesOf(state: State, context: Record<string, unknown> = {}, use = useWhilePending): Templates {
  const app = new App({ context });
  const [pki, consumer] = ['Pki', 'Consumer'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
  use(consumer, issuingIn(pki, state));
  app.synth();
  expect([pki.dependencies, consumer.dependencies]).toEqual([[], [pki]]);
  const [one, two] = [pki, consumer].map((stack) => Template.fromStack(stack).toJSON() as TemplateJson);
  return { producer: one, consumer: two };
}

const valuesOf = (name: string, node: unknown): unknown[] => !node || typeof node !== 'object' ? []
  : Object.entries(node).flatMap(([key, value]) => key === name ? [value] : valuesOf(name, value));
const importsOf = ({ consumer }: Templates) => [...new Set(valuesOf('Fn::ImportValue', consumer) as string[])].sort();
const readsOf = ({ consumer }: Templates) => (valuesOf('Fn::GetStackOutput', consumer) as { OutputName: string }[]).map(({ OutputName }) => OutputName);
/** The exported values by their names. CloudFormation rejects a change or the removal of one that a stack imports. */
const exportsOf = ({ producer }: Templates) => Object.fromEntries(Object.values(producer.Outputs ?? {})
  .filter(({ Export }) => Export).map(({ Export, Value }) => [Export!.Name as string, Value]));
const picked = (values: Record<string, unknown>, names: string[]) => Object.fromEntries(names.map((name) => [name, values[name]]));

describe.each([
  ['no feature flag', FEATURE_FLAGS.none], ['all recommended feature flags', FEATURE_FLAGS.recommended],
  ['weak references', { [STRENGTH]: 'weak' }], ['both kinds of references', { [STRENGTH]: 'both' }],
])('with %s', (_name, context) => {
  test.each(TRANSITIONS)('from %s to %s, no export that the other stack imports is changed or removed', (from, to) => {
    const [before, after] = [templatesOf(from, context), templatesOf(to, context)];

    // The stack of the CA is deployed while the other stack still has its earlier template.
    expect(importsOf(before).length + readsOf(before).length).toBeGreaterThan(0);
    expect(picked(exportsOf(after), importsOf(before))).toEqual(picked(exportsOf(before), importsOf(before)));
    expect(Object.keys(after.producer.Outputs!)).toEqual(expect.arrayContaining(readsOf(before)));
    // Then the other stack is deployed.
    expect(Object.keys(exportsOf(after))).toEqual(expect.arrayContaining(importsOf(after)));
    expect(Object.keys(after.producer.Outputs!)).toEqual(expect.arrayContaining(readsOf(after)));
  });

  test.each(TRANSITIONS)('from %s to %s, nothing changes in the other stack', (from, to) => {
    expect(templatesOf(to, context).consumer).toEqual(templatesOf(from, context).consumer);
  });
});

test('the only references of the other stack are the ARN and the CSR of the CA', () => {
  for (const state of Object.keys(STATES)) {
    const templates = templatesOf(state);

    expect(importsOf(templates)).toEqual(['Arn', 'CertificateSigningRequest']
      .map((attribute) => expect.stringMatching(new RegExp(`^Pki:ExportsOutputFnGetAttIssuingD69311DE${attribute}[0-9A-F]{8}$`))));
    expect(readsOf(templates)).toEqual([]);
  }
});

test('once the CA is signed, the other stack can add what needs its certificate', () => {
  const use = (stack: Stack, ca: SubordinateCertificateAuthority) => { useWhilePending(stack, ca); useSigned(stack, ca); };
  const [pending, signed, more] = [templatesOf('pending'), templatesOf('signed'), templatesOf('signed', {}, use)];

  expect(Object.keys(exportsOf(more))).toEqual(expect.arrayContaining(importsOf(more)));
  expect(picked(exportsOf(more), importsOf(pending))).toEqual(picked(exportsOf(signed), importsOf(pending)));
  expect(more.consumer.Resources).toMatchObject(pending.consumer.Resources);
});

test('a renewal replaces nothing below the CA, and changes the chain and certificate that the other stack has', () => {
  const [before, after] = ['signed', 'renewed'].map((state) => templatesOf(state, {}, useSigned));
  const changed = Object.keys(after.consumer.Resources)
    .filter((id) => JSON.stringify(after.consumer.Resources[id]) !== JSON.stringify(before.consumer.Resources[id]));

  expect(picked(exportsOf(after), importsOf(before))).toEqual(picked(exportsOf(before), importsOf(before)));
  expect(after.producer.Outputs).toEqual(before.producer.Outputs);
  expect(changed).toEqual([expect.stringMatching(/^ChildActivation/), expect.stringMatching(/^Pem/)]);
  expect(replacementsBetween(before.consumer, after.consumer)).toEqual([]);
});

describe('nested stacks', () => {
  test('below the stack of the CA wait for the activation', () => {
    const stack = new Stack(new App(), 'Pki', { env: ENVIRONMENT });
    const nested = new NestedStack(stack, 'Nested');
    new CfnOutput(nested, 'Arn', { value: issuingIn(stack, 'signed').certificateAuthorityArn });

    const [{ Properties }] = Object.values(Template.fromStack(stack).findResources('AWS::CloudFormation::Stack'));
    expect(Object.values(Properties.Parameters)).toEqual([{ Ref: expect.stringMatching(/^IssuingActivation/) }]);
  });

  test.each(TRANSITIONS)('with the CA export the same values from %s to %s', (from, to) => {
    const of = (state: State) => {
      const app = new App();
      const [pki, consumer] = ['Pki', 'Consumer'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
      new CfnOutput(consumer, 'Arn', { value: issuingIn(new NestedStack(pki, 'Nested'), state).certificateAuthorityArn });
      app.synth();
      return Template.fromStack(pki).toJSON().Outputs;
    };

    expect(of(to)).toEqual(of(from));
  });
});

test('a CA with a parent in the app has another export: the reason to remove references before a change', () => {
  const app = new App();
  const [pki, consumer] = ['Pki', 'Consumer'].map((id) => new Stack(app, id, { env: ENVIRONMENT }));
  const ca = new SubordinateCertificateAuthority(pki, 'Issuing', { subject, revocation: Revocation.ocsp(), parent: newRoot(pki) });
  new CfnOutput(consumer, 'Arn', { value: ca.certificateAuthorityArn });
  app.synth();

  expect(JSON.stringify(Template.fromStack(consumer).toJSON())).toContain('Pki:ExportsOutputRefIssuingActivation');
});

test('in the stack of the CA, what uses the CA waits for the activation', () => {
  const stack = new Stack(new App(), 'Pki', { env: ENVIRONMENT });
  const [ca, pending] = [issuingIn(stack, 'signed'), issuingIn(new Stack(new App(), 'Other'), 'pending')];

  expect(stack.resolve(ca.certificateAuthorityArn)).toEqual({ Ref: expect.stringMatching(/^IssuingActivation/) });
  expect(stack.resolve(pending.certificateAuthorityArn)).toEqual({ 'Fn::GetAtt': ['IssuingD69311DE', 'Arn'] });
});
