import { NAMES, References, ResourceKey } from './references';
import { SynthesizedStack } from '../synth';

/* Lists how the resources of templates use each other, other than by policies. */

/** A resource that uses another one. */
export interface Use {
  readonly from: ResourceKey;
  readonly to: ResourceKey;
  /** What the first resource does with the other one, or nothing if the types explain it. */
  readonly label: string;
  /** The name of the property. */
  readonly property: string;
}

/** The label of an arrow, by the name of the property that contains the reference. */
const LABELS: Record<string, string> = {
  AcmPcaArn: 'trusts',
  AlarmActions: 'notifies',
  CertificateArn: 'certificate',
  CloudWatchLogsLogGroupArn: 'sends events',
  CustomCname: 'URL in certificates',
  DestinationBucketName: 'access logs',
  Location: 'reads files',
  LogGroupArn: 'logs',
  OcspCustomCname: 'URL in certificates',
  OutputLocation: 'results',
  Role: 'replicates as',
  RoleArns: 'gives',
  S3BucketName: 'writes',
};
const ENCRYPTION = new Set(['KMSKeyId', 'KMSMasterKeyID', 'KmsKey', 'KmsKeyId', 'KmsMasterKeyId']);
/** Properties that policies show better, or whose arrows would hide the others. */
const IGNORED = new Set([
  ...NAMES, 'BucketNamePrefix',
  'AlarmRule', 'AssumeRolePolicyDocument', 'DashboardBody', 'DeadLetterConfig', 'DefinitionString', 'DefinitionSubstitutions',
  'CertificateChain', 'CertificateSigningRequest', 'Input', 'InputTransformer', 'KeyPolicy', 'LogGroupName', 'ManagedPolicyArns', 'OKActions', 'Policies', 'RedrivePolicy', 'ReplicaKmsKeyID',
  'ResourceArns', 'Tags', 'Description', 'AlarmDescription',
]);
const POLICY = /^AWS::(?:IAM::(?:Managed)?Policy|(?:S3::Bucket|SNS::Topic|SQS::Queue)Policy|RAM::Permission|ACMPCA::Permission)$/;

/** Returns the uses of all templates, in their order. */
export function usesOf(stacks: readonly SynthesizedStack[], references: References): Use[] {
  const types = new Map(stacks.flatMap(({ name, template }) =>
    Object.entries(template.Resources).map(([id, { Type }]) => [`${name}/${id}`, Type])));
  return stacks.flatMap(({ name, template }) => Object.entries(template.Resources)
    .filter(([, { Type }]) => !POLICY.test(Type))
    .flatMap(([id, { Type, Properties = {} }]): Use[] => {
      const from = `${name}/${id}`;
      const found: Use[] = [];
      walk(Properties, '', (value, property) => {
        references.targets(value, name)
          .filter((to) => to !== from && isShown(Type, property, types.get(to)))
          .forEach((to) => found.push(useOf(Type, property, from, to)));
      });
      return found;
    }));
}

/** An alarm shows where it notifies, and which health check it watches. The other metrics would hide these. */
function isShown(type: string, property: string, target: string | undefined): boolean {
  return !type.startsWith('AWS::CloudWatch::') || property === 'AlarmActions' || target === 'AWS::Route53::HealthCheck';
}

/** Returns the use in the direction of what flows: certificates, events, and messages. */
function useOf(type: string, property: string, from: ResourceKey, to: ResourceKey): Use {
  if (property === 'CertificateAuthorityArn' && type.endsWith('::Certificate')) { return { from: to, to: from, property, label: 'issues' }; }
  if (type === 'AWS::Events::Rule' && !['Arn', 'RoleArn'].includes(property)) { return { from: to, to: from, property, label: 'events' }; }
  if (type === 'AWS::CloudWatch::Alarm' && property !== 'AlarmActions') { return { from: to, to: from, property, label: 'status' }; }
  if (property === 'TopicArn') { return { from: to, to: from, property, label: 'sends' }; }
  return { from, to, property, label: labelOf(type, property) };
}

function labelOf(type: string, property: string): string {
  if (ENCRYPTION.has(property)) { return 'encrypted with'; }
  if (type === 'AWS::ACMPCA::CertificateAuthority' && property === 'S3BucketName') { return 'publishes CRLs'; }
  if (type === 'AWS::CloudTrail::Trail' && property === 'S3BucketName') { return 'log files'; }
  if (type === 'AWS::CloudFront::Distribution' && property === 'DomainName') { return 'serves'; }
  if (type === 'AWS::S3::Bucket' && property === 'Bucket') { return 'replicates to'; }
  if (type === 'AWS::Scheduler::Schedule' && property === 'Arn') { return 'starts'; }
  return LABELS[property] ?? '';
}

/** Calls back for each string or intrinsic function, with the name of the property that contains it. */
function walk(value: unknown, property: string, visit: (value: unknown, property: string) => void): void {
  if (Array.isArray(value)) {
    value.forEach((part) => walk(part, property, visit));
  } else if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value);
    if (entries.length === 1 && (entries[0][0] === 'Ref' || entries[0][0].startsWith('Fn::'))) {
      visit(value, property);
    } else {
      entries.filter(([name]) => !IGNORED.has(name)).forEach(([name, part]) => walk(part, name, visit));
    }
  } else if (typeof value === 'string' && value.length > 7) {
    visit(value, property);
  }
}
