import { CHAIN, CRL_BUCKET_LOST, NOT_ACTIVE, RETAIN, TEMPLATE } from './activation-rules';
import { BUCKET_ACTIONS, BUCKET_RESOURCE, CONFUSED_DEPUTY, CRL_ACL, CRL_NO_POLICY, OBJECT_LOCK } from './bucket-rules';
import { ACM_KEY, ACM_RENEWAL, ACM_SHORT_LIVED, ALGORITHM, ENUM, PASSTHROUGH, PATH_LENGTH } from './certificate-rules';
import { CRL_CNAME, CRL_TLS_ONLY, CRL_UNREACHABLE, DISABLED_BLOCK, NO_REVOCATION } from './crl-rules';
import { EVENT, EVENT_LOG } from './event-rules';
import { KMS } from './key-rules';
import { CRL_ORDER, ORDER } from './order-rules';
import { ALARM, RAM_EXTERNAL, TAGS } from './other-rules';
import { PARTITION } from './partition-rule';
import { Rule } from './rule';
import { SCHEDULE } from './schedule-rule';
import { TOPIC_KEY, TRAIL_BASICS, TRAIL_KEY, TRAIL_NO_KEY } from './trail-rules';
import { VALIDITY } from './validity-rule';

/** Every rule, the most valuable first. The pages in `docs/checks/` are generated from this table. */
export const RULES: readonly Rule[] = [
  ORDER, CRL_ORDER, CONFUSED_DEPUTY, CRL_ACL, NOT_ACTIVE, TEMPLATE, CHAIN, ACM_RENEWAL, ALGORITHM, ENUM, ACM_KEY,
  RETAIN,
  CRL_BUCKET_LOST, CRL_NO_POLICY, BUCKET_ACTIONS, BUCKET_RESOURCE, DISABLED_BLOCK, VALIDITY, PATH_LENGTH, PARTITION,
  KMS,
  OBJECT_LOCK, CRL_UNREACHABLE, CRL_TLS_ONLY, CRL_CNAME, PASSTHROUGH, EVENT, EVENT_LOG, SCHEDULE, TRAIL_KEY,
  TRAIL_BASICS,
  TRAIL_NO_KEY, TOPIC_KEY, ALARM, RAM_EXTERNAL, ACM_SHORT_LIVED, NO_REVOCATION, TAGS,
];

/** The name of the plugin, which acknowledgments begin with. */
export const PLUGIN_NAME = 'PrivateCaChecks';

/** The page of a rule. */
export function pageOf({ id }: Rule): string {
  return `https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/checks/${id.toLowerCase()}.md`;
}
