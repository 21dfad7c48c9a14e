import { App, Lazy, Stack, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { Node } from 'constructs';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { CertificateAuthorityPermission } from '../../src/authority/certificate-authority-permission';
import { ENVIRONMENT } from '../support/stacks';

/* The work of the checks grows with the number of CAs, and not faster. No test measures time. */

const newCas = (stack: Stack, count: number) => Array.from({ length: count }, (_, index) =>
  acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`,
    `arn:aws:acm-pca:us-east-1:111122223333:certificate-authority/${String(index).padStart(8, '0')}-0000-4000-8000-000000000000`));

/** The number of times that the ARN of the first CA is read while this number of other CAs get their permissions. */
function readsWith(others: number): number {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
  const [first, ...more] = newCas(stack, 1 + others);
  const { certificateAuthorityRef } = first;
  let reads = 0;
  Object.defineProperty(first, 'certificateAuthorityRef', { get: () => { reads += 1; return certificateAuthorityRef; } });
  [first, ...more].forEach((certificateAuthority, index) =>
    new CertificateAuthorityPermission(stack, `Renewal${index}`, { certificateAuthority }));
  return reads;
}

test('a permission is not compared with those of other CAs', () => {
  expect(readsWith(1)).toBeGreaterThan(0);
  expect(readsWith(20)).toBe(readsWith(1));
});

/** The number of times that the principal of an L1 permission is read while an app with this number of CAs is synthesized. */
function principalReadsWith(count: number): number {
  const app = new App();
  const stack = new Stack(app, 'Stack', { env: ENVIRONMENT });
  const permission = new acmpca.CfnPermission(stack, 'Mine', {
    certificateAuthorityArn: Lazy.string({ produce: () => 'unknown' }), principal: 'acm.amazonaws.com', actions: ['IssueCertificate'],
  });
  const { principal } = permission;
  let reads = 0;
  Object.defineProperty(permission, 'principal', { get: () => { reads += 1; return principal; } });
  newCas(stack, count).forEach((certificateAuthority, index) =>
    new CertificateAuthorityPermission(stack, `Renewal${index}`, { certificateAuthority }));
  app.synth();
  return reads;
}

test('synthesis looks once for L1 permissions, whatever the number of CAs', () => {
  expect(principalReadsWith(1)).toBeGreaterThan(0);
  expect(principalReadsWith(20)).toBe(principalReadsWith(1));
});

test('only the first permission adds a validation of all permissions, which is that of the app', () => {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
  const [first, second] = newCas(stack, 2);
  const validations = jest.spyOn(Node.prototype, 'addValidation');
  try {
    new CertificateAuthorityPermission(stack, 'First', { certificateAuthority: first });
    new CertificateAuthorityPermission(stack, 'Second', { certificateAuthority: second });

    // Those of the permissions are about their own removal policies.
    expect(validations.mock.contexts.map(({ path }: Node) => path).sort()).toEqual(['', 'Stack/First', 'Stack/Second']);
  } finally {
    validations.mockRestore();
  }
});

/** The number of values that a new bucket saves for an error. */
function savedFor(count: number): number {
  const stack = new Stack(new App(), 'Stack', { env: ENVIRONMENT });
  const certificateAuthorities = newCas(stack, count);
  const spy = jest.spyOn(Object, 'getOwnPropertyDescriptor');
  try {
    new AuditReportBucket(stack, 'Audit', { certificateAuthorities });
    return spy.mock.calls.length;
  } finally {
    spy.mockRestore();
  }
}

test('a new bucket does not save its lists again for each CA', () => {
  savedFor(1); // what is loaded on first use
  const [few, many] = [savedFor(10), savedFor(40)];

  expect(few).toBeGreaterThan(0);
  expect(many - few).toBeLessThan(30 * 20);
});
