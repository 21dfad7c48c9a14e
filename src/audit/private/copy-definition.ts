import { SHORT_RETRIES, jsonata, sdkCall } from '../../private/states';

/* The state machine that copies the newest audit report of a CA to a fixed key. */

/** The prefix of the copies. */
export const LATEST_PREFIX = 'latest/';

/**
 * The largest object that one CopyObject call can copy: 5 GiB, or about 10 million certificates.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html
 */
const LARGEST_COPY_BYTES = 5 * 1024 ** 3;

const OBJECT = '$states.input.detail.object';

/** Renders the definition. The input of an execution is an `Object Created` event of the report bucket. */
export function renderCopyDefinition(latestBucketName: string): object {
  return {
    Comment: 'Copies the newest audit report of a CA to one fixed key',
    QueryLanguage: 'JSONata',
    TimeoutSeconds: 3600,
    StartAt: 'ReadEvent',
    States: {
      ReadEvent: {
        Type: 'Pass',
        Assign: {
          reportedAt: jsonata('$states.input.time'),
          size: jsonata(`${OBJECT}.size`),
          reportKey: jsonata(`${OBJECT}.key`),
          copySource: jsonata(`$states.input.detail.bucket.name & '/' & ${OBJECT}.key & `
            + `($exists(${OBJECT}.'version-id') ? '?versionId=' & ${OBJECT}.'version-id' : '')`),
          latestKey: jsonata(`'${LATEST_PREFIX}' & $split(${OBJECT}.key, '/')[1] & '.csv'`),
        },
        Next: 'FindLatest',
      },
      ...findStates(latestBucketName),
      CheckSize: {
        Type: 'Choice',
        Choices: [{ Condition: jsonata(`$size <= ${LARGEST_COPY_BYTES}`), Next: 'CopyReport' }],
        Default: 'TooLarge',
      },
      CopyReport: {
        Type: 'Task',
        Resource: sdkCall('s3:copyObject'),
        Arguments: {
          Bucket: latestBucketName,
          Key: jsonata('$latestKey'),
          CopySource: jsonata('$copySource'),
          ContentType: 'text/csv',
          MetadataDirective: 'REPLACE',
          // A copy of the tags, for example of a malware scan, would require further permissions.
          TaggingDirective: 'REPLACE',
          Metadata: { 'reported-at': jsonata('$reportedAt'), 'report-key': jsonata('$reportKey') },
        },
        Retry: [{
          ErrorEquals: ['States.TaskFailed'], IntervalSeconds: 30, BackoffRate: 2, MaxAttempts: 4, JitterStrategy: 'FULL',
        }],
        Output: {},
        End: true,
      },
      NotNewer: { Type: 'Succeed' },
      TooLarge: {
        Type: 'Fail',
        Error: 'ReportTooLarge',
        Cause: jsonata('$reportKey & \' has \' & $string($size) & \' bytes, and one copy can have 5 GiB\''),
      },
    },
  };
}

/** The states that skip a report that is not newer than the copy: a late event, or a duplicate. */
function findStates(latestBucketName: string): object {
  return {
    // HeadObject would return an error for a missing object.
    FindLatest: {
      Type: 'Task',
      Resource: sdkCall('s3:listObjectsV2'),
      Arguments: { Bucket: latestBucketName, Prefix: jsonata('$latestKey'), MaxKeys: 1 },
      Retry: SHORT_RETRIES,
      Output: jsonata('{ \'exists\': $count($states.result.Contents) > 0 }'),
      Next: 'HasLatest',
    },
    HasLatest: {
      Type: 'Choice',
      Choices: [{ Condition: jsonata('$states.input.exists'), Next: 'DescribeLatest' }],
      Default: 'CheckSize',
    },
    DescribeLatest: {
      Type: 'Task',
      Resource: sdkCall('s3:headObject'),
      Arguments: { Bucket: latestBucketName, Key: jsonata('$latestKey') },
      Retry: SHORT_RETRIES,
      Output: jsonata('{ \'isNewer\': $exists($states.result.Metadata.\'reported-at\') '
        + 'and $toMillis($states.result.Metadata.\'reported-at\') >= $toMillis($reportedAt) }'),
      Next: 'CompareTimes',
    },
    CompareTimes: {
      Type: 'Choice',
      Choices: [{ Condition: jsonata('$states.input.isNewer'), Next: 'NotNewer' }],
      Default: 'CheckSize',
    },
  };
}
