import { App, Stack, aws_iam as iam } from 'aws-cdk-lib';
import { BUCKET_NAME_PREFIX, CAS_OF_ROLE, ENVIRONMENT, importedArns, partsOf, stacksByBucket } from './shape';
import * as pca from 'cdk-private-ca';

/* The fleet with the library. */

/** Creates CAs in as many stacks and buckets as they need, with their monitoring. */
export function fleetWithLibrary(app: App, count: number): void {
  const monitoring = new Stack(app, 'Monitoring', { env: ENVIRONMENT });
  const notifications = new pca.PkiNotifications(monitoring, 'Notifications');
  new pca.PkiAlarms(monitoring, 'Alarms', {
    source: pca.SignalSource.events(), routing: pca.AlarmRouting.everythingTo(notifications),
  });
  pca.CertificateAuthorityEvents.allInAccount(monitoring).onCreated('Created', { notify: [notifications] });

  stacksByBucket(count).forEach((stacks, index) => {
    const certificateAuthorities = stacks.flatMap((numbers, part) =>
      newCertificateAuthorities(new Stack(app, `Cas${index}-${part}`, { env: ENVIRONMENT }), numbers, notifications));
    newAuditBucket(new Stack(app, `Audit${index}`, { env: ENVIRONMENT }), certificateAuthorities);
  });
}

/** Creates one audit report bucket for imported CAs. */
export function auditBucketWithLibrary(app: App, count: number): void {
  const stack = new Stack(app, 'Audit0', { env: ENVIRONMENT });
  newAuditBucket(stack, importedArns(count).map((arn, index) =>
    pca.PrivateCertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arn)));
}

function newAuditBucket(stack: Stack, certificateAuthorities: pca.IPrivateCertificateAuthority[]): void {
  new pca.AuditReportBucket(stack, 'Audit', {
    certificateAuthorities, encryption: pca.PrivateCaBucketEncryption.kms(), bucketNamePrefix: BUCKET_NAME_PREFIX,
  });
}

/** Creates a root CA and the CAs below it. */
function newCertificateAuthorities(
  stack: Stack, [rootNumber, ...others]: number[], notifications: pca.PkiNotifications,
): pca.IPrivateCertificateAuthority[] {
  const common = (number: number) => ({
    subject: pca.DistinguishedName.of({ commonName: `Example Corp CA ${number}`, organization: 'Example Corp', country: 'US' }),
    revocation: pca.Revocation.ocsp(),
  });
  const root = new pca.RootCertificateAuthority(stack, `Ca${rootNumber}`, common(rootNumber));
  const authorities = [root, ...others.map((number) =>
    new pca.SubordinateCertificateAuthority(stack, `Ca${number}`, { ...common(number), parent: root }))];
  authorities.forEach((certificateAuthority) =>
    new pca.CertificateAuthorityPermission(certificateAuthority, 'Renewal', { certificateAuthority }));
  partsOf(authorities, CAS_OF_ROLE).forEach((granted, index) => {
    const issuer = new iam.Role(stack, `Issuer${index}`, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
    granted.forEach(({ grants }) => grants.issue(issuer));
  });
  pca.CertificateAuthorityEvents.fromCertificateAuthorities(stack, authorities)
    .onCertificateIssued('IssuanceFailed', { outcome: pca.EventOutcome.FAILURE, notify: [notifications] });
  return authorities;
}
