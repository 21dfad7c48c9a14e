import {
  ACM_CERTIFICATE, ACTIVATION, CA, caOf, CERTIFICATE, isGeneralPurpose, issuerOf, ownCertificate, templateOf,
} from './authorities';
import { mayCall } from './identities';
import { AWS_PAGES } from './pages';
import { Finding, Rule } from './rule';
import { entryOf, Resource } from './template';
import { isMap, literalOf, OPEN, sketchOf } from './values';
import { View } from './view';
import {
  ACTIVATION_STATUSES, CERTIFICATE_AUTHORITY_TYPES, CRL_OBJECT_ACLS, CRL_TYPES, KEY_FAMILIES, SIGNING_FAMILIES,
  USAGE_MODES, VALIDITY_TYPES,
} from '../../private/private-ca-values';

/** The family of the key of a CA. */
function familyOf(view: View, ca: Resource | undefined): string | undefined {
  return ca && entryOf(KEY_FAMILIES, sketchOf(view.get(ca, 'KeyAlgorithm')));
}

function signsWithOtherFamily(view: View, resource: Resource, signer: Resource | undefined): boolean {
  const [key, signature] = [familyOf(view, signer), entryOf(SIGNING_FAMILIES, sketchOf(view.get(resource, 'SigningAlgorithm')))];
  return key !== undefined && signature !== undefined && key !== signature;
}

export const ALGORITHM: Rule = {
  id: 'PCA-ALGORITHM',
  severity: 'error',
  detects: 'A signing algorithm is not of the family of the key that signs',
  effect: 'AWS Private CA rejects the request, because the signing algorithm doesn\'t match the key of the CA that signs.',
  fix: 'Use a signing algorithm of the family of the signing CA: RSA, ECDSA, or the same ML-DSA parameter set.',
  silent: 'Algorithms that a parameter decides, and issuers that the app doesn\'t define.',
  see: AWS_PAGES.algorithms,
  find: (view) => [
    ...view.subjects(CA).filter((ca) => signsWithOtherFamily(view, ca, ca)),
    ...view.subjects(CERTIFICATE).filter((certificate) => signsWithOtherFamily(view, certificate, issuerOf(view,
      certificate))),
  ].map((resource) => ({ resource, location: 'Properties.SigningAlgorithm' })),
};

/** The values that AWS Private CA knows, by the type and the path of the property. */
const KNOWN_VALUES: readonly (readonly [string, string, readonly string[]])[] = [
  [CA, 'KeyAlgorithm', Object.keys(KEY_FAMILIES)],
  [CA, 'SigningAlgorithm', Object.keys(SIGNING_FAMILIES)],
  [CA, 'Type', CERTIFICATE_AUTHORITY_TYPES],
  [CA, 'UsageMode', USAGE_MODES],
  [CA, 'RevocationConfiguration.CrlConfiguration.S3ObjectAcl', CRL_OBJECT_ACLS],
  [CA, 'RevocationConfiguration.CrlConfiguration.CrlType', CRL_TYPES],
  [CERTIFICATE, 'SigningAlgorithm', Object.keys(SIGNING_FAMILIES)],
  [CERTIFICATE, 'Validity.Type', VALIDITY_TYPES],
  [CERTIFICATE, 'ValidityNotBefore.Type', VALIDITY_TYPES],
  [ACTIVATION, 'Status', ACTIVATION_STATUSES],
];

/** What a text has in common with another way of writing it. */
function essence(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

export const ENUM: Rule = {
  id: 'PCA-ENUM',
  severity: 'error',
  detects: 'A property has a value that AWS Private CA doesn\'t know',
  effect: 'AWS Private CA rejects the request, because it doesn\'t know the value.',
  fix: 'Use a value that AWS documentation lists, in the same spelling.',
  silent: 'Values that a parameter or a dynamic reference decides. A value that isn\'t another spelling of a known one gives a warning, because it can be newer than '
    + 'this library.',
  see: AWS_PAGES.certificateAuthority,
  find: (view) => KNOWN_VALUES.flatMap(([type, path, known]) => view.subjects(type).flatMap((resource): Finding[] => {
    const value = literalOf(view.get(resource, path));
    if (value === undefined || known.includes(value)) { return []; }
    const meant = known.find((name) => essence(name) === essence(value));
    const location = `Properties.${path}`;
    return [meant ? {
      resource,
      location,
      effect: `AWS Private CA rejects the request, because it doesn't know the value "${value}". It knows `
      + `"${meant}".`,
    } : {
      resource,
      location,
      severity: 'warning',
      effect: `AWS Private CA rejects the request unless it has learned the value "${value}" recently.`,
    }];
  })),
};

/** The families of the key algorithms of ACM; it knows others than AWS Private CA. */
function acmFamilyOf(algorithm: string): string | undefined {
  return /^RSA_\d+$/.test(algorithm) ? 'RSA' : /^EC_(prime|secp)\w+$/.test(algorithm) ? 'ECDSA' : undefined;
}

/** The CA of the app under which an ACM certificate is requested. */
function acmIssuerOf(view: View, certificate: Resource): Resource | undefined {
  return caOf(view, view.get(certificate, 'CertificateAuthorityArn'));
}

export const ACM_KEY: Rule = {
  id: 'PCA-ACM-KEY',
  severity: 'error',
  detects: 'An ACM certificate has a key of another family than its CA',
  effect: 'ACM can\'t issue the certificate, because its key algorithm (by default RSA_2048) isn\'t of the family of the key of the CA.',
  fix: 'Set KeyAlgorithm of the certificate to an algorithm of the family of the CA, for example EC_prime256v1 for an elliptic curve CA.',
  silent: 'Certificates under a CA that the app doesn\'t define, and algorithms that a parameter decides.',
  see: AWS_PAGES.acmCertificate,
  find: (view) => view.subjects(ACM_CERTIFICATE).filter((resource) => {
    const ca = familyOf(view, acmIssuerOf(view, resource));
    const algorithm = view.get(resource, 'KeyAlgorithm');
    const own = algorithm === undefined ? 'RSA' : acmFamilyOf(sketchOf(algorithm));
    return ca !== undefined && own !== undefined && own !== ca;
  }).map((resource) => ({ resource, location: 'Properties.KeyAlgorithm' })),
};

/** Whether a permission can have all actions that ACM needs to renew certificates. */
function mayRenew(view: View, permission: Resource): boolean {
  const actions = view.get(permission, 'Actions');
  return !Array.isArray(actions) || actions.some((action) => literalOf(action) === undefined)
    || RENEWAL_ACTIONS.every((action) => actions.includes(action));
}

const RENEWAL_ACTIONS = ['IssueCertificate', 'GetCertificate', 'ListPermissions'];

function isSameAccount({ template }: Resource, other: Resource): boolean {
  return template.source.account === other.template.source.account;
}

export const ACM_RENEWAL: Rule = {
  id: 'PCA-ACM-RENEWAL',
  severity: 'warning',
  detects: 'ACM has no permission to renew certificates of a CA',
  effect: 'ACM can\'t renew this certificate, so that it expires 395 days after it was issued.',
  fix: 'Add an AWS::ACMPCA::Permission for acm.amazonaws.com with the actions IssueCertificate, GetCertificate, and ListPermissions.',
  silent: 'CAs that the app doesn\'t define or that are in another account, short-lived certificates, permissions in any template of the app, and an app with a role that '
    + 'can call CreatePermission.',
  see: AWS_PAGES.permission,
  absence: true,
  find: (view) => {
    const permitted = view.all('AWS::ACMPCA::Permission').filter((permission) => mayRenew(view, permission))
      .map((permission) => view.get(permission, 'CertificateAuthorityArn'));
    const cas = permitted.map((arn) => caOf(view, arn));
    // A permission for an ARN that isn't a reference can be for any CA.
    if (cas.includes(undefined) || mayCall(view, 'acm-pca:CreatePermission')) { return []; }
    return view.subjects(ACM_CERTIFICATE).filter((certificate) => {
      const ca = acmIssuerOf(view, certificate);
      // In another account, ACM renews certificates by the resource policy of the CA: a permission has no effect.
      return ca && isSameAccount(ca, certificate) && isGeneralPurpose(view, ca) && !cas.includes(ca);
    }).map((resource) => ({ resource, location: 'Properties.CertificateAuthorityArn' }));
  },
};

export const ACM_SHORT_LIVED: Rule = {
  id: 'PCA-ACM-SHORT-LIVED',
  severity: 'warning',
  detects: 'ACM is asked for a certificate of a CA in short-lived mode',
  effect: 'ACM can\'t issue this certificate, because it doesn\'t support CAs that issue short-lived certificates.',
  fix: 'Use a CA with the usage mode GENERAL_PURPOSE.',
  silent: 'CAs that the app doesn\'t define, and certificates that are issued without ACM.',
  see: AWS_PAGES.shortLived,
  find: (view) => view.subjects(ACM_CERTIFICATE).filter((certificate) => {
    const ca = acmIssuerOf(view, certificate);
    return ca && view.get(ca, 'UsageMode') === 'SHORT_LIVED_CERTIFICATE';
  }).map((resource) => ({ resource, location: 'Properties.CertificateAuthorityArn' })),
};

export const PASSTHROUGH: Rule = {
  id: 'PCA-PASSTHROUGH',
  severity: 'error',
  detects: 'An API passthrough is given to a certificate template that ignores it',
  effect: 'AWS Private CA issues the certificate without the extensions and the subject of ApiPassthrough, because the template ignores them.',
  fix: 'Use the _APIPassthrough or _APICSRPassthrough form of the template, or remove ApiPassthrough.',
  silent: 'Template ARNs that a parameter decides.',
  see: AWS_PAGES.templates,
  find: (view) => view.subjects(CERTIFICATE)
    .filter((resource) => {
      const passthrough = view.get(resource, 'ApiPassthrough');
      return isMap(passthrough) && !(OPEN in passthrough) && Object.keys(passthrough).length > 0
        && templateOf(view, resource)?.apiPassthrough === false;
    })
    .map((resource) => ({ resource, location: 'Properties.ApiPassthrough' })),
};

export const PATH_LENGTH: Rule = {
  id: 'PCA-PATHLEN',
  severity: 'error',
  detects: 'The path length of a CA certificate is not below that of its issuer',
  effect: 'AWS Private CA rejects the request, because the path length of the certificate isn\'t less than that of the issuing CA.',
  fix: 'Use a template with a lower path length for the certificate, or one with a higher path length for its issuer.',
  silent: 'Issuers that the app doesn\'t define, and root CAs without a path length.',
  see: AWS_PAGES.hierarchy,
  find: (view) => view.subjects(CERTIFICATE).filter((resource) => {
    const issuer = issuerOf(view, resource);
    const parent = issuer && ownCertificate(view, issuer);
    const child = templateOf(view, resource);
    const limit = parent && parent !== resource ? templateOf(view, parent)?.pathLength : undefined;
    // A template without a path length gives NaN: it is never too long, and no limit.
    return child?.kind === 'subordinate' && Number(child.pathLength) >= Number(limit);
  }).map((resource) => ({ resource, location: 'Properties.TemplateArn' })),
};
