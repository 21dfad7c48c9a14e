import { App, Environment, Stack } from 'aws-cdk-lib';
import recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { Construct } from 'constructs';
import { RootCertificateAuthority } from '../../src/authority/root-certificate-authority';
import { DistinguishedName } from '../../src/model/distinguished-name';
import { Revocation } from '../../src/revocation/revocation';

/** The flags an app may have: none, or all that CDK recommends. */
export const FEATURE_FLAGS: Record<string, Record<string, unknown>> = { none: {}, recommended: recommendedFlags };

/** An environment of AWS's documentation. */
export const ENVIRONMENT: Environment = { account: '111122223333', region: 'us-east-1' };

/** A stack of its own app. */
export function newStack(options: { env?: Environment; flags?: Record<string, unknown>; name?: string } = {}): Stack {
  const app = new App({ context: options.flags });
  return new Stack(app, options.name ?? 'Stack', { env: options.env });
}

/** A root CA with a name, a decision on revocation and nothing else decided. */
export function newRoot(scope: Construct, id = 'Root', revocation = Revocation.none()): RootCertificateAuthority {
  return new RootCertificateAuthority(scope, id, {
    subject: DistinguishedName.of({ commonName: 'Example Corp Root CA G1' }), revocation,
  });
}

