import { App, Stack } from 'aws-cdk-lib';
import { PARTITIONS, SAMPLE_NAMES, SampleName } from './event-corpus';
import { InputTransformer, transformed } from './input-transformer';
import { World } from './world';
import { CertificateAuthorityEventRule } from '../../src/events/certificate-authority-event-rule';
import { AccountCertificateAuthorityEvents, CertificateAuthorityEvents } from '../../src/events/certificate-authority-events';
import { CrlFailureReason, CrlOutcome, EventOutcome } from '../../src/events/event-outcomes';
import { PkiNotifications } from '../../src/notification/pki-notifications';
import samples from '../fixtures/acm-pca-events.json';

/* The messages for the eleven sample events of AWS. */

type NewRule = (
  of: AccountCertificateAuthorityEvents, id: string, notify: PkiNotifications[],
) => CertificateAuthorityEventRule;

const success = { outcome: EventOutcome.SUCCESS };
const failure = { outcome: EventOutcome.FAILURE };
const crlFailure = (reason: CrlFailureReason) => ({ outcome: CrlOutcome.failure(reason) });

/** The rule that matches only this event. */
export const RULES_OF_SAMPLES: Record<SampleName, NewRule> = {
  'created': (of, id, notify) => of.onCreated(id, { ...success, notify }),
  'not created': (of, id, notify) => of.onCreated(id, { ...failure, notify }),
  'issued': (of, id, notify) => of.onCertificateIssued(id, { ...success, notify }),
  'not issued': (of, id, notify) => of.onCertificateIssued(id, { ...failure, notify }),
  'revoked': (of, id, notify) => of.onCertificateRevoked(id, { notify }),
  'CRL written': (of, id, notify) => of.onCrlGenerated(id, { outcome: CrlOutcome.success(), notify }),
  'CRL: no permission': (of, id, notify) => of.onCrlGenerated(id, { ...crlFailure(CrlFailureReason.BUCKET_PERMISSIONS), notify }),
  'CRL: not written': (of, id, notify) => of.onCrlGenerated(id, { ...crlFailure(CrlFailureReason.WRITE_INTERNAL_FAILURE), notify }),
  'CRL: not generated': (of, id, notify) =>
    of.onCrlGenerated(id, { ...crlFailure(CrlFailureReason.GENERATION_INTERNAL_FAILURE), notify }),
  'report written': (of, id, notify) => of.onAuditReportGenerated(id, { ...success, notify }),
  'report not written': (of, id, notify) => of.onAuditReportGenerated(id, { ...failure, notify }),
};

/** The message of a rule for an event. */
export function messageOf(makeRule: NewRule, event: unknown): string {
  const stack = new Stack(new App(), 'Stack');
  makeRule(CertificateAuthorityEvents.allInAccount(stack), 'Rule', [new PkiNotifications(stack, 'Notifications')]);
  const world = World.of(stack, PARTITIONS[0]);
  const { Targets } = world.propertiesOf<{ Targets: { InputTransformer: InputTransformer }[] }>(world.idOf('AWS::Events::Rule'));
  return transformed(Targets[0].InputTransformer, event);
}

/** The message for one sample. */
export function sampleMessage(name: SampleName): string {
  return messageOf(RULES_OF_SAMPLES[name], samples[SAMPLE_NAMES.indexOf(name)]);
}

/** The messages for all samples, in their order. */
export function sampleMessages(): [SampleName, string][] {
  return SAMPLE_NAMES.map((name) => [name, sampleMessage(name)]);
}
