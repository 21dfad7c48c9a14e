import { Stack } from 'aws-cdk-lib';
import { CertificateSigningRequest } from '../../src/authority/certificate-signing-request';
import { IssuedCertificate, IssuedCertificateProps } from '../../src/authority/issued-certificate';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { SubordinateCertificateAuthority } from '../../src/authority/subordinate-certificate-authority';
import { AccessMethod } from '../../src/model/access-method';
import { ApiPassthrough, KeyUsage } from '../../src/model/certificate-extensions';
import { CertificateTemplate, TemplatePassthrough } from '../../src/model/certificate-template';
import { CrlType } from '../../src/model/crl-type';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { ExtendedKeyUsage } from '../../src/model/extended-key-usage';
import { GeneralName } from '../../src/model/general-name';
import { KeyAlgorithm } from '../../src/model/key-algorithm';
import { KeyStorageSecurityStandard } from '../../src/model/key-storage-security-standard';
import { SigningAlgorithm } from '../../src/model/signing-algorithm';
import { UsageMode } from '../../src/model/usage-mode';
import { Validity } from '../../src/model/validity';
import { CrlBucket } from '../../src/revocation/crl-bucket';
import { CrlDistribution } from '../../src/revocation/crl-distribution';
import { CrlDistributionPoint } from '../../src/revocation/crl-distribution-point';
import { OcspDistribution } from '../../src/revocation/ocsp-distribution';
import { Revocation } from '../../src/revocation/revocation';
import { Key, certificateSigningRequest, der, ecKey, extension, rsaKey, sequence } from '../../test/support/x509';

/*
 * Apps that request everything that the library can express: each template, algorithm, purpose, usage, and kind of CRL.
 * The coverage of verify/check_certificates.py requires it.
 */

const SIGNING: KeyUsage = { keyCertSign: true, crlSign: true };
const EVERY_USAGE: KeyUsage = {
  digitalSignature: true,
  nonRepudiation: true,
  keyEncipherment: true,
  dataEncipherment: true,
  keyAgreement: true,
  encipherOnly: true,
  decipherOnly: true,
};
const LOCATION = {
  accessMethod: AccessMethod.RESOURCE_PKI_NOTIFY, accessLocation: GeneralName.dnsName('pki.example.com'),
};
/** The values of a class of constants, without SM2, for which there is no engine. */
const constantsOf = <T>(type: object): T[] => Object.values(type).filter((value) => typeof value === 'object' && !/SM2/.test(String(value))) as T[];
const named = (id: string) => ({
  subject: DistinguishedName.of({ commonName: id.slice(-64) }), revocation: Revocation.none(),
});
const templatesThat = (matches: (name: string) => boolean) => CertificateTemplate.allTemplateNames().filter(matches)
  .map((name): [string, CertificateTemplate] => [name.replace(/\W/g, ''), CertificateTemplate.of(name)]);
const isCa = (name: string) => name.includes('CACertificate');
const takesApi = (name: string) => /_API(CSR)?Passthrough/.test(name);
const takesCsr = (name: string) => /_(CSR|APICSR)Passthrough/.test(name);
/** A CA certificate of a blank template has only the key usage that the request contains. */
const isBlank = (name: string) => name.startsWith('Blank');

/** A CSR that requests a custom extension and an alternative name. */
function csr(id: string, key: Key): CertificateSigningRequest {
  const name = id.slice(0, 63);
  const custom = extension('1.3.6.1.4.1.99999.3', false, der(0x05));
  const names = extension('2.5.29.17', false, sequence(der(0x82, Buffer.from(`${name.toLowerCase().replace(/_/g, '-')}.example.com`))));
  return CertificateSigningRequest.fromPem(certificateSigningRequest(name, key, undefined, [custom, names]));
}

/** CAs and certificates of all templates. */
export function templates(stack: Stack): void {
  const root = new RootCertificateAuthority(stack, 'Root', { ...named('Root'), keyAlgorithm: KeyAlgorithm.EC_PRIME256V1 });
  const apiPassthrough: ApiPassthrough = { extensions: { keyUsage: SIGNING } };
  for (const [id, certificateTemplate] of templatesThat((name) => isCa(name) && name.includes('Root'))) {
    new RootCertificateAuthority(stack, id, {
      ...named(id),
      certificateTemplate,
      keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
      apiPassthrough: takesApi(certificateTemplate.templateName)
        ? isBlank(id) ? apiPassthrough : { subject: named(`${id} API`).subject } : undefined,
    });
  }
  for (const [id, certificateTemplate] of templatesThat((name) => isCa(name) && !name.includes('Root'))) {
    const { templateName } = certificateTemplate;
    new SubordinateCertificateAuthority(stack, id, {
      ...named(id),
      parent: root,
      certificateTemplate,
      keyAlgorithm: KeyAlgorithm.EC_PRIME256V1,
      csrExtensions: takesCsr(templateName) && (isBlank(id) ? { keyUsage: SIGNING } : {
        subjectInformationAccess: [LOCATION],
      }) || undefined,
      apiPassthrough: takesApi(templateName)
        ? isBlank(id) && !takesCsr(templateName) ? apiPassthrough : { subject: named(`${id} API`).subject } : undefined,
    });
  }
  const key = ecKey('prime256v1');
  for (const [id, template] of templatesThat((name) => !isCa(name))) {
    issue(stack, id, {
      certificateAuthority: root,
      csr: csr(id, key),
      template,
      apiPassthrough: takesApi(template.templateName)
        ? { extensions: { certificatePolicies: [{ objectIdentifier: '1.3.6.1.4.1.99999.1' }] } } : undefined,
    });
  }
}

type Request = Omit<IssuedCertificateProps, 'validity'> & { validity?: Validity };

function issue(stack: Stack, id: string, props: Request): void {
  new IssuedCertificate(stack, `${id}Certificate`, { validity: Validity.days(30), ...props });
}

/** CAs with all key algorithms and signing algorithms, and certificates that they issue. */
export function everyAlgorithm(stack: Stack): void {
  for (const keyAlgorithm of constantsOf<KeyAlgorithm>(KeyAlgorithm)) {
    const id = keyAlgorithm.name;
    const certificateAuthority = new RootCertificateAuthority(stack, id, { ...named(id), keyAlgorithm });
    issue(stack, id, { certificateAuthority, csr: csr(id, ecKey('prime256v1')) });
    if (keyAlgorithm === KeyAlgorithm.RSA_2048 || keyAlgorithm === KeyAlgorithm.EC_PRIME256V1) {
      everySignature(stack, keyAlgorithm);
    }
  }
}

function everySignature(stack: Stack, keyAlgorithm: KeyAlgorithm): void {
  const pss = [256, 384, 512].map((bits) => SigningAlgorithm.of(`SHA${bits}WITHRSA_PSS`));
  const isOfKey = ({ name }: SigningAlgorithm) => name.includes(keyAlgorithm === KeyAlgorithm.RSA_2048 ? 'WITHRSA' : 'WITHECDSA');
  for (const signingAlgorithm of [...constantsOf<SigningAlgorithm>(SigningAlgorithm), ...pss].filter(isOfKey)) {
    const id = signingAlgorithm.name;
    const props = { ...named(id), keyAlgorithm, signingAlgorithm };
    const certificateAuthority = new RootCertificateAuthority(stack, id, props);
    issue(stack, id, { certificateAuthority, csr: csr(id, rsaKey()), signingAlgorithm });
  }
}

/** Certificates with all purposes, usages, policies, custom extensions, and validity periods. */
export function everyExtension(stack: Stack): void {
  const certificateAuthority = new RootCertificateAuthority(stack, 'Root', {
    ...named('Root'),
    keyStorageSecurityStandard: KeyStorageSecurityStandard.FIPS_140_2_LEVEL_2_OR_HIGHER,
  });
  new SubordinateCertificateAuthority(stack, 'Issuing', {
    ...named('Issuing'),
    parent: certificateAuthority,
    certificateTemplate: CertificateTemplate.blankSubordinateCa(0).withPassthrough(TemplatePassthrough.CSR),
    csrExtensions: {
      keyUsage: { ...EVERY_USAGE, ...SIGNING },
      subjectInformationAccess: constantsOf<AccessMethod>(AccessMethod)
        .map((accessMethod) => ({ accessMethod, accessLocation: GeneralName.uniformResourceIdentifier('https://pki.example.com/') })),
    },
  });
  new RootCertificateAuthority(stack, 'Ccpc', {
    ...named('Ccpc'), keyStorageSecurityStandard: KeyStorageSecurityStandard.CCPC_LEVEL_1_OR_HIGHER, validity: Validity.days(3650),
  });
  new RootCertificateAuthority(stack, 'ShortLived', {
    ...named('ShortLived'),
    usageMode: UsageMode.SHORT_LIVED_CERTIFICATE,
    keyStorageSecurityStandard: KeyStorageSecurityStandard.FIPS_140_2_LEVEL_3_OR_HIGHER,
  });
  const template = CertificateTemplate.of('BlankEndEntityCertificate_CriticalBasicConstraints_APICSRPassthrough/V1');
  issue(stack, 'Extensions', {
    certificateAuthority,
    csr: csr('Extensions', rsaKey()),
    template,
    apiPassthrough: {
      subject: DistinguishedName.of({ commonName: 'extensions.example.com' }),
      extensions: {
        keyUsage: EVERY_USAGE,
        extendedKeyUsage: [...constantsOf<ExtendedKeyUsage>(ExtendedKeyUsage), ExtendedKeyUsage.ofObjectIdentifier('1.3.6.1.5.5.7.3.17')],
        certificatePolicies: [{ objectIdentifier: '1.2.3', cpsUris: ['http://pki.example.com/cps', 'https://pki.example.com/2'] }],
        customExtensions: [{ objectIdentifier: '1.3.6.1.4.1.99999.2', value: 'BQA=', critical: false }],
      },
    },
    validityNotBefore: Validity.absolute(1_796_126_400),
    validity: Validity.absolute(1_800_000_000),
  });
  const periods: Record<string, Validity> = {
    Days: Validity.days(1),
    Months: Validity.months(1),
    Years: Validity.years(2),
    EndDate12: Validity.endDate('271231235959'),
    EndDate14: Validity.endDate('20271231235959'),
  };
  for (const [id, validity] of Object.entries(periods)) {
    issue(stack, id, { certificateAuthority, csr: csr(id, rsaKey()), validity });
  }
}

/** CAs whose certificates contain the URLs of distributions: complete and partitioned CRLs, and OCSP. */
export function everyDistribution(stack: Stack): void {
  const bucket = new CrlBucket(stack, 'Crls');
  const distribution = new CrlDistribution(stack, 'CrlCdn', { bucket });
  const { domainName: customCname } = new OcspDistribution(stack, 'OcspCdn');
  const distributionPoint = CrlDistributionPoint.distribution(distribution);
  const cases: Record<string, Revocation> = {
    Complete: Revocation.crl({ bucket, distributionPoint }),
    Partitioned: Revocation.crl({ bucket, distributionPoint, type: CrlType.PARTITIONED }),
    BucketUrl: Revocation.crl({
      bucket, distributionPoint: CrlDistributionPoint.bucketUrl(), type: CrlType.PARTITIONED,
    }),
    Ocsp: Revocation.ocsp({ customCname }),
    OcspOfRegion: Revocation.ocsp(),
    Both: Revocation.crlAndOcsp({ crl: { bucket, distributionPoint }, ocsp: { customCname } }),
  };
  for (const [id, revocation] of Object.entries(cases)) {
    new RootCertificateAuthority(stack, id, { ...named(id), revocation });
  }
  new RootCertificateAuthority(stack, 'MlDsa', {
    ...named('MlDsa'), keyAlgorithm: KeyAlgorithm.ML_DSA_65, revocation: Revocation.crl({ bucket, distributionPoint, type: CrlType.PARTITIONED }),
  });
}

/** The values that the library offers, which the apps must request. */
export function offeredValues(): Record<string, string[]> {
  return {
    'template': CertificateTemplate.allTemplateNames().sort(),
    'key algorithm': constantsOf<KeyAlgorithm>(KeyAlgorithm).map(({ name }) => name),
    'signing algorithm': constantsOf<SigningAlgorithm>(SigningAlgorithm).map(({ name }) => name),
    'extended key usage': constantsOf<ExtendedKeyUsage>(ExtendedKeyUsage).map(({ name }) => name!),
    'access method': constantsOf<AccessMethod>(AccessMethod).map(({ name }) => name!),
    'CRL type': constantsOf<CrlType>(CrlType).map(({ name }) => name),
    'usage mode': constantsOf<UsageMode>(UsageMode).map(({ name }) => name),
    'key storage standard': constantsOf<KeyStorageSecurityStandard>(KeyStorageSecurityStandard).map(({ name }) => name),
  };
}
