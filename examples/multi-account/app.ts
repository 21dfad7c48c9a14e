/**
 * A PKI in two Regions: a PKI account, a log archive account, and an application account. There is one stage for each
 * step of the deployment. See docs/stacks-and-accounts.md.
 *
 * Fixed monthly cost: $1,621.00 = $1,600.00 for four general-purpose CAs until you delete them, $12.00 for 12 KMS keys,
 * and $9.00 for 90 alarms on one metric each. Alarms on metric math and on queries, custom metrics, queries, logs, and
 * dashboards are billed separately. https://aws.amazon.com/private-ca/pricing/, https://aws.amazon.com/kms/pricing/, and
 * https://aws.amazon.com/cloudwatch/pricing/, as of November 2026.
 */
import {
  App, CfnOutput, Stack, Stage, aws_certificatemanager as acm, aws_kms as kms, aws_logs as logs, aws_s3 as s3,
  aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import {
  AlarmRouting, AuditReportAnalytics, AuditReportBucket, BaselinePart, CertificateAuthorityHierarchy,
  CertificateAuthorityShare, DistinguishedName, PkiNotifications, PrivateCaBaseline, PrivateCaBucketEncryption,
  PrivateCaTrail, PrivateCertificateAuthority, Revocation, SharePermission, SharePrincipal,
} from 'cdk-private-ca';

const [PKI, LOG_ARCHIVE, APPLICATION] = ['111122223333', '123456789012', '444455556666'];
const REGIONS = ['us-east-1', 'eu-west-1'];
const organization = 'Example Corp';

export const app = new App();

/**
 * Outputs of earlier stages. They never change, so you can commit them after the deployment of the stage:
 * `cdk deploy -c deployed='{"us-east-1":{"RootArn":…}}'` or `context` in cdk.json.
 */
const exampleArn = (region: string, digit: number) =>
  `arn:aws:acm-pca:${region}:${PKI}:certificate-authority/11111111-2222-3333-4444-55555555555${digit}`;
export const deployed: Record<string, { RootArn: string; IssuingArn: string; ReportsBucketName: string }> =
  app.node.tryGetContext('deployed') ?? Object.fromEntries(REGIONS.map((region) => [region, {
    RootArn: exampleArn(region, 1), IssuingArn: exampleArn(region, 2), ReportsBucketName: `amzn-s3-demo-bucket-${region}`,
  }]));

function importedCas(stack: Stack): PrivateCertificateAuthority[] {
  const { RootArn, IssuingArn } = deployed[stack.region];
  return [['Root', RootArn], ['Issuing', IssuingArn]].map(([id, arn]) =>
    PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, id, arn) as PrivateCertificateAuthority);
}

// 1. The CAs, and their shares with the application account. A CA is in one Region, so each Region has a hierarchy.
const pki = new Stage(app, 'Pki');
for (const region of REGIONS) {
  const authorities = new Stack(pki, `Authorities-${region}`, { env: { account: PKI, region } });
  const subject = (commonName: string) => DistinguishedName.of({ commonName: `${organization} ${commonName} ${region} G1`, organization });
  const { root, issuing } = new CertificateAuthorityHierarchy(authorities, 'Hierarchy', {
    root: { name: 'Root', subject: subject('Root CA'), below: [{ name: 'Issuing', subject: subject('Issuing CA') }] },
    revocation: Revocation.ocsp(),
  });
  new CfnOutput(authorities, 'RootArn', { value: root.certificateAuthorityArn });
  new CfnOutput(authorities, 'IssuingArn', { value: issuing[0].certificateAuthorityArn });

  const sharing = new Stack(pki, `Sharing-${region}`, { env: { account: PKI, region } });
  new CertificateAuthorityShare(sharing, 'Share', {
    certificateAuthorities: issuing,
    principals: [SharePrincipal.account(APPLICATION)],
    permissions: [SharePermission.endEntity()],
  });
}

// 2. The audit reports and their queries, in an account that the administrators of the PKI don't administer.
const logArchive = new Stage(app, 'LogArchive');
for (const region of REGIONS) {
  const stack = new Stack(logArchive, `Reports-${region}`, { env: { account: LOG_ARCHIVE, region } });
  const auditReportBucket = new AuditReportBucket(stack, 'Reports', {
    certificateAuthorities: importedCas(stack), encryption: PrivateCaBucketEncryption.kms(),
  });
  const subscription = new subscriptions.EmailSubscription('log-archive@example.com');
  new AuditReportAnalytics(stack, 'Analytics', {
    auditReportBucket,
    serverAccessLogsBucket: auditReportBucket.serverAccessLogsBucket,
    routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications', { subscriptions: [subscription] })),
  });
  new CfnOutput(stack, 'ReportsBucketName', { value: auditReportBucket.bucket.bucketName });
}

// 3. Schedules, alarms, expiry watches, and dashboards, in the account of the CAs.
const monitoring = new Stage(app, 'Monitoring');
for (const region of REGIONS) {
  const stack = new Stack(monitoring, `Baseline-${region}`, { env: { account: PKI, region } });
  new PrivateCaBaseline(stack, 'Baseline', {
    certificateAuthorities: importedCas(stack),
    // The trail of the account has a log group in each Region.
    trail: PrivateCaTrail.fromPrivateCaTrailAttributes(stack, 'Trail', {
      trailArn: `arn:${stack.partition}:cloudtrail:${region}:${PKI}:trail/management-events`,
      logGroup: logs.LogGroup.fromLogGroupName(stack, 'TrailLogs', 'management-events'),
      encryptionKey: kms.Key.fromKeyArn(stack, 'TrailKey', `arn:${stack.partition}:kms:${region}:${PKI}:key/mrk-1234567890abcdef1234567890abcdef`),
    }),
    auditReportBucket: AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Reports', {
      bucket: s3.Bucket.fromBucketAttributes(stack, 'ReportsBucket', {
        bucketName: deployed[region].ReportsBucketName, account: LOG_ARCHIVE, region,
      }),
    }),
    without: [BaselinePart.AUDIT_REPORT_ANALYTICS],
    subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
  });
}

// 4. The certificates of the application.
const application = new Stage(app, 'Application');
for (const region of REGIONS) {
  const stack = new Stack(application, `Certificates-${region}`, { env: { account: APPLICATION, region } });
  const [, issuing] = importedCas(stack);
  new acm.PrivateCertificate(stack, 'Certificate', {
    domainName: `server.${region}.example.com`, certificateAuthority: issuing, keyAlgorithm: acm.KeyAlgorithm.EC_SECP384R1,
  });
}
