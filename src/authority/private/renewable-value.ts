import {
  Annotations, CfnOutput, CfnResource, Fn, IResolvable, IResolveContext, Stack, Stage, Token, TokenComparison,
} from 'aws-cdk-lib';
import { Construct, IConstruct, RootConstruct } from 'constructs';
import { constructHashOf, outermostStackOf } from '../../private/known-name';

/** The context key with which an app selects the references between its stacks. */
const REFERENCE_STRENGTH = '@aws-cdk/core:defaultCrossStackReferences';

/** A method of `Stack` in newer versions of aws-cdk-lib, in which `addDependency()` is deprecated. */
interface NewerStack {
  addStackDependency?(target: Stack, reason: string): void;
}

/** Specifies a value of a CA that changes when the CA certificate is renewed. */
interface RenewableValueProps {
  /** The resource that has the value. */
  readonly resource: CfnResource;
  /** The ID of the output for other stacks. */
  readonly outputId: string;
  readonly description: string;
  /** The reference to the value. */
  readonly value: IResolvable;
  /** The properties on which the value depends, as the stack of the CA renders them. */
  readonly revision: () => unknown;
}

/**
 * A value of a CA that changes when the CA certificate is renewed, such as its certificate chain.
 *
 * In the stack of the CA, it is the attribute of a resource. Another stack does not import it, because CloudFormation
 * rejects a change of an exported value that a stack imports. It reads an output of the stack of the CA instead.
 * CloudFormation reads the output only when it updates the stack. The name of the variable in the template therefore
 * changes with the properties of the CA certificate, so that a renewal updates the stack.
 */
export class RenewableValue implements IResolvable {
  public readonly creationStack: string[] = [];
  private output?: CfnOutput;

  constructor(private readonly props: RenewableValueProps) {}

  public resolve(context: IResolveContext): unknown {
    const { resource, value } = this.props;
    const [producer, consumer] = [Stack.of(resource), Stack.of(context.scope)];
    if (producer === consumer || Stage.of(resource) !== Stage.of(context.scope)) { return value; }
    const isInOneStack = outermostStackOf(producer) === outermostStackOf(consumer);
    if (isInOneStack || !hasSameAccount(producer, consumer)) { return value; }
    if (producer.nested) {
      warnOfNestedStack(context.scope, resource);
      return value;
    }
    dependOn(outermostStackOf(consumer), producer, `${context.scope.node.path} reads ${resource.node.path}`);
    return this.renderRead(producer);
  }

  public toString(): string {
    return Token.asString(this);
  }

  private renderRead(producer: Stack): string {
    this.output ??= new CfnOutput(this.props.resource.node.scope!, this.props.outputId, {
      description: this.props.description, value: Token.asString(this.props.value),
    });
    const variable = `Value${hashOf(producer.resolve(this.props.revision()))}`;
    return Fn.sub(`\${${variable}}`, {
      [variable]: Fn.getStackOutput(producer.stackName, this.output.logicalId, producer.region),
    });
  }
}

/** Between accounts, CDK never imports a value. It also creates the role that reads the output. */
function hasSameAccount(one: Stack, other: Stack): boolean {
  const comparison = Token.compareStrings(one.account, other.account);
  return comparison === TokenComparison.SAME || comparison === TokenComparison.BOTH_UNRESOLVED;
}

function dependOn(consumer: Stack, producer: Stack, reason: string): void {
  const newer: NewerStack = consumer as object;
  if (newer.addStackDependency) {
    newer.addStackDependency(producer, reason);
  } else {
    consumer.addDependency(producer, reason);
  }
}

/** The hash that constructs computes of an ID. */
function hashOf(value: unknown): string {
  return constructHashOf(new Construct(new RootConstruct(), JSON.stringify(value)));
}

/** The name of a nested stack is not known at synthesis, so that another stack cannot read its outputs. */
function warnOfNestedStack(consumer: IConstruct, resource: CfnResource): void {
  const strength: unknown = consumer.node.tryGetContext(REFERENCE_STRENGTH);
  if (strength === 'weak') { return; }
  Annotations.of(consumer).addWarningV2('cdk-private-ca:chainOfNestedStack',
    `The stack imports the certificate or chain of ${resource.node.scope!.node.path}, which is in a nested stack. While the `
    + 'value is imported, CloudFormation cannot renew the CA certificate. Move the CA to a stack that is not nested, or set '
    + `the context key ${REFERENCE_STRENGTH} to "weak".`);
}
