import { CertificateTemplate } from '../../model/certificate-template';
import { ALARM_DESTINATIONS, CONSTRUCT, RULE_TARGET } from '../../private/cdk-kinds';
import { ANYTHING, OBJECT, TEXT, instanceOf, listOf, required } from '../../private/kinds';

/* The kinds of the properties in this room. The event patterns check results, and report `EventOutcome`. */

export const EVENT_OPTION_KINDS = {
  target: RULE_TARGET,
  eventPattern: OBJECT,
  ruleName: TEXT,
  description: TEXT,
  crossStackScope: CONSTRUCT,
  notify: ALARM_DESTINATIONS,
};

export const OUTCOME_KINDS = { ...EVENT_OPTION_KINDS, outcome: ANYTHING };

export const CRL_KINDS = { ...EVENT_OPTION_KINDS, outcome: ANYTHING };

export const API_CALL_SELECTION_KINDS = {
  actions: required(listOf(TEXT, 'strings')), outcome: ANYTHING,
};

export const API_CALL_KINDS = { ...EVENT_OPTION_KINDS, ...API_CALL_SELECTION_KINDS };

export const ISSUANCE_SELECTION_KINDS = {
  outcome: ANYTHING,
  templates: listOf(instanceOf(CertificateTemplate), 'CertificateTemplate objects'),
};

export const ISSUANCE_KINDS = { ...EVENT_OPTION_KINDS, ...ISSUANCE_SELECTION_KINDS };
