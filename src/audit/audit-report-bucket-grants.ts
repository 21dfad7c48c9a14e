import { Stack, aws_iam as iam, aws_kms as kms } from 'aws-cdk-lib';
import { GrantedBucket, KeyUse } from './bindings';
import {
  DECRYPT_AUDIT_REPORT_ACTIONS, GENERATE_AUDIT_REPORT_ACTIONS, LIST_AUDIT_REPORT_ACTIONS, READ_AUDIT_REPORT_ACTIONS,
} from '../private/actions';

/** The grants of a bucket for audit reports. */
export class AuditReportBucketGrants {
  /**
   * The grants of a bucket.
   *
   * @internal
   */
  public static _of(granted: GrantedBucket): AuditReportBucketGrants {
    return new AuditReportBucketGrants(granted);
  }

  private readonly generateStatements: iam.PolicyStatement[] = [];

  private constructor(private readonly granted: GrantedBucket) {}

  /**
   * Lets an auditor find and read the audit reports: list the bucket, get the objects under `audit-report/` in all
   * their versions and, where the bucket has a customer managed key, decrypt them, and nothing else, with that key.
   *
   * @param auditor who may read
   */
  public read(auditor: iam.IGrantable): iam.Grant {
    const { bucket, keyUse } = this.granted;
    const readGrant = iam.Grant.addToPrincipalOrResource({
      grantee: auditor,
      actions: READ_AUDIT_REPORT_ACTIONS,
      resourceArns: [bucket.arnForObjects('audit-report/*')],
      resource: bucket,
    });
    const listGrant = iam.Grant.addToPrincipalOrResource({
      grantee: auditor,
      actions: LIST_AUDIT_REPORT_ACTIONS,
      resourceArns: [bucket.bucketArn],
      resource: bucket,
    });
    const objectsGrant = readGrant.combine(listGrant);
    return keyUse ? objectsGrant.combine(grantDecrypt(auditor, keyUse)) : objectsGrant;
  }

  /**
   * Lets a principal ask the certificate authorities of this bucket, also those that are added later, for audit
   * reports and for the state of a report. Whoever asks needs no permission on the bucket: AWS Private CA writes the
   * report.
   *
   * @param principal who may ask
   * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_CreateCertificateAuthorityAuditReport.html
   */
  public generate(principal: iam.IGrantable): iam.Grant {
    const grant = iam.Grant.addToPrincipal({
      grantee: principal,
      actions: GENERATE_AUDIT_REPORT_ACTIONS,
      resourceArns: this.granted.certificateAuthorityArns(),
    });
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
}

function grantDecrypt(auditor: iam.IGrantable, { key, reportContext }: KeyUse): iam.Grant {
  return iam.Grant.addToPrincipalOrResource({
    grantee: auditor,
    actions: DECRYPT_AUDIT_REPORT_ACTIONS,
    resource: key,
    resourceSelfArns: ['*'],
    ...renderDecryptScope(key, { StringLike: { 'kms:EncryptionContext:aws:s3:arn': reportContext } }),
  });
}

/**
 * KMS does not accept the ARN of an alias as the resource of a permission: a key known by its alias is named by a
 * condition.
 */
function renderDecryptScope(key: kms.IKey, contexts: Record<string, Record<string, unknown>>): DecryptScope {
  if (!key.keyArn.includes(':alias/')) {
    return { resourceArns: [key.keyArn], conditions: contexts };
  }
  const { aliasName } = key as kms.IAlias;
  const anyKey = Stack.of(key).formatArn({
    service: 'kms', region: key.env.region, account: key.env.account, resource: 'key', resourceName: '*',
  });
  return {
    resourceArns: [anyKey],
    conditions: { ...contexts, 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': aliasName } },
  };
}

/** The part of a grant that names the key. */
type DecryptScope = Pick<iam.GrantOnPrincipalOptions, 'resourceArns' | 'conditions'>;
