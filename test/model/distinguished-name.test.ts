import { Lazy } from 'aws-cdk-lib';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { DistinguishedNameAttributes } from '../../src/model/distinguished-name-attributes';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const render = (attributes: DistinguishedNameAttributes) => DistinguishedName.of(attributes)._render(newStack());

/** The standard X.520 attributes with the maximum length in the AWS Private CA API Reference. */
const LENGTHS: [keyof DistinguishedNameAttributes, number][] = [
  ['commonName', 64], ['organization', 64], ['organizationalUnit', 64], ['state', 128], ['locality', 128],
  ['serialNumber', 64], ['distinguishedNameQualifier', 64], ['title', 64], ['surname', 40], ['givenName', 16],
  ['initials', 5], ['pseudonym', 128], ['generationQualifier', 3],
];

test('renders only the specified attributes', () => {
  expect(render({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' }))
    .toEqual({ commonName: 'Example Corp Root CA G1', organization: 'Example Corp', country: 'US' });
});

test.each(LENGTHS)('%s has 1 to %i characters', (name, max) => {
  expect(render({ [name]: 'x'.repeat(max) })).toEqual({ [name]: 'x'.repeat(max) });

  const code = name === 'commonName' ? 'CommonNameLength' : 'DistinguishedNameLength';
  const tooLong = errorOf(code, () => render({ [name]: 'x'.repeat(max + 1) }));
  const empty = errorOf(code, () => render({ [name]: '' }));

  const rule = `subject.${name} must have 1 to ${max} characters`;
  expect(tooLong.message).toBe(`${rule}; got ${max + 1}. Fix: Shorten subject.${name}. [${code} at Stack]`);
  expect(empty.message).toBe(`${rule}; got 0. Fix: Lengthen subject.${name}. [${code} at Stack]`);
});

test.each(['USA', 'U', '', 'U1', 'U\n'])('the country %p is not two letters', (country) => {
  const error = errorOf('CountryCode', () => render({ commonName: 'CA', country }));

  expect(error.message).toContain('subject.country must be two letters, such as US; got');
});

test.each(['serialNumber', 'distinguishedNameQualifier'] as const)('%s accepts only printable characters', (name) => {
  expect(() => render({ [name]: 'A-Z a-z 0-9 \'()+,-.?:/=' })).not.toThrow();

  errorOf('DistinguishedNameCharacters', () => render({ [name]: 'a_b' }));
  errorOf('DistinguishedNameCharacters', () => render({ [name]: 'ä' }));
});

test('other attributes accept characters of any language', () => {
  expect(render({ commonName: 'Größe_1', locality: '東京' })).toEqual({ commonName: 'Größe_1', locality: '東京' });
});

test('an attribute that is not text causes an error with its name', () => {
  expect(errorOf('PropertyType', () => render({ commonName: 1 as never })).message).toMatch(/^subject\.commonName must be /);
  expect(errorOf('PropertyType', () => DistinguishedName.ofCustomAttributes([{ objectIdentifier: '2.5.4.3' } as never])._render(newStack()))
    .message).toMatch(/^subject\b.*value must be /);
});

test('an error for a name without attributes lists the attributes', () => {
  const error = errorOf('DistinguishedNameEmpty', () => render({}));

  expect(error.message).toContain('subject must have at least one of commonName, organization');
  expect(error.message).toContain('got no value. Fix: Add an attribute to subject, for example commonName. [');
});

test('tokens pass', () => {
  const token = Lazy.string({ produce: () => 'x'.repeat(100) });

  for (const name of [...LENGTHS.map(([attribute]) => attribute), 'country' as const]) {
    expect(render({ [name]: token })).toEqual({ [name]: token });
  }
});

describe('custom attributes', () => {
  const custom = (...values: [string, string][]) => DistinguishedName.ofCustomAttributes(
    values.map(([objectIdentifier, value]) => ({ objectIdentifier, value })))._render(newStack());

  test('render in order', () => {
    expect(custom(['2.5.4.3', 'Example Corp Root CA G1'], ['1.3.6.1.4.1.99999.1', 'x'])).toEqual({
      customAttributes: [
        { objectIdentifier: '2.5.4.3', value: 'Example Corp Root CA G1' },
        { objectIdentifier: '1.3.6.1.4.1.99999.1', value: 'x' },
      ],
    });
  });

  test('are 1 to 150', () => {
    const many = (count: number) => custom(...Array.from({ length: count }, (): [string, string] => ['2.5.4.3', 'x']));

    expect(() => many(150)).not.toThrow();
    expect(() => many(1)).not.toThrow();
    expect(errorOf('DistinguishedNameEmpty', () => many(0)).message)
      .toContain('subject must have 1 to 150 custom attributes; got 0. Fix: Add a custom attribute.');
    expect(errorOf('DistinguishedNameEmpty', () => many(151)).message)
      .toContain('subject must have 1 to 150 custom attributes; got 151. Fix: Remove custom attributes.');
  });

  test.each(['commonName', '2', '3.1', '2.5.', '2..5', ''])('%p is not an object identifier', (objectIdentifier) => {
    const error = errorOf('ObjectIdentifier', () => custom([objectIdentifier, 'x']));

    expect(error.message).toMatch(/^subject\.objectIdentifier must be an object identifier in dotted decimal notation/);
  });

  test('have values of 1 to 256 characters', () => {
    expect(() => custom(['2.5.4.3', 'x'.repeat(256)])).not.toThrow();
    expect(errorOf('DistinguishedNameLength', () => custom(['2.5.4.3', ''])).message)
      .toMatch(/^subject\.value must have 1 to 256 characters; got 0\. Fix: Lengthen subject\.value\. /);
    errorOf('DistinguishedNameLength', () => custom(['2.5.4.3', 'x'.repeat(257)]));
  });
});

describe('custom attributes with a restricted type', () => {
  const custom = (objectIdentifier: string, value: string) =>
    DistinguishedName.ofCustomAttributes([{ objectIdentifier, value }])._render(newStack());

  test.each(['USA', 'U', 'U1', 'ÜS'])('the country %p is not two letters', (country) => {
    const error = errorOf('CountryCode', () => custom('2.5.4.6', country));

    expect(error.message).toBe(`The custom attribute 2.5.4.6 (country) must be two letters; got "${country}". Fix: Pass an ISO 3166-1 alpha-2 `
      + 'code, such as US. [CountryCode at Stack]');
  });

  test.each([
    ['2.5.4.5', 'A_1'], ['2.5.4.46', 'ä'], ['1.2.840.113549.1.9.1', 'pki@exämple.com'], ['0.9.2342.19200300.100.1.25', 'exämple'],
  ])('the attribute %s does not have the value %p', (objectIdentifier, value) => {
    errorOf('DistinguishedNameCharacters', () => custom(objectIdentifier, value));
  });

  test.each([
    ['2.5.4.6', 'us'], ['2.5.4.5', 'A-1 (2)'], ['1.2.840.113549.1.9.1', 'pki@example.com'], ['2.5.4.3', 'Ä_1'],
    ['2.5.4.6', Lazy.string({ produce: () => 'USA' })],
  ])('the attribute %s has the value %p', (objectIdentifier, value) => {
    expect(custom(objectIdentifier, value)).toEqual({ customAttributes: [{ objectIdentifier, value }] });
  });

  test.each(['1.40.1', '1.2.03', `1.2${'.1'.repeat(40)}`])('the object identifier %p is not one that AWS Private CA accepts', (objectIdentifier) => {
    errorOf('ObjectIdentifier', () => custom(objectIdentifier, 'x'));
  });
});
