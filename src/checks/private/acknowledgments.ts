import { IConstruct } from 'constructs';
import { suggestionOf } from './nearest';
import { PLUGIN_NAME, RULES } from './rules';

/** Where CDK keeps acknowledgments: `Validations.ACKNOWLEDGED_RULES_METADATA_KEY`. */
const ACKNOWLEDGED_RULES = 'aws:cdk:acknowledged-rules';

/** The rule that reports acknowledgments of rules that don't exist. */
export const UNKNOWN_ACKNOWLEDGMENT = 'PCA-ACKNOWLEDGMENT';

/** An acknowledgment of a rule that doesn't exist. */
export interface UnknownAcknowledgment {
  readonly constructPath: string;
  readonly id: string;
  /** The rule that was probably meant, if one is near. */
  readonly meant?: string;
}

/** The acknowledgments below a construct that begin with the name of the plugin and name no rule. */
export function unknownAcknowledgments(scope: IConstruct): UnknownAcknowledgment[] {
  const known = [...RULES.map(({ id }) => id), UNKNOWN_ACKNOWLEDGMENT];
  return scope.node.findAll().flatMap(({ node }) => [...new Set(node.metadata
    .filter(({ type }) => type === ACKNOWLEDGED_RULES)
    .flatMap(({ data }) => Object.keys(data as object)))]
    .filter((id) => id.startsWith(`${PLUGIN_NAME}::`) || /^annotation::PCA-|^PCA-/i.test(id))
    .map((id) => ({ id, name: id.slice(id.lastIndexOf(':') + 1) }))
    .filter(({ id, name }) => !id.startsWith(`${PLUGIN_NAME}::`) || !known.includes(name))
    .map(({ id, name }) => ({ constructPath: node.path, id, nearest: suggestionOf(name, known) }))
    .map(({ nearest, ...rest }) => ({ ...rest, meant: nearest && `${PLUGIN_NAME}::${nearest}` })));
}
