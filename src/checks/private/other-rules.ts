import { CA, caOf } from './authorities';
import { AWS_PAGES } from './pages';
import { Rule } from './rule';
import { isMap, listOf, sketchOf, truthOf, Value } from './values';
import { View } from './view';

export const ALARM: Rule = {
  id: 'PCA-ALARM',
  severity: 'error',
  detects: 'An alarm uses a SEARCH expression over the metrics of AWS Private CA',
  effect: 'The creation of the alarm fails, because CloudWatch doesn\'t support SEARCH in alarms.',
  fix: 'Use a metric with all its dimensions, or a Metrics Insights query.',
  silent: 'Dashboards, other expressions, and metrics of other services.',
  see: AWS_PAGES.search,
  find: (view) => view.subjects('AWS::CloudWatch::Alarm').flatMap((resource) => {
    const index = listOf(view.get(resource, 'Metrics')).findIndex((metric) => isMap(metric) && isSearch(metric.Expression));
    return index < 0 ? [] : [{ resource, location: `Properties.Metrics.${index}.Expression` }];
  }),
};

function isSearch(expression: Value): boolean {
  const text = sketchOf(expression);
  return /\bSEARCH\s*\(/.test(text) && text.includes('AWS/ACMPrivateCA');
}

export const RAM_EXTERNAL: Rule = {
  id: 'PCA-RAM-EXTERNAL',
  severity: 'warning',
  detects: 'A CA is shared with accounts, and accounts outside the organization are allowed',
  effect: 'An account that leaves the organization, or never belonged to it, can issue certificates of the CA.',
  fix: 'Set AllowExternalPrincipals to false.',
  silent: 'Shares with an organization, an organizational unit, or a service principal only, and shares of other resources.',
  see: AWS_PAGES.sharing,
  find: (view) => view.subjects('AWS::RAM::ResourceShare').filter((share) => {
    const external = truthOf(view.get(share, 'AllowExternalPrincipals'));
    return (external === undefined || external === true)
      && listOf(view.get(share, 'ResourceArns')).some((arn) => isCa(view, arn))
      && listOf(view.get(share, 'Principals')).some((principal) => /^\d{12}$/.test(sketchOf(principal)));
  }).map((resource) => ({ resource, location: 'Properties.AllowExternalPrincipals' })),
};

function isCa(view: View, arn: Value): boolean {
  return caOf(view, arn) !== undefined || /:acm-pca:[^:]*:[^:]*:certificate-authority\//.test(sketchOf(arn));
}

export const TAGS: Rule = {
  id: 'PCA-TAGS',
  severity: 'info',
  detects: 'A CA has no tags',
  effect: 'The Security Hub control PCA.2 fails for the CA.',
  fix: 'Add a tag to the CA.',
  silent: 'Tags that the template doesn\'t show.',
  see: AWS_PAGES.controls,
  find: (view) => view.subjects(CA).filter((ca) => {
    const tags = view.get(ca, 'Tags');
    return tags === undefined || Array.isArray(tags) && tags.length === 0;
  }).map((resource) => ({ resource, location: 'Properties.Tags' })),
};
