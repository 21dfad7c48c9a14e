import { Annotations, Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { GrantedBucket } from './private/report-bucket';
import {
  DECRYPT_AUDIT_REPORT_ACTIONS, GENERATE_AUDIT_REPORT_ACTIONS, LIST_AUDIT_REPORT_ACTIONS, READ_AUDIT_REPORT_ACTIONS,
} from '../private/actions';
import { differs } from '../private/environment';
import { PrivateCaError } from '../private/errors';
import { nameKey } from '../private/kms-key';
import { grantedResource } from '../private/resource-policy';

/** The grants of a bucket for audit reports. */
export class AuditReportBucketGrants {
  /**
   * The grants of a bucket.
   *
   * @internal
   */
  public static _of(scope: IConstruct, granted: GrantedBucket): AuditReportBucketGrants {
    return new AuditReportBucketGrants(scope, granted);
  }

  private readonly generateStatements: iam.PolicyStatement[] = [];

  private constructor(private readonly scope: IConstruct, private readonly granted: GrantedBucket) {}

  /**
   * Lets an auditor find and read the audit reports: list the bucket, get the objects under `audit-report/` in all
   * their versions and, where the bucket has a customer managed key, decrypt them, and nothing else, with that key.
   *
   * An auditor of another account gets statements in the policies of bucket and key; for a policy that cannot be edited
   * from the app, a warning tells the statement.
   *
   * @param auditor who may read
   */
  public read(auditor: iam.IGrantable): iam.Grant {
    const { bucket, bucketArn, encryptionKey } = this.granted;
    const resource = grantedResource(this.scope, 'the bucket', bucket);
    const readGrant = iam.Grant.addToPrincipalOrResource({
      grantee: auditor,
      actions: READ_AUDIT_REPORT_ACTIONS,
      resourceArns: [`${bucketArn}/audit-report/*`],
      resource,
    });
    const listGrant = iam.Grant.addToPrincipalOrResource({
      grantee: auditor,
      actions: LIST_AUDIT_REPORT_ACTIONS,
      resourceArns: [bucketArn],
      resource,
    });
    const objectsGrant = readGrant.combine(listGrant);
    return encryptionKey ? objectsGrant.combine(this.grantDecrypt(auditor, encryptionKey)) : objectsGrant;
  }

  /**
   * Lets a principal of the CAs' account ask the certificate authorities of this bucket, also those that are added
   * later, for audit reports and for the state of a report. No permission on the bucket goes with it: AWS Private CA
   * writes the report. For a principal that no policy can be written for, a warning says so.
   *
   * @param principal who may ask
   * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CreateCertificateAuthorityAuditReport.html
   */
  public generate(principal: iam.IGrantable): iam.Grant {
    const resourceArns = this.granted.certificateAuthorityArns();
    requireAuthorities(this.scope, resourceArns);
    const grant = iam.Grant.addToPrincipal({
      grantee: principal,
      actions: GENERATE_AUDIT_REPORT_ACTIONS,
      resourceArns,
    });
    const account = principal.grantPrincipal.principalAccount;
    const isForeign = account !== undefined && differs(account, Stack.of(this.scope).account);
    if (!grant.success || isForeign) {
      Annotations.of(this.scope).addWarningV2('cdk-private-ca:generateNotGranted',
        `grants.generate() can only write into policies of principals of the CAs' account; ${principal.grantPrincipal} `
        + 'is not one: have its own account allow it, and share the certificate authorities with that account');
    }
    this.generateStatements.push(...grant.principalStatements);
    return grant;
  }

  /**
   * Extends the grants to a certificate authority that delivers to the bucket, too.
   *
   * @internal
   */
  public _extendTo(certificateAuthorityArn: string): void {
    this.generateStatements.forEach((statement) => statement.addResources(certificateAuthorityArn));
  }

  private grantDecrypt(auditor: iam.IGrantable, key: kms.IKey): iam.Grant {
    const { bucketArn } = this.granted;
    const { resourceArn, conditions } = nameKey(key);
    return iam.Grant.addToPrincipalOrResource({
      grantee: auditor,
      actions: DECRYPT_AUDIT_REPORT_ACTIONS,
      resourceArns: [resourceArn],
      resource: grantedResource(this.scope, 'the KMS key', key),
      resourceSelfArns: ['*'],
      conditions: {
        ...conditions,
        // With and without an S3 Bucket Key: old reports keep the context that they were encrypted under.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/audit-report/*`] },
      },
    });
  }
}

function requireAuthorities(scope: IConstruct, certificateAuthorityArns: string[]): void {
  if (certificateAuthorityArns.length > 0) { return; }
  throw new PrivateCaError('AttributeUnknown', {
    scope,
    problem: 'the certificate authorities of this imported bucket are not known',
    value: certificateAuthorityArns,
    allowed: 'a bucket that was imported with its certificateAuthorityArns',
    change: `import it in ${Stack.of(scope).stackName} with certificateAuthorityArns`,
  });
}
