import { derOf, hasBit } from '../../src/authority/private/der';

/* The check of DER in extensions of users. A byte sequence is written in hexadecimal digits. */

const bytes = (hex: string) => Buffer.from(hex, 'hex');
const zeros = (count: number) => '00'.repeat(count);

describe('a text', () => {
  test.each<[string, string]>([
    ['an element without a value', '0500'],
    ['an element in another', '3003040100'],
    ['a length in two octets', `048180${zeros(128)}`],
    ['a length in three octets', `04820100${zeros(256)}`],
    ['a tag in three octets', '9f810000'],
    ['a tag whose last octet is 0, and a length in two octets', `9f81008180${zeros(128)}`],
  ])('with %s is DER', (_name, hex) => {
    expect(Buffer.from(derOf(bytes(hex).toString('base64')) ?? []).toString('hex')).toBe(hex);
  });

  test.each<[string, string]>([
    ['nothing', ''],
    ['no length', '04'],
    ['a tag without an end', '9f81'],
    ['a tag in another element that does not end in it', '300630029f810500'],
    ['a length of no octets', `0480${zeros(128)}`],
    ['a length that could be in one octet', '048101cc'],
    ['a length that starts with 0', `04820080${zeros(128)}`],
    ['a length that is cut', '0482'],
    ['a length that ends after its surroundings', '30083002048201000500'],
    ['a value that is cut', '040201'],
    ['more octets after it', '050000'],
  ])('with %s is not DER', (_name, hex) => {
    expect(derOf(bytes(hex).toString('base64'))).toBeUndefined();
  });
});

test.each<[string, number, boolean]>([
  ['03020106', 5, true], ['03020106', 6, true], ['03020106', 4, false], ['03020106', 8, false],
  ['0303070080', 8, true], ['0303070080', 0, false], ['0303078000', 0, true], ['0303078000', 8, false],
  ['030100', 0, false], ['04020106', 5, false],
])('of the bit string %s, bit %i is set: %s', (hex, bit, expected) => {
  expect(hasBit(bytes(hex), bit)).toBe(expected);
});
