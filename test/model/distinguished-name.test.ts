import { Lazy } from 'aws-cdk-lib';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { DistinguishedNameAttributes } from '../../src/model/distinguished-name-attributes';
import { errorOf } from '../support/errors';
import { newStack } from '../support/stacks';

const render = (attributes: DistinguishedNameAttributes) => DistinguishedName.of(attributes)._render(newStack());

/** X.520's standard attributes with the most characters that AWS Private CA takes, from its API reference. */
const LENGTHS: [keyof DistinguishedNameAttributes, number][] = [
  ['commonName', 64], ['organization', 64], ['organizationalUnit', 64], ['state', 128], ['locality', 128],
  ['serialNumber', 64], ['distinguishedNameQualifier', 64], ['title', 64], ['surname', 40], ['givenName', 16],
  ['initials', 5], ['pseudonym', 128], ['generationQualifier', 3],
];

test('renders what was given and nothing else', () => {
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

test.each(['serialNumber', 'distinguishedNameQualifier'] as const)('%s takes printable characters alone', (name) => {
  expect(() => render({ [name]: 'A-Z a-z 0-9 \'()+,-.?:/=' })).not.toThrow();

  errorOf('DistinguishedNameCharacters', () => render({ [name]: 'a_b' }));
  errorOf('DistinguishedNameCharacters', () => render({ [name]: 'ä' }));
});

test('a name without attributes names those that there are', () => {
  const error = errorOf('DistinguishedNameEmpty', () => render({}));

  expect(error.message).toContain('at least one of commonName, organization');
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

  test('render in order and alone: a name is made of them or of standard ones', () => {
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
    errorOf('DistinguishedNameEmpty', () => many(0));
    expect(errorOf('DistinguishedNameEmpty', () => many(151)).message).toContain('allowed: 1 to 150 attributes');
  });

  test.each(['commonName', '2', '3.1', '2.5.', '2..5', ''])('the object identifier %p is none', (objectIdentifier) => {
    errorOf('ObjectIdentifier', () => custom([objectIdentifier, 'x']));
  });

  test('have values of 1 to 256 characters', () => {
    expect(() => custom(['2.5.4.3', 'x'.repeat(256)])).not.toThrow();
    errorOf('DistinguishedNameLength', () => custom(['2.5.4.3', '']));
    errorOf('DistinguishedNameLength', () => custom(['2.5.4.3', 'x'.repeat(257)]));
  });
});
