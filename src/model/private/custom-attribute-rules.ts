import { IConstruct } from 'constructs';
import { requireText, TextRule } from '../../private/require-text';

const PRINTABLE: TextRule = {
  code: 'DistinguishedNameCharacters',
  max: 256,
  matches: (text) => /^[a-zA-Z0-9'()+,\-.?:/= ]+$/.test(text),
  rule: 'contain only letters, digits, spaces, and \'()+,-.?:/=',
  fix: 'Remove other characters',
};

const ASCII: TextRule = {
  code: 'DistinguishedNameCharacters',
  max: 256,
  matches: (text) => /^[ -~]+$/.test(text),
  rule: 'contain only ASCII characters',
  fix: 'Write an internationalized domain in Punycode (xn--)',
};

/** The custom attributes whose X.520 type restricts the value, by object identifier (OID). */
const RULES: { readonly [objectIdentifier: string]: { readonly name: string; readonly rule: TextRule } } = {
  '2.5.4.6': {
    name: 'country',
    rule: {
      code: 'CountryCode',
      max: 2,
      matches: (text) => /^[A-Za-z]{2}$/.test(text),
      rule: 'be two letters',
      fix: 'Pass an ISO 3166-1 alpha-2 code, such as US',
    },
  },
  '2.5.4.5': { name: 'serial number', rule: PRINTABLE },
  '2.5.4.46': { name: 'distinguished name qualifier', rule: PRINTABLE },
  '1.2.840.113549.1.9.1': { name: 'email address', rule: ASCII },
  '0.9.2342.19200300.100.1.25': { name: 'domain component', rule: ASCII },
};

/** Throws an error if the X.520 type of a custom attribute does not allow the value. */
export function requireCustomAttribute(scope: IConstruct, objectIdentifier: string, value: string): void {
  const known = RULES[objectIdentifier];
  if (known) { requireText({ scope, property: `The custom attribute ${objectIdentifier} (${known.name})` }, known.rule, value); }
}
