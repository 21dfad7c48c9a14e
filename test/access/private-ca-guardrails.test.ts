import { App, Aws, CfnParameter, Fn, Stack, Token, aws_ec2 as ec2, aws_iam as iam, aws_organizations as organizations } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { EndpointGuardrailOptions, GuardrailOptions } from '../../src/access/private-ca-guardrail-options';
import { PrivateCaGuardrails } from '../../src/access/private-ca-guardrails';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { CertificateTemplate } from '../../src/model/certificate-template';
import { errorOf } from '../support/errors';
import { mutationsOf } from '../support/mutations';
import { Case, expectEachMutationSeen } from '../support/policy-cases';
import { AccessRequest, isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/* Who can change a PKI under a service control policy, and what passes a VPC endpoint. Each denial has its control. */

const ACCOUNT = '111122223333';
const CA = `arn:aws:acm-pca:us-east-1:${ACCOUNT}:certificate-authority/11111111-2222-3333-4444-555555555555`;
const TRAIL = `arn:aws:cloudtrail:us-east-1:${ACCOUNT}:trail/pki`;
const KEY = `arn:aws:kms:us-east-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const BUCKET = 'arn:aws:s3:::pca-audit-11aa22bb';
const EVERYTHING: PolicyDocument = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };
const KEY_POLICY: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: 'kms:*', Resource: '*' }],
};

const EXECUTION_ROLE = `cdk-pki-cfn-exec-role-${ACCOUNT}-us-east-1`;

const OPTIONS: GuardrailOptions = {
  administrators: [`arn:*:iam::${ACCOUNT}:role/PkiAdministrator`],
  executionRoles: [PrivateCaGuardrails.cdkExecutionRole(ACCOUNT, 'pki')],
  caCertificateIssuers: [`arn:*:iam::${ACCOUNT}:role/CaIssuer`],
  trails: [TRAIL],
  keys: [KEY],
  buckets: ['arn:aws:s3:::pca-audit-*'],
};

const policyOf = (options: GuardrailOptions, stack = newStack({ env: ENVIRONMENT })) => stack.resolve(new iam.PolicyDocument({
  statements: PrivateCaGuardrails.statements(stack, options),
})) as PolicyDocument;

/** A call of a role with full permissions. */
function callOf(role: string, action: string, resource = CA, context: Record<string, string> = {}): AccessRequest {
  const principal = role.startsWith('arn:') ? role : `arn:aws:iam::${ACCOUNT}:role/${role}`;
  return {
    principal,
    action,
    resource,
    resourceAccount: ACCOUNT,
    identityPolicies: [EVERYTHING],
    context: { 'aws:PrincipalArn': principal, ...context },
  };
}

/** Whether a call passes the service control policy. A key has its default policy. */
function passes(request: AccessRequest, policies: PolicyDocument[]): Promise<boolean> {
  const resourcePolicy = request.resource === KEY ? KEY_POLICY : { Version: '2012-10-17', Statement: [] };
  return isAllowed(resourcePolicy, { ...request, serviceControlPolicies: policies });
}

const template = (name: string, partition = 'aws') => ({ 'acm-pca:TemplateArn': `arn:${partition}:acm-pca:::template/${name}` });

const GUARDED: [string, string][] = [
  ...[
    'CreatePermission', 'DeleteCertificateAuthority', 'DeletePermission', 'DeletePolicy', 'ImportCertificateAuthorityCertificate', 'PutPolicy',
    'RestoreCertificateAuthority', 'TagCertificateAuthority', 'UntagCertificateAuthority', 'UpdateCertificateAuthority',
  ].map((action): [string, string] => [`acm-pca:${action}`, CA]),
  ['acm-pca:CreateCertificateAuthority', '*'],
  ...['DeleteTrail', 'PutEventSelectors', 'StopLogging', 'UpdateTrail'].map((action): [string, string] => [`cloudtrail:${action}`, TRAIL]),
  ...[
    'CreateGrant', 'DeleteImportedKeyMaterial', 'DisableKey', 'PutKeyPolicy', 'ScheduleKeyDeletion',
  ].map((action): [string, string] => [`kms:${action}`, KEY]),
  ...[
    'DeleteBucket', 'DeleteBucketPolicy', 'PutBucketAcl', 'PutBucketObjectLockConfiguration', 'PutBucketOwnershipControls',
    'PutBucketPolicy', 'PutBucketPublicAccessBlock', 'PutBucketVersioning', 'PutEncryptionConfiguration',
    'PutLifecycleConfiguration', 'PutReplicationConfiguration',
  ].map((action): [string, string] => [`s3:${action}`, BUCKET]),
];

describe('the service control policy', () => {
  test.each(GUARDED)('%s is left to administrators and the execution role', async (action, resource) => {
    const scp = policyOf(OPTIONS);
    const by = (role: string, policies = [scp]) => passes(callOf(role, action, resource), policies);

    expect(await by('Developer')).toBe(false);
    expect(await by('Developer', [])).toBe(true);
    expect(await by('PkiAdministrator')).toBe(true);
    expect(await by(EXECUTION_ROLE)).toBe(true);
    expect(await by('CaIssuer')).toBe(false);
  });

  test.each(CertificateTemplate.allTemplateNames())('%s can be used as it should be', async (name) => {
    const scp = policyOf(OPTIONS);
    const by = (role: string, policies = [scp]) => passes(callOf(role, 'acm-pca:IssueCertificate', CA, template(name)), policies);
    const isCa = name.includes('CACertificate');

    expect(await by('Developer')).toBe(!isCa);
    expect(await by('Developer', [])).toBe(true);
    expect(await by('CaIssuer')).toBe(true);
    expect(await by('PkiAdministrator')).toBe(true);
  });

  test('CA templates of other partitions and versions are denied too, and a request without a template is not', async () => {
    const scp = policyOf(OPTIONS);
    const by = (context: Record<string, string>) => passes(callOf('Developer', 'acm-pca:IssueCertificate', CA, context), [scp]);

    expect(await by(template('RootCACertificate/V1', 'aws-us-gov'))).toBe(false);
    expect(await by(template('SubordinateCACertificate_PathLen0/V2'))).toBe(false);
    expect(await by({})).toBe(true);
  });

  test.each([
    ['a name that starts alike', 'PkiAdministrator2'],
    ['a path', 'other/PkiAdministrator'],
    ['the administrator of another account', 'arn:aws:iam::444455556666:role/PkiAdministrator'],
    ['the execution role of another qualifier', `cdk-hnb659fds-cfn-exec-role-${ACCOUNT}-us-east-1`],
    ['the execution role of another account', 'arn:aws:iam::444455556666:role/cdk-pki-cfn-exec-role-444455556666-us-east-1'],
  ])('%s is no exception', async (_name, role) => {
    const request = callOf('Developer', 'acm-pca:DeleteCertificateAuthority');
    const principal = role.startsWith('arn:') ? role : `arn:aws:iam::${ACCOUNT}:role/${role}`;

    expect(await passes({ ...request, context: { 'aws:PrincipalArn': principal } }, [policyOf(OPTIONS)])).toBe(false);
  });

  test('revocation, retrieval, and other resources are not limited', async () => {
    const scp = policyOf(OPTIONS);

    expect(await passes(callOf('Developer', 'acm-pca:RevokeCertificate'), [scp])).toBe(true);
    expect(await passes(callOf('Developer', 'acm-pca:GetCertificate'), [scp])).toBe(true);
    expect(await passes(callOf('Developer', 'cloudtrail:StopLogging', TRAIL.replace('pki', 'other')), [scp])).toBe(true);
    expect(await passes(callOf('Developer', 's3:DeleteBucket', 'arn:aws:s3:::other'), [scp])).toBe(true);
  });

  test('each action and each condition has an effect', async () => {
    const scp = policyOf({ ...OPTIONS, buckets: [BUCKET] });
    const roles = ['Developer', 'PkiAdministrator', 'CaIssuer', EXECUTION_ROLE];
    const requests = [
      ...GUARDED.flatMap(([action, resource]) => roles.map((role) => callOf(role, action, resource))),
      ...roles.map((role) => callOf(role, 'acm-pca:IssueCertificate', CA, template('RootCACertificate/V1'))),
      callOf('Developer', 'acm-pca:IssueCertificate', CA, template('EndEntityCertificate/V1')),
    ];
    const before = await Promise.all(requests.map((request) => passes(request, [scp])));

    const unseen: string[] = [];
    for (const { name, document } of mutationsOf(scp)) {
      const after = await Promise.all(requests.map((request) => passes(request, [document])));
      if (after.every((verdict, index) => verdict === before[index])) { unseen.push(name); }
    }

    expect(unseen).toEqual([]);
  }, 120_000);

  test('a pattern with StringNotEquals would lock out the execution role: the reason for ArnNotLike', async () => {
    const scp = JSON.parse(JSON.stringify(policyOf(OPTIONS)).replaceAll('ArnNotLike', 'StringNotEquals')) as PolicyDocument;
    const request = callOf(EXECUTION_ROLE, 'acm-pca:DeleteCertificateAuthority');

    expect(await passes(request, [scp])).toBe(false);
    expect(await passes(request, [policyOf(OPTIONS)])).toBe(true);
  });

  test('has a statement for each kind of resource', () => {
    expect(policyOf(OPTIONS).Statement.map(({ Sid }) => Sid))
      .toEqual(['PkiChanges', 'PkiNewCas', 'PkiCaCertificates', 'PkiTrail', 'PkiKeys', 'PkiBuckets']);
  });

  test('the execution role of a qualifier is that of one account in each Region', () => {
    expect(PrivateCaGuardrails.cdkExecutionRole(ACCOUNT, 'pki')).toBe(`arn:*:iam::${ACCOUNT}:role/cdk-pki-cfn-exec-role-${ACCOUNT}-*`);
  });

  test('without resources, there are no statements for them', () => {
    const { administrators, executionRoles } = OPTIONS;

    expect(policyOf({ administrators, executionRoles }).Statement.map(({ Sid }) => Sid)).toEqual(['PkiChanges', 'PkiNewCas', 'PkiCaCertificates']);
  });

  test('more conditions limit each statement', () => {
    const policy = policyOf({ ...OPTIONS, conditions: { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } } });

    expect(policy.Statement).toHaveLength(6);
    policy.Statement.forEach(({ Condition }) => expect(Condition).toMatchObject({
      ArnNotLike: { 'aws:PrincipalArn': expect.anything() }, StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' },
    }));
  });

  test('fits into a policy of AWS Organizations, with its length checked', () => {
    const stack = newStack({ env: ENVIRONMENT });
    new organizations.CfnPolicy(stack, 'Guardrails', {
      name: 'pki',
      type: 'SERVICE_CONTROL_POLICY',
      content: new iam.PolicyDocument({ statements: PrivateCaGuardrails.statements(stack, OPTIONS) }),
    });

    Template.fromStack(stack).hasResourceProperties('AWS::Organizations::Policy', {
      Content: { Version: '2012-10-17', Statement: Match.arrayWith([Match.objectLike({ Sid: 'PkiChanges', Effect: 'Deny' })]) },
    });
    expect(JSON.stringify(policyOf(OPTIONS)).length).toBeLessThan(2800);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test('a length that is not known is reported', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const key = new CfnParameter(stack, 'Key');

    PrivateCaGuardrails.statements(stack, { ...OPTIONS, keys: [key.valueAsString] });

    Annotations.fromStack(stack).hasWarning('/Stack',
      'The length of the guardrail statements is not known, because they contain values that are known only at deployment. '
      + 'A service control policy can have up to 10,240 characters. [ack: cdk-private-ca:guardrailLength]');
  });

  test('a length that a function of CloudFormation changes is reported', () => {
    const stack = newStack({ env: ENVIRONMENT });

    PrivateCaGuardrails.statements(stack, { ...OPTIONS, keys: [Fn.importValue('Key')] });

    Annotations.fromStack(stack).hasWarning('/Stack', Match.stringLikeRegexp('length of the guardrail statements is not known'));
  });

  test('a length that is not known is not limited, because it can be shorter', () => {
    const key = Fn.importValue('Key'.repeat(10_000));

    expect(() => policyOf({ ...OPTIONS, keys: [key] })).not.toThrow();
  });
});

describe('bad input of guardrails', () => {
  const mistake = (options: Partial<GuardrailOptions>) => () => policyOf({ ...OPTIONS, ...options });

  test.each<[string, string[]]>([
    ['none', []], ['everyone', ['*']], ['every account', ['arn:*:iam::*:role/PkiAdministrator']], ['an account', [ACCOUNT]],
    ['a root user', [`arn:aws:iam::${ACCOUNT}:root`]], ['each role', [`arn:*:iam::${ACCOUNT}:role/*`]],
    ['each role with a path', [`arn:*:iam::${ACCOUNT}:role/*/?*`]], ['each user', [`arn:*:iam::${ACCOUNT}:user/*`]],
    ['a session', [`arn:aws:sts::${ACCOUNT}:assumed-role/PkiAdministrator/Jane`]],
    ['every account of the partition of the stack', [`arn:${Aws.PARTITION}:iam::*:role/PkiAdministrator`]], ['one wrong among others', [OPTIONS.administrators[0], 'PkiAdministrator']],
  ])('administrators: %s', (_name, administrators) => {
    errorOf('GuardrailAdministrators', mistake({ administrators }));
  });

  test.each([
    'role/cdk-*', 'role/cdk-*-*', `role/cdk-*-exec-role-${ACCOUNT}-*`, `role/cdk-pki*-exec-role-${ACCOUNT}-*`, `role/cdk-*-cfn-exec-role-${ACCOUNT}-us-east-1`,
    'role/cdk-pki-*-cfn-exec-role-*', 'role/cdk-pk?-cfn-exec-role-*', 'role/c*-exec-role-*', 'role/*-cfn-exec-role-*', 'role/*exec*', 'role/?dk-pk?-*',
    `role/cdk-pki-*-${ACCOUNT}-*`, `role/cdk-*-cfn-exec-role-${Aws.ACCOUNT_ID}-${Aws.REGION}`, `role/cdk-pki*-${Aws.ACCOUNT_ID}-*`,
    // "p" and "p-cfn-exec" are qualifiers of up to ten characters.
    'role/cdk-p-cfn-exec*', 'role/*pki-cfn-exec-role-*', 'role/cdk--cfn-exec-role-*', 'role/*pki*', 'role/*a-1',
  ])('%s matches execution roles of several qualifiers', (role) => {
    const pattern = `arn:*:iam::${ACCOUNT}:${role}`;
    errorOf('GuardrailAdministrators', mistake({ administrators: [pattern] }));
    errorOf('GuardrailAdministrators', mistake({ executionRoles: [pattern] }));
    errorOf('GuardrailAdministrators', mistake({ caCertificateIssuers: [pattern] }));
  });

  test.each([
    `role/cdk-pki-cfn-exec-role-${ACCOUNT}-*`, 'role/cdk-pki-cfn-exec-role-*', 'role/cdk-pki-prod-cfn-exec-role-*', 'role/cdk-a-cfn-exec-role-*',
    `role/cdk-pki-cfn-exec-role-${Aws.ACCOUNT_ID}-${Aws.REGION}`, `role/cdk-pki-cfn-exec-role-${ACCOUNT}-us-east-?`, 'role/?dk-pki-cfn-exec-role-*',
    `role/cdk-${Token.asString({ Ref: 'Qualifier' })}-cfn-exec-role-*`, `role/${Token.asString({ Ref: 'Role' })}*`,
    'role/cdk-*-deploy-role-x*y', 'role/Pki*', 'role/*Administrator', 'role/*-admin', 'role/pki/*', 'user/cdk-*', 'user/*exec*',
    'role/aws-reserved/sso.amazonaws.com/*AWSReservedSSO_PkiAdministrator_*', 'role/cdk-qualifier-x-cfn-exec-role-*',
  ])('%s matches execution roles of at most one qualifier', (role) => {
    expect(mistake({ administrators: [`arn:*:iam::${ACCOUNT}:${role}`] })).not.toThrow();
  });

  test('the ARN of a session would match no request of the role, and lock it out', async () => {
    const session = `arn:aws:sts::${ACCOUNT}:assumed-role/PkiAdministrator/Jane`;
    const scp = JSON.parse(JSON.stringify(policyOf(OPTIONS)).replaceAll(OPTIONS.administrators[0], session)) as PolicyDocument;

    expect(await passes(callOf('PkiAdministrator', 'acm-pca:DeleteCertificateAuthority'), [scp])).toBe(false);
  });

  test('administrators can be patterns and tokens', () => {
    const administrators = [
      `arn:*:iam::${ACCOUNT}:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_PkiAdministrator_*`,
      `arn:${Aws.PARTITION}:iam::${ACCOUNT}:user/Jane`,
      `arn:*:iam::${Token.asString({ Ref: 'PkiAccount' })}:role/PkiAdministrator`,
      Token.asString({ Ref: 'Administrator' }),
    ];

    expect(mistake({ administrators })).not.toThrow();
  });

  test('execution roles can be absent, but not of every account', () => {
    expect(mistake({ executionRoles: [] })).not.toThrow();
    expect(errorOf('GuardrailAdministrators', mistake({ executionRoles: ['arn:*:iam::*:role/cdk-*'] })).message)
      .toMatch(/^executionRoles must .*; got \["arn:\*:iam::\*:role\/cdk-\*"\]/);
    for (const qualifier of ['*', 'pk?', '', ' ', undefined, null, 42, true, {}, ['pki']]) {
      errorOf('GuardrailAdministrators', mistake({ executionRoles: [PrivateCaGuardrails.cdkExecutionRole(ACCOUNT, qualifier as string)] }));
    }
    expect(errorOf('GuardrailAdministrators', mistake({ caCertificateIssuers: ['*', OPTIONS.administrators[0]] })).message)
      .toMatch(/^caCertificateIssuers must .*; got \["\*"\]/);
  });

  test('conditions that the statements contain', () => {
    for (const operator of ['ArnNotLike', 'ArnNotEquals', 'arnNotLike']) {
      for (const key of ['aws:PrincipalArn', 'aws:principalarn']) {
        errorOf('GuardrailConditions', mistake({ conditions: { [operator]: { [key]: '*' } } }));
      }
    }
    expect(mistake({ conditions: { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::*:role/Developer*' } } })).not.toThrow();
    expect(mistake({ conditions: { StringNotEquals: { 'aws:PrincipalArn': 'x' }, StringNotLike: { 'aws:PrincipalArn': 'x' } } })).not.toThrow();
  });

  test('operators for sets and optional operators are separate conditions', () => {
    const key = { 'aws:PrincipalArn': 'arn:*:iam::*:role/Developer*' };

    expect(mistake({ conditions: { ArnEqualsIfExists: key, ArnLikeIfExists: key } })).not.toThrow();
    expect(mistake({ conditions: { 'ForAnyValue:ArnEquals': key, 'ForAnyValue:ArnLike': key } })).not.toThrow();
  });

  test('conditions keep all keys of an operator', () => {
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid', 'aws:PrincipalTag/team': 'web' } };

    policyOf({ ...OPTIONS, conditions }).Statement.forEach(({ Condition }) => expect(Condition).toMatchObject(conditions));
  });

  test('the length is limited to 10,240 characters', () => {
    const ofLength = (length: number) => {
      const missing = length - JSON.stringify(policyOf({ ...OPTIONS, keys: [KEY] })).length;
      return mistake({ keys: [KEY + 'a'.repeat(missing)] });
    };

    expect(ofLength(10240)).not.toThrow();
    expect(errorOf('GuardrailLength', ofLength(10241)).message).toContain('got "10,241 characters"');
  });

  test('too long', () => {
    const keys = Array.from({ length: 120 }, (_, index) => KEY.replace('1234abcd', String(10000000 + index)));

    expect(errorOf('GuardrailLength', mistake({ keys })).message).toContain('at most 10,240 characters');
  });
});

describe('the VPC endpoint policy', () => {
  function endpoint(options: Partial<EndpointGuardrailOptions> = {}) {
    const stack = newStack({ env: ENVIRONMENT });
    const ca = PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA);
    return World.of(stack).resolve(stack.resolve(new iam.PolicyDocument({
      statements: PrivateCaGuardrails.endpointStatements(stack, { certificateAuthorities: [ca], ...options }),
    }))) as PolicyDocument;
  }
  /** An endpoint policy is evaluated like a policy of the resource, for a caller without another permission. */
  const request = (action: string, resource = CA, context: Record<string, string> = {}): AccessRequest => ({
    principal: `arn:aws:iam::${ACCOUNT}:role/Issuer`, action: `acm-pca:${action}`, resource, resourceAccount: ACCOUNT, context,
  });
  const READS = ['DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate'];
  const issue = (name: string, resource = CA) => request('IssueCertificate', resource, template(name));

  test('lets through the given CAs and templates, and nothing else', async () => {
    const policy = endpoint({ templates: [CertificateTemplate.END_ENTITY, CertificateTemplate.END_ENTITY_SERVER_AUTH] });
    const other = CA.replace('1111', '9999');
    const allowed: Case[] = [
      ...READS.map((action): Case => [action, request(action)]),
      ['end entity', issue('EndEntityCertificate/V1')], ['server', issue('EndEntityServerAuthCertificate/V1')],
    ];
    const denied: Case[] = [
      ['another CA', issue('EndEntityCertificate/V1', other)], ['read another CA', request('GetCertificate', other)],
      ['a CA certificate', issue('RootCACertificate/V1')], ['no template', request('IssueCertificate')],
      ['passthrough', issue('EndEntityCertificate_APIPassthrough/V1')], ['delete', request('DeleteCertificateAuthority')],
      ['revoke', request('RevokeCertificate')],
    ];

    for (const [name, made] of allowed) { expect([name, await isAllowed(policy, made)]).toEqual([name, true]); }
    for (const [name, made] of denied) { expect([name, await isAllowed(policy, made)]).toEqual([name, false]); }
    await expectEachMutationSeen(policy, { allowed, denied }, { anyPrincipal: true });
  });

  test('has the end-entity template by default, and more conditions in each statement', () => {
    const conditions = { StringEquals: { 'aws:PrincipalOrgID': 'o-exampleorgid' } };

    expect(endpoint().Statement.map(({ Condition }) => Condition)).toEqual([
      undefined, { ArnLike: { 'acm-pca:TemplateArn': ['arn:aws:acm-pca:::template/EndEntityCertificate/V1'] } },
    ]);
    endpoint({ conditions }).Statement.forEach(({ Condition }) => expect(Condition).toMatchObject(conditions));
  });

  test('belongs to an interface endpoint', () => {
    const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
    const vpc = new ec2.Vpc(stack, 'Vpc', { maxAzs: 1, natGateways: 0 });
    const created = vpc.addInterfaceEndpoint('PrivateCa', { service: ec2.InterfaceVpcEndpointAwsService.PRIVATE_CERTIFICATE_AUTHORITY });

    PrivateCaGuardrails.endpointStatements(stack, { certificateAuthorities: [newRoot(stack)] }).forEach((statement) => created.addToPolicy(statement));

    Template.fromStack(stack).hasResourceProperties('AWS::EC2::VPCEndpoint', {
      PolicyDocument: { Statement: [Match.objectLike({ Sid: 'PkiRetrieve' }), Match.objectLike({ Sid: 'PkiIssue' })] },
    });
  });

  test('bad input is rejected', () => {
    expect(errorOf('CertificateAuthorityMissing', () => endpoint({ certificateAuthorities: [] })).message)
      .toContain('certificateAuthorities must contain at least one certificate authority; got []. Fix: Add a certificate authority.');
    expect(errorOf('CertificateTemplate', () => endpoint({ templates: [] })).message)
      .toContain('templates must contain at least one template; got []. Fix: Add a template, or remove the property.');
    errorOf('CertificateTemplate', () => endpoint({ templates: [CertificateTemplate.BLANK_END_ENTITY] }));
    errorOf('GuardrailConditions', () => endpoint({ conditions: { ArnLike: { 'acm-pca:TemplateArn': '*' } } }));
  });
});
