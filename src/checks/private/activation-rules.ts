import {
  ACTIVATION, activationsOf, CA, caOf, certificateOf, crlBucketOf, enabledCrl, hasUnknownActivation, isKept,
  issuerOf, isOpen, requesterOf, templateOf, typeOf,
} from './authorities';
import { policiesOf, privateCaStatements } from './buckets';
import { mayCall } from './identities';
import { consumersOf } from './order-rules';
import { AWS_PAGES } from './pages';
import { Finding, Rule } from './rule';
import { Resource } from './template';
import { Text, Value } from './values';
import { View } from './view';

const IMPORT = 'acm-pca:ImportCertificateAuthorityCertificate';

/** Whether something other than a certificate of the app can take the certificate signing request (CSR) of a CA. */
function givesItsRequestAway(view: View, ca: Resource): boolean {
  // An output can also be the command that gets the request, as for a CA whose parent is outside the app.
  const reads = (raw: unknown): boolean => /CertificateSigningRequest|get-certificate-authority-csr/.test(JSON.stringify(raw));
  return Object.values(ca.template.outputs).some(reads) || view.mentionedBy(ca, (user) => !user.type.startsWith('AWS::ACMPCA::')
    && (isCustom(user.type) || reads(user.body) || hasForeignRole(view, user)));
}

/** Whether a resource runs with a role that the app doesn't define, and which can thus allow every call. */
function hasForeignRole(view: View, resource: Resource): boolean {
  return ['Role', 'RoleArn', 'ServiceRole', 'TaskRoleArn'].map((name) => view.get(resource, name))
    .some((role) => role !== undefined && view.target(role, 'AWS::IAM::Role') === undefined);
}

/** Whether code that the app doesn't show handles a type: a custom resource, or an extension of the registry. */
function isCustom(type: string): boolean {
  return !type.startsWith('AWS::') || type === 'AWS::CloudFormation::CustomResource';
}

export const NOT_ACTIVE: Rule = {
  id: 'PCA-NOT-ACTIVE',
  severity: 'error',
  detects: 'A CA is never activated',
  effect: 'The CA stays in the status PENDING_CERTIFICATE, so that the resources that use it can\'t get certificates.',
  fix: 'Add an AWS::ACMPCA::Certificate for the certificate signing request (CSR) of the CA, and an '
    + 'AWS::ACMPCA::CertificateAuthorityActivation that imports it.',
  silent: 'A CA whose CSR, or the command that gets it, is an output or is passed to another resource, an app with a custom resource or a resource type of a third party '
    + 'for the CA, or with a role that can import a CA certificate, a resource with a role of another app that uses the CA, and a template with a transform. Without a resource that uses the CA, '
    + 'the finding is a warning.',
  see: AWS_PAGES.activation,
  absence: true,
  find: (view) => hasUnknownActivation(view) || mayCall(view, IMPORT) ? [] : view.subjects(CA)
    .filter((ca) => activationsOf(view, ca).length === 0 && !givesItsRequestAway(view, ca))
    .map((resource): Finding => consumersOf(view).some(({ ca }) => ca === resource) ? { resource, location: 'Type' } : {
      resource,
      location: 'Type',
      severity: 'warning',
      effect: 'The CA stays in the status PENDING_CERTIFICATE: it is billed, and can\'t issue certificates.',
    }),
};

/** What is wrong with the certificate that makes a CA active. */
function wrongCertificate(
  view: View, ca: Resource, certificate: Resource,
): { location: string; effect: string } | undefined {
  const [type, template, issuer] = [typeOf(view, ca), templateOf(view, certificate), issuerOf(view, certificate)];
  const needed = type === 'ROOT' ? 'root' : type === 'SUBORDINATE' ? 'subordinate' : undefined;
  if (needed === undefined) { return undefined; }
  if (template && template.kind !== needed) {
    return {
      location: 'Properties.TemplateArn',
      effect: `The activation of the CA fails, because the certificate template ${template.name} doesn't create a certificate for a `
        + `${needed} CA.`,
    };
  }
  const location = 'Properties.CertificateAuthorityArn';
  if (needed === 'subordinate' && issuer === ca) {
    return { location, effect: 'The activation of the CA fails, because a subordinate CA can\'t sign its own certificate.' };
  }
  return needed === 'root' && issuer && issuer !== ca
    ? { location, effect: 'The activation of the CA fails, because another CA signs the certificate of a root CA.' }
    : undefined;
}

export const TEMPLATE: Rule = {
  id: 'PCA-TEMPLATE',
  severity: 'error',
  detects: 'The certificate that activates a CA is of the wrong kind',
  effect: 'The activation of the CA fails, because the certificate is not a CA certificate of the type that the CA needs.',
  fix: 'Import a certificate for the CSR of the CA. For a root CA, use the template RootCACertificate/V1 and the CA itself as the issuer. For a subordinate CA, use '
    + 'SubordinateCACertificate_PathLenN/V1 and the parent CA as the issuer.',
  silent: 'Template ARNs that a parameter decides, and end-entity certificates that no activation imports.',
  see: AWS_PAGES.templates,
  find: (view) => view.subjects(ACTIVATION).flatMap((activation) => {
    const [ca, certificate] = [caOf(view, view.get(activation, 'CertificateAuthorityArn')), certificateOf(view, activation)];
    if (!ca || !certificate) { return []; }
    const requester = requesterOf(view, certificate);
    if (requester && requester !== ca) {
      return [{
        resource: activation,
        location: 'Properties.Certificate',
        effect: 'The activation of the CA fails, because the certificate is for the certificate signing request (CSR) of another CA.',
      }];
    }
    const wrong = wrongCertificate(view, ca, certificate);
    return wrong ? [{ resource: certificate, ...wrong }] : [];
  }),
};

/** Whether the chain of an activation is certain to be that of another CA than the one that signs the certificate. */
function hasChainOfOther(view: View, activation: Resource, chain: Value): boolean {
  const reference = chain instanceof Text ? chain.reference : undefined;
  const certificate = certificateOf(view, activation);
  const issuer = certificate && issuerOf(view, certificate);
  if (!issuer || reference?.resource.type !== ACTIVATION) { return false; }
  const owner = caOf(view, view.get(reference.resource, 'CertificateAuthorityArn'));
  return owner !== undefined && owner !== issuer;
}

export const CHAIN: Rule = {
  id: 'PCA-CHAIN',
  severity: 'error',
  detects: 'A subordinate CA is activated without the certificate chain of its issuer, or a root CA with a chain',
  effect: 'The activation of the subordinate CA fails, because the chain of its issuers is missing.',
  fix: 'For a subordinate CA, set CertificateChain to the attribute CompleteCertificateChain of the activation of the parent. For a root CA, '
    + 'remove CertificateChain.',
  silent: 'A chain that a transform or a parameter provides.',
  see: AWS_PAGES.importCertificate,
  find: (view) => view.subjects(ACTIVATION).flatMap((resource): Finding[] => {
    const ca = caOf(view, view.get(resource, 'CertificateAuthorityArn'));
    const [type, chain] = [ca && typeOf(view, ca), view.get(resource, 'CertificateChain')];
    const location = 'Properties.CertificateChain';
    if (type === 'SUBORDINATE' && chain === undefined) { return [{ resource, location }]; }
    if (type === 'SUBORDINATE' && hasChainOfOther(view, resource, chain)) {
      return [{ resource, location, effect: 'The activation of the subordinate CA fails, because the chain is not that of its issuer.' }];
    }
    return type === 'ROOT' && chain !== undefined && !isOpen(chain)
      ? [{ resource, location, effect: 'The activation of the root CA fails, because a root CA has no issuers to list in a chain.' }]
      : [];
  }),
};

export const RETAIN: Rule = {
  id: 'PCA-RETAIN',
  severity: 'warning',
  detects: 'CloudFormation retains a CA, but not its activation',
  effect: 'The deletion or the replacement of the activation disables the retained CA, so that it stops issuing certificates.',
  fix: 'Set the DeletionPolicy and the UpdateReplacePolicy of the activation to those of the CA.',
  silent: 'A CA that is deleted with its stack.',
  see: AWS_PAGES.deletionPolicy,
  find: (view) => view.subjects(ACTIVATION).flatMap((resource) => {
    const ca = caOf(view, view.get(resource, 'CertificateAuthorityArn'));
    const policy = ca && ['DeletionPolicy', 'UpdateReplacePolicy']
      .find((name) => isKept(view, ca, name) === true && isKept(view, resource, name) === false);
    return policy ? [{ resource, location: policy }] : [];
  }),
};

export const CRL_BUCKET_LOST: Rule = {
  id: 'PCA-CRL-BUCKET-LOST',
  severity: 'warning',
  detects: 'CloudFormation retains a CA, but not its CRL bucket or the policy of the bucket',
  effect: 'After the deletion of the stack, the retained CA can\'t publish its CRL, and clients that check it reject every certificate.',
  fix: 'Set the DeletionPolicy of the bucket and of its bucket policy to Retain.',
  silent: 'A bucket of another stack, and a bucket policy that doesn\'t grant access to AWS Private CA.',
  see: AWS_PAGES.deletionPolicy,
  find: (view) => view.subjects(CA).filter((ca) => isKept(view, ca, 'DeletionPolicy') === true && enabledCrl(view, ca)).flatMap((ca) => {
    const bucket = crlBucketOf(view, ca);
    if (bucket?.template !== ca.template) { return []; }
    const policies = policiesOf(view, bucket).filter((policy) => privateCaStatements(policy).length > 0)
      .map(({ resource }) => resource);
    return [bucket, ...policies].filter((resource) => resource.template === ca.template
      && isKept(view, resource, 'DeletionPolicy') === false).slice(0, 1).map((resource) => ({ resource, location: 'DeletionPolicy' }));
  }),
};
