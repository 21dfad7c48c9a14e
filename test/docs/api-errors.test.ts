import { Mistake, errorCodesOf, errorLinks, placesOf, withErrorAnchors } from '../../build-tools/site/api-errors';
import { Assembly, Member, Type } from '../../build-tools/site/api-model';

/* The codes of errors on the pages of the API reference. */

const typeOf = (name: string) => ({ fqn: `cdk-private-ca.${name}` });
const member = (name: string, more: Partial<Member> = {}): Member =>
  ({ name, kind: 'property', isStatic: false, isOptional: false, docs: {}, parameters: [], ...more });
const type = (name: string, more: Partial<Type> = {}): Type => ({
  ...typeOf(name), name, kind: 'class', isStruct: false, isAbstract: false, docs: {}, room: 'authority', file: '', bases: [], members: [], ...more,
});
const struct = (name: string, members: readonly Member[], bases: string[] = []) =>
  type(name, { kind: 'interface', isStruct: true, members, bases: bases.map((base) => typeOf(base).fqn) });
const made = (name: string, members: Member[] = []) =>
  type(name, { members, initializer: { docs: {}, parameters: [{ name: 'props', type: typeOf(`${name}Props`) }] } });

const TYPES = [
  made('RootCertificateAuthority'),
  struct('RootCertificateAuthorityProps', [member('apiPassthrough', { type: typeOf('ApiPassthrough') })], ['CertificateAuthorityProps']),
  struct('CertificateAuthorityProps', [member('subject', { type: typeOf('DistinguishedName') })]),
  struct('ApiPassthrough', [member('extensions', { type: typeOf('CertificateExtensions') })]),
  struct('CertificateExtensions', [member('keyUsage', { type: typeOf('KeyUsage') })]),
  struct('KeyUsage', []),
  made('PrivateCaTrail', [member('logGroup')]),
  type('PrivateCertificateAuthority', {
    file: 'src/authority/private-certificate-authority',
    members: [member('fromCertificateAuthorityAttributes', {
      kind: 'method', isStatic: true, parameters: [{ name: 'attributes', type: typeOf('CertificateAuthorityAttributes') }],
    }), member('renew', { kind: 'method' })],
  }),
  type('SubordinateCertificateAuthority', { bases: [typeOf('PrivateCertificateAuthority').fqn] }),
  struct('CertificateAuthorityAttributes', [member('certificateChainPem', { type: { primitive: 'string' } })]),
];
const assembly = { targets: {}, types: new Map(TYPES.map((one) => [one.name, one])) } as unknown as Assembly;

/** The places of an error with these lines in its stack trace, innermost first, as Node.js writes them. */
const placesWith = (message: string, ...lines: string[]) => placesOf({
  message,
  stack: [
    `PrivateCaError: ${message}`, '    at requireText (/home/me/src/private/require-text.ts:32:9)', ...lines,
    '    at Object.<anonymous> (/home/me/test/mistakes.ts:61:80)', '    at Module._compile (/home/me/node_modules/x/src/index.ts:1:2)',
    '    at node:internal/main/run_main_module:28:49',
  ].join('\n'),
}, assembly);

describe('the place of an error in the API reference', () => {
  test.each([
    ['the constructor of a class', '    at new RootCertificateAuthority (/home/me/src/private/removed-on-error.ts:15:12)', 'x must be text',
      ['RootCertificateAuthority']],
    ['a property of a struct that declares it', '    at new RootCertificateAuthority (/home/me/src/a.ts:1:2)', 'subject.commonName must be text',
      ['RootCertificateAuthority', 'CertificateAuthorityProps.subject']],
    ['a property in a struct of a struct', '    at new RootCertificateAuthority (/home/me/src/a.ts:1:2)',
      'apiPassthrough.extensions.keyUsage must be text', ['RootCertificateAuthority', 'CertificateExtensions.keyUsage']],
    ['a static method, and a property of its parameter',
      '    at Function.fromCertificateAuthorityAttributes (/home/me/src/authority/private-certificate-authority.ts:1:2)',
      'certificateChainPem must be text',
      ['PrivateCertificateAuthority.fromCertificateAuthorityAttributes', 'CertificateAuthorityAttributes.certificateChainPem']],
    ['a static method of another file', '    at Function.fromCertificateAuthorityAttributes (/home/me/src/other.ts:1:2)', 'x must be text', []],
    ['an attribute', '    at get logGroup [as logGroup] (/home/me/src/trail/private-ca-trail.ts:1:2)', 'logGroup must be known', []],
    ['an attribute of a class', '    at PrivateCaTrail.get logGroup [as logGroup] (/home/me/src/trail/private-ca-trail.ts:1:2)',
      'logGroup must be known', ['PrivateCaTrail.logGroup']],
    ['a method that a base declares', '    at SubordinateCertificateAuthority.renew (/home/me/src/a.ts:1:2)', 'x must be text',
      ['PrivateCertificateAuthority.renew']],
    ['a function inside the library', '    at validate (/home/me/src/private/limits.ts:1:2)', 'subject must be text', []],
    ['other code', '    at new RootCertificateAuthority (/home/me/test/a.ts:1:2)', 'subject must be text', []],
  ])('%s', (_name, line, message, places) => {
    expect(placesWith(message, line)).toEqual(places);
  });

  test('the outermost call of the library counts', () => {
    expect(placesWith('subject must be text', '    at new RootCertificateAuthority (/home/me/src/a.ts:1:2)',
      '    at new PrivateCaTrail (/home/me/src/b.ts:1:2)')).toEqual(['PrivateCaTrail']);
  });
});

describe('the codes of all places', () => {
  const raise = (line: string): Mistake[1] => () => { throw Object.assign(new Error('x'), { stack: line }); };
  const construct = raise('    at new RootCertificateAuthority (/home/me/src/a.ts:1:2)');
  const synthesize = raise('    at Object.validate (/home/me/src/a.ts:1:2)');
  const nine = Array.from({ length: 9 }, (_, index): Mistake => [`Code${9 - index}`, construct]);

  test('each code once, in order', () => {
    expect(Object.fromEntries(errorCodesOf([['B', construct], ['A', construct], ['B', construct]], assembly)))
      .toEqual({ RootCertificateAuthority: ['A', 'B'] });
  });

  test('one of ten codes can have no place, and more are an error', () => {
    const codes = errorCodesOf([...nine, ['AtSynthesis', synthesize]], assembly);
    expect(codes.get('RootCertificateAuthority')).toHaveLength(9);
    expect(codes.get('RootCertificateAuthority')![0]).toBe('Code1');
    expect(() => errorCodesOf([...nine, ['One', synthesize], ['Two', synthesize]], assembly))
      .toThrow('only 9 of 11 codes have a place in the API reference');
  });

  test('a mistake without an error is an error', () => {
    expect(() => errorCodesOf([['PropertyType', () => 1]], assembly)).toThrow('no error: ');
  });

  test('the stack traces of the process are as long as before', () => {
    const limit = Error.stackTraceLimit;
    errorCodesOf([['A', construct]], assembly);
    expect(Error.stackTraceLimit).toBe(limit);
  });
});

describe('links to errors', () => {
  test('each code of a place is a link, and a place without codes has no text', () => {
    const codes = new Map([['Validity', ['NotBefore', 'ValidityPeriod']]]);
    expect(errorLinks(codes, 'Validity')).toEqual(['Errors: [`NotBefore`](/errors#NotBefore), [`ValidityPeriod`](/errors#ValidityPeriod).', '']);
    expect(errorLinks(codes, 'Validity.days')).toEqual([]);
  });

  test('the first row of each code has an anchor, and warnings have none', () => {
    expect(withErrorAnchors('| Code |\n| --- |\n| `NotBefore` | a |\n| `NotBefore` | b |\n\n| `cdk-private-ca:x` | c |\n')).toBe(
      '| Code |\n| --- |\n| <a id="NotBefore"></a>`NotBefore` | a |\n| `NotBefore` | b |\n\n| `cdk-private-ca:x` | c |\n');
  });
});
