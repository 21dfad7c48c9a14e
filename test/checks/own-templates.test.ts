import { runRules } from '../../src/checks/private/engine';
import { readPath } from '../../src/checks/private/read-templates';
import { TemplateSet } from '../../src/checks/private/template-set';
import { APPS } from '../compliance/apps';

/** Informational findings in our own apps, which are demos: they have no tags. */
const INFORMATIONAL = ['PCA-TAGS', 'PCA-NO-REVOCATION'];

/** Findings in apps that show what a rule warns about: a share with an account outside the organization. */
const INTENDED: Record<string, string> = {
  'integ/integ.share.ts': 'PCA-RAM-EXTERNAL',
};

test.each(Object.keys(APPS))('%s has no error and no warning', (name) => {
  const { directory } = APPS[name]().synth();
  const { violations, notes } = runRules(new TemplateSet(readPath(directory).sources), { informational: true });

  const findings = violations.flatMap(({ rule, effect, places }) => places.map(({ resource, location }) =>
    `${rule.id}: ${resource.id} ${location}: ${effect}`));
  const intended = findings.filter((finding) => INTENDED[name] !== undefined && finding.startsWith(INTENDED[name]));
  expect(intended.length > 0).toBe(INTENDED[name] !== undefined);
  expect(findings.filter((finding) => !intended.includes(finding) && !INFORMATIONAL.some((id) => finding.startsWith(id)))).toEqual([]);
  expect(notes).toEqual([]);
});
