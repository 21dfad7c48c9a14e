import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { isUnknown, requireLength, requirePattern } from '../../private/require';

/* The custom path of CRLs in a bucket. */

/** The length of a path, in characters. */
const CUSTOM_PATH_LENGTH = { min: 1, max: 253 };

/**
 * The characters that AWS Private CA allows, except `*` and `?`, which are wildcards in policies and start a query in
 * URLs. `%`, `+`, and the segments `.` and `..` have another meaning in a URL than in an object key.
 */
const CUSTOM_PATH = /^(?!(?:.*\/)?\.{1,2}(?:\/|$))(\/|[-a-zA-Z0-9;:@&=$,_.!~()']+(\/[-a-zA-Z0-9;:@&=$,_.!~()']+)*)$/;

/** The prefixes of other objects in PKI buckets, which must not be public. */
const RESERVED_PATHS = /^(?:audit-report|AWSLogs)(?:\/|$)/;

/** Requires a path that AWS Private CA supports and that contains only CRLs. */
export function requireCustomPath(scope: IConstruct, customPath: string | undefined): void {
  requireLength({ scope, property: 'customPath' }, 'CrlCustomPath', customPath, CUSTOM_PATH_LENGTH);
  requirePattern({ scope, property: 'customPath' }, 'CrlCustomPath', customPath, CUSTOM_PATH,
    'segments of letters, digits, and -;:@&=$,_.!~()\' (other than . and ..) separated by slashes, or a single slash');
  if (isUnknown(customPath) || !RESERVED_PATHS.test(customPath as string)) { return; }
  throw new PrivateCaError('CrlCustomPath', {
    scope,
    subject: 'customPath',
    rule: 'not start with audit-report/ or AWSLogs/, because a CRL distribution would publish reports or logs',
    value: customPath,
    fix: 'Choose another path',
  });
}
