import { CERTIFICATE, issuerOf, ownCertificate } from './authorities';
import { AWS_PAGES } from './pages';
import { Rule } from './rule';
import { Resource } from './template';
import { literalOf } from './values';
import { View } from './view';

interface Period {
  readonly type: string;
  readonly value: number;
  /** The fewest and the most days that the period can have. */
  readonly days: readonly [number, number];
}

/** How long a certificate is valid, if it is a period that starts when the certificate is issued. */
function periodOf(view: View, certificate: Resource): Period | undefined {
  const type = literalOf(view.get(certificate, 'Validity.Type'));
  const value = Number(literalOf(view.get(certificate, 'Validity.Value')) ?? NaN);
  if (!(value > 0) || view.get(certificate, 'ValidityNotBefore') !== undefined) { return undefined; }
  switch (type) {
    case 'DAYS': return { type, value, days: [value, value] };
    case 'MONTHS': return { type, value, days: months(value) };
    case 'YEARS': return { type, value, days: months(value * 12) };
  }
  return undefined;
}

function months(count: number): readonly [number, number] {
  const [years, rest] = [Math.floor(count / 12), count % 12];
  return [years * 365 + rest * 28, years * 366 + rest * 31];
}

/** Whether a certificate that is issued later than another one is certain to be valid for longer. */
function outlives(child: Period, parent: Period): boolean {
  return child.type === parent.type ? child.value >= parent.value : child.days[0] > parent.days[1];
}

export const VALIDITY: Rule = {
  id: 'PCA-VALIDITY',
  severity: 'error',
  detects: 'A certificate would be valid for longer than the CA that issues it',
  effect: 'AWS Private CA rejects the request, because the certificate would expire after the certificate of the issuing CA.',
  fix: 'Shorten the validity period of the certificate, or extend that of its issuer.',
  silent: 'END_DATE and ABSOLUTE, certificates with ValidityNotBefore, and issuers that the app doesn\'t define.',
  see: AWS_PAGES.lifecycle,
  find: (view) => view.subjects(CERTIFICATE).filter((resource) => {
    const issuer = issuerOf(view, resource);
    const own = issuer && ownCertificate(view, issuer);
    if (!own || own === resource) { return false; }
    const [child, parent] = [periodOf(view, resource), periodOf(view, own)];
    return child && parent && outlives(child, parent);
  }).map((resource) => ({ resource, location: 'Properties.Validity' })),
};
