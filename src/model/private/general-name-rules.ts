import { IConstruct } from 'constructs';
import { isIpAddress } from './ip-address';
import { OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM } from '../../private/require';
import { TextRule, requireArgument, uriRule } from '../../private/require-text';

const code = 'GeneralName';

/** One label of a DNS name. Wildcards and underscores occur in certificates. */
const LABEL = '[A-Za-z0-9_*](?:[A-Za-z0-9_*-]{0,61}[A-Za-z0-9_*])?';
const DNS_NAME = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

const OBJECT_IDENTIFIER_RULE: TextRule = {
  code: 'ObjectIdentifier',
  max: 64,
  matches: (text) => OBJECT_IDENTIFIER.test(text),
  rule: `be ${OBJECT_IDENTIFIER_FORM}`,
  fix: 'Pass numbers with periods between them: the first number is 0 to 2, and the second is 0 to 39',
};

const TEXT_RULE: TextRule = {
  code, max: 256, matches: () => true, rule: 'have 1 to 256 characters', fix: 'Pass a shorter value that is not empty',
};

/** The rules for the parts of a general name, with the lengths of AWS Private CA and the characters of RFC 5280. */
const RULES: { readonly [part: string]: TextRule } = {
  dnsName: {
    code,
    max: 253,
    matches: (text) => DNS_NAME.test(text),
    rule: 'be a DNS name of 1 to 253 ASCII characters',
    fix: 'Remove any scheme, port, or path, and write an internationalized name in Punycode (xn--)',
  },
  uniformResourceIdentifier: uriRule(code, 253),
  rfc822Name: {
    code,
    max: 256,
    matches: (text) => /^[!-?A-~]+@[!-?A-~]+$/.test(text),
    rule: 'be an email address of 1 to 256 ASCII characters',
    fix: 'Pass an address such as pki@example.com, and write an internationalized domain in Punycode (xn--)',
  },
  ipAddress: {
    code,
    max: 39,
    matches: isIpAddress,
    rule: 'be an IPv4 or IPv6 address of 1 to 39 characters',
    fix: 'Pass one address without a prefix length, such as 192.0.2.1 or 2001:db8::1',
  },
  registeredId: OBJECT_IDENTIFIER_RULE,
  typeId: OBJECT_IDENTIFIER_RULE,
  value: TEXT_RULE,
  partyName: TEXT_RULE,
  nameAssigner: TEXT_RULE,
};

/**
 * Throws an error if a part of a general name does not follow its rule.
 *
 * @param method the method of `GeneralName` that created the name
 * @param parts the parts by name
 */
export function requireGeneralName(
  scope: IConstruct, method: string, parts: { readonly [part: string]: string },
): void {
  for (const [part, text] of Object.entries(parts)) {
    const property = part === method ? `GeneralName.${method}()` : `${part} of GeneralName.${method}()`;
    requireArgument({ scope, property }, RULES[part], text);
  }
}
