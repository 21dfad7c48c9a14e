import { Annotations, Fn, Stack, Token, aws_acmpca as acmpca, aws_config as config } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CONFIG_RULES_KINDS } from './private/kinds';
import { arnOf } from '../private/certificate-authority-arn';
import { PrivateCaError } from '../private/errors';
import { checked } from '../private/kinds';
import { removedOnError } from '../private/removed-on-error';

/** The number of tag keys that the rule checks. */
const TAG_KEYS = { min: 1, max: 6 };

/** The partitions, by the start of their Regions, in which AWS Config has no rule for root CAs. */
const WITHOUT_ROOT_RULE = /^(us-gov|cn)-/;

/** Properties for `PrivateCaConfigRules`. */
export interface PrivateCaConfigRulesProps {
  /**
   * The root CAs that can be active.
   *
   * @default - every active root CA is noncompliant
   */
  readonly exemptedRootCertificateAuthorities?: acmpca.ICertificateAuthorityRef[];

  /**
   * The tag keys that each CA must have (1–6).
   *
   * @default - the tags of CAs aren't checked
   */
  readonly requiredTagKeys?: string[];

  /**
   * How often AWS Config evaluates the rules that have a schedule.
   *
   * @default - every 24 hours
   */
  readonly maximumExecutionFrequency?: config.MaximumExecutionFrequency;
}

/**
 * AWS Config managed rules for certificate authorities (CAs) and their CloudTrail trail.
 *
 * The rules apply to the account and Region of the stack, which must have a configuration recorder. AWS Config bills
 * each
 * evaluation. CloudFormation deletes the rules with the stack.
 *
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/pca-controls.html
 *
 * @example
 * new PrivateCaConfigRules(this, 'Rules', { requiredTagKeys: ['owner'] });
 */
@removedOnError
export class PrivateCaConfigRules extends Construct {
  /**
   * The rule `ACM_PCA_ROOT_CA_DISABLED`, which AWS Security Hub uses for control PCA.1.
   *
   * Absent in AWS GovCloud (US) and China Regions, where AWS Config doesn't have it.
   *
   * @default - the Region doesn't have the rule
   */
  public readonly rootCaDisabled?: config.IRule;

  /**
   * The rule `ACMPCA_CERTIFICATE_AUTHORITY_TAGGED`, which AWS Security Hub uses for control PCA.2.
   *
   * @default - `requiredTagKeys` isn't specified
   */
  public readonly certificateAuthorityTagged?: config.IRule;

  /** The rule `CLOUD_TRAIL_ENCRYPTION_ENABLED`, which AWS Security Hub uses for control CloudTrail.2. */
  public readonly trailEncrypted: config.IRule;

  /**
   * @param scope The parent construct.
   * @param id The construct ID.
   * @param props The properties of the rules.
   */
  constructor(scope: Construct, id: string, props: PrivateCaConfigRulesProps = {}) {
    super(scope, id);
    props = checked(this, props, CONFIG_RULES_KINDS);
    const { requiredTagKeys, maximumExecutionFrequency = config.MaximumExecutionFrequency.TWENTY_FOUR_HOURS } = props;
    if (requiredTagKeys) { requireTagKeys(this, requiredTagKeys); }

    if (hasRootRule(this)) {
      const exempted = props.exemptedRootCertificateAuthorities?.map(arnOf).join(',');
      this.rootCaDisabled = new config.ManagedRule(this, 'RootCaDisabled', {
        identifier: 'ACM_PCA_ROOT_CA_DISABLED',
        description: 'Root CAs are disabled, except for those that sign at the moment.',
        inputParameters: exempted ? { exemptedCAArns: exempted } : undefined,
        maximumExecutionFrequency,
      });
    }
    this.certificateAuthorityTagged = requiredTagKeys && new config.ManagedRule(this, 'CertificateAuthorityTagged', {
      identifier: 'ACMPCA_CERTIFICATE_AUTHORITY_TAGGED',
      description: 'Each private CA has the required tags.',
      inputParameters: { requiredKeyTags: Fn.join(',', requiredTagKeys) },
    });
    this.trailEncrypted = new config.ManagedRule(this, 'TrailEncrypted', {
      identifier: config.ManagedRuleIdentifiers.CLOUD_TRAIL_ENCRYPTION_ENABLED,
      description: 'CloudTrail trails encrypt their log files with a KMS key.',
      maximumExecutionFrequency,
    });
  }
}

function hasRootRule(scope: Construct): boolean {
  const { region } = Stack.of(scope);
  if (Token.isUnresolved(region) || !WITHOUT_ROOT_RULE.test(region)) { return true; }
  Annotations.of(scope).addWarningV2('cdk-private-ca:configRuleUnavailable',
    `AWS Config has no rule ACM_PCA_ROOT_CA_DISABLED in ${region}. The rule is left out. Check that root CAs are disabled in another way.`);
  return false;
}

function requireTagKeys(scope: Construct, keys: string[]): void {
  const isValid = Token.isUnresolved(keys)
    || (keys.length >= TAG_KEYS.min && keys.length <= TAG_KEYS.max && keys.every((key) => key !== '' && !key.includes(',')));
  if (isValid) { return; }
  throw new PrivateCaError('TagKeys', {
    scope,
    subject: 'requiredTagKeys',
    rule: `contain ${TAG_KEYS.min} to ${TAG_KEYS.max} tag keys without commas`,
    value: keys,
    fix: 'Correct the keys, or remove requiredTagKeys',
  });
}
