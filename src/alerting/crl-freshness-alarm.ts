import { Duration, aws_acmpca as acmpca, aws_cloudwatch as cloudwatch } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { newFreshnessAlarm, requireLifetime, staleAfterOf } from './private/crl-freshness';
import { lifetimeOf } from './private/known-crls';
import { CertificateAuthorityEvents } from '../events/certificate-authority-events';
import { CrlOutcome } from '../events/event-outcomes';
import { AlarmRouting } from '../notification/alarm-routing';
import { Criticality } from '../notification/criticality';
import { CERTIFICATE_AUTHORITIES } from '../private/cdk-kinds';
import { arnOf } from '../private/certificate-authority-arn';
import { DURATION, checked, instanceOf, oneOf, required } from '../private/kinds';
import { constructHashOf } from '../private/known-name';
import { removedOnError } from '../private/removed-on-error';

/** Properties for `CrlFreshnessAlarm`. */
export interface CrlFreshnessAlarmProps {
  /**
   * The certificate authorities (CAs) that publish certificate revocation lists (CRLs).
   *
   * The CAs must be in the account and Region of the stack. Each CA has one rule and one alarm. A CA of the app that
   * publishes no CRLs causes an error.
   */
  readonly certificateAuthorities: acmpca.ICertificateAuthorityRef[];

  /**
   * The validity period of the CRLs, in whole days (1–13).
   *
   * Specify it for imported CAs. For a CA of the app, it must be the `expiration` of `Revocation.crl()`. AWS Private CA
   * publishes a new CRL after half of this period. For a longer period, an alarm of Amazon CloudWatch cannot notice
   * that a CRL is missing, because it evaluates 7 days.
   *
   * @default - the `expiration` of each CA of the app; 7 days if it is unknown
   */
  readonly crlLifetime?: Duration;

  /**
   * The time without a new CRL after which the alarm goes into ALARM state, rounded up to whole hours.
   *
   * Must be longer than half of `crlLifetime`, shorter than `crlLifetime`, and at most 7 days. If the CAs of the app
   * have different lifetimes, this applies to each of them.
   *
   * @default - three quarters of `crlLifetime`, but at most 7 days
   */
  readonly staleAfter?: Duration;

  /**
   * The criticality of the alarms.
   *
   * @default Criticality.HIGH
   */
  readonly criticality?: Criticality;

  /**
   * The routing of the alarms.
   *
   * @default - the alarms send no notification
   */
  readonly routing?: AlarmRouting;
}

const KINDS = {
  certificateAuthorities: required(CERTIFICATE_AUTHORITIES),
  crlLifetime: DURATION,
  staleAfter: DURATION,
  criticality: oneOf('Criticality', Criticality),
  routing: instanceOf(AlarmRouting),
};

/**
 * Alarms on certificate revocation lists (CRLs) that AWS Private CA no longer publishes.
 *
 * Clients reject certificates, or accept revoked ones, after the last CRL expires. A rule of Amazon EventBridge matches
 * each successful CRL generation of a CA, and the alarm counts the matched events. Missing data is breaching, so that
 * the alarm does not stay silent if the events stop. It starts in ALARM state and changes to OK after the first CRL.
 *
 * Events of AWS Private CA are delivered on a best-effort basis. If the only event of a period is lost, the alarm is
 * false. With `CrlType.PARTITIONED`, one partition that is no longer published is not noticed.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html
 *
 * @example
 * declare const issuing: SubordinateCertificateAuthority;
 * declare const notifications: PkiNotifications;
 * new CrlFreshnessAlarm(this, 'CrlFreshness', {
 *   certificateAuthorities: [issuing],
 *   routing: AlarmRouting.everythingTo(notifications),
 * });
 */
@removedOnError
export class CrlFreshnessAlarm extends Construct {
  /** The alarms, in the order of the certificate authorities. */
  public readonly alarms: cloudwatch.IAlarm[];

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The CAs, the validity period of their CRLs if the CAs are imported, and the routing.
   */
  constructor(scope: Construct, id: string, props: CrlFreshnessAlarmProps) {
    super(scope, id);
    props = checked(this, props, KINDS);
    const { certificateAuthorities, crlLifetime, staleAfter, criticality = Criticality.HIGH, routing } = props;
    if (crlLifetime) { requireLifetime(this, crlLifetime); }
    // The check of all CAs finds duplicates, and CAs of different environments.
    CertificateAuthorityEvents.fromCertificateAuthorities(this, certificateAuthorities);
    const lifetimes = certificateAuthorities.map((one) => lifetimeOf(this, one, crlLifetime));
    const periods = lifetimes.map((lifetime) => staleAfterOf(this, lifetime, staleAfter));
    const alarms = certificateAuthorities.map((certificateAuthority, index) => {
      const own = new Construct(this, constructHashOf(certificateAuthority));
      const { rules: [rule] } = CertificateAuthorityEvents.fromCertificateAuthorities(own, [certificateAuthority])
        .onCrlGenerated('Generated', { outcome: CrlOutcome.success(), description: 'Counts the published CRLs of a CA' });
      return newFreshnessAlarm(own, rule, {
        certificateAuthorityArn: arnOf(certificateAuthority), hours: periods[index], criticality,
      });
    });
    routing?._route(this, alarms, criticality);
    this.alarms = alarms;
  }
}
