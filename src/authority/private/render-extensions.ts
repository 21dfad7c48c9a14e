import { aws_acmpca as acmpca } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { ApiPassthrough, CertificateExtensions, CertificatePolicy, CsrExtensions } from '../../model/certificate-extensions';
import { OBJECT_IDENTIFIER, OBJECT_IDENTIFIER_FORM, requirePattern } from '../../private/require';

/* Renders X.509 extensions as CloudFormation properties. */

/** Renders the `CsrExtensions` property of a CA. */
export function renderCsrExtensions(
  scope: IConstruct, extensions: CsrExtensions | undefined,
): acmpca.CfnCertificateAuthority.CsrExtensionsProperty | undefined {
  return extensions && {
    keyUsage: extensions.keyUsage,
    subjectInformationAccess: extensions.subjectInformationAccess?.map(({ accessMethod, accessLocation }) => ({
      accessMethod: {
        accessMethodType: accessMethod.name,
        customObjectIdentifier: requireOid(scope, 'accessMethod', accessMethod.objectIdentifier),
      },
      accessLocation: accessLocation._render(scope),
    })),
  };
}

/** Renders the `ApiPassthrough` property of a certificate. */
export function renderApiPassthrough(
  scope: IConstruct, passthrough: ApiPassthrough | undefined,
): acmpca.CfnCertificate.ApiPassthroughProperty | undefined {
  return passthrough && {
    subject: passthrough.subject?._render(scope),
    extensions: passthrough.extensions && renderExtensions(scope, passthrough.extensions),
  };
}

function renderExtensions(
  scope: IConstruct, extensions: CertificateExtensions,
): acmpca.CfnCertificate.ExtensionsProperty {
  return {
    keyUsage: extensions.keyUsage,
    certificatePolicies: extensions.certificatePolicies?.map((policy) => renderPolicy(scope, policy)),
    extendedKeyUsage: extensions.extendedKeyUsage?.map(({ name, objectIdentifier }) => ({
      extendedKeyUsageType: name,
      extendedKeyUsageObjectIdentifier: requireOid(scope, 'extendedKeyUsage', objectIdentifier),
    })),
    subjectAlternativeNames: extensions.subjectAlternativeNames?.map((name) => name._render(scope)),
    customExtensions: extensions.customExtensions?.map(({ objectIdentifier, value, critical }) => ({
      objectIdentifier: requireOid(scope, 'customExtensions', objectIdentifier)!,
      value,
      critical,
    })),
  };
}

function renderPolicy(
  scope: IConstruct, { objectIdentifier, cpsUris }: CertificatePolicy,
): acmpca.CfnCertificate.PolicyInformationProperty {
  return {
    certPolicyId: requireOid(scope, 'certificatePolicies', objectIdentifier)!,
    policyQualifiers: cpsUris?.map((cpsUri) => ({ policyQualifierId: 'CPS', qualifier: { cpsUri } })),
  };
}

/** Returns the object identifier after a check of its form. */
function requireOid(scope: IConstruct, property: string, objectIdentifier: string | undefined): string | undefined {
  requirePattern({ scope, property }, 'ObjectIdentifier', objectIdentifier, OBJECT_IDENTIFIER,
    OBJECT_IDENTIFIER_FORM);
  return objectIdentifier;
}
