/**
 * Two issuing CAs in two Regions below one root CA. Each publishes its CRLs through CloudFront, which reads a replica
 * in the other Region if the Region of the CA is unavailable. Alarms notice a CRL that is not published, not
 * replicated, or not reachable. See docs/region-loss.md for the steps after a Region is lost.
 *
 * Fixed monthly cost: $1,203.20 = $1,200.00 for three general-purpose CAs, until you delete them, $2.00 for two KMS
 * keys, $0.70 for seven alarms on one metric each, and $0.50 for one health check of an AWS endpoint.
 * The first CA in an account and Region is free for 30 days. Certificates, CloudFront, replication, and storage are
 * billed separately. https://aws.amazon.com/private-ca/pricing/, https://aws.amazon.com/kms/pricing/,
 * https://aws.amazon.com/cloudwatch/pricing/, and https://aws.amazon.com/route53/pricing/, as of November 2026.
 */
import {
  Annotations, App, Duration, Fn, Stack, aws_certificatemanager as acm, aws_sns_subscriptions as subscriptions,
} from 'aws-cdk-lib';
import {
  AlarmRouting, CrlBucket, CrlDistribution, CrlDistributionPoint, CrlFreshnessAlarm, CrlReplica, DistinguishedName,
  ExternalParent, PkiNotifications, Revocation, RevocationEndpoint, RevocationReachability, RootCertificateAuthority,
  SubordinateCertificateAuthority,
} from 'cdk-private-ca';

export const app = new App();
const account = '111122223333';
const [east, west] = ['us-east-1', 'us-west-2'].map((region) => ({ account, region }));
// Clients can use the last CRL for at least half of this time after the Region of its CA is lost.
const expiration = Duration.days(13);

// The replicas are in the Region of the other CA. Their stacks are deployed first.
const replicaInWest = new CrlReplica(new Stack(app, 'ReplicaInWest', { env: west }), 'Replica');
const replicaInEast = new CrlReplica(new Stack(app, 'ReplicaInEast', { env: east }), 'Replica');

/** A bucket and a distribution for the CRLs of one Region, with the alarm on the replication. */
function publishCrls(
  stack: Stack, replica: CrlReplica, domainName: string,
): { revocation: Revocation; notifications: PkiNotifications } {
  const notifications = new PkiNotifications(stack, 'Notifications', {
    subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
  });
  const bucket = new CrlBucket(stack, 'Crls', { replica });
  bucket.replicationAlarm?.addAlarmAction(...notifications.alarmActions);
  const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate',
    `arn:aws:acm:us-east-1:${account}:certificate/${domainName}`);
  const distribution = new CrlDistribution(stack, 'CrlDistribution', { bucket, domainName, certificate });
  const distributionPoint = CrlDistributionPoint.distribution(distribution);
  return { revocation: Revocation.crl({ distributionPoint, expiration }), notifications };
}

// The first Region: the root CA and an issuing CA.
const first = new Stack(app, 'PkiInEast', { env: east });
const inEast = publishCrls(first, replicaInWest, 'crl-east.example.com');
const root = new RootCertificateAuthority(first, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), revocation: inEast.revocation,
});
const issuing = new SubordinateCertificateAuthority(first, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA East G1' }), parent: root, revocation: inEast.revocation,
});
const routing = AlarmRouting.everythingTo(inEast.notifications);
new CrlFreshnessAlarm(first, 'CrlFreshness', { certificateAuthorities: [root, issuing], crlLifetime: expiration, routing });
new RevocationReachability(first, 'Reachability', {
  endpoints: [RevocationEndpoint.crl('crl-east.example.com', `/crl/${Fn.select(1, Fn.split('/', issuing.certificateAuthorityArn))}.crl`)],
  routing,
});

// The second Region: an issuing CA whose certificate the root CA signs. After you sign it, use ExternalParent.signed()
// and add a CrlFreshnessAlarm.
const second = new Stack(app, 'PkiInWest', { env: west });
const inWest = publishCrls(second, replicaInEast, 'crl-west.example.com');
const pending = new SubordinateCertificateAuthority(second, 'Issuing', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Issuing CA West G1' }),
  externalParent: ExternalParent.pending(),
  revocation: inWest.revocation,
});
Annotations.of(pending).acknowledgeWarning('cdk-private-ca:certificateAuthorityPending', 'The root CA signs it after the first deployment.');
