import { writeFileSync } from 'fs';
import { App, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { World } from '../../test/support/world';

/* Writes the synthesized table and saved queries as JSON, to the file that is named on the command line. */

interface GlueTable {
  readonly TableInput: {
    readonly Name: string;
    readonly StorageDescriptor: {
      readonly Location: string;
      readonly Columns: { readonly Name: string }[];
      readonly SerdeInfo: { readonly SerializationLibrary: string; readonly Parameters: Record<string, string> };
    };
  };
}

process.env.CDK_VALIDATION = 'false';
const stack = new Stack(new App(), 'Stack');
const auditReportBucket = AuditReportBucket.fromAuditReportBucketAttributes(stack, 'Audit', {
  bucket: s3.Bucket.fromBucketName(stack, 'Bucket', 'amzn-s3-demo-bucket'),
});
new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket });
const world = World.of(stack);
const { TableInput: table } = world.propertiesOf<GlueTable>(world.idOf('AWS::Glue::Table'));
const { Location, Columns, SerdeInfo } = table.StorageDescriptor;

writeFileSync(process.argv[2], JSON.stringify({
  table: table.Name,
  location: Location,
  columns: Columns.map(({ Name }) => Name),
  serializationLibrary: SerdeInfo.SerializationLibrary,
  regex: SerdeInfo.Parameters['input.regex'],
  queries: world.idsOf('AWS::Athena::NamedQuery')
    .map((id) => world.propertiesOf<{ Name: string; QueryString: string }>(id))
    .map(({ Name, QueryString }) => ({ name: Name, sql: QueryString })),
}));
