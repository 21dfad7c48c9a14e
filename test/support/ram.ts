import { PolicyDocument, PolicyStatement } from './policy-evaluation';
import { World } from './world';

/* What AWS RAM makes of resource shares: the resource policy of a shared CA. The contents of AWS's managed permissions
   are those of the AWS RAM and AWS Private CA user guides. */

const READ = [
  'acm-pca:DescribeCertificateAuthority', 'acm-pca:GetCertificate', 'acm-pca:GetCertificateAuthorityCertificate',
  'acm-pca:ListPermissions', 'acm-pca:ListTags',
];

/** The template that a managed permission allows, or the action that it has beside reading. */
const MANAGED: Record<string, { readonly template?: string; readonly action?: string }> = {
  AWSRAMDefaultPermissionCertificateAuthority: { template: 'EndEntityCertificate/V1' },
  AWSRAMRevokeCertificateCertificateAuthority: { action: 'acm-pca:RevokeCertificate' },
  AWSRAMSubordinateCACertificatePathLen0IssuanceCertificateAuthority: { template: 'SubordinateCACertificate_PathLen0/V1' },
  AWSRAMBlankEndEntityCertificateAPICSRPassthroughIssuanceCertificateAuthority: {
    template: 'BlankEndEntityCertificate_APICSRPassthrough/V1',
  },
  AWSRAMBlankEndEntityCertificateAPIPassthroughIssuanceCertificateAuthority: {
    template: 'BlankEndEntityCertificate_APIPassthrough/V1',
  },
};

interface Share {
  readonly ResourceArns: string[];
  readonly Principals: string[];
  readonly PermissionArns: string[];
  readonly Sources?: string[];
}

interface CustomerManagedPermission {
  readonly Name: string;
  readonly PolicyTemplate: Pick<PolicyStatement, 'Effect' | 'Action' | 'Condition'>;
}

/** The resource policy of a CA that is shared by the shares of a stack. */
export function resourcePolicyOf(world: World, certificateAuthority: string, partition = 'aws'): PolicyDocument {
  const statements = world.idsOf('AWS::RAM::ResourceShare').flatMap((id) => {
    const share = world.propertiesOf<Share>(id);
    if (!share.ResourceArns.includes(certificateAuthority)) { return []; }
    if (share.PermissionArns.length !== 1) { throw new Error('a share has one permission of a resource type'); }
    return share.Principals.flatMap((principal) => permissionOf(world, share.PermissionArns[0], partition)
      .map((statement) => withPrincipal(statement, principal, share.Sources)));
  });
  return {
    Version: '2012-10-17',
    Statement: statements.map((statement) => ({ ...statement, Resource: certificateAuthority })),
  };
}

type Template = Pick<PolicyStatement, 'Effect' | 'Action' | 'Condition'>;

function permissionOf(world: World, arn: string, partition: string): Template[] {
  const managed = new RegExp(`^arn:${partition}:ram::aws:permission/(\\w+)$`).exec(arn)?.[1];
  if (managed === undefined) {
    const own = world.idsOf('AWS::RAM::Permission').find((id) => world.arnOf(id) === arn);
    if (!own) { throw new Error(`there is no permission ${arn}`); }
    return [world.propertiesOf<CustomerManagedPermission>(own).PolicyTemplate];
  }
  if (!(managed in MANAGED)) { throw new Error(`AWS RAM has no managed permission ${managed}`); }
  const { template, action } = MANAGED[managed];
  return [
    { Effect: 'Allow', Action: [...READ, ...(action ? [action] : [])] },
    ...(template ? [{
      Effect: 'Allow',
      Action: 'acm-pca:IssueCertificate',
      Condition: { StringEquals: { 'acm-pca:TemplateArn': `arn:${partition}:acm-pca:::template/${template}` } },
    }] : []),
  ];
}

function withPrincipal(statement: Template, principal: string, sources?: string[]): Omit<PolicyStatement, 'Resource'> {
  const conditioned = (key: string, value: string) => ({
    ...statement.Condition, StringEquals: { ...statement.Condition?.StringEquals, [key]: value },
  });
  if (/^\d{12}$/.test(principal)) { return { ...statement, Principal: { AWS: `arn:aws:iam::${principal}:root` } }; }
  if (/:role\//.test(principal)) { return { ...statement, Principal: { AWS: principal } }; }
  const organization = /\/(o-[a-z0-9]+)/.exec(principal)?.[1];
  if (organization) { return { ...statement, Principal: '*', Condition: conditioned('aws:PrincipalOrgID', organization) }; }
  if (!sources) { throw new Error(`the service ${principal} has no source`); }
  return { ...statement, Principal: { Service: principal }, Condition: conditioned('aws:SourceAccount', sources[0]) };
}
