import { AccessMethod } from '../../model/access-method';
import {
  AccessDescription, ApiPassthrough, CertificateExtensions, CertificatePolicy, CsrExtensions, CustomExtension, KeyUsage,
} from '../../model/certificate-extensions';
import { CertificateTemplate } from '../../model/certificate-template';
import { DistinguishedName } from '../../model/distinguished-name';
import { ExtendedKeyUsage } from '../../model/extended-key-usage';
import { GeneralName } from '../../model/general-name';
import { KeyAlgorithm } from '../../model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../model/key-storage-security-standard';
import { SigningAlgorithm } from '../../model/signing-algorithm';
import { UsageMode } from '../../model/usage-mode';
import { Validity } from '../../model/validity';
import { ANY_CERTIFICATE_AUTHORITY, REMOVAL_POLICY, SIGNING_CA } from '../../private/cdk-kinds';
import { FLAG, NUMBER, TEXT, instanceOf, listOf, objectOf, required } from '../../private/kinds';
import { Revocation } from '../../revocation/revocation';
import { CertificateSigningRequest } from '../certificate-signing-request';
import { ExternalParent } from '../external-parent';

/* The kinds of the properties in this room. */

const KEY_USAGE = objectOf<KeyUsage>({
  digitalSignature: FLAG,
  nonRepudiation: FLAG,
  keyEncipherment: FLAG,
  dataEncipherment: FLAG,
  keyAgreement: FLAG,
  keyCertSign: FLAG,
  crlSign: FLAG,
  encipherOnly: FLAG,
  decipherOnly: FLAG,
});

const CERTIFICATE_POLICY = objectOf<CertificatePolicy>({
  objectIdentifier: required(TEXT), cpsUris: listOf(TEXT, 'strings'),
});

const CUSTOM_EXTENSION = objectOf<CustomExtension>({
  objectIdentifier: required(TEXT), value: required(TEXT), critical: FLAG,
});

const CERTIFICATE_EXTENSIONS = objectOf<CertificateExtensions>({
  keyUsage: KEY_USAGE,
  certificatePolicies: listOf(CERTIFICATE_POLICY, 'certificate policies'),
  extendedKeyUsage: listOf(instanceOf(ExtendedKeyUsage), 'ExtendedKeyUsage objects'),
  subjectAlternativeNames: listOf(instanceOf(GeneralName), 'GeneralName objects'),
  customExtensions: listOf(CUSTOM_EXTENSION, 'custom extensions'),
});

const API_PASSTHROUGH = objectOf<ApiPassthrough>({
  extensions: CERTIFICATE_EXTENSIONS, subject: instanceOf(DistinguishedName),
});

const ACCESS_DESCRIPTION = objectOf<AccessDescription>({
  accessMethod: required(instanceOf(AccessMethod)), accessLocation: required(instanceOf(GeneralName)),
});

const CSR_EXTENSIONS = objectOf<CsrExtensions>({
  keyUsage: KEY_USAGE, subjectInformationAccess: listOf(ACCESS_DESCRIPTION, 'access descriptions'),
});

export const CERTIFICATE_AUTHORITY_KINDS = {
  subject: required(instanceOf(DistinguishedName)),
  keyAlgorithm: instanceOf(KeyAlgorithm),
  signingAlgorithm: instanceOf(SigningAlgorithm),
  keyStorageSecurityStandard: instanceOf(KeyStorageSecurityStandard),
  usageMode: instanceOf(UsageMode),
  csrExtensions: CSR_EXTENSIONS,
  validityNotBefore: instanceOf(Validity),
  apiPassthrough: API_PASSTHROUGH,
  certificateTemplate: instanceOf(CertificateTemplate),
  certificateGeneration: NUMBER,
  revocation: instanceOf(Revocation),
  disabled: FLAG,
  removalPolicy: REMOVAL_POLICY,
};

export const ROOT_KINDS = { ...CERTIFICATE_AUTHORITY_KINDS, validity: instanceOf(Validity) };

export const SUBORDINATE_KINDS = {
  ...ROOT_KINDS,
  parent: SIGNING_CA,
  externalParent: instanceOf(ExternalParent),
  alreadyIssued: FLAG,
  pathLength: NUMBER,
  issuerSigningAlgorithm: instanceOf(SigningAlgorithm),
};

export const PERMISSION_KINDS = {
  certificateAuthority: required(ANY_CERTIFICATE_AUTHORITY), sourceAccount: TEXT, removalPolicy: REMOVAL_POLICY,
};

export const ISSUED_CERTIFICATE_KINDS = {
  certificateAuthority: required(SIGNING_CA),
  csr: required(instanceOf(CertificateSigningRequest)),
  validity: required(instanceOf(Validity)),
  validityNotBefore: instanceOf(Validity),
  template: instanceOf(CertificateTemplate),
  apiPassthrough: API_PASSTHROUGH,
  signingAlgorithm: instanceOf(SigningAlgorithm),
  removalPolicy: REMOVAL_POLICY,
};
