import { aws_cloudtrail as cloudtrail } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { isTrue, keepSettings, warnOfChange } from '../../private/kept-settings';

/** The settings without which a trail doesn't log all activity of CAs, or doesn't protect its log files. */
const SETTINGS: readonly (readonly [path: string, loss: string])[] = [
  ['IsLogging', 'The trail logs no events'],
  ['IsMultiRegionTrail', 'The trail logs only the events of one Region'],
  ['EnableLogFileValidation', 'Changes to log files are not detected'],
  ['EventSelectors.0.IncludeManagementEvents', 'The trail logs no calls of AWS Private CA'],
];

/** Reports a trail that logs less than the trail of the library, or whose log files have less protection. */
export function keepTrailSettings(scope: IConstruct, trail: cloudtrail.CfnTrail): void {
  const report = (path: string, loss: string) => () => warnOfChange(scope, 'trailWeakened', `${loss} (${path} of ${trail.node.path})`);
  keepSettings(scope, trail, [
    ...SETTINGS.map(([path, loss]) => ({ path, isKept: isTrue, report: report(path, loss) })),
    {
      path: 'EventSelectors.0.ReadWriteType',
      isKept: (value) => value === 'All' || value === undefined,
      report: report('EventSelectors.0.ReadWriteType', 'The trail logs only some of the management events'),
    },
    {
      path: 'KMSKeyId',
      isKept: (value) => value !== undefined,
      report: report('KMSKeyId', 'The log files are not encrypted with the customer managed key'),
    },
  ]);
}
