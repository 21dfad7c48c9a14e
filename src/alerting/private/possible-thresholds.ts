import { Annotations, Duration, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCertificateAuthority } from '../../authority/private-certificate-authority';
import { Validity } from '../../model/validity';
import { Criticality } from '../../notification/criticality';
import { ExpiryThreshold } from '../../notification/expiry-threshold';
import { PrivateCaError } from '../../private/errors';

/*
 * The thresholds of a CA whose validity period is known. On the day of its issuance, a certificate has one whole day
 * less left than its validity period, so that an alarm with a longer threshold is never in OK state.
 */

/** The thresholds that are used if none are specified, if the certificate of the CA is valid for longer. */
export const DEFAULT_THRESHOLDS = [
  ExpiryThreshold.of(Duration.days(180), Criticality.MEDIUM),
  ExpiryThreshold.of(Duration.days(90), Criticality.HIGH),
  ExpiryThreshold.of(Duration.days(30), Criticality.CRITICAL),
];

/** The threshold of a CA whose certificate is valid for less than all default thresholds. */
const LAST_DAY = ExpiryThreshold.of(Duration.days(1), Criticality.CRITICAL);

/** A threshold, and its position among the thresholds of the watch. */
interface PlacedThreshold {
  readonly threshold: ExpiryThreshold;
  readonly index: number;
}

/** The default thresholds at which an alarm on a CA can be in OK state. */
export function defaultThresholdsFor(
  scope: IConstruct, certificateAuthority: acmpca.ICertificateAuthorityRef,
): PlacedThreshold[] {
  const validity = validityOf(certificateAuthority);
  const [possible, last] = [DEFAULT_THRESHOLDS, [LAST_DAY]].map((thresholds) => possibleIn(validity, thresholds));
  if (possible.length > 0) { return possible; }
  if (last.length > 0) { return last; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:expiryNotMonitored',
    `The certificate of ${certificateAuthority.node.path} is valid for ${validity}, so that no alarm on its expiry can be in OK state, and none `
    + 'is created. Lengthen the validity of the CA. If you notice in another way that the certificate is not renewed, acknowledge this warning.');
  return [];
}

/** The specified thresholds at which an alarm on a CA can be in OK state: at least one. */
export function givenThresholdsFor(
  scope: IConstruct, certificateAuthority: acmpca.ICertificateAuthorityRef, given: readonly ExpiryThreshold[],
): PlacedThreshold[] {
  const validity = validityOf(certificateAuthority);
  const possible = possibleIn(validity, given);
  if (possible.length > 0) { return possible; }
  throw new PrivateCaError('ExpiryThreshold', {
    scope,
    subject: 'thresholds',
    rule: `contain a threshold that is at least 2 days shorter than the validity of ${certificateAuthority.node.path} (${validity}), because `
      + 'its alarms would otherwise never be in OK state',
    value: given.map(({ remaining }) => remaining.toHumanString()),
    fix: 'Add a shorter threshold, lengthen the validity of the CA, or monitor it with a separate expiry watch',
  });
}

/** The validity period of a CA of the app. It is unknown for other CAs. */
function validityOf(certificateAuthority: acmpca.ICertificateAuthorityRef): Validity | undefined {
  return certificateAuthority instanceof PrivateCertificateAuthority ? certificateAuthority._facts.validity : undefined;
}

function possibleIn(validity: Validity | undefined, thresholds: readonly ExpiryThreshold[]): PlacedThreshold[] {
  return thresholds.map((threshold, index) => ({ threshold, index })).filter(({ threshold: { remaining } }) =>
    remaining.isUnresolved() || !validity?._isWithinDays(remaining.toDays() + 1));
}
