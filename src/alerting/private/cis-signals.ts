import { Criticality } from '../../notification/criticality';
import { PkiSignal } from '../pki-signal';

/*
 * The alarms that the Security Hub controls CloudWatch.1 and CloudWatch.4 to CloudWatch.14 require in every account.
 * Security Hub compares the filter patterns literally. `PkiSignals.cisFoundations()` returns the signals.
 *
 * https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
 */

/** The number of the control, what happened, and the pattern. */
type Row = readonly [control: number, meaning: string, filterPattern: string];

/** Any of these event names, in the notation of the controls. */
function anyOf(...names: string[]): string {
  return names.map((name) => `($.eventName=${name})`).join(' || ');
}

const ROWS: readonly Row[] = [
  [1, 'The account root user was used.',
    '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}'],
  [4, 'An IAM policy changed.', `{($.eventSource=iam.amazonaws.com) && (${anyOf('DeleteGroupPolicy', 'DeleteRolePolicy',
    'DeleteUserPolicy', 'PutGroupPolicy', 'PutRolePolicy', 'PutUserPolicy', 'CreatePolicy', 'DeletePolicy', 'CreatePolicyVersion',
    'DeletePolicyVersion', 'AttachRolePolicy', 'DetachRolePolicy', 'AttachUserPolicy', 'DetachUserPolicy', 'AttachGroupPolicy',
    'DetachGroupPolicy')})}`],
  [5, 'The CloudTrail configuration changed.', `{${anyOf('CreateTrail', 'UpdateTrail', 'DeleteTrail', 'StartLogging', 'StopLogging')}}`],
  [6, 'A console sign-in failed authentication.', '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}'],
  [7, 'A KMS key was disabled or scheduled for deletion.',
    `{($.eventSource=kms.amazonaws.com) && (${anyOf('DisableKey', 'ScheduleKeyDeletion')})}`],
  [8, 'The policy or another access setting of an S3 bucket changed.', `{($.eventSource=s3.amazonaws.com) && (${anyOf('PutBucketAcl',
    'PutBucketPolicy', 'PutBucketCors', 'PutBucketLifecycle', 'PutBucketReplication', 'DeleteBucketPolicy', 'DeleteBucketCors',
    'DeleteBucketLifecycle', 'DeleteBucketReplication')})}`],
  [9, 'The AWS Config configuration changed.', `{($.eventSource=config.amazonaws.com) && (${anyOf('StopConfigurationRecorder',
    'DeleteDeliveryChannel', 'PutDeliveryChannel', 'PutConfigurationRecorder')})}`],
  [10, 'A security group changed.', `{${anyOf('AuthorizeSecurityGroupIngress', 'AuthorizeSecurityGroupEgress',
    'RevokeSecurityGroupIngress', 'RevokeSecurityGroupEgress', 'CreateSecurityGroup', 'DeleteSecurityGroup')}}`],
  [11, 'A network ACL changed.', `{${anyOf('CreateNetworkAcl', 'CreateNetworkAclEntry', 'DeleteNetworkAcl',
    'DeleteNetworkAclEntry', 'ReplaceNetworkAclEntry', 'ReplaceNetworkAclAssociation')}}`],
  [12, 'A network gateway changed.', `{${anyOf('CreateCustomerGateway', 'DeleteCustomerGateway', 'AttachInternetGateway',
    'CreateInternetGateway', 'DeleteInternetGateway', 'DetachInternetGateway')}}`],
  [13, 'A route table changed.', `{($.eventSource=ec2.amazonaws.com) && (${anyOf('CreateRoute', 'CreateRouteTable', 'ReplaceRoute',
    'ReplaceRouteTableAssociation', 'DeleteRouteTable', 'DeleteRoute', 'DisassociateRouteTable')})}`],
  [14, 'A VPC changed.', `{${anyOf('CreateVpc', 'DeleteVpc', 'ModifyVpcAttribute', 'AcceptVpcPeeringConnection',
    'CreateVpcPeeringConnection', 'DeleteVpcPeeringConnection', 'RejectVpcPeeringConnection', 'AttachClassicLinkVpc',
    'DetachClassicLinkVpc', 'DisableVpcClassicLink', 'EnableVpcClassicLink')}}`],
];

export const CIS_SIGNALS: readonly PkiSignal[] = ROWS.map(([control, meaning, filterPattern]) => PkiSignal._ofLibrary({
  name: `cis-cloudwatch-${control}`,
  // The severity of all these controls in Security Hub.
  criticality: Criticality.LOW,
  meaning,
  nextStep: `Check for an approved change. Security Hub control CloudWatch.${control} requires this alarm.`,
  filterPattern,
}));
