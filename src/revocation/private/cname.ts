import { requireLength, requirePattern, Subject } from '../../private/require';

/* The domain names of CRL distribution points and OCSP responders. */

/** The length of a name, in characters. */
const CNAME_LENGTH = { min: 1, max: 253 };

/** A host name as RFC 2396 defines it: letters, digits, and hyphens, separated by dots. */
const CNAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Requires a domain name without protocol, port, or path. */
export function requireCname(subject: Subject, cname: string | undefined): void {
  requireLength(subject, 'RevocationCname', cname, CNAME_LENGTH);
  requirePattern(subject, 'RevocationCname', cname, CNAME,
    'a domain name without protocol, port, or path, such as crl.example.com');
}
