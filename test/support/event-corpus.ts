import { API_ACTIONS } from '../../src/private/cloudtrail-records';
import samples from '../fixtures/acm-pca-events.json';

/* Events for tests of event patterns: the eleven samples of AWS, and similar events that must not match. */

/** The environment of events. */
export interface Environment {
  readonly partition: string;
  readonly region: string;
}

export const PARTITIONS: readonly Environment[] = [
  { partition: 'aws', region: 'us-east-1' },
  { partition: 'aws-cn', region: 'cn-north-1' },
  { partition: 'aws-us-gov', region: 'us-gov-west-1' },
  { partition: 'aws-eusc', region: 'eusc-de-east-1' },
];

/** The names of the eleven samples of AWS, in their order. */
export const SAMPLE_NAMES = [
  'created', 'not created', 'issued', 'not issued', 'revoked', 'CRL written', 'CRL: no permission', 'CRL: not written',
  'CRL: not generated', 'report written', 'report not written',
] as const;

/** The name of a sample. */
export type SampleName = typeof SAMPLE_NAMES[number];

const ACCOUNT = '111122223333';
const CA_ID = '11223344-1234-1122-2233-112233445566';

/** The ARN of the CA in the samples of AWS, or of a similar CA. */
export function caArn(
  { partition, region }: Environment, { id = CA_ID, account = ACCOUNT }: { id?: string; account?: string } = {},
): string {
  return `arn:${partition}:acm-pca:${region}:${account}:certificate-authority/${id}`;
}

type Fields = Record<string, unknown>;

/** The ARN of a certificate template. */
const template = (partition: string, name: string) => `arn:${partition}:acm-pca:::template/${name}/V1`;

/** All events, by name. */
export function eventsIn(environment: Environment): Record<string, Fields> {
  const { partition, region } = environment;
  const own = caArn(environment);
  const other = caArn(environment, { id: '99999999-1234-1122-2233-112233445566' });
  const common = { version: '0', id: '1', account: ACCOUNT, region, time: '2026-11-04T19:14:56Z' };
  const called = (eventName: string, parameters: Fields | null, more: Fields = {}) => ({
    ...common,
    'source': 'aws.acm-pca',
    'detail-type': 'AWS API Call via CloudTrail',
    'resources': [],
    'detail': {
      eventSource: 'acm-pca.amazonaws.com',
      eventName,
      sourceIPAddress: '192.0.2.1',
      userIdentity: { type: 'AssumedRole', arn: `arn:${partition}:sts::${ACCOUNT}:assumed-role/Operator/jane` },
      requestParameters: parameters,
      ...more,
    },
  });
  const serviceEvent = (eventName: string, arn: string, serviceEventDetails: Fields) => {
    const { detail, ...event } = called(eventName, null);
    return {
      ...event,
      'detail-type': 'AWS Service Event via CloudTrail',
      'detail': {
        ...detail, eventType: 'AwsServiceEvent', resources: [{ type: 'AWS::ACMPCA::CertificateAuthority', ARN: arn }], serviceEventDetails,
      },
    };
  };
  const sampled = Object.fromEntries(SAMPLE_NAMES.map((name, index) =>
    [name, inPartition(samples[index], environment)])) as Record<SampleName, Fields & { detail: Fields }>;
  const withUrl = (name: SampleName) =>
    ({ ...sampled[name], detail: { ...sampled[name].detail, CrlUrl: 'http://crl.example.com/crl/CA_ID.crl' } });
  const issuedBy = (arn: string) => ({ ...sampled.issued, resources: [arn, `${arn}/certificate/1`] });
  const ofArn = (arn: string) => ({ certificateAuthorityArn: arn });

  return {
    ...sampled,
    'CRL written, with CrlUrl': withUrl('CRL written'),
    'CRL: no permission, with CrlUrl': withUrl('CRL: no permission'),
    'CRL: an undocumented reason': { ...sampled['CRL: no permission'], detail: { result: 'failure', reason: 'Something new.' } },

    'issued by another CA': issuedBy(other),
    'issued by a CA whose ARN begins with this one': issuedBy(`${own}0`),
    'issued by a CA whose ARN this one begins with': issuedBy(own.slice(0, -1)),
    'issued by a CA of the same ID in another Region': issuedBy(own.replace(region, 'other-region-1')),
    'issued by a CA of the same ID in another account': issuedBy(own.replace(ACCOUNT, '444455556666')),
    'issued, with only the certificate ARN': { ...sampled.issued, resources: [`${own}/certificate/1`] },
    'CRL of another CA: no permission': { ...sampled['CRL: no permission'], resources: [other] },
    'CRL of another CA written': { ...sampled['CRL written'], resources: [other] },
    'not issued by another CA': { ...sampled['not issued'], resources: [other, `${other}/certificate/1`] },
    'report of another CA not written': { ...sampled['report not written'], resources: [other, '1'] },
    'report of another CA written': { ...sampled['report written'], resources: [other, '1'] },
    'revoked by another CA': { ...sampled.revoked, resources: [other, `${other}/certificate/1`] },
    'issued, from another source': { ...sampled.issued, source: 'com.example.pki' },
    'an unknown event type': { ...sampled.issued, 'detail-type': 'ACM Private CA Certificate Renewal' },

    ...Object.fromEntries(Object.values(API_ACTIONS).flatMap(({ eventNames, subject }) => eventNames.map((eventName) =>
      [`${eventName} succeeded`, called(eventName, subject ? { [subject]: own } : {})]))),
    'DeleteCertificateAuthority denied': called('DeleteCertificateAuthority', ofArn(own), { errorCode: 'AccessDeniedException' }),
    'DeleteCertificateAuthority denied, with the older error code': called('DeleteCertificateAuthority', ofArn(own), { errorCode: 'AccessDenied' }),
    'DeleteCertificateAuthority denied, without parameters': called('DeleteCertificateAuthority', null, { errorCode: 'AccessDenied' }),
    'DeleteCertificateAuthority succeeded, without parameters': called('DeleteCertificateAuthority', null),
    'DeleteCertificateAuthority failed, without parameters': called('DeleteCertificateAuthority', null, { errorCode: 'InvalidStateException' }),
    'PutPolicy succeeded, without parameters': called('PutPolicy', null),
    'PutPolicy failed': called('PutPolicy', { resourceArn: own }, { errorCode: 'InvalidPolicyException' }),
    'PutPolicy failed, without parameters': called('PutPolicy', null, { errorCode: 'InvalidPolicyException' }),
    'PutPolicy of another CA failed': called('PutPolicy', { resourceArn: other }, { errorCode: 'InvalidPolicyException' }),
    'PutPolicy denied': called('PutPolicy', { resourceArn: own }, { errorCode: 'AccessDeniedException' }),
    'DescribeCertificateAuthorityReport denied':
      called('DescribeCertificateAuthorityReport', ofArn(own), { errorCode: 'AccessDeniedException' }),
    'PutPolicy denied, without parameters': called('PutPolicy', null, { errorCode: 'AccessDenied' }),
    'DeleteCertificateAuthority failed': called('DeleteCertificateAuthority', ofArn(own), { errorCode: 'InvalidStateException' }),
    'DeleteCertificateAuthority of another CA succeeded': called('DeleteCertificateAuthority', ofArn(other)),
    'DeleteCertificateAuthority of another CA denied': called('DeleteCertificateAuthority', ofArn(other), { errorCode: 'AccessDeniedException' }),
    'DeleteCertificateAuthority of another CA failed': called('DeleteCertificateAuthority', ofArn(other), { errorCode: 'InvalidStateException' }),
    'PutPolicy of another CA succeeded': called('PutPolicy', { resourceArn: other }),
    'PutPolicy of another CA denied': called('PutPolicy', { resourceArn: other }, { errorCode: 'AccessDeniedException' }),
    'DeleteCertificateAuthority of another service': (() => {
      const event = called('DeleteCertificateAuthority', ofArn(own));
      return { ...event, detail: { ...event.detail, eventSource: 'pki.example.com' } };
    })(),
    'DeleteCertificateAuthority, from another source': { ...called('DeleteCertificateAuthority', ofArn(own)), source: 'com.example.pki' },
    'DeleteCertificateAuthority, by the console': { ...called('DeleteCertificateAuthority', ofArn(own)), 'detail-type': 'AWS Console Action via CloudTrail' },

    'details: issued': serviceEvent('IssueCertificateDetails', own, { status: 'ISSUED', templateArn: template(partition, 'EndEntityCertificate') }),
    'details: not issued': serviceEvent('IssueCertificateDetails', own, { status: 'FAILED', templateArn: template(partition, 'EndEntityCertificate') }),
    'details: subordinate issued': serviceEvent('IssueCertificateDetails', own, {
      status: 'ISSUED', templateArn: template(partition, 'SubordinateCACertificate_PathLen0'),
    }),
    'details: root issued, with API passthrough': serviceEvent('IssueCertificateDetails', own, {
      status: 'ISSUED', templateArn: template(partition, 'BlankRootCACertificate_PathLen3_APIPassthrough'),
    }),
    'details: another CA did not issue': serviceEvent('IssueCertificateDetails', other, {
      status: 'FAILED', templateArn: template(partition, 'SubordinateCACertificate_PathLen0'),
    }),
    'details: another CA issued': serviceEvent('IssueCertificateDetails', other, { status: 'ISSUED', templateArn: template(partition, 'EndEntityCertificate') }),
    'details: from another source': {
      ...serviceEvent('IssueCertificateDetails', own, { status: 'ISSUED', templateArn: template(partition, 'EndEntityCertificate') }), source: 'com.example.pki',
    },
    'details: of another service': (() => {
      const event = serviceEvent('IssueCertificateDetails', own, { status: 'ISSUED', templateArn: template(partition, 'EndEntityCertificate') });
      return { ...event, detail: { ...event.detail, eventSource: 'pki.example.com' } };
    })(),
    'details: as an API call': { ...serviceEvent('IssueCertificateDetails', own, { status: 'ISSUED' }), 'detail-type': 'AWS API Call via CloudTrail' },
    'CRL noise': serviceEvent('GenerateCRL', own, {}),
    'OCSP noise': serviceEvent('SignOCSPResponse', own, {}),

    'ACM: approaching expiration': {
      ...common,
      'source': 'aws.acm',
      'detail-type': 'ACM Certificate Approaching Expiration',
      'resources': [`arn:${partition}:acm:${region}:${ACCOUNT}:certificate/1`],
      'detail': { DaysToExpiry: 45, CommonName: 'example.com' },
    },
    'ACM: available': {
      ...common,
      'source': 'aws.acm',
      'detail-type': 'ACM Certificate Available',
      'resources': [`arn:${partition}:acm:${region}:${ACCOUNT}:certificate/1`],
      'detail': { Action: 'ISSUANCE', CertificateType: 'PRIVATE' },
    },
    'ACM: RequestCertificate of this CA': {
      ...called('RequestCertificate', ofArn(own), { eventSource: 'acm.amazonaws.com' }), source: 'aws.acm',
    },
    'KMS: a key is disabled': {
      ...called('DisableKey', { keyId: '1' }, { eventSource: 'kms.amazonaws.com' }), source: 'aws.kms',
    },
  };
}

function inPartition(event: Fields, { partition, region }: Environment): Fields {
  return JSON.parse(JSON.stringify(event).replace(/arn:aws:/g, `arn:${partition}:`).replace(/us-east-1/g, region)) as Fields;
}
