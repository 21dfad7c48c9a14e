import { mayIdentify } from './authorities';
import { BUCKET } from './buckets';
import { Resource } from './template';
import { keyOf, literalOf, partsOf, Reference, sketchOf, Value } from './values';
import { View } from './view';

/* What the ARNs in policies name: a bucket, or objects. */

/** Whether an ARN, which can be a pattern, can name a bucket itself. */
export function mayNameBucket(arn: Value): boolean {
  return mayIdentify(arn, BUCKET) || !sketchOf(arn).includes('/');
}

/** Whether an ARN, which can be a pattern, can name objects. */
export function mayNameObjects(arn: Value): boolean {
  // A slash begins the name of an object. A wildcard can be one, too, but not in the place of the partition.
  return mayIdentify(arn, BUCKET) || /\/|[*?](?!:s3:::)/.test(sketchOf(arn));
}

/** Whether an ARN is certain to name all objects of its bucket, or all CRLs. */
export function namesCrls(arn: Value): boolean {
  return !mayIdentify(arn, BUCKET) && /^\*$|^[^/]*(\*|\/\*|\/crl\/?\*)$/.test(sketchOf(arn));
}

/** The bucket that an ARN names by a reference: a part of the name of another bucket can be one, too. */
function namedIn(arn: Value): Resource | undefined {
  const parts = partsOf(arn);
  const index = parts.findIndex((part) => part instanceof Reference && part.resource.type === BUCKET);
  const [before, reference, after] = [parts[index - 1], parts[index] as Reference | undefined, parts[index + 1] ?? '/'];
  const begins = reference?.attribute === 'Arn' ? index === 0 : typeof before === 'string' && before.endsWith(':::');
  return begins && typeof after === 'string' && after.startsWith('/') ? reference?.resource : undefined;
}

/** Whether an ARN is certain to name another bucket, or objects in it. */
export function namesOtherBucket(view: View, arn: Value, bucket: Resource): boolean {
  const name = view.bucketName(bucket);
  const other = namedIn(arn);
  if (other) {
    const key = keyOf(name);
    return other !== bucket && (key === undefined || key !== keyOf(view.bucketName(other)));
  }
  const literal = /^arn:[^:]*:s3:::([^/*?]+)(\/|$)/.exec(literalOf(arn) ?? '')?.[1];
  return literal !== undefined && literalOf(name) !== undefined && literal !== literalOf(name);
}
