import { Change, Deployed, DeployedResources } from './template-types';

/* Why AWS Private CA rejects a step: a disabled CA doesn't sign, and doesn't import a certificate. */

const CERTIFICATE = 'AWS::ACMPCA::Certificate';
const ACTIVATION = 'AWS::ACMPCA::CertificateAuthorityActivation';

/** Why a change fails. `undefined` if it doesn't. */
export function faultOf(action: Change['action'], changed: Deployed, after: DeployedResources, before: DeployedResources): string | undefined {
  const { Type } = changed.definition;
  if (Type === CERTIFICATE && (action === 'create' || action === 'replace')) {
    const issuer = changed.properties.CertificateAuthorityArn;
    // A root CA signs its own certificate before its activation is updated. A parent is activated before it signs.
    const isOwn = changed.properties.CertificateSigningRequest === `${textOf(issuer)}.CertificateSigningRequest`;
    return statusOf(issuer, isOwn ? before : after) === 'DISABLED' ? 'a disabled CA can\'t sign' : undefined;
  }
  if (Type === ACTIVATION && action === 'update') {
    const former = statusOf(changed.properties.CertificateAuthorityArn, before);
    const activation = activationOf(changed.properties.CertificateAuthorityArn, before);
    const isImport = ['Certificate', 'CertificateChain'].some((name) =>
      JSON.stringify(changed.properties[name]) !== JSON.stringify(activation?.properties[name]));
    return former === 'DISABLED' && isImport ? 'a disabled CA can\'t import a certificate' : undefined;
  }
  return undefined;
}

function statusOf(certificateAuthority: unknown, world: DeployedResources): unknown {
  return activationOf(certificateAuthority, world)?.properties.Status;
}

function activationOf(certificateAuthority: unknown, world: DeployedResources): Deployed | undefined {
  return [...world.resources.values()].find(({ definition, properties }) =>
    definition.Type === ACTIVATION && properties.CertificateAuthorityArn === certificateAuthority);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
