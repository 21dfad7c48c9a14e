import { Aws, Duration, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { RolesAnywherePrincipalOptions } from '../../src/access/roles-anywhere-principal-options';
import { RolesAnywhereProfile, RolesAnywhereProfileProps } from '../../src/access/roles-anywhere-profile';
import { RolesAnywhereTrustAnchor, RolesAnywhereTrustAnchorProps } from '../../src/access/roles-anywhere-trust-anchor';
import { ExternalParent } from '../../src/authority/external-parent';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { Case, Cases, expectEachMutationSeen } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { PseudoParameters, World } from '../support/world';

/* Which certificates can assume a role, by the trust policies that are synthesized. */

const CN = 'aws:PrincipalTag/x509Subject/CN';
const OU = 'aws:PrincipalTag/x509Subject/OU';
const ISSUER = 'aws:PrincipalTag/x509Issuer/CN';
const URI = 'aws:PrincipalTag/x509SAN/URI';
const BUILD = { subject: { CN: 'build-01.example.com' }, issuer: { CN: 'Example Corp Devices CA G1' } };

const anchorIn = (stack: Stack, props: Partial<RolesAnywhereTrustAnchorProps> = {}) =>
  new RolesAnywhereTrustAnchor(stack, 'Anchor', { certificateAuthority: newRoot(stack), ...props });

/** A role and its trust policy after the deployment. */
function trusted(
  options: RolesAnywherePrincipalOptions, flags: Record<string, unknown> = {}, pseudo: Partial<PseudoParameters> = {},
) {
  const stack = newStack({ env: { ...ENVIRONMENT, region: pseudo.region ?? ENVIRONMENT.region }, flags });
  new iam.Role(stack, 'Role', { assumedBy: anchorIn(stack).principal(options) });
  const world = World.of(stack, pseudo);
  const id = world.idOf('AWS::IAM::Role');
  const { AssumeRolePolicyDocument: policy } = world.propertiesOf<{ AssumeRolePolicyDocument: PolicyDocument }>(id);
  return { policy, role: world.arnOf(id), anchor: world.arnOf(world.idOf('AWS::RolesAnywhere::TrustAnchor')) };
}

interface Call {
  readonly action?: string;
  readonly service?: string;
  readonly context?: Record<string, string>;
}

/** A call of IAM Roles Anywhere for a certificate, whose attributes are in the context. */
function callOf({ role, anchor }: { role: string; anchor: string }, { action = 'AssumeRole', service, context = {} }: Call): AccessRequest {
  return {
    principal: service ?? 'rolesanywhere.amazonaws.com',
    action: `sts:${action}`,
    resource: role,
    resourceAccount: '111122223333',
    context: { 'aws:SourceArn': anchor, ...context },
  };
}

const RIGHT = { [CN]: 'build-01.example.com', [ISSUER]: 'Example Corp Devices CA G1' };

/** The calls that the role with the principal BUILD allows and denies. */
function casesOf(given: { role: string; anchor: string }): Cases {
  const call = (name: string, made: Call): Case => [name, callOf(given, made)];
  return {
    allowed: ['AssumeRole', 'SetSourceIdentity', 'TagSession'].map((action) => call(action, { action, context: RIGHT })),
    denied: [
      call('another trust anchor of the account', { context: { ...RIGHT, 'aws:SourceArn': `${given.anchor}2` } }),
      call('a trust anchor of another account', {
        context: { ...RIGHT, 'aws:SourceArn': given.anchor.replace('111122223333', '444455556666') },
      }),
      call('another subject', { context: { ...RIGHT, [CN]: 'build-02.example.com' } }),
      call('a subject in other case', { context: { ...RIGHT, [CN]: 'BUILD-01.example.com' } }),
      call('another issuer below the same root', { context: { ...RIGHT, [ISSUER]: 'Example Corp Web CA G1' } }),
      call('no subject', { context: { [ISSUER]: RIGHT[ISSUER] } }),
      call('no issuer', { context: { [CN]: RIGHT[CN] } }),
      call('another service', { service: 'ec2.amazonaws.com', context: RIGHT }),
      call('another action', { action: 'AssumeRoleWithSAML', context: RIGHT }),
      ...['SetSourceIdentity', 'TagSession'].map((action) => call(`${action} for another subject`, { action, context: { ...RIGHT, [CN]: 'x' } })),
    ],
  };
}

describe('the trust policy', () => {
  test('allows the subject and the issuer through this trust anchor, and nothing else', async () => {
    const given = trusted(BUILD);
    const { allowed, denied } = casesOf(given);

    for (const [name, request] of allowed) { expect([name, await isAllowed(given.policy, request)]).toEqual([name, true]); }
    for (const [name, request] of denied) { expect([name, await isAllowed(given.policy, request)]).toEqual([name, false]); }
  });

  test('contains no condition and no action without an effect', async () => {
    const given = trusted(BUILD);

    await expectEachMutationSeen(given.policy, casesOf(given));
  });

  test.each([
    ['aws', 'eu-west-1'], ['aws-us-gov', 'us-gov-west-1'], ['aws-eusc', 'eusc-de-east-1'],
  ])('has the same effect in the partition %s', async (partition, region) => {
    const given = trusted(BUILD, {}, { partition, region });
    const { allowed, denied } = casesOf(given);
    const other = callOf({ ...given, anchor: given.anchor.replace(`arn:${partition}:`, 'arn:aws-cn:') }, { context: RIGHT });

    expect([given.anchor, given.role].map((arn) => arn.split(':')[1])).toEqual([partition, partition]);
    for (const [name, request] of allowed) { expect([name, await isAllowed(given.policy, request)]).toEqual([name, true]); }
    for (const [name, request] of denied) { expect([name, await isAllowed(given.policy, request)]).toEqual([name, false]); }
    expect(await isAllowed(given.policy, other)).toBe(false);
  });

  test('without the trust anchor, each anchor of the account could be used: the reason for aws:SourceArn', async () => {
    const given = trusted(BUILD);
    const [statement] = given.policy.Statement;
    const { ArnEquals: _anchor, ...others } = statement.Condition!;
    const request = callOf(given, { context: { ...RIGHT, 'aws:SourceArn': `${given.anchor}2` } });

    expect(await isAllowed({ ...given.policy, Statement: [{ ...statement, Condition: others }] }, request)).toBe(true);
    expect(await isAllowed(given.policy, request)).toBe(false);
  });

  test.each<[string, RolesAnywherePrincipalOptions, Record<string, string>, Record<string, string>]>([
    ['two attributes of the subject', { subject: { CN: 'a', OU: 'Build' } }, { [CN]: 'a', [OU]: 'Build' }, { [CN]: 'a', [OU]: 'Web' }],
    ['a URI', { san: { URI: 'spiffe://example.com/build' } }, { [URI]: 'spiffe://example.com/build' }, { [URI]: 'spiffe://example.com/web' }],
    ['only the issuer', { issuer: { CN: 'Devices' } }, { [ISSUER]: 'Devices' }, { [ISSUER]: 'Web' }],
    ['a name with an asterisk, literally', { subject: { CN: '*.example.com' } }, { [CN]: '*.example.com' }, { [CN]: 'a.example.com' }],
  ])('binds %s', async (_name, options, right, wrong) => {
    const given = trusted(options);

    expect(await isAllowed(given.policy, callOf(given, { context: right }))).toBe(true);
    expect(await isAllowed(given.policy, callOf(given, { context: wrong }))).toBe(false);
    expect(await isAllowed(given.policy, callOf(given, {}))).toBe(false);
  });

  test('accepts any certificate of the anchor only on request', async () => {
    const given = trusted({ anyCertificate: true });

    expect(given.policy.Statement.map(({ Condition }) => Condition)).toEqual([{ ArnEquals: { 'aws:SourceArn': given.anchor } }]);
    expect(await isAllowed(given.policy, callOf(given, { context: { [CN]: 'anything' } }))).toBe(true);
    expect(await isAllowed(given.policy, callOf(given, { context: { 'aws:SourceArn': `${given.anchor}2` } }))).toBe(false);
  });

  test.each(Object.entries(FEATURE_FLAGS))('is the same with flags of the app (%s)', (_name, flags) => {
    expect(trusted(BUILD, flags).policy).toEqual({
      Version: '2012-10-17',
      Statement: [{
        Action: ['sts:AssumeRole', 'sts:SetSourceIdentity', 'sts:TagSession'],
        Condition: {
          ArnEquals: { 'aws:SourceArn': expect.stringMatching(/^arn:aws:rolesanywhere:us-east-1:111122223333:trust-anchor\//) },
          StringEquals: RIGHT,
        },
        Effect: 'Allow',
        Principal: { Service: 'rolesanywhere.amazonaws.com' },
      }],
    });
  });

  test('two principals of one role each keep their conditions', async () => {
    const stack = newStack({ env: ENVIRONMENT });
    const anchor = anchorIn(stack);
    new iam.Role(stack, 'Role', {
      assumedBy: new iam.CompositePrincipal(anchor.principal({ subject: { CN: 'a' } }), anchor.principal({ subject: { CN: 'b' } })),
    });
    const world = World.of(stack);
    const { AssumeRolePolicyDocument: policy } = world.propertiesOf<{ AssumeRolePolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::Role'));
    const given = { role: world.arnOf(world.idOf('AWS::IAM::Role')), anchor: world.arnOf(world.idOf('AWS::RolesAnywhere::TrustAnchor')) };

    for (const [cn, allowed] of [['a', true], ['b', true], ['c', false]] as const) {
      expect(await isAllowed(policy, callOf(given, { context: { [CN]: cn } }))).toBe(allowed);
    }
  });
});

describe('the trust anchor', () => {
  test('trusts the CA once it is active, and has the thresholds of the defaults', () => {
    const stack = newStack({ env: ENVIRONMENT });

    const anchor = anchorIn(stack);

    Template.fromStack(stack).hasResource('AWS::RolesAnywhere::TrustAnchor', {
      DeletionPolicy: Match.absent(),
      Properties: {
        Enabled: true,
        Name: Match.stringLikeRegexp('^[ a-zA-Z0-9-_]{1,255}$'),
        Source: { SourceType: 'AWS_ACM_PCA', SourceData: { AcmPcaArn: { Ref: Match.stringLikeRegexp('^RootActivation') } } },
        NotificationSettings: [
          { Event: 'CA_CERTIFICATE_EXPIRY', Threshold: 90, Enabled: true, Channel: 'ALL' },
          { Event: 'END_ENTITY_CERTIFICATE_EXPIRY', Threshold: 14, Enabled: true, Channel: 'ALL' },
        ],
      },
    });
    expect(World.of(stack).idsOf('AWS::RolesAnywhere::TrustAnchor')).toEqual(['AnchorA04D3540']);
    expect(stack.resolve(anchor.trustAnchorId)).toEqual({ 'Fn::GetAtt': ['AnchorA04D3540', 'TrustAnchorId'] });
  });

  test('has the thresholds that the user chose', () => {
    const stack = newStack({ env: ENVIRONMENT });

    anchorIn(stack, { caExpiryNotice: Duration.days(360), endEntityExpiryNotice: Duration.days(1), enabled: false });

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::TrustAnchor', {
      Enabled: false, NotificationSettings: [Match.objectLike({ Threshold: 360 }), Match.objectLike({ Threshold: 1 })],
    });
  });

  test.each(['caExpiryNotice', 'endEntityExpiryNotice'] as const)('%s is 1 to 360 whole days', (property) => {
    for (const notice of [Duration.days(0), Duration.days(361), Duration.hours(36)]) {
      expect(errorOf('ExpiryNotice', () => anchorIn(newStack(), { [property]: notice })).message).toMatch(new RegExp(`^${property} must be`));
    }
  });

  test('has thresholds that are known only at deployment', () => {
    const stack = newStack({ env: ENVIRONMENT });

    anchorIn(stack, { caExpiryNotice: Duration.days(Token.asNumber({ Ref: 'Days' })) });

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::TrustAnchor', {
      NotificationSettings: [Match.objectLike({ Threshold: { Ref: 'Days' } }), Match.objectLike({ Threshold: 14 })],
    });
  });

  test('has a name of its own', () => {
    const stack = newStack({ env: ENVIRONMENT });

    anchorIn(stack);

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::TrustAnchor', { Name: Match.stringLikeRegexp('^pca-anchor-[0-9a-f]{8}$') });
  });

  test('needs the ARN of a CA, which has a certificate', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const role = { certificateAuthorityRef: { certificateAuthorityArn: 'arn:aws:iam::111122223333:role/Root' }, env: ENVIRONMENT, node: stack.node };
    const pending = new SubordinateCertificateAuthority(stack, 'Issuing', {
      subject: DistinguishedName.of({ commonName: 'Issuing' }), externalParent: ExternalParent.pending(), revocation: Revocation.none(),
    });

    expect(errorOf('CertificateAuthorityArn', () => anchorIn(newStack(), { certificateAuthority: role as never })).message)
      .toMatch(/^certificateAuthorityArn must be the ARN .*\[CertificateAuthorityArn at Stack\/Anchor\]$/);
    expect(errorOf('CertificateAuthorityPending', () => anchorIn(stack, { certificateAuthority: pending })).message)
      .toMatch(/^certificateAuthority must .*\[CertificateAuthorityPending at Stack\/Anchor\]$/);
  });

  test.each(['cn-north-1', 'cn-northwest-1'])('is not supported in %s', (region) => {
    errorOf('RolesAnywhereRegion', () => anchorIn(newStack({ env: { region } })));
  });

  test('a principal must be bound, unless any certificate is requested', () => {
    const principal = (options: RolesAnywherePrincipalOptions) => () => anchorIn(newStack()).principal(options);

    errorOf('PrincipalUnbound', principal({}));
    errorOf('PrincipalUnbound', principal({ subject: {}, issuer: {}, san: {} }));
    errorOf('PrincipalUnbound', principal({ anyCertificate: false }));
    expect(errorOf('PrincipalUnbound', principal({ anyCertificate: true, subject: { CN: 'a' } })).message).toContain(
      'must not combine anyCertificate with subject, issuer, or san; got {"anyCertificate":true}. Fix: Remove anyCertificate.');
    errorOf('PrincipalAttribute', principal({ subject: { CN: '' } }));
    errorOf('PrincipalAttribute', principal({ subject: { 'common name': 'a' } }));
    errorOf('PrincipalAttribute', principal({ subject: { CN: ' ' } }));
    errorOf('PrincipalAttribute', principal({ subject: { 'Name/CN': 'a' } }));
    expect(principal({ subject: { CN: Token.asString({ Ref: 'Name' }) } })).not.toThrow();
  });
});

describe('a principal that could match too much or nothing', () => {
  test.each(['CN', 'IP', 'email', 'dns', 'DNS/CN'])('has no alternative name %s, which is in no session tag', (kind) => {
    const { message } = errorOf('PrincipalAttribute', () => anchorIn(newStack()).principal({ san: { [kind]: 'a' } }));

    expect(message).toContain('must be DNS, URI, or an attribute of a name such as Name/CN');
  });

  test('has a directory name', () => {
    expect(() => anchorIn(newStack()).principal({ san: { 'DNS': 'a', 'Name/CN': 'b', 'Name/1.2.3': 'c' } })).not.toThrow();
  });

  test('has no policy variable, which would match every certificate', async () => {
    const given = trusted(BUILD);
    const variable = JSON.parse(JSON.stringify(given.policy).replace(BUILD.subject.CN, `\${${CN}}`)) as PolicyDocument;
    const request = callOf(given, { context: { ...RIGHT, [CN]: 'anything' } });

    expect(await isAllowed(variable, request)).toBe(true);
    errorOf('PrincipalAttribute', () => trusted({ ...BUILD, subject: { CN: `\${${CN}}` } }));
  });
});

test('a trust anchor on a CA of another Region is rejected', () => {
  const ca = (stack: Stack, region: string) => PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
    `arn:aws:acm-pca:${region}:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555`);
  const anchor = (region: string) => () => {
    const stack = newStack({ env: ENVIRONMENT });
    return anchorIn(stack, { certificateAuthority: ca(stack, region) });
  };

  expect(errorOf('CertificateAuthorityEnvironment', anchor('eu-west-1')).message).toContain('certificateAuthority must be in the Region of the '
    + 'stack (us-east-1); got "eu-west-1". Fix: Create the trust anchor in a stack in the Region of the CA.');
  expect(anchor('us-east-1')).not.toThrow();
});

describe('the profile', () => {
  const profile = (stack: Stack, props: Partial<RolesAnywhereProfileProps> = {}) => new RolesAnywhereProfile(stack, 'Profile', {
    roles: props.roles ?? [new iam.Role(stack, 'Role', { assumedBy: anchorIn(stack).principal(BUILD) })], ...props,
  });

  test('contains its roles, for an hour by default', () => {
    const stack = newStack({ env: ENVIRONMENT });

    profile(stack, {
      sessionPolicy: new iam.PolicyDocument({
        statements: [new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: [`arn:${Aws.PARTITION}:s3:::amzn-s3-demo-bucket/*`] })],
      }),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::Profile', {
      RoleArns: [{ 'Fn::GetAtt': [Match.stringLikeRegexp('^Role'), 'Arn'] }],
      DurationSeconds: 3600,
      Enabled: true,
      SessionPolicy: Match.objectLike({ 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('"Action":"s3:GetObject"')])] }),
    });
    expect(World.of(stack).idsOf('AWS::RolesAnywhere::Profile')).toEqual(['Profile6F32097C']);
  });

  test('has a name of its own, and sessions whose length is known only at deployment', () => {
    const stack = newStack({ env: ENVIRONMENT });

    profile(stack, { sessionDuration: Duration.seconds(Token.asNumber({ Ref: 'Seconds' })) });

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::Profile', {
      Name: Match.stringLikeRegexp('^pca-profile-[0-9a-f]{8}$'), DurationSeconds: { Ref: 'Seconds' }, SessionPolicy: Match.absent(),
    });
    expect(errorOf('DurationUnit', () => profile(newStack(), { sessionDuration: Duration.hours(Token.asNumber({ Ref: 'Hours' })) })).message)
      .toMatch(/^sessionDuration must be in seconds .*\[DurationUnit at Stack\/Profile\]$/);
  });

  test('can be disabled', () => {
    const stack = newStack({ env: ENVIRONMENT });

    profile(stack, { enabled: false });

    Template.fromStack(stack).hasResourceProperties('AWS::RolesAnywhere::Profile', { Enabled: false });
  });

  test('has a session policy with statements, also if they are added later', () => {
    const [empty, later] = [newStack(), newStack()];
    const sessionPolicy = new iam.PolicyDocument();

    profile(empty, { sessionPolicy: new iam.PolicyDocument() });
    profile(later, { sessionPolicy });
    sessionPolicy.addStatements(new iam.PolicyStatement({ actions: ['s3:GetObject'], resources: ['*'] }));

    expect(errorOf('SessionPolicy', () => Template.fromStack(empty)).message).toContain('sessions without a session policy');
    Template.fromStack(later).hasResourceProperties('AWS::RolesAnywhere::Profile', {
      SessionPolicy: Match.serializedJson(Match.objectLike({ Statement: [Match.objectLike({ Action: 's3:GetObject' })] })),
    });
  });

  test('has only roles of its account', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const [own, foreign] = ['111122223333', '444455556666'].map((account) =>
      iam.Role.fromRoleArn(stack, `Role${account}`, `arn:aws:iam::${account}:role/Build`));

    expect(errorOf('ProfileRoles', () => profile(stack, { roles: [own, foreign] })).message)
      .toContain('must belong to the account of the stack (111122223333); got ["444455556666"]. '
        + 'Fix: Use roles of this account, and let them assume the roles of other accounts.');
    expect(() => profile(newStack({ env: ENVIRONMENT }), { roles: [own] })).not.toThrow();
  });

  test('has at least one role, and sessions of 15 minutes to 12 hours', () => {
    expect(errorOf('ProfileRoles', () => profile(newStack(), { roles: [] })).message)
      .toContain('roles must contain at least one role; got []. Fix: Add a role.');
    for (const sessionDuration of [Duration.minutes(14), Duration.hours(13), Duration.millis(900500)]) {
      errorOf('SessionDuration', () => profile(newStack(), { sessionDuration }));
    }
    for (const sessionDuration of [Duration.minutes(15), Duration.hours(12)]) {
      expect(() => profile(newStack(), { sessionDuration })).not.toThrow();
    }
  });
});
