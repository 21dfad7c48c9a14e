import { App, CfnResource, RemovalPolicy, Stack, Stage, aws_sns_subscriptions as subscriptions } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { AlarmRouting } from '../../src/notification/alarm-routing';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import { BaselinePart } from '../../src/pattern/baseline-part';
import { PrivateCaBaseline } from '../../src/pattern/private-ca-baseline';
import { PrivateCaBaselineProps } from '../../src/pattern/private-ca-baseline-props';
import { ErrorCode } from '../../src/private/error-codes';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { Revocation } from '../../src/revocation/revocation';

/* Mistakes of mixins, aspects, and overrides, and of baselines. */

const newStack = () => new Stack(new App(), 'Stack', { env: { account: '111122223333', region: 'us-east-1' } });
const newRoot = (stack: Stack) => new RootCertificateAuthority(stack, 'Root', {
  subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }),
  revocation: Revocation.crl({ distributionPoint: CrlDistributionPoint.bucketUrl() }),
});
const resourceOf = (construct: IConstruct) => construct.node.defaultChild as CfnResource;

/** Synthesizes a root CA and an audit bucket after a change. */
const changed = (change: (pki: { root: RootCertificateAuthority; audit: AuditReportBucket }) => void) => () => {
  const stack = newStack();
  const root = newRoot(stack);
  change({ root, audit: new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [root] }) });
  Stage.of(stack)!.synth();
};

const baseline = (props: (stack: Stack) => Partial<PrivateCaBaselineProps>) => {
  const stack = newStack();
  return new PrivateCaBaseline(stack, 'Baseline', { certificateAuthorities: [newRoot(stack)], ...props(stack) });
};

/** The mistakes, in the order of the codes. */
export const BASELINE_MISTAKES: readonly (readonly [code: ErrorCode, make: () => unknown])[] = [
  ['CertificateAuthorityMissing', () => new PrivateCaBaseline(newStack(), 'Baseline', {})],
  ['BaselinePartConflict', () => baseline((stack) => ({
    notifications: new PkiNotifications(stack, 'Notifications'), without: [BaselinePart.NOTIFICATIONS],
  }))],
  ['BaselinePartConflict', () => baseline((stack) => ({
    routing: AlarmRouting.everythingTo(new PkiNotifications(stack, 'Notifications')),
    subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
  }))],
  ['BaselinePartMissing', () => baseline(() => ({ without: [BaselinePart.TRAIL] }))],
  ['BaselinePartMissing', () => baseline((stack) => ({
    notifications: new PkiNotifications(stack, 'Notifications'),
    subscriptions: [new subscriptions.EmailSubscription('pki@example.com')],
  }))],
  ['SubscriptionDuplicate', () => new PkiNotifications(new Stack(new App(), 'Stack'), 'Notifications', {
    subscriptions: [1, 2].map(() => new subscriptions.EmailSubscription('pki@example.com')),
  })],
  ['BucketNotPrivate', changed(({ audit }) =>
    resourceOf(audit.bucket).addPropertyOverride('PublicAccessBlockConfiguration.BlockPublicPolicy', false))],
  ['PolicyStatementMissing', changed(({ audit }) => resourceOf(audit.bucket.policy!).addPropertyOverride('PolicyDocument.Statement', []))],
  ['RetentionConflict', changed(({ audit }) => audit.bucket.policy!.applyRemovalPolicy(RemovalPolicy.DESTROY))],
  ['CrlObjectAcl', changed(({ root }) =>
    resourceOf(root).addPropertyOverride('RevocationConfiguration.CrlConfiguration.S3ObjectAcl', 'PUBLIC_READ'))],
];
