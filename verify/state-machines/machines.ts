import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { PrivateCertificateAuthority } from '../../src/authority/private-certificate-authority';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { Api, Definition, definitionIn } from '../../test/support/state-machines';

/* All state machines of the library, with inputs and answers of AWS for a successful execution. */

const CA = 'arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/11111111-1111-1111-1111-111111111111';
const REPORT_ID = '00000000-0000-0000-0000-000000000002';
const KEY = `audit-report/11111111-1111-1111-1111-111111111111/${REPORT_ID}.csv`;

/** A state machine with an input. */
export interface Machine {
  readonly name: string;
  readonly definition: Definition;
  readonly input: unknown;
}

/** The state machines. */
export function machines(): Machine[] {
  const stack = new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
  const certificateAuthorities = [PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, 'Ca', CA)];
  const auditReportBucket = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
    bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
  });
  new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities });
  const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket });
  new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities });
  new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics });
  new ExternalPkiLog(stack, 'Ezca', { credentialCreatedOn: '2026-11-01' });
  const event = {
    time: '2026-11-26T02:00:05Z',
    detail: { bucket: { name: 'amzn-s3-demo-bucket' }, object: { 'key': KEY, 'size': 5, 'version-id': 'v1' } },
  };
  const inputs: Record<string, unknown> = {
    Reports: { certificateAuthorityArn: CA, bucketName: 'amzn-s3-demo-bucket', format: 'CSV', delaySeconds: 0 },
    Analytics: event,
    Expiry: { certificateAuthorityArns: [CA] },
    Certificates: {},
    Ezca: { createdOn: '2026-11-01', ageDays: 90 },
  };
  return Object.entries(inputs).map(([name, input]) => ({ name, input, definition: definitionIn(stack, name) }));
}

/** The answers of AWS. */
export const api: Api = (operation, args) => {
  switch (operation) {
    case 'acmpca:createCertificateAuthorityAuditReport': return { AuditReportId: REPORT_ID, S3Key: KEY };
    case 'acmpca:describeCertificateAuthorityAuditReport':
      return { AuditReportStatus: 'SUCCESS', S3BucketName: 'amzn-s3-demo-bucket', S3Key: KEY };
    case 'acmpca:describeCertificateAuthority':
      return { CertificateAuthority: { Arn: CA, Status: 'ACTIVE', NotAfter: '2036-01-01T00:00:00Z' } };
    case 'athena:startQueryExecution': return { QueryExecutionId: REPORT_ID };
    case 'athena:getQueryExecution': return { QueryExecution: { Status: { State: 'SUCCEEDED' } } };
    case 'athena:getQueryResults':
      return { ResultSet: { Rows: [{}, { Data: ['1', '2', '3', '4', '5'].map((VarCharValue) => ({ VarCharValue })) }] } };
    case 's3:listObjectsV2': return { Contents: [{ Key: args.Prefix }] };
    case 's3:headObject': return { Metadata: {} };
    default: return {};
  }
};
