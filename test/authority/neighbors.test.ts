import { App, CfnOutput, CfnResource, Lazy, RemovalPolicies, RemovalPolicy, Stack, aws_acmpca as acmpca, aws_iam as iam } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityGrants } from '../../src/authority/certificate-authority-grants';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { IssuedCertificate } from '../../src/authority/issued-certificate';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';

/* What a CA and the constructs beside it have to do with each other: retention, validity periods, and other stacks. */

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
const revocation = Revocation.none();
const warningsOf = (stack: Stack) => Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ entry }) => String(entry.data));
const l1 = (stack: Stack) => new acmpca.CfnCertificateAuthority(stack, 'Root', {
  type: 'ROOT', keyAlgorithm: 'RSA_2048', signingAlgorithm: 'SHA256WITHRSA', subject: { commonName: 'Root' },
});
const imported = (stack: Stack) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Root', CA_ARN);
const csr = CertificateSigningRequest.fromPem(Lazy.string({ produce: () => 'late' }));

test.each<[string, string, (stack: Stack) => unknown]>([
  ['an issued certificate', 'Stack/Device/Resource', (stack) => RemovalPolicies.of(
    new IssuedCertificate(stack, 'Device', { certificateAuthority: newRoot(stack), csr, validity: Validity.days(1) })).destroy()],
  ...([['an imported CA', imported], ['an L1 CA', l1]] as const).map(([name, caIn]): [string, string, (stack: Stack) => unknown] =>
    [`the permission of ${name}`, 'Stack/Renewal/Resource', (stack) => RemovalPolicies.of(
      new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: caIn(stack) })).destroy()]),
  ['the permission of a CA, with the CA', 'Stack/Root/Resource, Stack/Root/Certificate, Stack/Root/Activation, Stack/Renewal/Resource', (stack) => {
    new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: newRoot(stack) });
    RemovalPolicies.of(stack).destroy();
  }],
])('an aspect that deletes %s causes a warning that names it', (_name, paths, make) => {
  const stack = newStack();
  make(stack);

  expect(warningsOf(stack)).toEqual([expect.stringContaining(`changes the deletion policy of ${paths}. CloudFormation deletes`)]);
});

test('an override that deletes only the permission of a retained CA is an error', () => {
  const stack = newStack();
  const permission = new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: newRoot(stack) });
  (permission.node.findChild('Resource') as CfnResource).addOverride('DeletionPolicy', 'Delete');

  expect(errorOf('RetentionConflict', () => Template.fromStack(stack)).message)
    .toContain('The deletion policy of Stack/Renewal/Resource must retain the resource, because Stack/Root/Resource is retained and needs it');
});

test('a retained CA that is deleted on purpose has no warning, in any order', () => {
  const stack = newStack();
  const root = newRoot(stack);
  root.applyRemovalPolicy(RemovalPolicy.DESTROY);
  new CertificateAuthorityPermission(stack, 'Renewal', { certificateAuthority: root });

  expect(warningsOf(stack)).toEqual([]);
});

describe('the validity period of a CA', () => {
  const childOf = (validity: Validity, validityNotBefore: Validity | undefined, ofChild: Validity) => () => {
    const stack = newStack();
    const parent = new RootCertificateAuthority(stack, 'Root', { subject, revocation, validity, validityNotBefore });
    new SubordinateCertificateAuthority(stack, 'Sub', { subject, revocation, parent, validity: ofChild });
  };
  const start = Validity.absolute(1_800_000_000);

  test('is not known if it is relative and has its own start', () => {
    expect(childOf(Validity.years(1), start, Validity.years(2))).not.toThrow();
    errorOf('ValidityBeyondParent', childOf(Validity.years(1), undefined, Validity.years(2)));
  });

  test('is known if it has an absolute end, with any start', () => {
    const [end, later] = [Validity.absolute(2_000_000_000), Validity.absolute(2_000_000_001)];

    for (const own of [start, undefined]) {
      expect(childOf(end, own, end)).toThrow();
      expect(errorOf('ValidityBeyondParent', childOf(end, own, later)).message).toContain(
        'validity must end before the validity of the parent (2000000000 absolute); got "2000000001 absolute". Fix: Shorten validity, or lengthen the '
        + 'validity of the parent.');
      expect(childOf(later, own, end)).not.toThrow();
    }
  });

  test('is compared with an absolute end of a child that has its own start', () => {
    const stack = newStack();
    const parent = new RootCertificateAuthority(stack, 'Root', { subject, revocation, validity: Validity.absolute(2_000_000_000) });

    errorOf('ValidityBeyondParent', () => new SubordinateCertificateAuthority(stack, 'Sub', {
      subject, revocation, parent, validity: Validity.absolute(2_100_000_000), validityNotBefore: start,
    }));
  });
});

test('a CA is created after the policy of the bucket to which it publishes CRLs', () => {
  const stack = newStack();
  new RootCertificateAuthority(stack, 'Root', { subject, revocation: Revocation.crl() });

  Template.fromStack(stack).hasResource('AWS::ACMPCA::CertificateAuthority', { DependsOn: Match.arrayWith([Match.stringLikeRegexp('Policy')]) });
});

test('a CA in short-lived mode needs no revocation', () => {
  const stack = newStack();
  new RootCertificateAuthority(stack, 'Root', { subject, usageMode: UsageMode.SHORT_LIVED_CERTIFICATE });

  expect(warningsOf(stack)).toEqual([]);
});

test('a parent of a class of the user has a chain, and no known properties', () => {
  class Own extends PrivateCertificateAuthority {
    public readonly certificateAuthorityArn = CA_ARN;
    public readonly certificatePem = 'PEM';
    public readonly certificateChainPem = 'CHAIN';
  }
  const stack = newStack();
  const parent: IPrivateCertificateAuthority = new Own(stack, 'Own');
  const issuerSigningAlgorithm = SigningAlgorithm.SHA256_WITH_RSA;
  new SubordinateCertificateAuthority(stack, 'Sub', { subject, revocation, parent, issuerSigningAlgorithm, pathLength: 3, validity: Validity.years(90) });

  Template.fromStack(stack).hasResourceProperties('AWS::ACMPCA::CertificateAuthorityActivation', { CertificateChain: 'CHAIN' });
  errorOf('SigningAlgorithmUnknown', () => new SubordinateCertificateAuthority(stack, 'Other', { subject, revocation, parent }));
});

test('an imported CA has the ID of its ARN, and the object key of its CRL', () => {
  const { certificateAuthorityId, crlObjectKey } = imported(newStack());

  expect([certificateAuthorityId, crlObjectKey])
    .toEqual(['11111111-2222-3333-4444-555555555555', 'crl/11111111-2222-3333-4444-555555555555.crl']);
});

test('a grant on an L1 CA, whose path length is not known, has the path lengths of the templates', () => {
  const stack = newStack();
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  CertificateAuthorityGrants.fromCertificateAuthority(l1(stack)).issueSubordinate(role, { pathLength: 3 });

  expect(JSON.stringify(Template.fromStack(stack).findResources('AWS::IAM::Policy')).match(/PathLen\d/g)).toEqual(['PathLen0', 'PathLen1', 'PathLen2', 'PathLen3']);
});

describe('a stack that reads the chain of a CA', () => {
  const inStacks = (prepare: (consumer: Stack) => void = () => undefined) => {
    const app = new App();
    const [producer, consumer] = ['One', 'Two'].map((id) => new Stack(app, id));
    prepare(consumer);
    new CfnOutput(consumer, 'Chain', { value: newRoot(producer).certificateChainPem });
    app.synth();
    return { producer, consumer };
  };

  test('depends on the stack of the CA with a reason, if this version of aws-cdk-lib accepts one', () => {
    const reasons: unknown[] = [];
    const { producer } = inStacks((stack) => Object.assign(stack, {
      addStackDependency: (...given: unknown[]) => reasons.push(given), addDependency: () => undefined,
    }));

    expect(reasons).toContainEqual([producer, 'Two/Chain reads One/Root/Activation']);
  });

  test('depends on the stack of the CA with an earlier version of aws-cdk-lib', () => {
    const reasons: unknown[] = [];
    const { producer } = inStacks((stack) => Object.assign(stack, {
      addStackDependency: undefined, addDependency: (...given: unknown[]) => reasons.push(given),
    }));

    expect(reasons).toContainEqual([producer, 'Two/Chain reads One/Root/Activation']);
  });

  test('in another account does not read an output of this library', () => {
    const app = new App();
    const producer = new Stack(app, 'One', { env: ENVIRONMENT });
    const root = newRoot(producer);
    const own = new Stack(app, 'Two', { env: { ...ENVIRONMENT, account: '444455556666' } });
    new CfnOutput(own, 'Chain', { value: root.certificateChainPem });
    try { app.synth(); } catch { /* Some versions of aws-cdk-lib have no references between accounts. */ }

    expect(root.node.tryFindChild('CertificateChainPem')).toBeUndefined();
  });

  test('reads one output for all its values', () => {
    const app = new App();
    const [producer, one, two] = ['Root', 'One', 'Two'].map((id) => new Stack(app, id));
    const root = newRoot(producer);
    [one, two].forEach((stack) => new CfnOutput(stack, 'Chain', { value: `${root.certificateChainPem}${root.certificateChainPem}` }));
    app.synth();

    expect(Object.keys(Template.fromStack(producer).toJSON().Outputs)).toHaveLength(1);
  });
});
