import { CASES } from './cases/all';
import { acmCertificate, activation, authority, bucketPolicy, change, CONDITIONS, inTemplate, ref, root, rootWithCrl, sourcesOf, statement, sub, when } from './cases/case';
import { runRules } from '../../src/checks/private/engine';
import { RULES } from '../../src/checks/private/rules';
import { TemplateSet } from '../../src/checks/private/template-set';
import { EVENT_KINDS } from '../../src/events/private/catalog';
import { CertificateTemplate } from '../../src/model/certificate-template';
import {
  ACTIVATION_STATUSES, KEY_FAMILIES, PRIVATE_CA_DETAIL_TYPES, SIGNING_FAMILIES, USAGE_MODES, VALIDITY_TYPES,
} from '../../src/private/private-ca-values';
import shapes from '../fixtures/acmpca-shapes.json';

function judge(sample: ReturnType<typeof inTemplate>): string[] {
  return runRules(new TemplateSet(sourcesOf(sample))).violations.map(({ rule }) => rule.id);
}

const inConditions = (Resources: object) => ({ name: '', template: { ...CONDITIONS, Resources } }) as ReturnType<typeof inTemplate>;

describe('a finding is certain', () => {
  test('if every branch has the mistake, under conditions that exclude each other', () => {
    const chain = (value: unknown) => change(root(), 'RootActivation/Properties/CertificateChain', value);

    expect(judge(inConditions(chain(when('IsProd', 'PEM', when('IsDev', 'PEM', 'PEM')))))).toEqual(['PCA-CHAIN']);
    expect(judge(inConditions(chain(when('IsProd', 'PEM', when('IsDev', ref('AWS::NoValue'), 'PEM')))))).toEqual([]);
    expect(judge(inConditions(chain(when('IsProd', when('IsDev', ref('AWS::NoValue'), 'PEM'), 'PEM'))))).toEqual(['PCA-CHAIN']);
  });

  test('about a resource that exists under a condition, if it is wrong whenever it exists', () => {
    const resources = change(change(root(), 'RootActivation/Condition', 'IsProd'), 'RootActivation/Properties/CertificateChain', when('IsProd', 'PEM', ref('AWS::NoValue')));

    expect(judge(inConditions(resources))).toEqual(['PCA-CHAIN']);
    expect(judge(inConditions(change(resources, 'RootActivation/Condition', undefined)))).toEqual([]);
  });

  test('about what is missing, only if it is missing in every world', () => {
    const activations = (first: string, second: string) => ({
      Root: authority('ROOT'),
      First: activation('Root', 'Root', { Certificate: 'PEM' }, { Condition: first }),
      Second: activation('Root', 'Root', { Certificate: 'PEM' }, { Condition: second }),
    });

    expect(judge(inConditions(activations('IsProd', 'IsNotProd')))).toEqual([]);
    expect(judge(inConditions({ Root: authority('ROOT') }))).toEqual(['PCA-NOT-ACTIVE']);
  });

  test('about the one of two buckets that a condition selects', () => {
    const resources = {
      ...rootWithCrl({ S3BucketName: when('IsProd', ref('Crls'), ref('Other')) }),
      Other: { Type: 'AWS::S3::Bucket', Properties: { PublicAccessBlockConfiguration: { BlockPublicAcls: true } } },
    };
    const withPolicy = { ...resources, OtherPolicy: bucketPolicy('Other', [statement('Other')]) };

    expect(judge(inConditions(resources))).toEqual([]);
    expect(judge(inConditions(change(withPolicy, 'Root/DependsOn', ['CrlsPolicy', 'OtherPolicy'])))).toEqual([]);
    expect(judge(inConditions(change(withPolicy, 'Root/DependsOn', undefined)))).toEqual(['PCA-CRL-ORDER']);
  });
});

test('mappings, selections, and splits of literals are known', () => {
  const resources = change(root(), 'Root/Properties/SigningAlgorithm', { 'Fn::Select': [1, { 'Fn::Split': [',', 'SHA256WITHECDSA,SHA256WITHRSA'] }] });
  const mapped = change(root(), 'Root/Properties/SigningAlgorithm', { 'Fn::FindInMap': ['Algorithms', 'rsa', 'signing'] });

  expect(judge(inTemplate('', resources))).toEqual(['PCA-ALGORITHM']);
  expect(judge({ name: '', template: { Mappings: { Algorithms: { rsa: { signing: 'SHA256WITHRSA' } } }, Resources: mapped } })).toEqual(['PCA-ALGORITHM']);
});

test('a bucket is known by the name that it will have', () => {
  const name = sub('pca-crls-${AWS::AccountId}-${AWS::Region}-an');
  const resources = change(change(change(rootWithCrl({ S3BucketName: name }), 'Crls/Properties/BucketNamePrefix', 'pca-crls'),
    'Crls/Properties/BucketNamespace', 'account-regional'), 'CrlsPolicy', undefined);

  expect(judge(inTemplate('', resources))).toEqual(['PCA-CRL-NO-POLICY']);
});

test('a name that two stacks export is unknown', () => {
  const exporting = (value: unknown) => ({ Resources: root(), Outputs: { Arn: { Value: value, Export: { Name: 'ca-arn' } } } });
  const consumer = { Resources: { Server: acmCertificate({ 'Fn::ImportValue': 'ca-arn' }) } };
  const template = exporting(ref('RootActivation'));

  expect(judge({ name: '', template, others: { Consumer: consumer } })).toEqual(['PCA-ACM-RENEWAL']);
  expect(judge({ name: '', template, others: { Consumer: consumer, Other: template } })).toEqual([]);
});

test('one violation names every resource about which a rule says the same', () => {
  const second = Object.fromEntries(Object.entries(CASES['PCA-CHAIN'].wrong[1].template.Resources)
    .map(([id, body]) => [`Second${id}`, JSON.parse(JSON.stringify(body).replaceAll('"Root', '"SecondRoot').replaceAll('"SecondRootCAC', '"RootCAC'))]));
  const { violations } = runRules(new TemplateSet(sourcesOf(inTemplate('', { ...CASES['PCA-CHAIN'].wrong[1].template.Resources, ...second }))));

  expect(violations.map(({ rule, places }) => [rule.id, ...places.map(({ resource }) => resource.id)]))
    .toEqual([['PCA-CHAIN', 'RootActivation', 'SecondRootActivation']]);
});

describe('the table of rules', () => {
  test('has unique IDs, and texts of one form', () => {
    const ids = RULES.map(({ id }) => id);

    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, detects, effect, fix, silent, see } of RULES) {
      expect(id).toMatch(/^PCA-[A-Z]+(-[A-Z]+)*$/);
      expect(detects).toMatch(/^[A-Z].*[^.]$/);
      expect(effect).toMatch(/^[A-Z].*\.$/);
      expect(fix).toMatch(/^[A-Z].*\.$/);
      expect(silent).toMatch(/^[A-Z].*\.$/);
      expect(see).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
  });

  test('knows the values of the CloudFormation schema, the events of the catalog, and the templates of the model', () => {
    expect(Object.keys(KEY_FAMILIES).sort()).toEqual([...shapes.KeyAlgorithm.enum].sort());
    expect(Object.keys(SIGNING_FAMILIES).sort()).toEqual([...shapes.SigningAlgorithm.enum].sort());
    expect(USAGE_MODES).toEqual(shapes.CertificateAuthorityUsageMode.enum);
    expect([...VALIDITY_TYPES].sort()).toEqual([...shapes.ValidityPeriodType.enum].sort());
    expect(ACTIVATION_STATUSES).toEqual(['ACTIVE', 'DISABLED']);
    expect(PRIVATE_CA_DETAIL_TYPES).toEqual(EVENT_KINDS.map(({ detailType }) => detailType));
    const caTemplates = CertificateTemplate.caTemplates().map(({ templateName }) => templateName);
    expect(caTemplates.every((name) => /RootCACertificate|SubordinateCACertificate/.test(name))).toBe(true);
  });
});
