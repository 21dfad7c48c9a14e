import { IResolvable, IResolveContext, Stack, Token, aws_acmpca as acmpca } from 'aws-cdk-lib';
import { outermostStackOf } from '../../private/known-name';

/**
 * The ARN of a CA whose certificate a parent outside the app signed.
 *
 * In the stack of the CA, it comes from the activation, so that what uses the CA is deployed after the activation.
 * Another stack imports the ARN from the CA, as it did while the CA was pending: CloudFormation can't remove an export
 * that a stack imports. It is deployed after the stack of the CA, and therefore after the activation.
 */
export class SignedArn implements IResolvable {
  public readonly creationStack: string[] = [];

  constructor(
    private readonly certificateAuthority: acmpca.CfnCertificateAuthority,
    private readonly activation: acmpca.CfnCertificateAuthorityActivation,
  ) {}

  public resolve(context: IResolveContext): string {
    const [producer, consumer] = [this.certificateAuthority, context.scope]
      .map((scope) => outermostStackOf(Stack.of(scope)));
    return producer === consumer ? this.activation.ref : this.certificateAuthority.attrArn;
  }

  public toString(): string {
    return Token.asString(this);
  }
}
