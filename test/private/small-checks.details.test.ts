import { Duration, Stack, Token, aws_acmpca as acmpca, region_info } from 'aws-cdk-lib';
import { requireCertificateAuthorities } from '../../src/private/called-authority';
import { requireActive, requireSigned } from '../../src/private/certificate-authority-state';
import { partitionOf } from '../../src/private/environment';
import { requireThresholds } from '../../src/private/expiry-thresholds';
import { describeWithRunbook, requireRunbook } from '../../src/private/runbooks';
import { errorOf } from '../support/errors';
import { ENVIRONMENT, newStack } from '../support/stacks';

/* The complete texts of errors about CAs, thresholds, and runbooks, and the values that pass. */

const arnIn = (account: string, region: string) => `arn:aws:acm-pca:${region}:${account}:certificate-authority/11111111-2222-3333-4444-555555555555`;
const OWN = arnIn('111122223333', 'us-east-1');
const importedFrom = (stack: Stack, ...arns: string[]) =>
  arns.map((arn, index) => acmpca.CertificateAuthority.fromCertificateAuthorityArn(stack, `Ca${index}`, arn));

describe('the CAs that a state machine calls AWS Private CA for', () => {
  const requireAll = (shareable: boolean, ...arns: string[]) => {
    const stack = newStack({ env: ENVIRONMENT });
    requireCertificateAuthorities(stack, importedFrom(stack, ...arns), shareable);
  };

  test.each<[string, boolean, string[]]>([
    ['of the account', false, [OWN]],
    ['of another account, if AWS RAM can share the permission', true, [OWN, arnIn('444455556666', 'us-east-1')]],
  ])('pass: %s', (_name, shareable, arns) => {
    expect(() => requireAll(shareable, ...arns)).not.toThrow();
  });

  const FIX = 'Fix: Create the construct in a stack in that environment. [CertificateAuthorityEnvironment at Stack]';

  test.each<[string, boolean, string]>([
    ['be in the account and Region of the stack (111122223333/us-east-1); got "444455556666/us-east-1"', false, arnIn('444455556666', 'us-east-1')],
    ['be in the account and Region of the stack (111122223333/us-east-1); got "111122223333/eu-west-1"', false, arnIn('111122223333', 'eu-west-1')],
    ['be in the Region of the stack (us-east-1); got "444455556666/eu-west-1"', true, arnIn('444455556666', 'eu-west-1')],
  ])('must %s', (rule, shareable, arn) => {
    expect(errorOf('CertificateAuthorityEnvironment', () => requireAll(shareable, OWN, arn)).message).toBe(`certificateAuthorities must ${rule}. ${FIX}`);
  });

  test('must not be specified twice', () => {
    expect(errorOf('CertificateAuthorityDuplicate', () => requireAll(true, OWN, OWN)).message).toBe('certificateAuthorities must contain each certificate '
      + 'authority once; got "Stack/Ca1". Fix: Remove the duplicate. [CertificateAuthorityDuplicate at Stack]');
  });

  test('must have an ARN of a CA', () => {
    expect(errorOf('CertificateAuthorityArn', () => requireAll(true, 'arn:aws:acm-pca:us-east-1:1:certificate-authority/a')).message)
      .toBe('certificateAuthorities must be the ARN of a certificate authority (arn:PARTITION:acm-pca:REGION:ACCOUNT:certificate-authority/CA_ID); '
        + 'got "arn:aws:acm-pca:us-east-1:1:certificate-authority/a". Fix: Correct certificateAuthorities. [CertificateAuthorityArn at Stack]');
  });
});

describe('the state of a CA', () => {
  const subjectIn = (scope: Stack) => ({ scope, property: 'authority' });
  const withFacts = (facts?: object) => {
    const stack = newStack({ env: ENVIRONMENT });
    const [ca] = importedFrom(stack, OWN);
    return { stack, ca: facts ? Object.assign(ca, { _facts: facts }) : ca };
  };

  test.each<[string, object | undefined]>([['not known', undefined], ['without facts', {}], ['active', { pending: false, disabled: false }]])(
    'passes if it is %s', (_name, facts) => {
      const { stack, ca } = withFacts(facts);

      expect(() => requireSigned(subjectIn(stack), ca)).not.toThrow();
      expect(() => requireActive(subjectIn(stack), ca)).not.toThrow();
    });

  test.each([
    ['a signed CA', requireSigned], ['an active CA', requireActive],
  ])('is an error if the parent has not signed the certificate of %s', (_name, check) => {
    const { stack, ca } = withFacts({ pending: true, disabled: true });

    expect(errorOf('CertificateAuthorityPending', () => check(subjectIn(stack), ca)).message).toBe('authority must be active, and the parent of this CA has '
      + 'not signed its certificate yet; got "Stack/Ca0". Fix: Pass the signed certificate with ExternalParent.signed() first. '
      + '[CertificateAuthorityPending at Stack]');
  });

  test('is an error for an issuer only if the CA is disabled', () => {
    const { stack, ca } = withFacts({ disabled: true });

    expect(() => requireSigned(subjectIn(stack), ca)).not.toThrow();
    expect(errorOf('CertificateAuthorityDisabled', () => requireActive(subjectIn(stack), ca)).message).toBe('authority must be active to issue a '
      + 'certificate; got "Stack/Ca0". Fix: Set disabled to false on the CA, or choose another CA. [CertificateAuthorityDisabled at Stack]');
  });
});

describe('the partition of a Region', () => {
  afterEach(() => jest.restoreAllMocks());

  test.each<[string, () => string, string | undefined, number]>([
    ['a commercial Region', () => 'us-east-1', 'aws', 0],
    ['a Region in China', () => 'cn-north-1', 'aws-cn', 1],
    ['a token', () => Token.asString({ Ref: 'Region' }), undefined, 0],
  ])('is read from the facts of aws-cdk-lib only if it is necessary: %s', (_name, region, expected, times) => {
    const get = jest.spyOn(region_info.RegionInfo, 'get');

    expect(partitionOf(region())).toBe(expected);
    expect(get).toHaveBeenCalledTimes(times);
  });
});

test.each<[number, string]>([[12, '0.5 days'], [36, '1.5 days'], [0, '0 days']])('a threshold of %i hours is an error', (hours, value) => {
  const scope = newStack();

  expect(errorOf('ExpiryThreshold', () => requireThresholds({ scope, property: 'thresholds' }, [{ remaining: Duration.hours(hours) }])).message)
    .toBe(`remaining must be in whole days, at least 1; got "${value}". Fix: Use Duration.days() in ExpiryThreshold.of(). [ExpiryThreshold at Stack]`);
});

test('a threshold of 48 hours passes', () => {
  const scope = newStack();

  expect(() => requireThresholds({ scope, property: 'thresholds' }, [{ remaining: Duration.hours(48) }])).not.toThrow();
});

test.each<[string | undefined, string]>([
  [undefined, 'It happened.'], ['https://wiki.example.com/a', 'It happened. Runbook: https://wiki.example.com/a'],
])('the description of an alarm with the runbook %s is exact', (runbook, expected) => {
  expect(describeWithRunbook(newStack(), 'It happened.', runbook)).toBe(expected);
});

test.each<[string, unknown, string]>([
  ['a list', ['https://wiki.example.com/'], '["https://wiki.example.com/"]'],
  ['an object', new URL('https://wiki.example.com/'), '"https://wiki.example.com/"'],
  ['another protocol', 'http://wiki.example.com/', '"http://wiki.example.com/"'],
])('a runbook that is %s is an error', (_name, runbook, value) => {
  expect(errorOf('RunbookUrl', () => requireRunbook(newStack(), 'runbook', runbook)).message)
    .toBe('runbook must be a URL that begins with https://, without spaces, quotation marks, backslashes, <, and >; got '
      + `${value}. Fix: Use the full URL, for example https://wiki.example.com/pki/. [RunbookUrl at Stack]`);
});
