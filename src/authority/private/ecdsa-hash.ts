import { Annotations, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { KeyAlgorithm } from '../../model/key-algorithm';
import { SigningAlgorithm } from '../../model/signing-algorithm';

/* The hash with which an ECDSA key signs, which is limited in newer Regions. */

/**
 * The Regions in which AWS documents every hash for every ECDSA key. AWS calls them legacy Regions.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/PCACertInstall.html
 */
const REGIONS_OF_EVERY_HASH: readonly string[] = [
  'af-south-1', 'ap-east-1', 'ap-northeast-1', 'ap-northeast-2', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'me-south-1', 'sa-east-1', 'us-east-1',
  'us-east-2', 'us-gov-east-1', 'us-gov-west-1', 'us-west-1', 'us-west-2',
];

/** Warns if an ECDSA key signs with the hash of another curve in a Region where AWS does not document that. */
export function warnOfHash(
  scope: Construct, property: string, signingAlgorithm: SigningAlgorithm, keyAlgorithm: KeyAlgorithm,
): void {
  const { region } = Stack.of(scope);
  const { defaultSigningAlgorithm: ofCurve, _family: family } = keyAlgorithm;
  if (family !== 'ECDSA' || signingAlgorithm._family !== 'ECDSA' || signingAlgorithm.name === ofCurve?.name) { return; }
  if (Token.isUnresolved(region) || REGIONS_OF_EVERY_HASH.includes(region)) { return; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:ecdsaHash',
    `${property} is ${signingAlgorithm.name}, but the key that signs is ${keyAlgorithm.name}. For ${region}, AWS documents only `
    + `${ofCurve?.name} with this key, and AWS Private CA might reject another hash. For a new CA or certificate, remove ${property}. `
    + 'If the CA or certificate exists in this Region, the hash is supported, so acknowledge this warning.');
}
