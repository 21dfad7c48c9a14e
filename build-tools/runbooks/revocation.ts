import { DEPLOY, DESCRIBE_CA, FILE } from './procedures';
import { Runbook, Step, Subject } from './types';

const READ_CRL: Step = [
  'Download the CRL that clients download, and read when it was published and when it expires (`Last Update`, `Next Update`). For a partitioned CRL or a '
  + 'custom path, use the URL in the certificate or in the event (`CrlUrl`).',
  'curl --silent --show-error --fail --output ca.crl http://CRL_DOMAIN/crl/CA_ID.crl',
  'openssl crl -inform DER -in ca.crl -noout -lastupdate -nextupdate',
];

const READ_POLICIES: Step = [
  'Compare the policies of the CRL bucket and of its KMS key with the stack.',
  'aws s3api get-bucket-policy --bucket BUCKET --query Policy --output text',
  'aws s3api get-public-access-block --bucket BUCKET',
  'aws kms get-key-policy --key-id KEY_ID --policy-name default --query Policy --output text',
];

const METRICS: Step = [
  'Read the dimensions of the metrics, and the number of CRLs that were published or not written.',
  'aws cloudwatch list-metrics --namespace AWS/ACMPrivateCA',
  'aws cloudwatch get-metric-statistics --namespace AWS/ACMPrivateCA --metric-name CRLGenerated --dimensions Name=NAME,Value=VALUE '
  + '--start-time START_TIME --end-time END_TIME --period 3600 --statistics Sum',
];

const FORCE_CRL = 'To cause a new CRL without waiting for the next attempt, issue a test certificate, and revoke it. The CRL follows in about 30 '
  + 'minutes.';

const DEADLINE = 'The deadline is `Next Update`. After it, clients that require a CRL reject every certificate of the CA, also valid ones.';

/** A CRL that is not written because the CA lacks permission. */
export const NO_PERMISSION: Runbook = {
  check: [
    DESCRIBE_CA,
    READ_POLICIES,
    ['Find the change that caused it.',
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=ResourceName,AttributeValue=BUCKET --max-items 20 '
      + '--query \'Events[].[EventTime,EventName,Username]\' --output table'],
    READ_CRL,
    METRICS,
  ],
  contain: [
    DEADLINE,
    'If the CRL expires soon, do not remove the old CRL. Clients with a grace period still accept it.',
    'If a certificate must be distrusted in the meantime, remove it from its endpoint, and block it there. Its revocation is not published yet.',
  ],
  recover: [
    [`If the policy differs, write the bucket policy of the template ${FILE}. It grants \`s3:GetBucketAcl\`, \`s3:GetBucketLocation\`, `
      + '`s3:PutObject`, and `s3:PutObjectAcl` to `acm-pca.amazonaws.com`.',
    'aws s3api put-bucket-policy --bucket BUCKET --policy file://bucket-policy.json'],
    'If Block Public Access is on, the revocation configuration of the CA must have the object ACL `BUCKET_OWNER_FULL_CONTROL`.',
    [`If the bucket uses a KMS key that is disabled or has another policy, enable it, and write the policy of the template ${FILE}.`,
      'aws kms enable-key --key-id KEY_ID', 'aws kms put-key-policy --key-id KEY_ID --policy-name default --policy file://key-policy.json'],
    DEPLOY,
    FORCE_CRL,
  ],
  close: ['`CRLGenerated` has a new value, and the downloaded CRL has a `Last Update` after the correction.', 'Revocations in the meantime are in the CRL.'],
};

/** A CRL that is not published because of an internal failure of AWS. */
export const INTERNAL_FAILURE: Runbook = {
  check: [
    ['Check for an event of AWS in the Region (AWS Health), also at https://health.aws.amazon.com/health/status.',
      'aws health describe-events --region us-east-1 --filter services=ACM,regions=REGION'],
    DESCRIBE_CA,
    READ_CRL,
    METRICS,
  ],
  contain: [
    DEADLINE,
    'AWS Private CA retries. Wait for the next attempts, and postpone revocations that are not urgent.',
  ],
  recover: [
    ['If the attempts still fail after an hour, or the deadline is near, open a support case with a high severity (requires an AWS Support plan with '
      + 'API access, otherwise use the console).',
    'aws support create-case --region us-east-1 --subject "AWS Private CA does not publish a CRL" --communication-body "CA_ARN, time of the '
      + 'event, reason of the event" --severity-code high'],
    FORCE_CRL,
  ],
  close: ['A later event reports success, and the downloaded CRL has a `Last Update` after the failure.'],
};

const CRL_FAILED: Runbook = {
  check: [
    'Read `reason` in the event. `Check your S3 bucket permissions` is a policy. `Internal failure` is a failure of AWS.',
    ...NO_PERMISSION.check,
  ],
  contain: NO_PERMISSION.contain,
  recover: ['For an internal failure, follow [event-crl-generated-generation-failure](#event-crl-generated-generation-failure).', ...NO_PERMISSION.recover],
  close: NO_PERMISSION.close,
};

export const CRL_FAILURE = CRL_FAILED;

export const CRL_PUBLISHED: Runbook = {
  check: ['A published CRL does not indicate a revocation, because AWS Private CA publishes CRLs periodically.', READ_CRL],
  contain: ['No action is required.'],
  recover: ['If you expected a revocation in the CRL, look for its serial number:',
    ['Read the revoked serial numbers.', 'openssl crl -inform DER -in ca.crl -noout -text']],
  close: ['Immediately. The message is for information.'],
};

const CRL_STALE: Runbook = {
  check: [
    READ_CRL,
    DESCRIBE_CA,
    'A deleted or expired CA, and a CA without `CrlConfiguration`, publishes no CRL. A disabled CA still publishes CRLs.',
    METRICS,
    READ_POLICIES,
    ['Check that the rule of the alarm is enabled. The alarm counts the events that the rule matches, and a lost event can also cause it.',
      'aws events describe-rule --name RULE_NAME'],
  ],
  contain: NO_PERMISSION.contain,
  recover: [
    'If the CA was deleted, follow [ca-deleted](#ca-deleted). If revocation was turned off, follow [revocation-switched-off](#revocation-switched-off).',
    'If the bucket or its key rejects the CRL, follow [crl-bucket-misconfigured](#crl-bucket-misconfigured).',
    FORCE_CRL,
  ],
  close: ['The alarm is in OK state, and the downloaded CRL has a recent `Last Update`.'],
};

const UNREACHABLE: Runbook = {
  check: [
    ['Read what the health checkers of Amazon Route 53 report. The dimension `HealthCheckId` of the alarm contains the ID.',
      'aws route53 get-health-check-status --health-check-id HEALTH_CHECK_ID',
      'aws route53 get-health-check-last-failure-reason --health-check-id HEALTH_CHECK_ID'],
    ['Resolve the name, and request the endpoint by HTTP, as clients do.',
      'dig +short CRL_DOMAIN', 'curl --silent --show-error --head http://CRL_DOMAIN/crl/CA_ID.crl'],
    ['If a CloudFront distribution serves the endpoint, read its status and its origins.',
      'aws cloudfront get-distribution --id DISTRIBUTION_ID --query \'Distribution.[Status,DistributionConfig.Enabled,DistributionConfig.Origins.Items[].DomainName]\''],
    READ_CRL,
  ],
  contain: [
    DEADLINE,
    'Clients that cache the CRL or OCSP responses work until these expire. Hard-fail clients without a cache fail now: inform their owners.',
  ],
  recover: [
    'If the DNS record is missing or wrong, restore it. The name in the certificates cannot be changed.',
    ['If the distribution is disabled, or its origin rejects requests, deploy its stack again, and remove cached errors.',
      'aws cloudfront create-invalidation --distribution-id DISTRIBUTION_ID --paths "/crl/*"'],
    DEPLOY,
    'If a Region is unavailable, serve the CRL from its replica ([Loss of a Region](region-loss.md)).',
  ],
  close: ['The health check is healthy in all locations, and a client outside your network downloads the CRL or receives an OCSP response.'],
};

const NOT_REPLICATED: Runbook = {
  check: [
    ['Read the replication status of the CRL (`FAILED`), and the replication configuration.',
      'aws s3api head-object --bucket BUCKET --key crl/CA_ID.crl --query ReplicationStatus',
      'aws s3api get-bucket-replication --bucket BUCKET'],
    ['Check that the replica bucket and its key exist.',
      'aws s3api get-bucket-versioning --bucket REPLICA_BUCKET --region REPLICA_REGION',
      'aws kms describe-key --key-id REPLICA_KEY_ARN --region REPLICA_REGION --query KeyMetadata.KeyState'],
    READ_CRL,
  ],
  contain: ['Clients still receive the CRL from the first Region. Until the replica is current, do not switch clients to it.'],
  recover: [
    'Correct the role of the replication, the policy of the replica bucket, or the policy of a key.',
    DEPLOY,
    ['Copy the current CRL yourself if you cannot wait for the next one.',
      'aws s3api copy-object --region REPLICA_REGION --bucket REPLICA_BUCKET --key crl/CA_ID.crl --copy-source BUCKET/crl/CA_ID.crl'],
    FORCE_CRL,
  ],
  close: ['The replication status of the newest CRL is `COMPLETED`, and the alarm is in OK state.'],
};

export const REVOCATION: Subject = {
  title: 'Revocation',
  runbooks: {
    'crl-generation-failed': CRL_FAILED,
    'crl-bucket-misconfigured': NO_PERMISSION,
    'crl-stale': CRL_STALE,
    'revocation-unreachable': UNREACHABLE,
    'crl-not-replicated': NOT_REPLICATED,
    'crl-generated': CRL_PUBLISHED,
  },
};
