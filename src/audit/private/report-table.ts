import { Size, Stack, aws_athena as athena, aws_glue as glue, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { LATEST_PREFIX } from './copy-definition';
import { LINE_PATTERN, REPORT_COLUMNS, TABLE_NAME } from './report-queries';
import { namePartsOf } from '../../private/known-name';

/* The table over the newest audit reports, and the workgroup for its queries. */

/** The prefix of query results. */
export const RESULTS_PREFIX = 'results/';

/** What the queries of a workgroup can use. */
export interface WorkGroupProps {
  readonly bucket: s3.IBucket;
  readonly encryptionKey?: kms.IKey;
  readonly bytesScannedLimit: Size;
}

/** Creates the database and the table. The name of the database is unique in the account. */
export function newTable(scope: Construct, bucket: s3.IBucket): { database: glue.CfnDatabase; table: glue.CfnTable } {
  const catalogId = Stack.of(scope).account;
  const name = ['pca_audit', ...namePartsOf(scope, [])].join('_');
  const database = new glue.CfnDatabase(scope, 'Database', {
    catalogId, databaseInput: { name, description: 'Audit reports of AWS Private CA' },
  });
  const table = new glue.CfnTable(scope, 'Table', {
    catalogId,
    databaseName: database.ref,
    tableInput: {
      name: TABLE_NAME,
      description: 'The newest audit report of each certificate authority. The header of each file is a row.',
      tableType: 'EXTERNAL_TABLE',
      parameters: { EXTERNAL: 'TRUE' },
      storageDescriptor: {
        location: `s3://${bucket.bucketName}/${LATEST_PREFIX}`,
        inputFormat: 'org.apache.hadoop.mapred.TextInputFormat',
        outputFormat: 'org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat',
        serdeInfo: {
          serializationLibrary: 'org.apache.hadoop.hive.serde2.RegexSerDe',
          parameters: { 'input.regex': LINE_PATTERN },
        },
        columns: REPORT_COLUMNS.map((column) => ({ name: column, type: 'string' })),
      },
    },
  });
  return { database, table };
}

/** Creates the workgroup. A query can't override its settings. */
export function newWorkGroup(scope: Construct, props: WorkGroupProps): athena.CfnWorkGroup {
  const { bucket, encryptionKey } = props;
  return new athena.CfnWorkGroup(scope, 'WorkGroup', {
    name: ['pca-audit', ...namePartsOf(scope, [])].join('-'),
    description: 'Queries on audit reports of AWS Private CA',
    // CloudFormation can't delete a workgroup with named queries or a query history otherwise.
    recursiveDeleteOption: true,
    workGroupConfiguration: {
      enforceWorkGroupConfiguration: true,
      publishCloudWatchMetricsEnabled: true,
      bytesScannedCutoffPerQuery: props.bytesScannedLimit.toBytes(),
      engineVersion: { selectedEngineVersion: 'Athena engine version 3' },
      resultConfiguration: {
        outputLocation: `s3://${bucket.bucketName}/${RESULTS_PREFIX}`,
        expectedBucketOwner: Stack.of(scope).account,
        encryptionConfiguration: encryptionKey
          ? { encryptionOption: 'SSE_KMS', kmsKey: encryptionKey.keyArn }
          : { encryptionOption: 'SSE_S3' },
      },
    },
  });
}
