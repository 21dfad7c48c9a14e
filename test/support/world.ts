import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';

/** A resource of a template. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
  readonly DependsOn?: string | string[];
  readonly DeletionPolicy?: string;
  readonly UpdateReplacePolicy?: string;
}

/** The values of CloudFormation's pseudo parameters. */
export interface PseudoParameters {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  readonly stackGuid: string;
}

export const DEFAULT_PSEUDO_PARAMETERS: PseudoParameters = {
  account: '111122223333',
  region: 'us-east-1',
  partition: 'aws',
  stackGuid: '1a2b3c4d-0000-0000-0000-000000000000',
};

/** The domain of each partition's services. */
const URL_SUFFIXES: Record<string, string> = {
  'aws': 'amazonaws.com', 'aws-cn': 'amazonaws.com.cn', 'aws-us-gov': 'amazonaws.com', 'aws-eusc': 'amazonaws.eu',
};

/**
 * A template after its deployment, as far as policies need it: intrinsic functions become the values that
 * CloudFormation would put in their place. What it does not know is an error, never a guess.
 */
export class World {
  /** The world of a stack, synthesized now. */
  public static of(stack: Stack, pseudo: Partial<PseudoParameters> = {}): World {
    return new World(Template.fromStack(stack).toJSON().Resources, { ...DEFAULT_PSEUDO_PARAMETERS, ...pseudo });
  }

  constructor(
    private readonly resources: Record<string, TemplateResource>,
    private readonly pseudo: PseudoParameters = DEFAULT_PSEUDO_PARAMETERS,
  ) {}

  /** The logical ids of all resources of a type. */
  public idsOf(type: string): string[] {
    return Object.keys(this.resources).filter((id) => this.resources[id].Type === type);
  }

  /** The logical id of the only resource of a type whose id begins so. */
  public idOf(type: string, beginning = ''): string {
    const ids = this.idsOf(type).filter((id) => id.startsWith(beginning));
    if (ids.length !== 1) { throw new Error(`${ids.length} resources of type ${type} begin with '${beginning}': ${ids.join()}`); }
    return ids[0];
  }

  /** The resolved properties of a resource. */
  public propertiesOf<T = Record<string, unknown>>(id: string): T {
    return this.resolve(this.resources[id].Properties ?? {}) as T;
  }

  /** The ARN of a resource. */
  public arnOf(id: string): string {
    const { account, region, partition } = this.pseudo;
    switch (this.resources[id].Type) {
      case 'AWS::S3::Bucket': return `arn:${partition}:s3:::${this.refOf(id)}`;
      case 'AWS::KMS::Key': return `arn:${partition}:kms:${region}:${account}:key/${id}`;
      case 'AWS::IAM::Role': return `arn:${partition}:iam::${account}:role/${this.resolve(this.resources[id].Properties?.RoleName) ?? id}`;
      case 'AWS::IAM::ManagedPolicy': return `arn:${partition}:iam::${account}:policy/${id}`;
      case 'AWS::Logs::LogGroup':
        return `arn:${partition}:logs:${region}:${account}:log-group:${this.propertiesOf(id).LogGroupName}:*`;
      case 'AWS::CloudTrail::Trail':
        return `arn:${partition}:cloudtrail:${region}:${account}:trail/${this.propertiesOf(id).TrailName}`;
      case 'AWS::SNS::Topic': return `arn:${partition}:sns:${region}:${account}:${id}`;
      case 'AWS::SQS::Queue': return `arn:${partition}:sqs:${region}:${account}:${id}`;
      case 'AWS::Events::Rule': return `arn:${partition}:events:${region}:${account}:rule/${id}`;
      case 'AWS::StepFunctions::StateMachine': return `arn:${partition}:states:${region}:${account}:stateMachine:${id}`;
      case 'AWS::ACMPCA::CertificateAuthority':
        return `arn:${partition}:acm-pca:${region}:${account}:certificate-authority/${id}`;
      case 'AWS::RolesAnywhere::TrustAnchor': return `arn:${partition}:rolesanywhere:${region}:${account}:trust-anchor/${id}`;
      case 'AWS::RAM::Permission': return `arn:${partition}:ram:${region}:${account}:permission/${this.propertiesOf(id).Name}`;
      case 'AWS::RAM::ResourceShare': return `arn:${partition}:ram:${region}:${account}:resource-share/${id}`;
      default: throw new Error(`the ARN of a ${this.resources[id].Type} is not known`);
    }
  }

  /** A value with its intrinsic functions resolved. */
  public resolve(value: unknown): unknown {
    if (Array.isArray(value)) { return value.map((item) => this.resolve(item)); }
    if (value === null || typeof value !== 'object') { return value; }
    const keys = Object.keys(value);
    const argument = (value as Record<string, unknown>)[keys[0]];
    if (keys.length === 1) {
      switch (keys[0]) {
        case 'Ref': return this.refOf(argument as string);
        case 'Fn::GetAtt': return this.attributeOf(...(argument as [string, string]));
        case 'Fn::Join': return this.join(...(argument as [string, unknown]));
        case 'Fn::Split': return (this.resolve((argument as unknown[])[1]) as string).split((argument as string[])[0]);
        case 'Fn::Select': return (this.resolve((argument as unknown[])[1]) as unknown[])[Number((argument as unknown[])[0])];
        default: if (keys[0].startsWith('Fn::')) { throw new Error(`${keys[0]} is not known`); }
      }
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, this.resolve(item)]));
  }

  private join(separator: string, list: unknown): string {
    return (this.resolve(list) as string[]).join(separator);
  }

  private refOf(id: string): string {
    const { account, region, partition, stackGuid } = this.pseudo;
    switch (id) {
      case 'AWS::AccountId': return account;
      case 'AWS::Region': return region;
      case 'AWS::Partition': return partition;
      case 'AWS::URLSuffix': return URL_SUFFIXES[partition];
      case 'AWS::StackName': return 'Stack';
      case 'AWS::StackId': return `arn:${partition}:cloudformation:${region}:${account}:stack/Stack/${stackGuid}`;
    }
    const properties = this.resources[id].Properties ?? {};
    switch (this.resources[id].Type) {
      case 'AWS::S3::Bucket': return this.bucketNameOf(id, properties);
      case 'AWS::Logs::LogGroup': return this.resolve(properties.LogGroupName) as string;
      case 'AWS::IAM::User': return id;
      case 'AWS::Athena::WorkGroup':
      case 'AWS::Scheduler::ScheduleGroup': return this.resolve(properties.Name) as string;
      case 'AWS::Glue::Database': return (this.resolve(properties.DatabaseInput) as { Name: string }).Name;
      case 'AWS::Glue::Table': return (this.resolve(properties.TableInput) as { Name: string }).Name;
      case 'AWS::ACMPCA::CertificateAuthorityActivation':
        // The activation's Ref is the ARN of the CA that it activates.
        return this.resolve(properties.CertificateAuthorityArn) as string;
      case 'AWS::CloudFront::Distribution':
      case 'AWS::CloudFront::CachePolicy': return id;
      case 'AWS::Logs::DeliverySource': return this.resolve(properties.Name) as string;
      default: return this.arnOf(id);
    }
  }

  private bucketNameOf(id: string, properties: Record<string, unknown>): string {
    if (properties.BucketNamespace === 'account-regional') {
      return `${this.resolve(properties.BucketNamePrefix)}-${this.pseudo.account}-${this.pseudo.region}-an`;
    }
    return (this.resolve(properties.BucketName) as string | undefined) ?? `generated-${id.toLowerCase()}`;
  }

  private attributeOf(id: string, attribute: string): string {
    if (attribute === 'Arn' || attribute === 'TrustAnchorArn') { return this.arnOf(id); }
    if (attribute === 'Name' || attribute === 'QueueName') { return id; }
    return `${id}.${attribute}`;
  }
}
