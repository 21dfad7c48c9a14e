import { Annotations, CfnOutput, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { CertificateAuthorityKind, keyAlgorithmOf } from './certificate-authority-resources';
import { pathLengthOf } from './parent-checks';
import { PrivateCaError } from '../../private/errors';
import { CertificateAuthorityProps } from '../certificate-authority-props';
import { ExternalParent } from '../external-parent';
import { IPrivateCertificateAuthority } from '../private-certificate-authority';

/* A subordinate CA whose parent is outside the app. */

/** The properties that the parent outside the app decides. */
const OPTIONS_OF_PARENT = [
  'validity', 'validityNotBefore', 'issuerSigningAlgorithm', 'apiPassthrough', 'certificateTemplate',
  'certificateGeneration', 'alreadyIssued',
] as const;

/** The properties of a subordinate CA that concern its parent. */
interface ParentProps extends CertificateAuthorityProps {
  readonly parent?: IPrivateCertificateAuthority;
  readonly externalParent?: ExternalParent;
  readonly pathLength?: number;
}

/** The one parent of the properties. */
export function requireOneParent(
  { parent, externalParent }: ParentProps, scope: Construct,
): IPrivateCertificateAuthority | undefined {
  if (parent && externalParent) {
    throw new PrivateCaError('ParentConflict', {
      scope,
      subject: 'parent',
      rule: 'not be specified together with externalParent',
      value: parent.node.path,
      fix: 'Remove parent or externalParent',
    });
  }
  if (!parent && !externalParent) {
    throw new PrivateCaError('ParentMissing', {
      scope,
      subject: 'parent',
      rule: 'be specified, or externalParent',
      value: undefined,
      fix: 'Specify the parent CA. For a parent outside the app, specify externalParent: ExternalParent.pending()',
    });
  }
  return parent;
}

/** The kind of a CA below a parent outside the app. */
export function bindExternalParent(
  scope: Construct, parent: ExternalParent, props: ParentProps,
): CertificateAuthorityKind {
  requireNoOptionOfParent(scope, props);
  // Without a template, this only checks the range.
  pathLengthOf(scope, { pathLength: props.pathLength });
  const signed = parent._bind(scope, {
    keyAlgorithm: keyAlgorithmOf(props), pathLength: props.pathLength, subject: props.subject,
  });
  if (!signed) { requireNotDisabled(scope, props); }
  return {
    type: 'SUBORDINATE', signed, validity: signed?.validity, pathLength: signed ? signed.pathLength : props.pathLength,
  };
}

/** Reports how to get the certificate signing request (CSR) of a pending CA. */
export function announcePending(scope: Construct, certificateAuthorityArn: string): void {
  const command = (arn: string, region: string) =>
    `aws acm-pca get-certificate-authority-csr --certificate-authority-arn ${arn} --region ${region} --output text`;
  Annotations.of(scope).addWarningV2('cdk-private-ca:certificateAuthorityPending',
    'This CA is pending until its parent signs its certificate. It can\'t issue certificates, and AWS bills it. After the deployment, get '
    + `its certificate signing request: ${command('CERTIFICATE_AUTHORITY_ARN', 'REGION')}. Let the parent sign it, and pass the certificate `
    + 'with ExternalParent.signed().');
  new CfnOutput(scope, 'CertificateSigningRequestCommand', {
    description: 'The command that returns the certificate signing request of the pending CA',
    value: command(certificateAuthorityArn, Stack.of(scope).region),
  });
}

function requireNoOptionOfParent(scope: Construct, props: ParentProps): void {
  const given = props as unknown as Record<string, unknown>;
  const options = OPTIONS_OF_PARENT.filter((option) => given[option] !== undefined);
  if (options.length === 0) { return; }
  throw new PrivateCaError('OptionOfParent', {
    scope,
    subject: options[0],
    rule: 'not be specified together with externalParent, because the parent decides it',
    value: options,
    fix: 'Remove these properties, and let the parent sign the certificate accordingly',
  });
}

function requireNotDisabled(scope: Construct, { disabled }: ParentProps): void {
  if (!disabled) { return; }
  throw new PrivateCaError('OptionOfParent', {
    scope,
    subject: 'disabled',
    rule: 'not be true while the CA is pending',
    value: disabled,
    fix: 'Remove disabled until the certificate is signed',
  });
}
