import { App, Lazy, RemovalPolicy, Stack, Token } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { Construct } from 'constructs';
import { ExternalParent } from '../../src/authority/external-parent';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { CertificateAuthorityHierarchy } from '../../src/pattern/certificate-authority-hierarchy';
import { CertificateAuthorityHierarchyProps } from '../../src/pattern/certificate-authority-hierarchy-props';
import { HierarchyLevel } from '../../src/pattern/hierarchy-level';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';
import { TemplateResource } from '../support/world';

type More = Partial<HierarchyLevel>;

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const named = (name: string, more: More = {}): HierarchyLevel =>
  ({ name, subject: DistinguishedName.of({ commonName: `Example Corp ${name} CA G1` }), ...more });
const hierarchy = (
  root: HierarchyLevel, more: Partial<CertificateAuthorityHierarchyProps> = {}, stack = newStack({ env: ENVIRONMENT }),
) => new CertificateAuthorityHierarchy(stack, 'Pki', { root, revocation: Revocation.none(), ...more });

/** The resources of one CA in a hierarchy with the ID `Pki`. */
function resourcesOf(pki: CertificateAuthorityHierarchy, name: string): Record<'authority' | 'certificate' | 'activation', TemplateResource> {
  const resources = Object.entries(Template.fromStack(Stack.of(pki)).toJSON().Resources as Record<string, TemplateResource>);
  const of = (type: string) => resources.find(([id, { Type }]) =>
    Type === `AWS::ACMPCA::${type}` && new RegExp(`^Pki${name}(?:Certificate\\d*|Activation)?[0-9A-F]{8}$`).test(id))?.[1] as TemplateResource;
  return { authority: of('CertificateAuthority'), certificate: of('Certificate'), activation: of('CertificateAuthorityActivation') };
}

const certificateOf = (pki: CertificateAuthorityHierarchy, name: string) => {
  const { Validity: { Type, Value }, TemplateArn } = resourcesOf(pki, name).certificate.Properties as Record<string, never>;
  return `${Value} ${Type} ${/template\/(\w+)/.exec(JSON.stringify(TemplateArn))![1]}`;
};

describe('the levels', () => {
  test('are CAs in the order of the hierarchy, and the lowest of them are the issuing CAs', () => {
    const pki = hierarchy(named('Root', { below: [named('Policy', { below: [named('Web'), named('Device')] }), named('Code', { below: [] })] }));

    expect(pki.all.map(({ node }) => node.path)).toEqual(['Root', 'Policy', 'Web', 'Device', 'Code'].map((name) => `Stack/Pki/${name}`));
    expect(pki.issuing.map(({ node }) => node.id)).toEqual(['Web', 'Device', 'Code']);
    expect(pki.root).toBe(pki.all[0]);
    expect(pki.all.map(({ node }) => pki.certificateAuthority(node.id))).toEqual(pki.all);
  });

  test('can be only one, whose CA is the root and issues certificates', () => {
    const pki = hierarchy(named('Root'));

    expect(pki.all).toEqual([pki.root]);
    expect(pki.issuing).toEqual([pki.root]);
  });

  test('pass the properties of a CA to the CA', () => {
    const pki = hierarchy(named('Root', {
      keyAlgorithm: KeyAlgorithm.RSA_4096,
      below: [named('Web', {
        keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
        issuerSigningAlgorithm: SigningAlgorithm.SHA384_WITH_RSA,
        usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
        certificateTemplate: CertificateTemplate.subordinateCa(1),
        certificateGeneration: 3,
      })],
    }));
    const { authority, certificate } = resourcesOf(pki, 'Web');

    expect(authority.Properties).toMatchObject({ KeyAlgorithm: 'EC_prime256v1', UsageMode: 'SHORT_LIVED_CERTIFICATE', Type: 'SUBORDINATE' });
    expect(certificate.Properties).toMatchObject({ SigningAlgorithm: 'SHA384WITHRSA' });
    expect(certificateOf(pki, 'Web')).toBe('5 YEARS SubordinateCACertificate_PathLen1');
    expect(pki.certificateAuthority('Web').node.tryFindChild('Certificate3')).toBeDefined();
  });

  test('have the removal policy of the hierarchy, unless they specify their own', () => {
    const pki = hierarchy(named('Root', { below: [named('Web', { removalPolicy: RemovalPolicy.RETAIN })] }), { removalPolicy: RemovalPolicy.DESTROY });
    const policiesOf = (name: string) => Object.values(resourcesOf(pki, name)).map(({ DeletionPolicy }) => DeletionPolicy);

    expect(policiesOf('Root')).toEqual(['Delete', 'Delete', 'Delete']);
    expect(policiesOf('Web')).toEqual(['Retain', 'Retain', 'Retain']);
  });
});

describe('the certificates', () => {
  test('have path lengths by the depth below them, and half of the validity period above them', () => {
    const pki = hierarchy(named('Root', {
      below: [named('Policy', { below: [named('Region', { below: [named('Unit', { below: [named('Web')] })] })] }), named('Code')],
    }));

    expect(['Root', 'Policy', 'Region', 'Unit', 'Web', 'Code'].map((name) => certificateOf(pki, name))).toEqual([
      '10 YEARS RootCACertificate',
      '5 YEARS SubordinateCACertificate_PathLen3',
      '30 MONTHS SubordinateCACertificate_PathLen2',
      '15 MONTHS SubordinateCACertificate_PathLen1',
      '7 MONTHS SubordinateCACertificate_PathLen0',
      '5 YEARS SubordinateCACertificate_PathLen0',
    ]);
  });

  test('have the path length of the deepest branch below them', () => {
    const pki = hierarchy(named('Root', { below: [named('Policy', { below: [named('Web'), named('Unit', { below: [named('Team')] })] })] }));

    expect(certificateOf(pki, 'Policy')).toContain('PathLen2');
    expect(certificateOf(pki, 'Web')).toContain('PathLen0');
  });

  test('keep a path length and a validity that a level specifies', () => {
    const pki = hierarchy(named('Root', {
      validity: Validity.years(20), below: [named('Policy', { pathLength: 2, validity: Validity.years(7), below: [named('Web')] })],
    }));

    expect(['Root', 'Policy', 'Web'].map((name) => certificateOf(pki, name)))
      .toEqual(['20 YEARS RootCACertificate', '7 YEARS SubordinateCACertificate_PathLen2', '42 MONTHS SubordinateCACertificate_PathLen0']);
  });

  test.each<[string, Validity, string]>([
    ['an odd number of months', Validity.months(3), '1 MONTHS'],
    ['one month', Validity.months(1), '14 DAYS'],
    ['days', Validity.days(9), '4 DAYS'],
    ['a moment', Validity.absolute(2_000_000_000), '1999913600 ABSOLUTE'],
    ['an end date', Validity.endDate('20361231235959'), '2114294399 ABSOLUTE'],
    ['a token', Validity.years(Lazy.number({ produce: () => 10 })), '3 YEARS'],
  ])('end before a certificate above them with %s', (_name, validity, expected) => {
    const pki = hierarchy(named('Root', { validity, below: [named('Web')] }));

    expect(certificateOf(pki, 'Web')).toBe(`${expected} SubordinateCACertificate_PathLen0`);
  });

  test('end one day before an end date, at the same time of day', () => {
    const pki = hierarchy(named('Root', { validity: Validity.endDate('20361231235959'), below: [named('Web')] }));

    expect(certificateOf(pki, 'Web')).toContain(`${Date.UTC(2036, 11, 30, 23, 59, 59) / 1000} ABSOLUTE`);
  });

  test.each<[string, More, string]>([
    ['the default validity', {}, '7 DAYS'],
    ['a validity of one week', { validity: Validity.days(7) }, '3 DAYS'],
    ['an end date', { validity: Validity.endDate('20361231235959') }, '7 DAYS'],
    ['a token', { validity: Validity.days(Lazy.number({ produce: () => 10 })) }, '7 DAYS'],
  ])('are valid for at most seven days below a CA in short-lived mode with %s', (_name, more, expected) => {
    const pki = hierarchy(named('Root', { usageMode: UsageMode.SHORT_LIVED_CERTIFICATE, below: [named('Web')], ...more }));

    expect(certificateOf(pki, 'Web')).toContain(expected);
  });

  test('are not valid longer than one day below a certificate of one day, which is an error', () => {
    errorOf('ValidityBeyondParent', () => hierarchy(named('Root', { validity: Validity.days(1), below: [named('Web')] })));
  });

  test('are rejected if they end after the certificate above them', () => {
    for (const validity of [Validity.years(10), Validity.years(11), Validity.months(120)]) {
      const error = errorOf('ValidityBeyondParent', () => hierarchy(named('Root', { below: [named('Web', { validity })] })));
      expect(error.message).toContain('[ValidityBeyondParent at Stack/Pki/Web]');
    }
  });
});

describe('the revocation configuration', () => {
  const tree = (web: More = {}) => named('Root', { below: [named('Web', web), named('Device')] });
  const bucketsOf = (pki: CertificateAuthorityHierarchy) => Object.keys(Template.fromStack(Stack.of(pki)).findResources('AWS::S3::Bucket'));
  const configurationOf = (pki: CertificateAuthorityHierarchy, name: string) =>
    resourcesOf(pki, name).authority.Properties!.RevocationConfiguration;

  test('of a CRL is the same for all CAs, with one new bucket', () => {
    const pki = hierarchy(tree(), { revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }) });

    expect(bucketsOf(pki)).toEqual([expect.stringMatching(/^PkiSharedCrls/), expect.stringMatching(/^PkiSharedCrls/)]);
    const configurations = ['Root', 'Web', 'Device'].map((name) => configurationOf(pki, name));
    expect(configurations).toEqual([configurations[0], configurations[0], configurations[0]]);
    expect(configurations[0]).toMatchObject({ CrlConfiguration: { Enabled: true } });
  });

  test('uses the bucket of the user, or the bucket of the distribution', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const bucket = new CrlBucket(stack, 'Crls');
    const distributionPoint = CrlDistributionPoint.distribution(new CrlDistribution(stack, 'Cdn', { bucket }));

    for (const [id, revocation] of Object.entries({ One: Revocation.crl({ bucket }), Two: Revocation.crl({ distributionPoint }) })) {
      new CertificateAuthorityHierarchy(stack, id, { root: tree(), revocation });
    }
    expect(Object.keys(Template.fromStack(stack).findResources('AWS::S3::Bucket')).filter((name) => !/^(Crls|Cdn)/.test(name))).toEqual([]);
    Template.fromStack(stack).resourceCountIs('AWS::ACMPCA::CertificateAuthority', 6);
  });

  test('of a level takes precedence, and no bucket is created if all levels specify their own', () => {
    const revocation = Revocation.crl({ distributionPoint: CrlDistributionPoint.omitted() });
    const own = { revocation: Revocation.ocsp() };
    const pki = hierarchy(tree(own), { revocation });

    expect(configurationOf(pki, 'Web')).toMatchObject({ CrlConfiguration: { Enabled: false }, OcspConfiguration: { Enabled: true } });
    expect(configurationOf(pki, 'Device')).toMatchObject({ CrlConfiguration: { Enabled: true } });
    expect(bucketsOf(hierarchy(named('Root', own), { revocation }))).toEqual([]);
  });

  test('that is absent causes a warning for each CA', () => {
    const pki = hierarchy(tree(), { revocation: undefined });

    for (const name of ['Root', 'Web', 'Device']) {
      Annotations.fromStack(Stack.of(pki)).hasWarning(`/Stack/Pki/${name}`, Match.stringLikeRegexp('Revocation is not configured'));
    }
  });
});

describe('a level that is an existing CA', () => {
  const existing = (stack: Stack, more: More = {}): HierarchyLevel => ({
    name: 'Root',
    existingCertificateAuthority: PrivateCertificateAuthority.fromCertificateAuthorityAttributes(stack, 'Imported', {
      certificateAuthorityArn: CA_ARN, certificateChainPem: Token.asString({ Ref: 'Chain' }), keyAlgorithm: KeyAlgorithm.RSA_4096,
    }),
    ...more,
  });

  test('signs the certificates below it, and is not created', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const pki = hierarchy(existing(stack, { below: [named('Policy', { below: [named('Web')] })] }), {}, stack);

    expect(pki.all.map(({ node }) => node.path)).toEqual(['Stack/Imported', 'Stack/Pki/Policy', 'Stack/Pki/Web']);
    expect(pki.certificateAuthority('Root')).toBe(pki.root);
    Template.fromStack(stack).resourceCountIs('AWS::ACMPCA::CertificateAuthority', 2);
    expect(resourcesOf(pki, 'Policy').certificate.Properties).toMatchObject({ CertificateAuthorityArn: CA_ARN, SigningAlgorithm: 'SHA512WITHRSA' });
    expect(['Policy', 'Web'].map((name) => certificateOf(pki, name)))
      .toEqual(['3 YEARS SubordinateCACertificate_PathLen1', '18 MONTHS SubordinateCACertificate_PathLen0']);
  });

  test('of the app determines the validity and the order of the certificates below it', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const root = new RootCertificateAuthority(stack, 'Old', { subject: named('Root').subject!, validity: Validity.years(4), revocation: Revocation.none() });
    const pki = hierarchy({ name: 'Root', existingCertificateAuthority: root, below: [named('Web')] }, {}, stack);

    expect(certificateOf(pki, 'Web')).toBe('2 YEARS SubordinateCACertificate_PathLen0');
    expect(resourcesOf(pki, 'Web').certificate.Properties!.CertificateAuthorityArn).toEqual({ Ref: expect.stringMatching(/^OldActivation/) });
  });

  test('causes no warning, and can have properties that are undefined', () => {
    const stack = newStack({ env: ENVIRONMENT });
    hierarchy(existing(stack, { below: [named('Web')], validity: undefined, disabled: undefined, subject: undefined }), {}, stack);

    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('can be below another existing CA', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const policy = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Policy', CA_ARN);
    const pki = hierarchy(existing(stack, { below: [{ name: 'Policy', existingCertificateAuthority: policy }, named('Web')] }), {}, stack);

    expect(pki.issuing.map(({ node }) => node.id)).toEqual(['Policy', 'Web']);
  });
});

describe('a level with an external parent', () => {
  test('can be the top level, with an active hierarchy below it once it is signed', () => {
    const pki = hierarchy(named('Policy', { externalParent: ExternalParent.pending(), pathLength: 1 }));

    expect(resourcesOf(pki, 'Policy')).toMatchObject({ certificate: undefined, activation: undefined });
    expect(resourcesOf(pki, 'Policy').authority.Properties).toMatchObject({ Type: 'SUBORDINATE' });
    errorOf('CertificateAuthorityPending', () => hierarchy(named('Policy', { externalParent: ExternalParent.pending(), below: [named('Web')] })));
  });

  test('can be below an existing CA that can\'t sign it in CloudFormation', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const offline = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Offline', CA_ARN);
    const pki = hierarchy({ name: 'Root', existingCertificateAuthority: offline, below: [named('Web', { externalParent: ExternalParent.pending() })] }, {}, stack);

    expect(resourcesOf(pki, 'Web').certificate).toBeUndefined();
  });

  test('can\'t be below a CA that the hierarchy creates, which would not sign it', () => {
    const { message } = errorOf('HierarchyLevelConflict', () =>
      hierarchy(named('Root', { below: [named('Web', { externalParent: ExternalParent.pending() })] })));

    expect(message).toContain('root.below[0].externalParent must not be below a level that the hierarchy creates (Root)');
  });

  test('rejects a validity, which the parent decides', () => {
    errorOf('OptionOfParent', () => hierarchy(named('Policy', { externalParent: ExternalParent.pending(), validity: Validity.years(1) })));
  });
});

describe('a root CA that is disabled', () => {
  const tree = named('Root', { below: [named('Policy', { below: [named('Web')] })] });

  test('differs from an enabled one only in the status of its activation', () => {
    const [enabled, disabled] = [false, true].map((rootDisabled) =>
      Template.fromStack(Stack.of(hierarchy(tree, { rootDisabled }))).toJSON().Resources as Record<string, TemplateResource>);
    const changed = Object.keys(enabled).filter((id) => JSON.stringify(enabled[id]) !== JSON.stringify(disabled[id]));

    expect(Object.keys(disabled)).toEqual(Object.keys(enabled));
    expect(changed).toEqual([expect.stringMatching(/^PkiRootActivation/)]);
    expect(disabled[changed[0]].Properties).toEqual({ ...enabled[changed[0]].Properties, Status: 'DISABLED' });
  });

  test('causes a warning with the order of the deployments', () => {
    const warning = 'The CA Root is disabled and can\'t sign the certificates of the CAs below it. Deploy the hierarchy once with this CA '
      + 'enabled. Then disable it, and acknowledge this warning. To add, renew, or change a CA directly below it, enable it first. '
      + '[ack: cdk-private-ca:parentDisabled]';

    Annotations.fromStack(Stack.of(hierarchy(tree, { rootDisabled: true }))).hasWarning('/Stack/Pki', warning);
    Annotations.fromStack(Stack.of(hierarchy(tree))).hasNoWarning('*', Match.stringLikeRegexp('disabled'));
    Annotations.fromStack(Stack.of(hierarchy(named('Root'), { rootDisabled: true }))).hasNoWarning('*', Match.stringLikeRegexp('disabled'));
  });

  test('can be disabled as a level, and so can any other level', () => {
    const pki = hierarchy(named('Root', { disabled: true, below: [named('Policy', { disabled: true, below: [named('Web')] })] }));

    expect(['Root', 'Policy', 'Web'].map((name) => resourcesOf(pki, name).activation.Properties!.Status)).toEqual(['DISABLED', 'DISABLED', 'ACTIVE']);
    Annotations.fromStack(Stack.of(pki)).hasWarning('/Stack/Pki', Match.stringLikeRegexp('The CA Policy is disabled'));
  });
});

describe('bad input', () => {
  test('creates no resource, even if an error occurs in the lowest level', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const tree = named('Root', { below: [named('Policy', { below: [named('Web', { certificateGeneration: 0 })] })] });

    const error = errorOf('CertificateGeneration', () => hierarchy(tree, { revocation: Revocation.crl() }, stack));
    expect(error.constructPath).toBe('Stack/Pki/Web');
    expect(Template.fromStack(stack).toJSON().Resources).toBeUndefined();
  });

  test.each<[string, unknown]>([
    ['zero', 0], ['a negative number', -1], ['a fraction', 1.5], ['not a number', NaN], ['infinity', Infinity],
  ])('includes a generation that is %s', (_name, generation) => {
    errorOf('CertificateGeneration', () => hierarchy(named('Root', { certificateGeneration: generation as number })));
  });

  test('includes a generation that is not known at synthesis, because it is a part of a logical ID', () => {
    errorOf('CertificateGeneration', () => hierarchy(named('Root', { certificateGeneration: Lazy.number({ produce: () => 2 }) })));
  });

  test('includes a sixth level, and a level that contains itself', () => {
    const withItself = { ...named('Root'), below: [] as HierarchyLevel[] };
    withItself.below.push(withItself);
    const deep = ['Six', 'Five', 'Four', 'Three', 'Two', 'One'].reduce<HierarchyLevel | undefined>(
      (below, name) => named(name, below && { below: [below] }), undefined)!;

    expect(errorOf('HierarchyDepth', () => hierarchy(deep)).message)
      .toContain('root.below[0].below[0].below[0].below[0].below[0] must be at one of the levels 1 to 5; got 6.');
    errorOf('HierarchyDepth', () => hierarchy(withItself));
    expect(hierarchy(deep.below![0]).all).toHaveLength(5);
  });

  test.each(['', ' ', 'Root CA', 'Root/CA', '1st', 'a'.repeat(65), Lazy.string({ produce: () => 'Root' }), 'Shared', 'Default', 'Resource', 'constructor', 'toString'])(
    'includes the name %j', (name) => {
      errorOf('HierarchyLevelName', () => hierarchy({ ...named('Root'), name }));
    });

  test('includes two levels with one name or one subject, in any branch', () => {
    const under = (level: HierarchyLevel) => hierarchy(named('Root', { below: [named('Policy', { below: [named('Web')] }), level] }));

    expect(errorOf('HierarchyLevelDuplicate', () => under({ ...named('Other'), name: 'Web' })).message)
      .toContain('root.below[1].name must differ from root.below[0].below[0].name; got "Web".');
    expect(errorOf('HierarchyLevelDuplicate', () => under({ ...named('Web'), name: 'Other' })).message)
      .toContain('root.below[1].subject must differ from root.below[0].below[0].subject');
  });

  test('does not include subjects with tokens, which can differ', () => {
    const subject = DistinguishedName.of({ commonName: Lazy.string({ produce: () => 'Example Corp CA G1' }) });

    expect(() => hierarchy({ name: 'Root', subject, below: [{ name: 'Web', subject }] })).not.toThrow();
  });

  test('reports an invalid subject at the path of its CA', () => {
    const error = errorOf('CountryCode', () => hierarchy(named('Root', { below: [{ name: 'Web', subject: DistinguishedName.of({ country: 'USA' }) }] })));

    expect(error.constructPath).toBe('Stack/Pki/Web');
  });

  test.each<[string, unknown, string, string]>([
    ['issuerSigningAlgorithm', SigningAlgorithm.SHA256_WITH_RSA, '"SHA256WITHRSA"', 'Remove it, or use signingAlgorithm'],
    ['pathLength', 1, '1', 'Remove it. To limit the depth, use certificateTemplate: CertificateTemplate.blankRootCa(…)'],
  ])('includes %s of a root CA', (property, value, got, fix) => {
    const { message } = errorOf('HierarchyLevelConflict', () => hierarchy(named('Root', { [property]: value })));
    expect(message).toContain(`root.${property} must not be specified for a root CA, which signs its own certificate; got ${got}. Fix: ${fix}.`);
  });

  test('includes null levels and levels of another kind', () => {
    for (const wrong of [null, 'Web', 1, [[]], [null], [named('Web'), 'Device'], [{ name: 1 }], [{ name: 'Web', subject: 'Web' }]]) {
      const below = wrong as HierarchyLevel[];
      if (wrong === null) {
        expect(hierarchy(named('Root', { below })).all).toHaveLength(1);
      } else {
        errorOf('PropertyType', () => hierarchy(named('Root', { below })));
      }
    }
    errorOf('PropertyType', () => hierarchy(null as unknown as HierarchyLevel));
  });

  test.each<[string, unknown, string]>([
    ['below', 'Web', 'root.below must be a list of levels; got "Web"'],
    ['existingCertificateAuthority', CA_ARN, 'root.existingCertificateAuthority must be an IPrivateCertificateAuthority; got "arn:aws:acm-pca:'],
  ])('includes %s of another kind', (property, value, message) => {
    expect(errorOf('PropertyType', () => hierarchy(named('Root', { [property]: value }))).message).toContain(message);
  });

  test('includes a name that no level has', () => {
    expect(errorOf('HierarchyLevelUnknown', () => hierarchy(named('Root')).certificateAuthority('Web')).message)
      .toBe('name must be the name of a level (Root); got "Web". Fix: Correct the name, or add a level with this name. [HierarchyLevelUnknown at Stack/Pki]');
  });
});

describe('the subject of another CA in the stack', () => {
  const warning = 'The CA Web has the same subject as Stack/Other. Clients that trust both CAs can\'t distinguish them by name. Add a '
    + 'generation to the common name, for example Example Corp Root CA G2. If no client trusts both CAs, acknowledge this '
    + 'warning. [ack: cdk-private-ca:subjectReused]';
  const beside = (commonName: string, isInOtherStack = false) => {
    const stack = newStack({ env: ENVIRONMENT });
    new RootCertificateAuthority(isInOtherStack ? new Stack(stack.node.root as App, 'Second') : stack, 'Other', {
      subject: DistinguishedName.of({ commonName }), revocation: Revocation.none(),
    });
    hierarchy(named('Root', { below: [named('Web')] }), {}, stack);
    return Annotations.fromStack(stack);
  };

  test('causes a warning, because clients can\'t distinguish two generations', () => {
    beside('Example Corp Web CA G1').hasWarning('/Stack/Pki', warning);
  });

  test('causes no warning if it differs, or if the CA is in another stack', () => {
    beside('Example Corp Web CA G2').hasNoWarning('*', warning);
    beside('Example Corp Web CA G1', true).hasNoWarning('*', warning);
  });

  test('is not that of a construct that is no CA', () => {
    const stack = newStack({ env: ENVIRONMENT });
    Object.assign(new Construct(stack, 'Other'), { subject: { commonName: 'Example Corp Web CA G1' } });
    hierarchy(named('Root', { below: [named('Web')] }), {}, stack);

    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('that contains a token causes no warning', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const subject = DistinguishedName.of({ commonName: Lazy.string({ produce: () => 'Example Corp CA G1' }) });
    new RootCertificateAuthority(stack, 'Other', { subject, revocation: Revocation.none() });
    hierarchy({ name: 'Web', subject }, {}, stack);

    Annotations.fromStack(stack).hasNoWarning('*', warning);
  });
});

test('two hierarchies in one stack have different logical IDs', () => {
  const stack = new Stack(new App(), 'Stack');
  for (const id of ['G1', 'G2']) {
    new CertificateAuthorityHierarchy(stack, id, { root: named('Root', { below: [named('Web')] }), revocation: Revocation.crl() });
  }

  Template.fromStack(stack).resourceCountIs('AWS::ACMPCA::CertificateAuthority', 4);
});
