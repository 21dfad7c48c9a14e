import {
  IPolicyValidationContext, IPolicyValidationPlugin, PolicyValidationPluginReport, PolicyViolation,
} from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaChecksProps } from './private-ca-checks-props';
import { PrivateCaError } from '../private/errors';
import { FLAG, TEXT, checked, listOf } from '../private/kinds';
import { UNKNOWN_ACKNOWLEDGMENT, unknownAcknowledgments } from './private/acknowledgments';
import { runRules, Violation } from './private/engine';
import { suggestionOf } from './private/nearest';
import { readSynthesized } from './private/read-templates';
import { PLUGIN_NAME, RULES } from './private/rules';
import { TemplateSet } from './private/template-set';

/** Reports keep a few notes; more would hide the findings. */
const MAX_NOTES = 20;

const CHECKS_KINDS = { informational: FLAG, ignore: listOf(TEXT, 'strings') };

/**
 * A validation plugin that finds AWS Private CA mistakes in the synthesized templates of an app.
 *
 * The plugin checks every resource, including resources that the app creates without this library. A finding with the
 * severity `error` fails synthesis.
 *
 * To acknowledge a finding, call `Validations.of(construct).acknowledge()` with the ID of the rule, for example
 * `PrivateCaChecks::PCA-RETAIN`, for the construct, its stack, or the app.
 *
 * @see https://github.com/cdk-private-ca/cdk-private-ca/blob/main/docs/checks.md
 *
 * @example
 * declare const app: App;
 * Validations.of(app).addPlugins(new PrivateCaChecks(app));
 */
export class PrivateCaChecks implements IPolicyValidationPlugin {
  /** The name of the plugin, which is the prefix of the IDs of acknowledgments. */
  public readonly name: string = PLUGIN_NAME;

  /**
   * The IDs of the rules.
   *
   * @default - the rules that `ignore` doesn't list
   */
  public readonly ruleIds?: string[];

  private readonly scope: IConstruct;
  private readonly props: PrivateCaChecksProps;

  /**
   * @param scope The app or stage whose acknowledgments the plugin reads.
   * @param props The options.
   */
  constructor(scope: IConstruct, props: PrivateCaChecksProps = {}) {
    props = checked(scope, props, CHECKS_KINDS, 'PrivateCaChecks');
    const ids = RULES.map(({ id }) => id);
    for (const id of props.ignore ?? []) {
      if (!ids.includes(id)) {
        throw new PrivateCaError('CheckRuleUnknown', {
          scope,
          subject: 'ignore',
          rule: 'contain IDs of rules',
          value: id,
          fix: `Use ${suggestionOf(id, ids) ?? 'the ID of a rule'}, or remove the ID`,
        });
      }
    }
    this.scope = scope;
    this.props = props;
    this.ruleIds = ids.filter((id) => !props.ignore?.includes(id));
  }

  /**
   * Checks the templates of an app.
   *
   * CDK calls this method during synthesis. It reads the templates, and it doesn't write files or use the network.
   *
   * @param context The templates to check.
   */
  public validate(context: IPolicyValidationContext): PolicyValidationPluginReport {
    const { sources, unreadable } = readSynthesized(context.templatePaths);
    const { violations, notes } = runRules(new TemplateSet(sources), this.props);
    const all = [...violations.map(renderViolation), ...this.renderUnknownAcknowledgments()];
    const metadata = Object.fromEntries([...unreadable, ...notes].slice(0, MAX_NOTES)
      .map((note, index) => [`note${index + 1}`, note]));
    return {
      success: violations.every(({ severity }) => severity !== 'error'),
      violations: all,
      ...Object.keys(metadata).length > 0 && { metadata },
    };
  }

  private renderUnknownAcknowledgments(): PolicyViolation[] {
    return unknownAcknowledgments(this.scope).map(({ constructPath, id, meant }) => ({
      ruleName: UNKNOWN_ACKNOWLEDGMENT,
      severity: 'warning',
      description: `The acknowledgment of "${id}" has no effect, because no rule has this ID.`,
      fix: `Acknowledge ${meant ?? 'a rule of the plugin'}, or remove the acknowledgment.`,
      violatingResources: [{ constructPath, locations: [] }],
    }));
  }
}

function renderViolation({ rule, severity, effect, fix, places }: Violation): PolicyViolation {
  return {
    ruleName: rule.id,
    severity,
    description: effect,
    fix,
    violatingResources: places.map(({ resource, location }) => ({
      resourceLogicalId: resource.id,
      templatePath: resource.template.source.path,
      locations: [location],
    })),
  };
}
