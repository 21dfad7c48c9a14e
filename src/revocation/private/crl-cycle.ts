import {
  Aspects, DefaultTokenResolver, IPostProcessor, IResolvable, IResolveContext, Reference, StringConcat, Tokenization,
  aws_acmpca as acmpca, aws_kms as kms, aws_s3 as s3,
} from 'aws-cdk-lib';
import { Construct, IConstruct } from 'constructs';
import { PrivateCaError } from '../../private/errors';

/* A CA depends on the policy of its CRL bucket and of the bucket key. A policy that names the CA would be circular. */

/** The policies that CAs depend on. */
export interface CrlPolicies {
  readonly bucket: s3.IBucket;
  /** The key, if the app creates it. */
  readonly key?: kms.IKey;
  /** The CAs in the stage of the bucket. */
  readonly certificateAuthorities: readonly Construct[];
}

/** Throws an error at synthesis if a policy names a CA that depends on the policy. */
export function requireNoCycle(scope: Construct, { bucket, key, certificateAuthorities }: CrlPolicies): void {
  Aspects.of(scope).add({
    visit: (node) => {
      if (node !== scope) { return; }
      const { document } = bucket.policy ?? {};
      const keyResource = key?.node.defaultChild;
      const keyPolicy = kms.CfnKey.isCfnKey(keyResource) ? keyResource.keyPolicy : undefined;
      const named = namedIn(scope, [document, keyPolicy]);
      const circular = certificateAuthorities.find((authority) =>
        authority.node.children.some((child) => isOfAuthority(child) && named.has(child)));
      if (circular) { throwCrlBucketStatement(scope, circular); }
    },
  });
}

function isOfAuthority(child: IConstruct): boolean {
  return acmpca.CfnCertificateAuthority.isCfnCertificateAuthority(child)
    || acmpca.CfnCertificate.isCfnCertificate(child)
    || acmpca.CfnCertificateAuthorityActivation.isCfnCertificateAuthorityActivation(child);
}

/** The constructs that a value refers to. */
function namedIn(scope: IConstruct, value: unknown): Set<IConstruct> {
  const resolver = new ReferenceCollector();
  Tokenization.resolve(value, { scope, resolver, preparing: false });
  return resolver.targets;
}

/** Resolves tokens, and collects the targets of the references. */
class ReferenceCollector extends DefaultTokenResolver {
  public readonly targets = new Set<IConstruct>();

  constructor() {
    super(new StringConcat());
  }

  public override resolveToken(token: IResolvable, context: IResolveContext, postProcessor: IPostProcessor): unknown {
    if (Reference.isReference(token)) { this.targets.add(token.target); }
    return super.resolveToken(token, context, postProcessor);
  }
}

function throwCrlBucketStatement(scope: IConstruct, certificateAuthority: IConstruct): never {
  throw new PrivateCaError('CrlBucketStatement', {
    scope,
    subject: 'The policies of the CRL bucket and its KMS key',
    rule: 'not name a CA that publishes CRLs to the bucket, because the CA depends on these policies',
    value: certificateAuthority.node.path,
    fix: 'Identify the CA by account and Region, with an aws:SourceArn that ends with certificate-authority/*',
  });
}
