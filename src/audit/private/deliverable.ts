import { Annotations, Aspects, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { arnOf } from '../../private/certificate-authority-arn';
import { isUnknown } from '../../private/require';
import { IAuditReportBucket } from '../audit-report-bucket-grants';

/* Whether the bucket accepts the audit reports of a schedule. */

/**
 * Prints a warning if the bucket is known not to accept the reports of some certificate authorities (CAs). CAs can be
 * added to the schedule and to the bucket until synthesis.
 */
export function warnUnlessDeliverable(
  scope: IConstruct, auditReportBucket: IAuditReportBucket, authorities: readonly acmpca.ICertificateAuthorityRef[],
): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (node !== scope) { return; }
      const refused = authorities.filter((authority) => isRefused(arnOf(authority), auditReportBucket));
      if (refused.length === 0) { return; }
      Annotations.of(scope).addWarningV2('cdk-private-ca:auditReportNotAccepted',
        `The policy of the bucket ${auditReportBucket.bucket.node.path} does not allow AWS Private CA to deliver the audit reports of `
        + `${refused.map((authority) => authority.node.path).join(', ')}. Add the CAs to ${auditReportBucket.node.path}.`);
    },
  });
}

/** An ARN that is a token can have any value, so it is compared only with other tokens. */
function isRefused(arn: string, { certificateAuthorityArns = [] }: IAuditReportBucket): boolean {
  if (Token.isUnresolved(certificateAuthorityArns) || certificateAuthorityArns.length === 0) { return false; }
  return !certificateAuthorityArns.includes(arn)
    && certificateAuthorityArns.every((accepted) => isUnknown(accepted) === isUnknown(arn));
}
