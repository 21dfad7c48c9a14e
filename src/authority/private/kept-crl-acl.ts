import { Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';
import { isTrue, keepSettings } from '../../private/kept-settings';
import { hasOverrides, isIntrinsic, valueAt } from '../../private/rendered-resource';

const ACL = 'BUCKET_OWNER_FULL_CONTROL';

/** Reports an override of the ACL of CRLs. With the default of the service, the deployment fails. */
export function keepCrlAcl(scope: IConstruct, certificateAuthority: acmpca.CfnCertificateAuthority): void {
  keepSettings(scope, certificateAuthority, [{
    path: 'RevocationConfiguration.CrlConfiguration',
    isKept: (value) => !isTrue(valueAt(value, 'Enabled')) || isIntrinsic(valueAt(value, 'S3ObjectAcl'))
      || valueAt(value, 'S3ObjectAcl') === ACL,
    report: (value) => {
      throw new PrivateCaError('CrlObjectAcl', {
        scope,
        subject: `S3ObjectAcl of ${certificateAuthority.node.path}`,
        rule: `be ${ACL}, because a private bucket does not accept public objects`,
        value: valueAt(value, 'S3ObjectAcl'),
        fix: 'Remove the override that changes the property',
      });
    },
  }], () => !hasOverrides(certificateAuthority) && publishesNoCrls(certificateAuthority));
}

/** Whether the properties of a CA are known to configure no CRLs, without rendering the resource. */
function publishesNoCrls({ revocationConfiguration: revocation }: acmpca.CfnCertificateAuthority): boolean {
  if (revocation === undefined) { return true; }
  if (Token.isUnresolved(revocation)) { return false; }
  const crls = (revocation as acmpca.CfnCertificateAuthority.RevocationConfigurationProperty).crlConfiguration;
  return crls === undefined || (!Token.isUnresolved(crls) && valueAt(crls, 'enabled') === false);
}
