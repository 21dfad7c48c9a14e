import { writeFileSync } from 'fs';
import { App, Duration, Stack, aws_s3 as s3 } from 'aws-cdk-lib';
import { AuditReportAnalytics } from '../../src/audit/audit-report-analytics';
import { AuditReportBucket } from '../../src/audit/audit-report-bucket';
import { IssuedCertificateExpiryWatch } from '../../src/audit/issued-certificate-expiry-watch';
import { Criticality } from '../../src/notification/criticality';
import { ExpiryThreshold } from '../../src/notification/expiry-threshold';
import { definitionIn } from '../../test/support/state-machines';
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
const analytics = new AuditReportAnalytics(stack, 'Analytics', { auditReportBucket });
const thresholds = [90, 15, 1].map((days) => ExpiryThreshold.of(Duration.days(days), Criticality.HIGH));
new IssuedCertificateExpiryWatch(stack, 'Certificates', { analytics, thresholds });
// The query that a state machine runs with all certificates, and with those that ACM did not request.
const counts = (id: string, includeAcmCertificates: boolean) => {
  const own = new Stack(new App(), id);
  const bucket = AuditReportBucket.fromAuditReportBucketAttributes(own, 'Audit', {
    bucket: s3.Bucket.fromBucketName(own, 'Bucket', 'amzn-s3-demo-bucket'),
  });
  new IssuedCertificateExpiryWatch(own, 'Certificates', {
    analytics: new AuditReportAnalytics(own, 'Analytics', { auditReportBucket: bucket }), thresholds, includeAcmCertificates,
  });
  const { Arguments } = definitionIn(own, 'Certificates').States.StartQuery as unknown as { Arguments: { QueryString: string } };
  return { name: `count_${id}`, sql: Arguments.QueryString };
};
const world = World.of(stack);
const { TableInput: table } = world.propertiesOf<GlueTable>(world.idOf('AWS::Glue::Table'));
const { Location, Columns, SerdeInfo } = table.StorageDescriptor;

writeFileSync(process.argv[2], JSON.stringify({
  table: table.Name,
  location: Location,
  columns: Columns.map(({ Name }) => Name),
  serializationLibrary: SerdeInfo.SerializationLibrary,
  regex: SerdeInfo.Parameters['input.regex'],
  queries: [
    ...world.idsOf('AWS::Athena::NamedQuery')
      .map((id) => world.propertiesOf<{ Name: string; QueryString: string }>(id))
      .map(({ Name, QueryString }) => ({ name: Name, sql: QueryString })),
    counts('direct', false),
    counts('all', true),
  ],
}));
