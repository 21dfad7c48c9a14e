import { Stack } from 'aws-cdk-lib';
import { CertificateAuthorityExpiryWatch } from '../../src/alerting/certificate-authority-expiry-watch';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { AuditReportSchedule } from '../../src/audit/audit-report-schedule';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { ExternalPkiLog } from '../../src/external/external-pki-log';
import { newRoot, newStack } from '../support/stacks';
import { Definition, definitionIn } from '../support/state-machines';

/* The definitions of all state machines, by a validator of Amazon States Language. */

const validate = jest.requireActual<(definition: unknown) => { isValid: boolean; errorsText: () => string }>('asl-validator');

/** Builds each state machine in its own stack. */
const MACHINES: Record<string, (stack: Stack) => void> = {
  AuditReportSchedule: (stack) => {
    const certificateAuthorities = [newRoot(stack)];
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities });
    new AuditReportSchedule(stack, 'Reports', { auditReportBucket, certificateAuthorities });
  },
  AuditReportAnalytics: (stack) => {
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
    new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket });
  },
  CertificateAuthorityExpiryWatch: (stack) => {
    new CertificateAuthorityExpiryWatch(stack, 'Expiry', { certificateAuthorities: [newRoot(stack)] });
  },
  IssuedCertificateExpiryWatch: (stack) => {
    const auditReportBucket = new AuditReportBucket(stack, 'Audit', { certificateAuthorities: [newRoot(stack)] });
    new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics: new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket }) });
  },
  ExternalPkiLog: (stack) => {
    new ExternalPkiLog(stack, 'Ezca', { credentialCreatedOn: '2026-11-26' });
  },
};

/** The beginning of the logical ID, where a stack has another state machine. */
const BEGINNINGS: Record<string, string> = { IssuedCertificateExpiryWatch: 'Certificates' };

function definitionOf(name: string): Definition {
  const stack = newStack();
  MACHINES[name](stack);
  return definitionIn(stack, BEGINNINGS[name]);
}

/** The findings of the validator, which changes its argument. */
function findingsIn(definition: Definition): string {
  const { isValid, errorsText } = validate(JSON.parse(JSON.stringify(definition)));
  return isValid ? '' : errorsText();
}

test.each(Object.keys(MACHINES))('the definition of %s is valid', (name) => {
  expect(findingsIn(definitionOf(name))).toBe('');
});

test.each(Object.keys(MACHINES).filter((name) => name !== 'ExternalPkiLog'))('a wrong next state in the definition of %s is found', (name) => {
  const text = JSON.stringify(definitionOf(name));
  const nexts = [...new Set([...text.matchAll(/"(?:Next|Default)":"(\w+)"/g)].map(([, next]) => next))];

  expect(nexts.length).toBeGreaterThan(3);
  // Each validation compiles the schemas, so that only some states are tried.
  const unseen = [nexts[0], nexts.at(-1)].filter((next) => findingsIn(JSON.parse(text.replace(new RegExp(`("(?:Next|Default)":")${next}"`), '$1Nowhere"'))) === '');
  expect(unseen).toEqual([]);
});

test('a state machine has no state that cannot be reached', () => {
  for (const name of Object.keys(MACHINES)) {
    const definition = definitionOf(name);
    const text = JSON.stringify(definition);
    const names = Object.keys(definition.States).filter((state) => state !== definition.StartAt);
    expect(names.filter((state) => !text.includes(`"Next":"${state}"`) && !text.includes(`"Default":"${state}"`))).toEqual([]);
  }
});
