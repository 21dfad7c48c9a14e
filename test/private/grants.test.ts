import { Stack, Token, aws_acmpca as acmpca, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { PrivateCaBucketEncryption } from '../../src/model/private-ca-bucket-encryption';
import { grantOnPrincipalOrResource } from '../../src/private/grants';
import { PrivateCaTrail } from '../../src/trail/private-ca-trail';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

const CA_ARN = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-2222-3333-4444-555555555555';
const ORGANIZATION = 'o-exampleorgid';

const newAudit = (stack: Stack) => new AuditReportBucket(stack, 'Audit', {
  certificateAuthorities: [acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA_ARN)],
  encryption: PrivateCaBucketEncryption.kms(),
});

/** The statements of the key policy that allow decryption for a principal other than the account and the service. */
function decryptStatementsOf(stack: Stack): { Condition?: Record<string, unknown> }[] {
  const [key] = Object.values(Template.fromStack(stack).findResources('AWS::KMS::Key'));
  return key.Properties.KeyPolicy.Statement.filter(({ Action }: { Action: string }) => Action === 'kms:Decrypt');
}

describe('the conditions of a grant', () => {
  afterEach(() => jest.restoreAllMocks());

  test('reach the resource policy with a version of aws-cdk-lib whose helper loses them', () => {
    const original = iam.Grant.addToPrincipalOrResource.bind(iam.Grant);
    jest.spyOn(iam.Grant, 'addToPrincipalOrResource')
      .mockImplementation((options) => original({ ...options, conditions: undefined }));
    const stack = newStack({ env: ENVIRONMENT });

    newAudit(stack).grants.read(new iam.AccountPrincipal('444455556666'));

    expect(decryptStatementsOf(stack)).toEqual([expect.objectContaining({
      Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': [expect.anything(), expect.anything()] } },
    })]);
  });

  const GRANTEES: [string, (stack: Stack) => iam.IGrantable][] = [
    ['a role of the app', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() })],
    ['an imported role of the account', (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/Auditor')],
    ['an imported role of another account', (stack) => iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::444455556666:role/Auditor')],
    ['a user', (stack) => new iam.User(stack, 'User')],
    ['a group', (stack) => new iam.Group(stack, 'Group')],
    ['another account', () => new iam.AccountPrincipal('444455556666')],
    ['the account', (stack) => new iam.AccountPrincipal(stack.account)],
    ['a service', () => new iam.ServicePrincipal('config.amazonaws.com')],
    ['an organization', () => new iam.OrganizationPrincipal(ORGANIZATION)],
    ['sessions with tags of another account', () => new iam.SessionTagsPrincipal(new iam.AccountPrincipal('444455556666'))],
  ];
  const conditions = { StringEquals: { 'kms:EncryptionContext:purpose': 'audit' } };

  // aws-cdk-lib 2.276 and newer render the same statements.
  const onNewest = process.env.CDK_PRIVATE_CA_FLOOR ? test.skip : test;
  onNewest.each(GRANTEES)('are rendered as the newest aws-cdk-lib renders them for %s', (_name, granteeIn) => {
    const rendered = (grant: (options: iam.GrantWithResourceOptions) => iam.Grant) => {
      const stack = newStack({ env: ENVIRONMENT });
      const key = new kms.Key(stack, 'Key');
      const grantee = granteeIn(stack);
      grant({
        grantee, actions: ['kms:Decrypt'], resourceArns: [key.keyArn], resourceSelfArns: ['*'], resource: key, conditions,
      });
      return Template.fromStack(stack).toJSON();
    };

    const ofCdk = rendered((options) => iam.Grant.addToPrincipalOrResource(options));
    expect(rendered(grantOnPrincipalOrResource)).toEqual(ofCdk);
  });

  test('are in both policies for a role of an unknown account, and the grant has both statements', () => {
    const stack = newStack();
    const key = new kms.Key(stack, 'Key');
    const grantee = iam.Role.fromRoleArn(stack, 'Role', 'arn:aws:iam::111122223333:role/Auditor');

    const grant = grantOnPrincipalOrResource({
      grantee, actions: ['kms:Decrypt'], resourceArns: [key.keyArn], resourceSelfArns: ['*'], resource: key, conditions,
    });

    expect([grant.principalStatements.length, grant.resourceStatements.length]).toEqual([1, 1]);
    const statement = { Statement: Match.arrayWith([Match.objectLike({ Action: 'kms:Decrypt', Condition: conditions })]) };
    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', { PolicyDocument: statement });
    Template.fromStack(stack).hasResourceProperties('AWS::KMS::Key', { KeyPolicy: statement });
  });
});

describe('a grant', () => {
  const EVERYONE: [string, () => iam.IGrantable][] = [
    ['AnyPrincipal', () => new iam.AnyPrincipal()],
    ['StarPrincipal', () => new iam.StarPrincipal()],
    ['the ARN *', () => new iam.ArnPrincipal('*')],
    ['everyone in a CompositePrincipal', () =>
      new iam.CompositePrincipal(new iam.AccountPrincipal('444455556666'), new iam.AnyPrincipal())],
    ['everyone from an IP address', () =>
      new iam.AnyPrincipal().withConditions({ IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } })],
    ['everyone outside an organization', () =>
      new iam.AnyPrincipal().withConditions({ StringNotEquals: { 'aws:PrincipalOrgID': ORGANIZATION } })],
    ['everyone without an organization', () =>
      new iam.AnyPrincipal().withConditions({ StringEqualsIfExists: { 'aws:PrincipalOrgID': ORGANIZATION } })],
    ['everyone in any organization', () =>
      new iam.AnyPrincipal().withConditions({ StringLike: { 'aws:PrincipalOrgID': '*' } })],
    ['everyone in any organization, by a pattern of its ID', () =>
      new iam.AnyPrincipal().withConditions({ StringLike: { 'aws:PrincipalOrgID': [ORGANIZATION, 'o-*'] } })],
    ['everyone below any organization', () =>
      new iam.AnyPrincipal().withConditions({ 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': 'o-*/r-root/*' } })],
    ['a role name in any account', () =>
      new iam.AnyPrincipal().withConditions({ ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::*:role/Auditor' } })],
    ['an account ID with wildcards', () =>
      new iam.AnyPrincipal().withConditions({ StringLike: { 'aws:PrincipalAccount': '????????????' } })],
  ];

  test.each(EVERYONE)('to read audit reports is an error for %s, and adds no statement', (_name, everyone) => {
    const stack = newStack({ env: ENVIRONMENT });
    const audit = newAudit(stack);
    const before = Template.fromStack(stack).toJSON();

    expect(errorOf('GrantPrincipal', () => audit.grants.read(everyone())).constructPath).toBe('Stack/Audit');

    expect(Template.fromStack(stack).toJSON()).toEqual(before);
  });

  test.each(EVERYONE)('to request audit reports is an error for %s', (_name, everyone) => {
    errorOf('GrantPrincipal', () => newAudit(newStack({ env: ENVIRONMENT })).grants.generate(everyone()));
  });

  test.each(EVERYONE)('to read log files is an error for %s', (_name, everyone) => {
    const trail = new PrivateCaTrail(newStack({ env: ENVIRONMENT }), 'Trail');

    errorOf('ReaderPrincipal', () => trail.grants.readLogs(everyone()));
  });

  test.each<[string, iam.Conditions]>([
    ['the roles of an account', { ArnLike: { 'aws:PrincipalArn': 'arn:*:iam::444455556666:role/*' } }],
    ['an organizational unit', { 'ForAnyValue:StringLike': { 'aws:PrincipalOrgPaths': [`${ORGANIZATION}/r-root/ou-unit/*`] } }],
    ['an account that is known at deployment', { StringEquals: { 'aws:PrincipalAccount': Token.asString({ Ref: 'Account' }) } }],
  ])('to read audit reports can be limited to %s', (_name, conditions) => {
    const audit = newAudit(newStack({ env: ENVIRONMENT }));

    expect(() => audit.grants.read(new iam.AnyPrincipal().withConditions(conditions))).not.toThrow();
  });

  test('to read audit reports can name an organization', () => {
    const stack = newStack({ env: ENVIRONMENT });

    newAudit(stack).grants.read(new iam.OrganizationPrincipal(ORGANIZATION));

    expect(decryptStatementsOf(stack)).toEqual([expect.objectContaining({
      Condition: expect.objectContaining({ StringEquals: { 'aws:PrincipalOrgID': ORGANIZATION } }),
    })]);
  });
});
