import { Aspects, CfnElement, CfnResource, Stack, Tokenization } from 'aws-cdk-lib';
import { IConstruct } from 'constructs';
import { PrivateCaError } from './errors';
import { ReferenceCollector, outermost } from './references';
import { restoreOnError, undoOnError } from './undone-on-error';

/* Stacks that would depend on each other. */

/** The constructs that have a check. */
const CHECKED = new WeakSet<IConstruct>();

/** The parts of an element that CDK renders. */
interface RawElement {
  readonly cfnProperties?: object;
  readonly rawOverrides?: object;
  _toCloudFormation(): object;
}

/**
 * The synthesis that is running. A synthesis visits each construct once, and finds the references of each element once.
 */
let synthesis = newSynthesis();

function newSynthesis() {
  return { visited: new WeakSet<IConstruct>(), stacks: new WeakMap<CfnElement, Stack[]>() };
}

/** Creates the error for a construct in a stack, and the stack to which the construct refers. */
export type CycleError = (own: Stack, other: Stack) => PrivateCaError;

/**
 * Reports a construct that refers to a stack that depends on the stack of the construct. Only at synthesis are all
 * references known. CDK would report a cycle, but not how to solve it.
 */
export function requireNoStackCycle(construct: IConstruct, errorFor: CycleError): void {
  if (CHECKED.has(construct)) { return; }
  CHECKED.add(construct);
  undoOnError(() => CHECKED.delete(construct));
  restoreOnError(Aspects.of(construct));
  Aspects.of(construct).add({
    visit: (node) => {
      if (node !== construct) { return; }
      if (synthesis.visited.has(construct)) { synthesis = newSynthesis(); }
      synthesis.visited.add(construct);
      const own = outermost(Stack.of(construct));
      const other = stacksOf(elementsIn(construct)).find((stack) => stack !== own && dependsOn(stack, own));
      if (other) { throw errorFor(own, other); }
    },
  });
}

/** Reports alarms that refer to a topic, a log group, or another resource in a stack that depends on their stack. */
export function requireNoAlarmCycle(scope: IConstruct): void {
  requireNoStackCycle(scope, (own, other) => new PrivateCaError('AlarmStackCycle', {
    scope,
    subject: 'The resources of the alarms, such as the log group and the topics,',
    rule: `not be in a stack that depends on the stack of the alarms (${own.node.path})`,
    value: other.node.path,
    fix: `Create the alarms in ${other.node.path}, or create the resources in a separate stack`,
  }));
}

/** Whether a stack depends on another one, directly or through other stacks. */
function dependsOn(stack: Stack, other: Stack, seen = new Set<Stack>()): boolean {
  if (stack === other) { return true; }
  if (seen.has(stack)) { return false; }
  seen.add(stack);
  const stacks = [...new Set([...stack.dependencies, ...stacksOf(elementsIn(stack))])];
  return stacks.some((one) => dependsOn(one, other, seen));
}

function elementsIn(construct: IConstruct): CfnElement[] {
  return construct.node.findAll().filter((node): node is CfnElement => CfnElement.isCfnElement(node));
}

/** The stacks to which elements of a template refer. */
function stacksOf(elements: CfnElement[]): Stack[] {
  return [...new Set(elements.flatMap((element) => {
    const found = synthesis.stacks.get(element) ?? [...referencesOf(element).stacks];
    synthesis.stacks.set(element, found);
    return found;
  }))];
}

/** The references of an element. The properties of a resource contain the references of its template. */
export function referencesOf(element: CfnElement): ReferenceCollector {
  const collector = new ReferenceCollector();
  const { cfnProperties, rawOverrides, _toCloudFormation: render } = element as unknown as RawElement;
  const content = CfnResource.isCfnResource(element) ? [cfnProperties, rawOverrides] : render.call(element);
  Tokenization.resolve(content, { scope: element, resolver: collector, preparing: true });
  return collector;
}
