import { App, Aws, RemovalPolicy, Stack, Token, aws_iam as iam } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityShare, CertificateAuthorityShareProps } from '../../src/access/certificate-authority-share';
import { SharePermission } from '../../src/access/share-permission';
import { SharePrincipal } from '../../src/access/share-principal';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { errorOf } from '../support/errors';
import { Case, expectEachMutationSeen } from '../support/policy-cases';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { resourcePolicyOf } from '../support/ram';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/* Who can do what with a shared CA, by the resource policy that AWS RAM writes. */

const CONSUMER = '444455556666';
const STRANGER = '123456789012';
const ORGANIZATION = 'arn:aws:organizations::111122223333:organization/o-exampleorgid';
const UNIT = 'arn:aws:organizations::111122223333:ou/o-exampleorgid/ou-examplerootid111-exampleouid111';
const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: 'acm-pca:*', Resource: '*' }] };

const READ = [
  'DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate', 'ListPermissions', 'ListTags',
];
const SERVER_AUTH = CertificateTemplate.END_ENTITY_SERVER_AUTH;
const BLANK = CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API_AND_CSR);

function shared(props: Partial<CertificateAuthorityShareProps>, stack = newStack({ env: ENVIRONMENT })) {
  const construct = new CertificateAuthorityShare(stack, 'Share', {
    certificateAuthorities: props.certificateAuthorities ?? [newRoot(stack)],
    principals: [SharePrincipal.account(CONSUMER)],
    permissions: [SharePermission.endEntity()],
    ...props,
  });
  return { stack, construct };
}

/** The CA and its resource policy after the deployment. */
function deployed(props: Partial<CertificateAuthorityShareProps>, partition = 'aws') {
  const world = World.of(shared(props).stack, { partition });
  const ca = world.arnOf(world.idOf('AWS::ACMPCA::CertificateAuthority'));
  return { ca, policy: resourcePolicyOf(world, ca, partition), partition };
}

interface Caller {
  readonly action: string;
  readonly template?: string;
  readonly account?: string;
  readonly principal?: string;
  readonly context?: Record<string, string>;
  readonly identityPolicies?: PolicyDocument[];
}

function requestOf({ ca, partition }: { ca: string; partition: string }, caller: Caller) {
  const { action, template, account = CONSUMER, context = {} } = caller;
  return {
    principal: caller.principal ?? `arn:aws:iam::${account}:role/Issuer`,
    action: `acm-pca:${action}`,
    resource: ca,
    resourceAccount: '111122223333',
    context: { ...context, ...(template ? { 'acm-pca:TemplateArn': `arn:${partition}:acm-pca:::template/${template}` } : {}) },
    identityPolicies: caller.identityPolicies ?? [EVERYTHING],
  };
}

async function can(given: ReturnType<typeof deployed>, caller: Caller): Promise<boolean> {
  return isAllowed(given.policy, requestOf(given, caller));
}

/** Every action and every template that the consumer can use. */
async function allowedBy(permission: SharePermission): Promise<string[]> {
  const given = deployed({ permissions: [permission] });
  const actions = [...READ, 'RevokeCertificate', 'GetPolicy', 'PutPolicy', 'UpdateCertificateAuthority', 'CreateCertificateAuthorityAuditReport'];
  const verdicts = await Promise.all([
    ...actions.map(async (action) => [action, await can(given, { action })] as const),
    ...CertificateTemplate.allTemplateNames().map(async (template) =>
      [template, await can(given, { action: 'IssueCertificate', template })] as const),
    (async () => ['IssueCertificate without a template', await can(given, { action: 'IssueCertificate' })] as const)(),
  ]);
  return verdicts.filter(([, allowed]) => allowed).map(([name]) => name);
}

describe('a permission allows exactly what its name says', () => {
  test.each<[string, () => SharePermission, string[]]>([
    ['read', () => SharePermission.read(), []],
    ['end entity', () => SharePermission.endEntity(), ['EndEntityCertificate/V1']],
    ['subordinate', () => SharePermission.subordinate(), ['SubordinateCACertificate_PathLen0/V1']],
    ['revoke', () => SharePermission.revoke(), ['RevokeCertificate']],
    ['templates', () => SharePermission.templates([SERVER_AUTH, BLANK]), [
      'EndEntityServerAuthCertificate/V1', 'BlankEndEntityCertificate_APICSRPassthrough/V1',
    ]],
  ])('%s', async (_name, permission, additional) => {
    expect((await allowedBy(permission())).sort()).toEqual([...READ, ...additional].sort());
  });

  test.each<[string, () => SharePermission, string, string]>([
    ['SCEP', () => SharePermission.connectorForScep(), 'pca-connector-scep.amazonaws.com', 'BlankEndEntityCertificate_APICSRPassthrough/V1'],
    ['Active Directory', () => SharePermission.connectorForActiveDirectory(), 'pca-connector-ad.amazonaws.com', 'BlankEndEntityCertificate_APIPassthrough/V1'],
  ])('the connector for %s issues with its template, for this account only', async (_name, permission, service, template) => {
    const given = deployed({ principals: [SharePrincipal.service(service)], permissions: [permission()] });
    const call = (account: string, name = template) => can(given, {
      principal: service, action: 'IssueCertificate', template: name, context: { 'aws:SourceAccount': account }, identityPolicies: [],
    });

    expect(await call('111122223333')).toBe(true);
    expect(await call(CONSUMER)).toBe(false);
    expect(await call('111122223333', 'EndEntityCertificate/V1')).toBe(false);
  });
});

describe('a share has an effect only for its principals', () => {
  test('the other account, together with an identity policy', async () => {
    const given = deployed({});

    expect(await can(given, { action: 'IssueCertificate', template: 'EndEntityCertificate/V1' })).toBe(true);
    expect(await can(given, { action: 'IssueCertificate', template: 'EndEntityCertificate/V1', identityPolicies: [] })).toBe(false);
    expect(await can(given, { action: 'IssueCertificate', template: 'EndEntityCertificate/V1', account: STRANGER })).toBe(false);
  });

  test('one role of the other account', async () => {
    const given = deployed({ principals: [SharePrincipal.role(`arn:aws:iam::${CONSUMER}:role/Issuer`)] });

    expect(await can(given, { action: 'GetCertificate' })).toBe(true);
    expect(await can(given, { action: 'GetCertificate', principal: `arn:aws:iam::${CONSUMER}:role/Other` })).toBe(false);
  });

  test.each([
    ['an organization', () => SharePrincipal.organization(ORGANIZATION)],
    ['an organizational unit', () => SharePrincipal.organizationalUnit(UNIT)],
  ])(
    'members of %s', async (_name, principal) => {
      const given = deployed({ principals: [principal()] });

      expect(await can(given, { action: 'GetCertificate', context: { 'aws:PrincipalOrgID': 'o-exampleorgid' } })).toBe(true);
      expect(await can(given, { action: 'GetCertificate', context: { 'aws:PrincipalOrgID': 'o-strangers00' } })).toBe(false);
    });

  test('ACM renews for the other account through its service-linked role', async () => {
    const principal = `arn:aws:iam::${CONSUMER}:role/aws-service-role/acm.amazonaws.com/AWSServiceRoleForCertificateManager`;

    expect(await can(deployed({}), { principal, action: 'IssueCertificate', template: 'EndEntityCertificate/V1' })).toBe(true);
  });

  test('the identity policy of the consumer stack and the share of the owner stack fit together', async () => {
    const owner = deployed({ permissions: [SharePermission.templates([SERVER_AUTH])] });
    const consumer = newStack({ env: { account: CONSUMER, region: 'us-east-1' } });
    const role = new iam.Role(consumer, 'Role', {
      assumedBy: new iam.AccountRootPrincipal(),
    });
    const ca = PrivateCertificateAuthority.fromCertificateAuthorityArn(consumer, 'Shared',
      'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');
    ca.grants.issue(role, { templates: [SERVER_AUTH, CertificateTemplate.CODE_SIGNING] });
    const world = World.of(consumer, { account: CONSUMER });
    const { PolicyDocument: identity } = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::Policy'));
    const policies = [JSON.parse(JSON.stringify(identity).replaceAll(ca.certificateAuthorityArn, owner.ca)) as PolicyDocument];
    const issue = (template: string) => can(owner, { action: 'IssueCertificate', template, identityPolicies: policies });

    expect(await issue('EndEntityServerAuthCertificate/V1')).toBe(true);
    // One side is not enough: the share lacks this template, and the identity policy lacks the next one.
    expect(await issue('CodeSigningCertificate/V1')).toBe(false);
    expect(await issue('EndEntityCertificate/V1')).toBe(false);
    expect(await can(owner, { action: 'GetCertificate', identityPolicies: policies })).toBe(true);
  });

  test('each condition and each action of a customer managed permission has an effect', async () => {
    const given = deployed({ permissions: [SharePermission.templates([SERVER_AUTH, BLANK])] });
    const templates = ['EndEntityServerAuthCertificate/V1', 'BlankEndEntityCertificate_APICSRPassthrough/V1'];

    await expectEachMutationSeen(given.policy, {
      allowed: [
        ...READ.map((action): Case => [action, requestOf(given, { action })]),
        ...templates.map((template): Case => [template, requestOf(given, { action: 'IssueCertificate', template })]),
      ],
      denied: [
        ['another template', requestOf(given, { action: 'IssueCertificate', template: 'EndEntityCertificate/V1' })],
        ['a stranger reads', requestOf(given, { action: 'GetCertificate', account: STRANGER })],
        ['a stranger issues', requestOf(given, { action: 'IssueCertificate', template: templates[0], account: STRANGER })],
      ],
    });
  });

  test('one statement for both would deny reading: the reason for two permissions', async () => {
    const given = deployed({ permissions: [SharePermission.templates([SERVER_AUTH])] });
    const [read, issue] = given.policy.Statement;
    const one = { ...given.policy, Statement: [{ ...issue, Action: [read.Action, issue.Action].flat() }] };

    expect(await isAllowed(one, requestOf(given, { action: 'GetCertificate' }))).toBe(false);
    expect(await can(given, { action: 'GetCertificate' })).toBe(true);
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])('templates and permissions belong to the partition %s', async (partition) => {
    const given = deployed({ permissions: [SharePermission.endEntity(), SharePermission.templates([SERVER_AUTH])] }, partition);

    expect(await can(given, { action: 'IssueCertificate', template: 'EndEntityCertificate/V1' })).toBe(true);
    expect(await can(given, { action: 'IssueCertificate', template: 'EndEntityServerAuthCertificate/V1' })).toBe(true);
    const other = { ...given, partition: partition === 'aws' ? 'aws-cn' : 'aws' };
    expect(await can(other, { action: 'IssueCertificate', template: 'EndEntityCertificate/V1' })).toBe(false);
  });
});

describe('the resources', () => {
  test('each permission has its own share, which stays when the stack is deleted', () => {
    const { stack, construct } = shared({
      permissions: [SharePermission.endEntity(), SharePermission.revoke(), SharePermission.templates([SERVER_AUTH])],
    });
    const template = Template.fromStack(stack);

    template.resourceCountIs('AWS::RAM::ResourceShare', 4);
    template.resourceCountIs('AWS::RAM::Permission', 2);
    template.allResources('AWS::RAM::ResourceShare', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    template.allResources('AWS::RAM::Permission', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    template.allResourcesProperties('AWS::RAM::ResourceShare', {
      AllowExternalPrincipals: false,
      Principals: [CONSUMER],
      ResourceArns: [{ Ref: Match.stringLikeRegexp('^RootActivation') }],
      Sources: Match.absent(),
    });
    expect(construct.resourceShareArns).toHaveLength(4);
  });

  test('the logical IDs are stable', () => {
    const { stack } = shared({
      permissions: [
        SharePermission.endEntity(), SharePermission.subordinate(), SharePermission.revoke(), SharePermission.read(),
        SharePermission.templates([SERVER_AUTH]),
      ],
    });

    expect(World.of(stack).idsOf('AWS::RAM::ResourceShare')).toEqual([
      'ShareEndEntity58A3A284', 'ShareSubordinate260AB02A', 'ShareRevokeD3839917', 'ShareReadCB85CA6E', 'ShareTemplatesRead489743AB',
      'ShareTemplatesIssueC1DE7378',
    ]);
    expect(World.of(stack).idsOf('AWS::RAM::Permission')).toEqual([
      'ShareReadPermission88FBAE70', 'ShareTemplatesReadPermission622FBF3F', 'ShareTemplatesIssuePermission05C08AB6',
    ]);
  });

  test('the name of a permission fits AWS RAM, and changes with the content that replaces the permission', () => {
    const namesOf = (given: CertificateTemplate[] | SharePermission) => {
      const permission = given instanceof SharePermission ? given : SharePermission.templates(given);
      const world = World.of(shared({ permissions: [permission] }).stack);
      return world.idsOf('AWS::RAM::Permission').map((id) => world.propertiesOf<{ Name: string }>(id).Name);
    };
    const [[read, issue], [sameRead, otherIssue]] = [namesOf([SERVER_AUTH]), namesOf([BLANK])];

    [read, issue, otherIssue].forEach((name) => expect(name).toMatch(/^[\w.-]{1,36}$/));
    expect([read, issue, otherIssue].map((name) => name.split('-').slice(0, 2).join('-'))).toEqual(['pca-read', 'pca-issue', 'pca-issue']);
    expect(namesOf(SharePermission.read())).toEqual([expect.stringMatching(/^pca-read-/)]);
    expect(namesOf([SERVER_AUTH, BLANK, SERVER_AUTH])).toEqual(namesOf([BLANK, SERVER_AUTH]));
    expect(sameRead).toBe(read);
    expect(otherIssue).not.toBe(issue);
  });

  test('the name of a share says what it allows', () => {
    const world = World.of(shared({ permissions: [SharePermission.endEntity(), SharePermission.templates([SERVER_AUTH])] }).stack);

    expect(world.idsOf('AWS::RAM::ResourceShare').map((id) => world.propertiesOf<{ Name: string }>(id).Name))
      .toEqual(['EndEntity', 'TemplatesRead', 'TemplatesIssue'].map((name) => expect.stringMatching(new RegExp(`^pca-${name}-[0-9a-f]{8}$`))));
  });

  test('a share for two services has the account of the stack as source', () => {
    const { stack } = shared({
      principals: ['pca-connector-scep', 'pca-connector-ad'].map((name) => SharePrincipal.service(`${name}.amazonaws.com`)),
      permissions: [SharePermission.connectorForScep(), SharePermission.connectorForActiveDirectory()],
    });

    Template.fromStack(stack).allResourcesProperties('AWS::RAM::ResourceShare', { Sources: ['111122223333'] });
    expect(World.of(stack).idsOf('AWS::RAM::ResourceShare')).toEqual([
      expect.stringMatching(/^ShareConnectorForScep/), expect.stringMatching(/^ShareConnectorForActiveDirectory/),
    ]);
  });

  test('a CA of another stack is shared', () => {
    const app = new App();
    const pki = new Stack(app, 'Pki', { env: ENVIRONMENT });
    const { stack } = shared({ certificateAuthorities: [newRoot(pki)] }, new Stack(app, 'Sharing', { env: ENVIRONMENT }));

    Template.fromStack(stack).hasResourceProperties('AWS::RAM::ResourceShare', {
      ResourceArns: [{ 'Fn::ImportValue': Match.stringLikeRegexp('Activation') }],
    });
  });

  test('principals outside the organization are a decision of the user, like the removal policy', () => {
    const { stack } = shared({
      allowExternalPrincipals: true, removalPolicy: RemovalPolicy.DESTROY, permissions: [SharePermission.read()],
    });

    Template.fromStack(stack).hasResource('AWS::RAM::ResourceShare', {
      DeletionPolicy: 'Delete', Properties: { AllowExternalPrincipals: true },
    });
    Template.fromStack(stack).hasResource('AWS::RAM::Permission', { DeletionPolicy: 'Delete' });
  });

  test.each(Object.entries(FEATURE_FLAGS))('flags of the app (%s) change nothing', (_name, flags) => {
    const { stack } = shared({ permissions: [SharePermission.templates([SERVER_AUTH])] }, newStack({ env: ENVIRONMENT, flags }));
    const { stack: plain } = shared({ permissions: [SharePermission.templates([SERVER_AUTH])] });

    expect(Template.fromStack(stack).toJSON().Resources).toEqual(Template.fromStack(plain).toJSON().Resources);
  });

  test('tokens pass', () => {
    const stack = newStack();
    const { construct } = shared({
      principals: [
        SharePrincipal.account(Token.asString({ Ref: 'Consumer' })),
        SharePrincipal.role(`arn:${Aws.PARTITION}:iam::${CONSUMER}:role/Issuer`),
      ],
    }, stack);

    expect(construct.resourceShareArns).toHaveLength(1);
  });
});

describe('bad input', () => {
  const mistake = (props: Partial<CertificateAuthorityShareProps>) => () => shared(props);

  test.each<[string, () => SharePrincipal, string]>([
    ['the own account', () => SharePrincipal.account('111122223333'), 'belong to another account'],
    ['a role of the own account', () => SharePrincipal.role('arn:aws:iam::111122223333:role/Issuer'), 'belong to another account'],
    ['an account ID with 11 digits', () => SharePrincipal.account('44445555666'), 'an account ID of 12 digits'],
    ['an ARN as account', () => SharePrincipal.account('arn:aws:iam::444455556666:root'), 'an account ID of 12 digits'],
    ['an account as organization', () => SharePrincipal.organization(CONSUMER), 'the ARN of an organization'],
    ['the ID of an organization', () => SharePrincipal.organization('o-exampleorgid'), 'the ARN of an organization'],
    ['an organization as unit', () => SharePrincipal.organizationalUnit(ORGANIZATION), 'the ARN of an organizational unit'],
    ['a unit as organization', () => SharePrincipal.organization(UNIT), 'the ARN of an organization'],
    ['a user', () => SharePrincipal.role('arn:aws:iam::444455556666:user/Issuer'), 'the ARN of an IAM role'],
    ['a URL', () => SharePrincipal.service('https://pca-connector-scep.amazonaws.com'), 'a service principal'],
    ['a wildcard', () => SharePrincipal.service('*'), 'a service principal'],
    ['an empty text', () => SharePrincipal.account(''), 'an account ID of 12 digits'],
  ])('%s is no principal', (_name, principal, rule) => {
    expect(errorOf('SharePrincipal', mistake({ principals: [principal()] })).message).toContain(rule);
  });

  test.each<[string, SharePrincipal]>([
    ['role', SharePrincipal.role('arn:aws-us-gov:iam::444455556666:role/Issuer')],
    ['organization', SharePrincipal.organization(ORGANIZATION.replace('arn:aws:', 'arn:aws-cn:'))],
    ['organizational unit', SharePrincipal.organizationalUnit(UNIT.replace('arn:aws:', 'arn:aws-cn:'))],
  ])('a principal of another partition is an error, if the Region is known: %s', (_name, principal) => {
    const make = (region?: string) => () => shared({ principals: [principal] }, newStack({ env: { account: '111122223333', region } }));

    expect(errorOf('SharePrincipal', make('us-east-1')).message).toContain('A share principal must be in the partition of the certificate authority (aws)');
    expect(make()).not.toThrow();
    expect(make('xx-future-9')).not.toThrow();
  });

  test('a role of the partition of the stack is a principal', () => {
    const stack = newStack({ env: { account: '111122223333', region: 'us-gov-west-1' } });
    const roles = ['aws-us-gov', Aws.PARTITION].map((partition, index) => SharePrincipal.role(`arn:${partition}:iam::444455556666:role/Issuer${index}`));

    expect(() => shared({ principals: roles }, stack)).not.toThrow();
  });

  test.each<[string, () => SharePrincipal, string]>([
    ['a number', () => SharePrincipal.account(444455556666 as never), 'accountId must be a string; got 444455556666. Fix: Set accountId to a string.'],
    ['null', () => SharePrincipal.role(null as never), 'roleArn must be a string; got no value.'],
    ['an object', () => SharePrincipal.organization({} as never), 'organizationArn must be a string; got "an object".'],
    ['a list', () => SharePrincipal.organizationalUnit([UNIT] as never), 'organizationalUnitArn must be a string; got'],
    ['a Boolean value', () => SharePrincipal.service(true as never), 'servicePrincipal must be a string; got true.'],
  ])('a principal of another type is an error: %s', (_name, principal, message) => {
    expect(errorOf('PropertyType', mistake({ principals: [principal()] })).message).toContain(message);
  });

  test.each<[string, () => SharePrincipal, Partial<typeof ENVIRONMENT>]>([
    ['a role in the partition of the stack', () => SharePrincipal.role(`arn:${Aws.PARTITION}:iam::111122223333:role/Issuer`), ENVIRONMENT],
    ['a role in the account of the deployment', () => SharePrincipal.role(`arn:aws:iam::${Aws.ACCOUNT_ID}:role/Issuer`), ENVIRONMENT],
    ['a role in the account of a stack without an environment', () => SharePrincipal.role(`arn:aws:iam::${Aws.ACCOUNT_ID}:role/Issuer`), {}],
    ['the account of the deployment', () => SharePrincipal.account(Aws.ACCOUNT_ID), ENVIRONMENT],
    ['the account of a stack without an environment', () => SharePrincipal.account(newStack().account), {}],
  ])('the own account is no principal: %s', (_name, principal, env) => {
    const make = () => shared({ principals: [principal()] }, newStack({ env }));

    expect(errorOf('SharePrincipal', make).message).toContain('belong to another account');
  });

  test('lists are not empty, and without repetition', () => {
    const account = SharePrincipal.account(CONSUMER);

    errorOf('CertificateAuthorityMissing', mistake({ certificateAuthorities: [] }));
    errorOf('SharePrincipal', mistake({ principals: [] }));
    expect(errorOf('SharePrincipal', mistake({ principals: [account, SharePrincipal.account(CONSUMER)] })).message)
      .toContain('each principal once; got ["444455556666","444455556666"]. Fix: Add a principal, or remove the second entry.');
    expect(errorOf('SharePrincipal', mistake({ principals: [account, SharePrincipal.service('pca-connector-scep.amazonaws.com')] })).message)
      .toContain('must contain only services, or no service, because sources apply to the whole share; '
        + 'got ["444455556666","pca-connector-scep.amazonaws.com"]. Fix: Create a second share for the service.');
    errorOf('SharePermission', mistake({ permissions: [] }));
    for (const [name, permission] of [
      ['Revoke', SharePermission.revoke()], ['Read', SharePermission.read()], ['Templates', SharePermission.templates([SERVER_AUTH])],
    ] as const) {
      expect(errorOf('SharePermission', mistake({ permissions: [permission, permission] })).message).toContain(`got ["${name}","${name}"]`);
    }
    errorOf('CertificateTemplate', mistake({ permissions: [SharePermission.templates([])] }));
    const stack = newStack({ env: ENVIRONMENT });
    const root = newRoot(stack);
    const other = newRoot(stack, 'Other');
    expect(errorOf('CertificateAuthorityDuplicate', () => shared({ certificateAuthorities: [root, other, other] }, stack)).message)
      .toContain('certificateAuthorities must contain each certificate authority once; got "Stack/Other". Fix: Remove the second entry.');
  });

  test('the missing CA and the ARN of something else are named', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const role = { certificateAuthorityRef: { certificateAuthorityArn: 'arn:aws:iam::111122223333:role/Root' }, env: ENVIRONMENT, node: stack.node };

    expect(errorOf('CertificateAuthorityMissing', mistake({ certificateAuthorities: [] })).message)
      .toContain('certificateAuthorities must contain at least one certificate authority; got []. Fix: Add a certificate authority.');
    expect(errorOf('CertificateAuthorityArn', () => shared({ certificateAuthorities: [role as never] }, stack)).message)
      .toMatch(/^certificateAuthorityArn must be the ARN .*\[CertificateAuthorityArn at Stack\/Share\]$/);
  });

  test('templates() takes only templates, in plain JavaScript too', () => {
    for (const templates of [undefined, null, 'EndEntityCertificate/V1', [null], [{ templateName: 'EndEntityCertificate/V1' }]]) {
      const { message } = errorOf('PropertyType', mistake({ permissions: [SharePermission.templates(templates as never)] }));
      expect(message).toMatch(/^SharePermission.templates\(\) templates(\[0\])? must be (an instance of|a list of) CertificateTemplate/);
    }
  });

  test.each(CertificateTemplate.caTemplates())('templates() rejects the CA template $templateName', (template) => {
    const { message } = errorOf('CertificateTemplate', mistake({ permissions: [SharePermission.templates([template])] }));

    expect(message).toContain('For CA certificates, use SharePermission.subordinate().');
  });

  test('templates() rejects a CA template among others, and a template that AWS Private CA does not have', () => {
    for (const template of [CertificateTemplate.subordinateCa(0), CertificateTemplate.BLANK_END_ENTITY]) {
      errorOf('CertificateTemplate', mistake({ permissions: [SharePermission.templates([SERVER_AUTH, template])] }));
    }
  });

  test.each<[string, Record<string, Record<string, unknown>>]>([
    ['a negated operator', { StringNotEquals: { 'aws:PrincipalTag/team': 'x' } }],
    ['an optional operator', { StringEqualsIfExists: { 'aws:PrincipalTag/team': 'x' } }],
    ['a set operator', { 'ForAnyValue:StringEquals': { 'aws:PrincipalTag/team': 'x' } }],
    ['the organization', { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } }],
    ['the account', { StringEquals: { 'aws:PrincipalAccount': CONSUMER } }],
    ['the source', { ArnLike: { 'aws:SourceArn': '*' } }],
    ['the template', { ArnLike: { 'acm-pca:TemplateArn': '*' } }],
    ['the template in other case', { StringEquals: { 'acm-pca:templatearn': '*' } }],
    ['the organization in other case', { StringEquals: { 'AWS:principalOrgId': 'o-exampleorgid' } }],
    ['a negated operator in other case', { stringnotequals: { 'aws:PrincipalTag/team': 'x' } }],
    ['a negated operator with a refused key', { StringNotEquals: { 'aws:SourceAccount': CONSUMER } }],
  ])('%s is no condition of a customer managed permission', (_name, conditions) => {
    errorOf('ShareConditions', mistake({ permissions: [SharePermission.templates([SERVER_AUTH], { conditions })] }));
  });

  test('all refused operators and keys are named', () => {
    const conditions = { StringNotLike: { 'aws:PrincipalOrgID': 'o-*' }, StringEquals: { 'aws:SourceAccount': CONSUMER, 'aws:userid': 'x' } };

    expect(errorOf('ShareConditions', mistake({ permissions: [SharePermission.templates([SERVER_AUTH], { conditions })] })).message)
      .toContain('got ["StringNotLike","aws:PrincipalOrgID","aws:SourceAccount"]');
  });

  test.each<[string, Record<string, Record<string, unknown>>]>([
    ['a tag with the name of a refused key', { StringEquals: { 'aws:PrincipalTag/aws:SourceAccount': 'x' } }],
    ['a tag with the name of the template key', { StringEquals: { 'aws:RequestTag/acm-pca:TemplateArn': 'x' } }],
  ])('%s is a condition of a customer managed permission', (_name, conditions) => {
    expect(mistake({ permissions: [SharePermission.templates([SERVER_AUTH], { conditions })] })).not.toThrow();
  });

  test('the name of templates() is in messages about its conditions and its templates', () => {
    const templates = (given: CertificateTemplate[], conditions?: never) => mistake({ permissions: [SharePermission.templates(given, { conditions })] });

    expect(errorOf('PropertyType', templates([SERVER_AUTH], 'x' as never)).message).toContain('SharePermission.templates()');
    expect(errorOf('CertificateTemplate', templates([])).message).toContain('SharePermission.templates() must name at least one end-entity');
  });

  test('more conditions of a customer managed permission are written beside the templates', () => {
    const permission = SharePermission.templates([SERVER_AUTH], { conditions: { StringEquals: { 'aws:PrincipalTag/team': 'web' } } });

    Template.fromStack(shared({ permissions: [permission] }).stack).hasResourceProperties('AWS::RAM::Permission', {
      PolicyTemplate: { Condition: { StringEquals: { 'aws:PrincipalTag/team': 'web', 'acm-pca:TemplateArn': Match.anyValue() } } },
    });
  });

  test.each([['Region', { region: 'eu-west-1' }], ['account', { account: CONSUMER }]])('a CA of another %s is not shared', (_name, other) => {
    const stack = newStack({ env: { ...ENVIRONMENT, ...other } });
    const ca = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca',
      'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555');

    errorOf('ShareEnvironment', () => shared({ certificateAuthorities: [ca], principals: [SharePrincipal.account(STRANGER)] }, stack));
  });
});
