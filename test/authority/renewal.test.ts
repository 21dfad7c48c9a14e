import { App, CfnOutput, NestedStack, Stack, Stage, aws_ssm as ssm } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { IPrivateCertificateAuthority, PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { Validity } from '../../src/model/validity';
import { Revocation } from '../../src/revocation/revocation';
import { replacementsBetween, TemplateJson } from '../support/replacements';
import { ENVIRONMENT, FEATURE_FLAGS } from '../support/stacks';
import { certificate, ecKey } from '../support/x509';

/* Renewal of a CA whose certificate or chain another stack uses. */

const subject = DistinguishedName.of({ commonName: 'Example Corp CA G1' });
const revocation = Revocation.none();

function rootIn(stack: Stack, years = 10): RootCertificateAuthority {
  return new RootCertificateAuthority(stack, 'Root', { subject, revocation, validity: Validity.years(years) });
}

/** A root CA in one stack, a policy CA in a second stack, and an issuing CA in a third stack. */
function deployment(years: number, flags: Record<string, unknown> = {}): Record<'Root' | 'Policy' | 'Issuing', TemplateJson> {
  const app = new App({ context: flags });
  const [one, two, three] = ['One', 'Two', 'Three'].map((id) => new Stack(app, id));
  const root = rootIn(one, years);
  const policy = new SubordinateCertificateAuthority(two, 'Policy', { subject, revocation, parent: root, pathLength: 1, validity: Validity.years(5) });
  const issuing = new SubordinateCertificateAuthority(three, 'Issuing', { subject, revocation, parent: policy });
  new ssm.CfnParameter(three, 'Bundle', { type: 'String', value: `${root.certificatePem}\n${issuing.certificateChainPem}` });
  const [Root, Policy, Issuing] = [one, two, three].map((stack) => Template.fromStack(stack).toJSON() as TemplateJson);
  return { Root, Policy, Issuing };
}

const exportsOf = ({ Outputs }: TemplateJson) => Object.values(Outputs ?? {}).filter(({ Export }) => Export);
const activationIn = ({ Resources }: TemplateJson) =>
  Object.values(Resources).find(({ Type }) => Type.endsWith('Activation'))!.Properties!;

describe('the renewal of a root CA with a subordinate CA in another stack', () => {
  test('changes no value that a stack imports', () => {
    const [before, after] = [deployment(10), deployment(20)];

    for (const template of [before.Root, before.Policy]) {
      expect(exportsOf(template).map(({ Value }) => JSON.stringify(Value)))
        .toEqual([expect.stringMatching(/^\{"Ref":"(Root|Policy)Activation[0-9A-F]{8}"\}$/)]);
    }
    expect(exportsOf(after.Root)).toEqual(exportsOf(before.Root));
    expect(exportsOf(after.Policy)).toEqual(exportsOf(before.Policy));
  });

  test('replaces only the certificate of the root CA', () => {
    const [before, after] = [deployment(10), deployment(20)];

    expect(replacementsBetween(before.Root, after.Root)).toEqual([expect.stringMatching(/^RootCertificate\w+\.Validity$/)]);
    expect(replacementsBetween(before.Policy, after.Policy)).toEqual([]);
    expect(replacementsBetween(before.Issuing, after.Issuing)).toEqual([]);
  });

  test('changes the chain in the template of each CA below it, so that CloudFormation imports the new chain', () => {
    const [before, same, after] = [deployment(10), deployment(10), deployment(20)];

    expect(same).toEqual(before);
    for (const id of ['Policy', 'Issuing'] as const) {
      const [old, renewed] = [activationIn(before[id]), activationIn(after[id])];
      expect(renewed.CertificateChain).not.toEqual(old.CertificateChain);
      expect({ ...renewed, CertificateChain: old.CertificateChain }).toEqual(old);
    }
    expect(after.Root.Outputs).toEqual(before.Root.Outputs);
    expect(after.Policy.Outputs).toEqual(before.Policy.Outputs);
  });

  test('is the same with no feature flag and with all that CDK recommends, for the chain', () => {
    const [without, recommended] = [FEATURE_FLAGS.none, FEATURE_FLAGS.recommended]
      .map((flags) => deployment(10, flags));

    expect(activationIn(recommended.Policy).CertificateChain).toEqual(activationIn(without.Policy).CertificateChain);
  });
});

test('the chain of a parent in another stack is an output of that stack', () => {
  const { Root, Policy } = deployment(10);
  const [[variable, read], ...others] = Object.entries(
    ((activationIn(Policy).CertificateChain as Record<string, unknown[]>)['Fn::Sub'])[1] as Record<string, unknown>);
  const { StackName, OutputName } = (read as Record<string, Record<string, string>>)['Fn::GetStackOutput'];

  expect(others).toEqual([]);
  expect(activationIn(Policy).CertificateChain).toMatchObject({ 'Fn::Sub': [`\${${variable}}`, expect.anything()] });
  expect(StackName).toBe('One');
  expect(Root.Outputs![OutputName]).toMatchObject({ Value: { 'Fn::GetAtt': [expect.stringMatching(/^RootActivation/), 'CompleteCertificateChain'] } });
  expect(Root.Outputs![OutputName].Export).toBeUndefined();
});

test('a stack that uses only the chain is deployed after the stack of the CA', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
  new CfnOutput(two, 'Chain', { value: rootIn(one).certificateChainPem });

  app.synth();
  expect(two.dependencies).toEqual([one]);
  expect(one.dependencies).toEqual([]);
  expect(exportsOf(Template.fromStack(one).toJSON() as TemplateJson)).toEqual([]);
});

test('the renewal of an imported parent changes what another stack reads', () => {
  const chainBelow = (certificateChainPem: string) => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    const parent = PrivateCertificateAuthority.fromCertificateAuthorityAttributes(one, 'Parent', {
      certificateAuthorityArn: 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/1', certificateChainPem, keyAlgorithm: KeyAlgorithm.EC_SECP384R1,
    });
    new CfnOutput(two, 'Chain', { value: new SubordinateCertificateAuthority(one, 'Issuing', { subject, revocation, parent }).certificateChainPem });
    return JSON.stringify(Template.fromStack(two).toJSON().Outputs.Chain);
  };

  const key = ecKey();
  const [first, renewed] = ['2036-11-01', '2046-11-01'].map((notAfter) => certificate({ subject: 'Root CA', key, notAfter }));

  expect(chainBelow(first)).toBe(chainBelow(first));
  expect(chainBelow(renewed)).not.toBe(chainBelow(first));
});

test('a stack in another Region reads the chain from the Region of the CA', () => {
  const app = new App();
  const one = new Stack(app, 'One', { env: ENVIRONMENT });
  const two = new Stack(app, 'Two', { env: { ...ENVIRONMENT, region: 'eu-west-1' } });
  new CfnOutput(two, 'Chain', { value: rootIn(one).certificateChainPem });

  expect(JSON.stringify(Template.fromStack(two).toJSON().Outputs)).toContain('"Region":"us-east-1"');
});

describe('nested stacks', () => {
  test('of one stack use the references of CDK', () => {
    const stack = new Stack(new App(), 'Stack');
    const root = rootIn(new NestedStack(stack, 'Pki'));
    new CfnOutput(stack, 'Chain', { value: root.certificateChainPem });

    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('nested'));
    expect(JSON.stringify(Template.fromStack(stack).toJSON().Outputs.Chain)).toContain('Outputs.');
  });

  test('read the chain of a CA in a stack that is not nested', () => {
    const app = new App();
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    const nested = new NestedStack(two, 'Nested');
    new CfnOutput(nested, 'Chain', { value: rootIn(one).certificateChainPem });

    app.synth();
    expect(two.dependencies).toEqual([one]);
    expect(JSON.stringify(Template.fromStack(nested).toJSON())).toContain('"Fn::GetStackOutput":{"StackName":"One"');
  });

  test('with a CA whose chain another stack imports cause a warning', () => {
    const consumerOf = (context: Record<string, unknown>) => {
      const app = new App({ context });
      const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
      new CfnOutput(two, 'Chain', { value: rootIn(new NestedStack(one, 'Pki')).certificateChainPem });
      app.synth();
      return two;
    };

    Annotations.fromStack(consumerOf({})).hasWarning('*', Match.stringLikeRegexp('CloudFormation cannot renew the CA certificate'));
    Annotations.fromStack(consumerOf({ '@aws-cdk/core:defaultCrossStackReferences': 'weak' }))
      .hasNoWarning('*', Match.stringLikeRegexp('CloudFormation cannot renew the CA certificate'));
  });
});

test('another stage cannot use the chain of a resource', () => {
  const app = new App();
  const [one, two] = ['One', 'Two'].map((id) => new Stack(new Stage(app, id), 'Stack'));
  const root: IPrivateCertificateAuthority = rootIn(one);
  new CfnOutput(two, 'Chain', { value: root.certificateChainPem });

  // CDK reports the reference. An error of the value itself starts with "Resolution error".
  expect(() => app.synth()).toThrow(/^You cannot .*: dependency cannot cross stage boundaries$/);
});

describe('a generation of a CA certificate', () => {
  const generation = (certificateGeneration?: number, flags: Record<string, unknown> = {}) => {
    const app = new App({ context: flags });
    const [one, two] = ['One', 'Two'].map((id) => new Stack(app, id));
    const root = new RootCertificateAuthority(one, 'Root', { subject, revocation, certificateGeneration });
    const issuing = new SubordinateCertificateAuthority(two, 'Issuing', { subject, revocation, parent: root, certificateGeneration });
    new ssm.CfnParameter(two, 'Bundle', { type: 'String', value: `${root.certificatePem}\n${issuing.certificateChainPem}` });
    return [one, two].map((stack) => Template.fromStack(stack).toJSON() as TemplateJson);
  };
  const certificatesOf = ({ Resources }: TemplateJson) =>
    Object.entries(Resources).filter(([, { Type }]) => Type === 'AWS::ACMPCA::Certificate');

  test('is 1 by default, with the same templates', () => {
    expect(generation(1)).toEqual(generation());
  });

  test('1 has the hash of templates from before generations existed, so that they do not change', () => {
    expect(JSON.stringify(activationIn(generation(1)[1]).CertificateChain)).toContain('"Fn::Sub":["${Value7afa3c6f}"');
  });

  test('changes the logical ID of only the certificate, and none of its properties', () => {
    const [before, after] = [generation(1), generation(2)];

    before.forEach((template, index) => {
      const [[formerId, former]] = certificatesOf(template);
      const [[id, renewed]] = certificatesOf(after[index]);
      const others = ({ Resources }: TemplateJson) => Object.keys(Resources).filter((key) => key !== formerId && key !== id);

      expect([formerId, id]).toEqual([expect.stringMatching(/^\w+Certificate[0-9A-F]{8}$/), expect.stringMatching(/^\w+Certificate2[0-9A-F]{8}$/)]);
      expect(renewed).toEqual(former);
      expect(others(after[index])).toEqual(others(template));
      expect(activationIn(after[index]).Certificate).toEqual({ 'Fn::GetAtt': [id, 'Certificate'] });
    });
  });

  test('changes what another stack reads, and no name of an output', () => {
    const [[one, two], [renewedOne, renewedTwo], [, third]] = [generation(1), generation(2), generation(3)];

    expect(Object.keys(renewedOne.Outputs!)).toEqual(Object.keys(one.Outputs!));
    expect(exportsOf(renewedOne)).toEqual(exportsOf(one));
    const chains = [two, renewedTwo, third].map((template) => JSON.stringify(activationIn(template).CertificateChain));
    expect(new Set(chains).size).toBe(3);
  });

  test('is the same with no feature flag and with all that CDK recommends', () => {
    const [without, recommended] = [FEATURE_FLAGS.none, FEATURE_FLAGS.recommended].map((flags) => generation(2, flags));

    const idsOf = (templates: typeof without) => templates.map((template) => certificatesOf(template).map(([id]) => id));
    expect(idsOf(recommended)).toEqual(idsOf(without));
  });

  test('has the removal policy of the CA', () => {
    for (const template of generation(2)) {
      expect(certificatesOf(template)[0][1]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
  });
});
