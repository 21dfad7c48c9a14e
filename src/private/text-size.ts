import {
  CfnResource, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, Stack, StringConcat,
  Token, Tokenization, aws_s3 as s3,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { partitionOf } from './environment';

/*
 * The size of policies and other texts at deployment, as far as it is known at synthesis.
 *
 * Each reference becomes a text of the form that it has at deployment. A part that is unknown, such as the Region of an
 * environment-agnostic stack or the value of a parameter, has the shortest or the longest form that it can have. A
 * check that throws an error uses the shortest form, so that it never rejects a text that AWS accepts. Code that splits
 * a text uses the longest form, so that each part fits.
 */

/** The form of the parts that are unknown. */
export type UnknownForm = 'shortest' | 'longest';

const UUID = '00000000-0000-0000-0000-000000000000';
const ACCOUNT = '0'.repeat(12);

/** The parts of a name that CloudFormation generates end with 12 or 13 random characters. */
const RANDOM = 'X'.repeat(12);

/** The forms of unknown parts. A test compares the Regions and partitions with those of aws-cdk-lib. */
export const UNKNOWN_PARTS = {
  shortest: { region: 'us-east-1', partition: 'aws', stackName: 's', value: 'x' },
  longest: { region: 'us-isof-south-1', partition: 'aws-us-gov', stackName: 's'.repeat(128), value: 'x'.repeat(256) },
};

/** The longest names that CloudFormation generates, by the type of the resource. */
const NAME_LENGTHS: Record<string, number> = {
  'AWS::S3::Bucket': 63, 'AWS::IAM::Role': 64, 'AWS::IAM::User': 64, 'AWS::SQS::Queue': 80,
};

/** The part of an ARN before the name of the resource, where it is not empty. */
const NAME_PREFIXES: Record<string, string> = {
  'AWS::CloudTrail::Trail': 'trail/',
  'AWS::CloudWatch::Alarm': 'alarm:',
  'AWS::CloudWatch::CompositeAlarm': 'alarm:',
  'AWS::Events::Rule': 'rule/',
  'AWS::IAM::Group': 'group/',
  'AWS::IAM::Role': 'role/',
  'AWS::IAM::User': 'user/',
  'AWS::Lambda::Function': 'function:',
  'AWS::Logs::LogGroup': 'log-group:',
  'AWS::StepFunctions::StateMachine': 'stateMachine:',
};

/** The properties with the names of resources that do not begin with the kind of the resource. */
const NAME_PROPERTIES: Record<string, string> = {
  'AWS::CloudWatch::CompositeAlarm': 'alarmName', 'AWS::Events::Rule': 'name',
};

/** The services whose ARNs have another name than their resource types. */
const SERVICES: Record<string, string> = { acmpca: 'acm-pca', stepfunctions: 'states' };

/** The number of characters of a text, or of the JSON form of another value. */
export function sizeOf(scope: IConstruct, value: unknown, form: UnknownForm): number {
  return textOf(scope, value, form).length;
}

/** The number of bytes of the JSON form of a value, or its number of characters without white space. */
export function policySizeOf(scope: IConstruct, document: unknown, unit: 'bytes' | 'characters'): number {
  const text = textOf(scope, document, 'shortest');
  return unit === 'bytes' ? Buffer.byteLength(text) : text.replace(/\s/g, '').length;
}

function textOf(scope: IConstruct, value: unknown, form: UnknownForm): string {
  if (isKnown(value)) { return typeof value === 'string' ? value : JSON.stringify(value) ?? ''; }
  const resolver = new SizeResolver(scope, form);
  const resolved: unknown = Tokenization.resolve(value, { scope, resolver, preparing: false });
  return typeof resolved === 'string' ? resolved : JSON.stringify(resolved) ?? '';
}

/** Whether a value contains no token and nothing absent, so that it need not be resolved. */
function isKnown(value: unknown): boolean {
  if (value === null) { return true; }
  if (value === undefined || Token.isUnresolved(value)) { return false; }
  return typeof value !== 'object' || Object.entries(value).every(([name, part]) => !Token.isUnresolved(name) && isKnown(part));
}

/** Resolves tokens to texts as long as their values at deployment. */
class SizeResolver extends DefaultTokenResolver {
  constructor(private readonly scope: IConstruct, private readonly form: UnknownForm) {
    super(new StringConcat());
  }

  public resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) { return this.referenced(token.target, token.displayName); }
    return this.evaluated(super.resolveToken(token, context, postProcessor));
  }

  /** The value of an intrinsic function, as far as policies use it. */
  private evaluated(value: unknown): unknown {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) { return value; }
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length > 0 || !(name === 'Ref' || name.startsWith('Fn::'))) { return value; }
    const [first, second] = [argument].flat() as [unknown, unknown];
    switch (name) {
      case 'Ref': return this.pseudo(this.scope, String(first));
      case 'Fn::Join': return Array.isArray(second) ? second.join(String(first)) : this.unknown.value;
      case 'Fn::Split': return String(second).split(String(first));
      case 'Fn::Select': return (Array.isArray(second) ? second[Number(first)] as string : undefined) ?? this.unknown.value;
      default: return this.unknown.value;
    }
  }

  private referenced(target: IConstruct, attribute: string): string {
    if (!CfnResource.isCfnResource(target) || attribute.startsWith('AWS::')) { return this.pseudo(target, attribute); }
    const { cfnResourceType: type } = target;
    const isArn = attribute === 'Arn' || type === 'AWS::SNS::Topic';
    if (type.startsWith('AWS::ACMPCA::')) {
      return isArn || attribute === 'Ref' ? this.arn(target, `certificate-authority/${UUID}`) : this.unknown.value;
    }
    if (type === 'AWS::KMS::Key') { return isArn ? this.arn(target, `key/${UUID}`) : UUID; }
    if (!isArn && attribute !== 'Ref' && attribute !== 'QueueName') { return this.unknown.value; }
    const name = this.nameOf(target);
    return isArn ? this.arn(target, `${NAME_PREFIXES[type] ?? ''}${name}`) : name;
  }

  private arn(target: CfnResource, resource: string): string {
    const [, ofType] = target.cfnResourceType.toLowerCase().split('::');
    const service = SERVICES[ofType] ?? ofType;
    const { stack } = target;
    const [region, account] = ['AWS::Region', 'AWS::AccountId'].map((name) => this.pseudo(stack, name));
    const place = { s3: ':', iam: `:${account}` }[service] ?? `${region}:${account}`;
    return `arn:${this.pseudo(stack, 'AWS::Partition')}:${service}:${place}:${resource}`;
  }

  private nameOf(target: CfnResource): string {
    const { cfnResourceType: type, stack } = target;
    const kind = type.split('::')[2];
    const property = NAME_PROPERTIES[type] ?? `${kind[0].toLowerCase()}${kind.slice(1)}Name`;
    // The L2 constructs set a name that can resolve to nothing.
    const given = textOf(target, (target as unknown as Record<string, unknown>)[property], this.form);
    if (given !== '') { return given; }
    if (s3.CfnBucket.isCfnBucket(target) && target.bucketNamePrefix !== undefined) {
      const [account, region] = ['AWS::AccountId', 'AWS::Region'].map((name) => this.pseudo(stack, name));
      return `${textOf(target, target.bucketNamePrefix, this.form)}-${account}-${region}-an`;
    }
    const generated = `${this.pseudo(stack, 'AWS::StackName')}-${stack.resolve(target.logicalId)}-${RANDOM}`;
    return generated.slice(0, NAME_LENGTHS[type] ?? 255);
  }

  private pseudo(scope: IConstruct, name: string): string {
    const { account, region, stackName } = Stack.of(scope);
    const known = (text: string, otherwise: string) => Token.isUnresolved(text) ? otherwise : text;
    switch (name) {
      case 'AWS::AccountId': return known(account, ACCOUNT);
      case 'AWS::Region': return known(region, this.unknown.region);
      case 'AWS::Partition': return partitionOf(region) ?? this.unknown.partition;
      case 'AWS::StackName': return known(stackName, this.unknown.stackName);
      case 'AWS::StackId': {
        const [partition, place, own, id] = ['AWS::Partition', 'AWS::Region', 'AWS::AccountId', 'AWS::StackName']
          .map((part) => this.pseudo(scope, part));
        return `arn:${partition}:cloudformation:${place}:${own}:stack/${id}/${UUID}`;
      }
      default: return this.unknown.value;
    }
  }

  private get unknown(): typeof UNKNOWN_PARTS[UnknownForm] {
    return UNKNOWN_PARTS[this.form];
  }
}
