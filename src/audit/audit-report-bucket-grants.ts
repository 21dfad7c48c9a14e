import { Annotations, Stack, aws_iam as iam, aws_kms as kms, aws_s3 as s3 } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ReportRequests } from './private/report-requests';
import { DECRYPT_AUDIT_REPORT_ACTIONS, LIST_AUDIT_REPORT_ACTIONS, READ_AUDIT_REPORT_ACTIONS } from '../private/actions';
import { knownArnOf } from '../private/bucket-name';
import { AUDIT_REPORT_BUCKET, GRANTEE } from '../private/cdk-kinds';
import { PrivateCaError } from '../private/errors';
import { isOfOtherAccount, requireNamedPrincipal } from '../private/grantee';
import { grantOnPrincipalOrResource, identitiesOf, isOfAccount } from '../private/grants';
import { check, checkArgument } from '../private/kinds';
import { nameKey } from '../private/kms-key';
import { grantedResource } from '../private/resource-policy';
import { restoreOnError, undoneOnError } from '../private/undone-on-error';
import { usingResources } from '../private/used-resources';

/* The interface and its grants refer to each other. One file keeps the imports free of a cycle. */

/** An S3 bucket for the audit reports of certificate authorities (CAs). */
export interface IAuditReportBucket extends IConstruct {
  /**
   * The bucket.
   *
   * Audit reports have the key `audit-report/CA_ID/REPORT_ID.csv` or `audit-report/CA_ID/REPORT_ID.json`.
   */
  readonly bucket: s3.IBucket;

  /**
   * The customer managed key that encrypts the audit reports.
   *
   * @default - no encryption key; the bucket uses SSE-S3
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * The ARNs of the certificate authorities that deliver audit reports to the bucket.
   *
   * @default - unknown; `grants.generate()` throws an error
   */
  readonly certificateAuthorityArns?: string[];

  /**
   * Grants permission to read and to request audit reports.
   *
   * If you implement this interface, return `AuditReportBucketGrants.fromAuditReportBucket()` of your bucket.
   */
  readonly grants: AuditReportBucketGrants;
}

/** The grants of each bucket, so that repeated calls share their state. */
const GRANTS = new WeakMap<IAuditReportBucket, AuditReportBucketGrants>();

/** Grants permission to read and to request audit reports. */
export class AuditReportBucketGrants {
  /**
   * The grants of an audit report bucket.
   *
   * Repeated calls for the same bucket return the same object, which is also the `grants` property of the bucket.
   *
   * @param auditReportBucket The audit report bucket.
   */
  public static fromAuditReportBucket(auditReportBucket: IAuditReportBucket): AuditReportBucketGrants {
    checkArgument('auditReportBucket', AUDIT_REPORT_BUCKET, auditReportBucket);
    const grants = GRANTS.get(auditReportBucket) ?? new AuditReportBucketGrants(auditReportBucket);
    GRANTS.set(auditReportBucket, grants);
    return grants;
  }

  private readonly requests = new Map<iam.IPrincipal, ReportRequests>();

  private constructor(private readonly auditReportBucket: IAuditReportBucket) {}

  /**
   * Grants an auditor permission to list and read audit reports.
   *
   * The grant includes `s3:ListBucket` on the bucket, all object versions under `audit-report/`, and, for SSE-KMS,
   * `kms:Decrypt` on the key for these objects.
   *
   * For an auditor in another account, the library adds statements to the bucket policy and the key policy. If the app
   * cannot edit a policy, synthesis prints a warning with the statement.
   *
   * @param auditor The principal that can read audit reports. A principal that stands for everyone causes an error. An
   * IAM group also causes an error if the bucket or the key is in another account.
   */
  public read(auditor: iam.IGrantable): iam.Grant {
    const { auditReportBucket } = this;
    const { bucket, encryptionKey } = auditReportBucket;
    check(auditReportBucket, 'auditor', GRANTEE, auditor);
    requireNamedPrincipal(auditReportBucket, 'GrantPrincipal', auditor);
    requireNameable(auditReportBucket, auditor, [bucket, ...encryptionKey ? [encryptionKey] : []]);
    const used = [...identitiesOf(auditor), bucket, encryptionKey];
    return undoneOnError(() => usingResources({ scope: auditReportBucket, property: 'auditor' }, used,
      () => this.grantRead(auditor, bucket, encryptionKey)));
  }

  private grantRead(auditor: iam.IGrantable, bucket: s3.IBucket, encryptionKey: kms.IKey | undefined): iam.Grant {
    const bucketArn = bucketArnOf(bucket);
    const resource = grantedResource(this.auditReportBucket, 'the bucket', bucket);
    const readGrant = grantOnPrincipalOrResource({
      grantee: auditor,
      actions: READ_AUDIT_REPORT_ACTIONS,
      resourceArns: [`${bucketArn}/audit-report/*`],
      resource,
    });
    const listGrant = grantOnPrincipalOrResource({
      grantee: auditor,
      actions: LIST_AUDIT_REPORT_ACTIONS,
      resourceArns: [bucketArn],
      resource,
    });
    const objectsGrant = readGrant.combine(listGrant);
    return encryptionKey ? objectsGrant.combine(this.grantDecrypt(auditor, encryptionKey)) : objectsGrant;
  }

  /**
   * Grants a principal permission to request audit reports from the CAs of this bucket.
   *
   * The grant includes the status of a report, and CAs that you add with `addCertificateAuthority()` later. It includes
   * no permission on the bucket, because AWS Private CA writes the report.
   *
   * The principal must be in the account of the CAs. Otherwise, synthesis prints a warning. A role, user, or group also
   * gets managed policies if the CAs do not fit in its inline policy.
   *
   * @param principal The principal that can request audit reports. A principal that stands for everyone causes an
   * error.
   * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CreateCertificateAuthorityAuditReport.html
   */
  public generate(principal: iam.IGrantable): iam.Grant {
    const { auditReportBucket } = this;
    check(auditReportBucket, 'principal', GRANTEE, principal);
    requireNamedPrincipal(auditReportBucket, 'GrantPrincipal', principal);
    const certificateAuthorityArns = requireCertificateAuthorityArns(auditReportBucket);
    const subject = { scope: auditReportBucket, property: 'principal' };
    const grant = undoneOnError(() => usingResources(subject, identitiesOf(principal), () => {
      const requests = this.requests.get(principal.grantPrincipal) ?? new ReportRequests(auditReportBucket, principal);
      restoreOnError(this.requests);
      this.requests.set(principal.grantPrincipal, requests);
      return requests.add(certificateAuthorityArns);
    }));
    if (!grant.success || isOfOtherAccount(principal, Stack.of(auditReportBucket).account)) {
      Annotations.of(auditReportBucket).addWarningV2('cdk-private-ca:generateNotGranted',
        'grants.generate() can add permissions only to principals in the account of the CAs. '
        + `${principal.grantPrincipal} is not in that account. Grant the permission in its own account, and share the `
        + 'CAs with that account.');
    }
    return grant;
  }

  /**
   * Adds a certificate authority to the existing grants of `generate()`.
   *
   * @internal
   */
  public _extendTo(certificateAuthorityArn: string): void {
    this.requests.forEach((requests) => requests.add([certificateAuthorityArn]));
  }

  private grantDecrypt(auditor: iam.IGrantable, key: kms.IKey): iam.Grant {
    const bucketArn = bucketArnOf(this.auditReportBucket.bucket);
    const { resourceArn, conditions } = nameKey(key);
    return grantOnPrincipalOrResource({
      grantee: auditor,
      actions: DECRYPT_AUDIT_REPORT_ACTIONS,
      resourceArns: [resourceArn],
      resource: grantedResource(this.auditReportBucket, 'the KMS key', key),
      resourceSelfArns: ['*'],
      conditions: {
        ...conditions,
        // The contexts with and without an S3 Bucket Key. Existing reports keep their encryption context.
        StringLike: { 'kms:EncryptionContext:aws:s3:arn': [bucketArn, `${bucketArn}/audit-report/*`] },
      },
    });
  }
}

/** Requires that the policies of resources in other accounts can name the auditor. IAM groups are no principals. */
function requireNameable(
  scope: IConstruct, { grantPrincipal }: iam.IGrantable, resources: (s3.IBucket | kms.IKey)[],
): void {
  if (!('groupArn' in grantPrincipal) || resources.every(({ env }) => isOfAccount(grantPrincipal, env.account))) { return; }
  throw new PrivateCaError('ReaderPrincipal', {
    scope,
    subject: 'The auditor',
    rule: 'not be an IAM group, because a bucket or key in another account must name the auditor in its policy',
    value: grantPrincipal.groupArn,
    fix: 'Grant permission to a role that the members of the group can assume',
  });
}

/** The ARN of the bucket, without a reference to the bucket if its name is known. */
function bucketArnOf(bucket: s3.IBucket): string {
  return knownArnOf(bucket) ?? bucket.bucketArn;
}

function requireCertificateAuthorityArns(auditReportBucket: IAuditReportBucket): string[] {
  const { certificateAuthorityArns = [] } = auditReportBucket;
  if (certificateAuthorityArns.length > 0) { return certificateAuthorityArns; }
  throw new PrivateCaError('AttributeUnknown', {
    scope: auditReportBucket,
    subject: 'certificateAuthorityArns',
    rule: 'be specified to grant permission to request audit reports',
    value: undefined,
    fix: `Import the bucket in ${Stack.of(auditReportBucket).stackName} with certificateAuthorityArns`,
  });
}
