import { Stack, aws_s3 as s3 } from 'aws-cdk-lib';

/** The default encryption of a bucket that the app makes, as far as it is said. */
export interface DefaultEncryption {
  /** Whether S3 encrypts by KMS, with whatever key. */
  readonly usesKms: boolean;
  /** Whether the KMS key is that which AWS manages for S3 (`alias/aws/s3`). */
  readonly usesAwsManagedKey: boolean;
  readonly bucketKeyEnabled?: boolean;
}

/** The default encryption of a bucket of the app; nothing for a bucket that is only referred to. */
export function defaultEncryptionOf(bucket: s3.IBucket): DefaultEncryption | undefined {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof s3.CfnBucket)) { return undefined; }
  const encryption = Stack.of(bucket).resolve(resource.bucketEncryption) as ResolvedEncryption | undefined;
  const rule = encryption?.serverSideEncryptionConfiguration?.[0];
  const { sseAlgorithm, kmsMasterKeyId } = rule?.serverSideEncryptionByDefault ?? {};
  const usesKms = sseAlgorithm?.startsWith('aws:kms') ?? false;
  return {
    usesKms,
    usesAwsManagedKey: usesKms && kmsMasterKeyId === undefined,
    bucketKeyEnabled: rule?.bucketKeyEnabled,
  };
}

/** The property of a bucket once its tokens are resolved. */
interface ResolvedEncryption {
  readonly serverSideEncryptionConfiguration?: {
    readonly serverSideEncryptionByDefault?: { readonly sseAlgorithm?: string; readonly kmsMasterKeyId?: unknown };
    readonly bucketKeyEnabled?: boolean;
  }[];
}
