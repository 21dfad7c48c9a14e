import { Lazy } from 'aws-cdk-lib';
import { DistinguishedName, DistinguishedNameAttributes } from '../../src/model/distinguished-name';
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

  expect(tooLong.message).toContain(`subject.${name} has ${max + 1} characters`);
  expect(tooLong.message).toContain(`allowed: 1 to ${max} characters; shorten subject.${name} [${code} at Stack]`);
  expect(empty.message).toContain(`got ""; allowed: 1 to ${max} characters; give subject.${name} a value or leave it out`);
});

test.each(['USA', 'U', '', 'U1', 'U\n'])('the country %p is not two letters', (country) => {
  const error = errorOf('CountryCode', () => render({ commonName: 'CA', country }));

  expect(error.message).toContain('allowed: two letters, for example US; rewrite subject.country');
});

test.each(['serialNumber', 'distinguishedNameQualifier'] as const)('%s takes printable characters alone', (name) => {
  expect(() => render({ [name]: 'A-Z a-z 0-9 \'()+-.?:/=' })).not.toThrow();

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
