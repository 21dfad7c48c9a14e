import {
  ACM_CERTIFICATE, activationsOf, CA, caOf, CERTIFICATE, certificateOf, crlBucketOf, requesterOf,
} from './authorities';
import { mayAllowPrivateCa, policiesOf, privateCaStatements } from './buckets';
import { AWS_PAGES } from './pages';
import { Finding, Rule, Severity } from './rule';
import { Resource } from './template';
import { isMap, Value } from './values';
import { View } from './view';

/** Where each type of resource names the CA that it uses. */
const CONSUMERS: readonly { readonly type: string; readonly path: string; readonly severity: Severity }[] = [
  { type: ACM_CERTIFICATE, path: 'CertificateAuthorityArn', severity: 'error' },
  { type: CERTIFICATE, path: 'CertificateAuthorityArn', severity: 'error' },
  { type: 'AWS::PCAConnectorAD::Connector', path: 'CertificateAuthorityArn', severity: 'error' },
  { type: 'AWS::PCAConnectorSCEP::Connector', path: 'CertificateAuthorityArn', severity: 'error' },
  { type: 'AWS::MSK::Cluster', path: 'ClientAuthentication.Tls.CertificateAuthorityArnList', severity: 'warning' },
  { type: 'AWS::ECS::Service', path: 'ServiceConnectConfiguration.Services', severity: 'warning' },
  { type: 'AWS::RAM::ResourceShare', path: 'ResourceArns', severity: 'warning' },
  { type: 'AWS::RolesAnywhere::TrustAnchor', path: 'Source.SourceData.AcmPcaArn', severity: 'warning' },
];

/** A resource that uses a CA of the app. */
export interface Consumer {
  readonly resource: Resource;
  readonly ca: Resource;
  readonly path: string;
  readonly severity: Severity;
}

/** The resources that use CAs of the app, but not the certificates by which CAs become active. */
export function consumersOf(view: View): readonly Consumer[] {
  return view.memo(consumersOf, () => CONSUMERS.flatMap(({ type, path, severity }) => view.all(type)
    .flatMap((resource) => [...new Set(leavesOf(view.get(resource, path)).map((value) => caOf(view, value)))]
      .filter((ca) => ca !== undefined)
      .filter((ca) => !isOwnCertificate(view, resource, ca))
      .map((ca) => ({ resource, ca, path, severity })))));
}

function leavesOf(value: Value): readonly Value[] {
  if (Array.isArray(value)) { return value.flatMap(leavesOf); }
  return isMap(value) ? Object.values(value).flatMap(leavesOf) : [value];
}

function isOwnCertificate(view: View, resource: Resource, ca: Resource): boolean {
  return requesterOf(view, resource) === ca
    || activationsOf(view, ca).some((activation) => certificateOf(view, activation) === resource);
}

function findOrder(view: View): Finding[] {
  const subjects = new Set(CONSUMERS.flatMap(({ type }) => view.subjects(type)));
  return consumersOf(view).filter(({ resource }) => subjects.has(resource)).filter(({ resource, ca }) => {
    const activations = activationsOf(view, ca);
    return activations.length > 0 && activations.every(({ template }) => template === resource.template)
      && !view.waitsFor(resource, (other) => activations.includes(other));
  }).map(({ resource, path, severity }) => ({ resource, location: `Properties.${path}`, severity }));
}

function findCrlOrder(view: View): Finding[] {
  return view.subjects(CA).filter((ca) => {
    const bucket = crlBucketOf(view, ca);
    if (bucket?.template !== ca.template) { return false; }
    const policies = policiesOf(view, bucket);
    const possible = policies.filter(mayAllowPrivateCa).map(({ resource }) => resource);
    return policies.some((policy) => privateCaStatements(policy).length > 0)
      && possible.every(({ template }) => template === ca.template)
      && !view.waitsFor(ca, (other) => possible.includes(other));
  }).map((resource) => ({ resource, location: 'Properties.RevocationConfiguration.CrlConfiguration.S3BucketName' }));
}

export const ORDER: Rule = {
  id: 'PCA-ORDER',
  severity: 'error',
  detects: 'A resource uses a CA without waiting for its activation',
  effect: 'CloudFormation can create this resource before the CA is active, and the CA then rejects the request.',
  fix: 'Make the resource depend on the AWS::ACMPCA::CertificateAuthorityActivation of the CA, or use the Ref of the activation as the '
    + 'ARN of the CA.',
  silent: 'The certificate by which the CA becomes active, permissions, Lambda functions, custom resources, and resources of another stack.',
  see: AWS_PAGES.activation,
  find: findOrder,
};

export const CRL_ORDER: Rule = {
  id: 'PCA-CRL-ORDER',
  severity: 'error',
  detects: 'A CA with a CRL does not wait for the policy of its CRL bucket',
  effect: 'AWS Private CA tests its write access while it creates the CA, so that the creation fails if the bucket policy does not exist '
    + 'yet.',
  fix: 'Make the CA depend on the AWS::S3::BucketPolicy. The policy can\'t contain the ARN of the CA; use aws:SourceAccount instead.',
  silent: 'A bucket of another stack.',
  see: AWS_PAGES.crlPolicies,
  find: findCrlOrder,
};
