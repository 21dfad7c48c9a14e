import { requireLength, requirePattern, Subject } from '../../private/require';

/* The names that CRL distribution points and OCSP responders go by. */

/** How long a name may be. */
const CNAME_LENGTH = { min: 1, max: 253 };

/** Letters, digits and hyphens between dots: what RFC 2396 allows as the name of a host. */
const CNAME = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** The text is a domain name, without protocol, port or path. */
export function requireCname(subject: Subject, cname: string | undefined): void {
  requireLength(subject, 'RevocationCname', cname, CNAME_LENGTH);
  requirePattern(subject, 'RevocationCname', cname, CNAME,
    'a domain name such as crl.example.com, without a protocol, port, or path');
}
