import { Criticality } from '../../notification/criticality';
import { PkiSignal } from '../pki-signal';

/*
 * What Security Hub's controls CloudWatch.1 and CloudWatch.4 to CloudWatch.14 ask of every account. Their patterns are
 * compared literally: no character may differ. `PkiSignals.cisFoundations()` returns them.
 *
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */

/** The number of the control, what happened, and the pattern. */
type Row = readonly [control: number, meaning: string, filterPattern: string];

/** Any of these event names, written as the controls write them. */
function anyOf(...names: string[]): string {
  return names.map((name) => `($.eventName=${name})`).join(' || ');
}

const ROWS: readonly Row[] = [
  [1, 'The root user was used.',
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}'],
  [4, 'An IAM policy was changed.', `{($.eventSource=iam.amazonaws.com) && (${anyOf('DeleteGroupPolicy', 'DeleteRolePolicy',
    'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion',
    'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy',
    'DetachGroupPolicy')})}`],
  [5, 'CloudTrail was changed.', `{${anyOf('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging')}}`],
  [6, 'Somebody could not sign in to the console.', '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}'],
  [7, 'A KMS key was disabled, or its deletion was scheduled.',
    `{($.eventSource=kms.amazonaws.com) && (${anyOf('DisableKey', 'ScheduleKeyDeletion')})}`],
  [8, 'The policy or another access setting of a bucket was changed.', `{($.eventSource=s3.amazonaws.com) && (${anyOf('PutBucketAcl',
    'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors',
    'DeleteBucketLifecycle', 'DeleteBucketReplication')})}`],
  [9, 'AWS Config was changed.', `{($.eventSource=config.amazonaws.com) && (${anyOf('StopConfigurationRecorder',
    'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder')})}`],
  [10, 'A security group was changed.', `{${anyOf('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup')}}`],
  [11, 'A network ACL was changed.', `{${anyOf('CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl',
    'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation')}}`],
  [12, 'A network gateway was changed.', `{${anyOf('CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway',
    'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway')}}`],
  [13, 'A route table was changed.', `{($.eventSource=ec2.amazonaws.com) && (${anyOf('CreateRoute', 'CreateRouteTable', 'ReplaceRoute',
    'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable')})}`],
  [14, 'A VPC was changed.', `{${anyOf('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection',
    'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc',
    'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink')}}`],
];

export const CIS_SIGNALS: readonly PkiSignal[] = ROWS.map(([control, meaning, filterPattern]) => PkiSignal.of({
  name: `cis-cloudwatch-${control}`,
  // Security Hub's severity of all these controls.
  criticality: Criticality.LOW,
  meaning,
  nextStep: `Ask who announced it; this is what Security Hub's control CloudWatch.${control} asks to be told.`,
  filterPattern,
}));
