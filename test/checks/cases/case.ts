import { TemplateSource } from '../../../src/checks/private/template';

/* Templates written from AWS documentation: what rules must report, and what they must not. */

export type Resources = Record<string, Json>;
export type Json = Record<string, unknown>;

export interface CaseTemplate extends Json {
  readonly Resources: Resources;
}

/** A template, or the templates of several stacks by their names. */
export interface Case {
  readonly name: string;
  readonly template: CaseTemplate;
  readonly region?: string;
  /** Other stacks of the same app. */
  readonly others?: Record<string, CaseTemplate>;
  /** Other rules that report the template, too. */
  readonly also?: readonly string[];
  /** The severity, where it differs from that of the rule. */
  readonly severity?: string;
}

/** The cases of one rule. The first of each kind are the examples on its page. */
export interface RuleCases {
  readonly wrong: readonly Case[];
  readonly right: readonly Case[];
}

/** The templates of a case as they would be read. */
export function sourcesOf({ template, others = {}, region }: Case): TemplateSource[] {
  return [['Stack', template] as const, ...Object.entries(others)]
    .map(([stackName, json]) => ({ path: `${stackName}.template.json`, text: JSON.stringify(json), stackName, region }));
}

/** A case whose template has only resources, and the parameters that they mention. */
export function inTemplate(name: string, resources: Resources, more: Partial<Case> = {}): Case {
  const mentioned = [...JSON.stringify(resources).matchAll(/"Ref":"(\w+)"|\$\{(\w+)\}/g)].map(([, ref, substituted]) => ref ?? substituted);
  const parameters = mentioned.filter((id) => !(id in resources)).map((id) => [id, { Type: 'String' }]);
  return {
    name,
    template: { ...parameters.length > 0 && { Parameters: Object.fromEntries(parameters) as Json }, Resources: resources },
    ...more,
  };
}

/** A copy of a value with another value at a path; `undefined` removes it. */
export function change<T>(value: T, path: string, replacement: unknown): T {
  const copy = structuredClone(value) as Json;
  const keys = path.split('/');
  let parent = copy;
  for (const key of keys.slice(0, -1)) { parent = (parent[key] ??= {}) as Json; }
  const last = keys[keys.length - 1];
  if (replacement === undefined) { delete parent[last]; } else { parent[last] = replacement; }
  return copy as T;
}

export const ref = (id: string): Json => ({ Ref: id });
export const att = (id: string, attribute = 'Arn'): Json => ({ 'Fn::GetAtt': [id, attribute] });
export const sub = (text: string): Json => ({ 'Fn::Sub': text });
export const when = (condition: string, yes: unknown, no: unknown): Json => ({ 'Fn::If': [condition, yes, no] });
export const NO_VALUE = ref('AWS::NoValue');

/** Conditions that parameters decide. */
export const CONDITIONS = {
  Parameters: { Stage: { Type: 'String' }, Text: { Type: 'String' } },
  Conditions: {
    IsProd: { 'Fn::Equals': [ref('Stage'), 'prod'] },
    IsDev: { 'Fn::Equals': [ref('Stage'), 'dev'] },
    IsNotProd: { 'Fn::Not': [{ Condition: 'IsProd' }] },
  },
};

const templateArn = (name: string) => sub(`arn:\${AWS::Partition}:acm-pca:::template/${name}`);

/** A CA that is not active. */
export function authority(type: 'ROOT' | 'SUBORDINATE', properties: Json = {}, attributes: Json = {}): Json {
  return {
    Type: 'AWS::ACMPCA::CertificateAuthority',
    Properties: {
      Type: type,
      KeyAlgorithm: 'EC_prime256v1',
      SigningAlgorithm: 'SHA256WITHECDSA',
      Subject: { CommonName: 'Example CA' },
      ...properties,
    },
    ...attributes,
  };
}

/** A CA certificate. */
export function certificate(
  issuer: string, requester: string, template: string, properties: Json = {}, attributes: Json = {},
): Json {
  return {
    Type: 'AWS::ACMPCA::Certificate',
    Properties: {
      CertificateAuthorityArn: ref(issuer),
      CertificateSigningRequest: att(requester, 'CertificateSigningRequest'),
      SigningAlgorithm: 'SHA256WITHECDSA',
      TemplateArn: templateArn(template),
      Validity: { Type: 'YEARS', Value: 10 },
      ...properties,
    },
    ...attributes,
  };
}

/** An activation. */
export function activation(ca: string, certificateId: string, properties: Json = {}, attributes: Json = {}): Json {
  return {
    Type: 'AWS::ACMPCA::CertificateAuthorityActivation',
    Properties: { CertificateAuthorityArn: ref(ca), Certificate: att(certificateId, 'Certificate'), ...properties },
    ...attributes,
  };
}

/** An active root CA: `Root`, `RootCertificate`, `RootActivation`. */
export function root(properties: Json = {}, attributes: Json = {}): Resources {
  return {
    Root: authority('ROOT', properties, attributes),
    RootCertificate: certificate('Root', 'Root', 'RootCACertificate/V1'),
    RootActivation: activation('Root', 'RootCertificate'),
  };
}

/** An active subordinate CA below `Root`: `Sub`, `SubCertificate`, `SubActivation`. */
export function subordinate(template = 'SubordinateCACertificate_PathLen0/V1'): Resources {
  return {
    Sub: authority('SUBORDINATE'),
    SubCertificate: certificate('Root', 'Sub', template,
      { CertificateAuthorityArn: ref('RootActivation'), Validity: { Type: 'YEARS', Value: 3 } }),
    SubActivation: activation('Sub', 'SubCertificate', { CertificateChain: att('RootActivation', 'CompleteCertificateChain') }),
  };
}

export const FOUR_ACTIONS = ['s3:GetBucketAcl', 's3:GetBucketLocation', 's3:PutObject', 's3:PutObjectAcl'];

/** A statement for AWS Private CA. */
export function statement(bucket: string, more: Json = {}): Json {
  return {
    Effect: 'Allow',
    Principal: { Service: 'acm-pca.amazonaws.com' },
    Action: FOUR_ACTIONS,
    Resource: [att(bucket), sub(`\${${bucket}.Arn}/*`)],
    Condition: { StringEquals: { 'aws:SourceAccount': ref('AWS::AccountId') } },
    ...more,
  };
}

/** A bucket policy. */
export function bucketPolicy(bucket: string, statements: unknown, attributes: Json = {}): Json {
  return {
    Type: 'AWS::S3::BucketPolicy',
    Properties: { Bucket: ref(bucket), PolicyDocument: { Version: '2012-10-17', Statement: statements } },
    ...attributes,
  };
}

export const BLOCKED = {
  BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true,
};

/** A private bucket that AWS Private CA can write to: `Crls`, `CrlsPolicy`. */
export function crlBucket(properties: Json = {}, statementProperties: Json = {}): Resources {
  return {
    Crls: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: BLOCKED, ...properties } },
    CrlsPolicy: bucketPolicy('Crls', [statement('Crls', statementProperties)]),
  };
}

/** A CRL that certificates name by a custom name. */
export function crl(more: Json = {}): Json {
  return {
    RevocationConfiguration: {
      CrlConfiguration: {
        Enabled: true,
        S3BucketName: ref('Crls'),
        S3ObjectAcl: 'BUCKET_OWNER_FULL_CONTROL',
        ExpirationInDays: 7,
        CustomCname: 'crl.example.com',
        ...more,
      },
    },
  };
}

/** An active root CA with a CRL that waits for the policy of its bucket. */
export function rootWithCrl(more: Json = {}, attributes: Json = {}, bucket = crlBucket()): Resources {
  return { ...bucket, ...root(crl(more), { DependsOn: 'CrlsPolicy', ...attributes }) };
}

/** A certificate of AWS Certificate Manager (ACM). */
export function acmCertificate(ca: unknown, properties: Json = {}, attributes: Json = {}): Json {
  return {
    Type: 'AWS::CertificateManager::Certificate',
    Properties: { CertificateAuthorityArn: ca, DomainName: 'www.example.com', KeyAlgorithm: 'EC_prime256v1', ...properties },
    ...attributes,
  };
}

/** The permission that ACM needs to renew certificates. */
export function permission(ca: unknown): Json {
  return {
    Type: 'AWS::ACMPCA::Permission',
    Properties: {
      CertificateAuthorityArn: ca,
      Principal: 'acm.amazonaws.com',
      Actions: ['IssueCertificate', 'GetCertificate', 'ListPermissions'],
    },
  };
}
