import { APPROVED, CALLER_CLOSED, DEPLOY, FIND_ROOT, REVOKE_SESSIONS, findCall, findGlobalCall } from './procedures';
import { Runbook, Step, Subject } from './types';

/* The signals that the Security Hub controls require. They apply to the whole account, and are usually routine. */

interface Change {
  readonly events: readonly string[];
  readonly find?: typeof findCall;
  readonly check: readonly Step[];
  readonly recover: readonly Step[];
}

function change({ events, check, recover, find = findCall }: Change): Runbook {
  return {
    check: [find(...events), ...check, APPROVED],
    contain: [REVOKE_SESSIONS],
    recover: [...recover, DEPLOY],
    close: ['The settings are the approved ones.', CALLER_CLOSED],
  };
}

const READ_GROUPS: Step = ['Read the rules of the security group.', 'aws ec2 describe-security-group-rules --filters Name=group-id,Values=SECURITY_GROUP_ID'];

export const CIS: Subject = {
  title: 'CIS AWS Foundations',
  runbooks: {
    'cis-cloudwatch-1': {
      check: [
        FIND_ROOT,
        ['Check whether the root user has access keys (`AccountAccessKeysPresent`).', 'aws iam get-account-summary'],
        'Ask the owner of the root user credentials by phone.',
      ],
      contain: ['If the owner did not use the root user, follow [root-user-call](#root-user-call).'],
      recover: ['Use IAM roles for the task. Only some tasks, for example to close the account, require the root user.'],
      close: ['The owner of the root user made the call.'],
    },
    'cis-cloudwatch-4': change({
      events: ['PutRolePolicy', 'AttachRolePolicy'],
      find: findGlobalCall,
      check: [['Read the policy that changed. A policy with `acm-pca:*`, `iam:PassRole`, or `*` is urgent.',
        'aws iam list-attached-role-policies --role-name ROLE_NAME', 'aws iam get-role-policy --role-name ROLE_NAME --policy-name POLICY_NAME']],
      recover: [['If the policy was not approved, detach or delete it.',
        'aws iam detach-role-policy --role-name ROLE_NAME --policy-arn POLICY_ARN', 'aws iam delete-role-policy --role-name ROLE_NAME --policy-name POLICY_NAME']],
    }),
    'cis-cloudwatch-5': change({
      events: ['UpdateTrail', 'StopLogging'],
      check: [['Read whether the trail logs.', 'aws cloudtrail get-trail-status --name TRAIL_ARN']],
      recover: ['Follow [trail-changed](#trail-changed), which also reviews the time without a record.', ['Start logging again.', 'aws cloudtrail start-logging --name TRAIL_ARN']],
    }),
    'cis-cloudwatch-6': {
      check: [
        ['Find the failed sign-ins, and whether one succeeded afterwards.',
          'aws cloudtrail lookup-events --region us-east-1 --lookup-attributes AttributeKey=EventName,AttributeValue=ConsoleLogin --max-items 50 --query \'Events[].CloudTrailEvent\' --output text'],
        'Compare the user name, the source IP address, and the number of attempts with the habits of the user.',
      ],
      contain: ['If a sign-in succeeded, [revoke the sessions of the caller](#revoke-the-sessions-of-a-caller).',
        ['If the user is under attack, remove the password of the user.', 'aws iam delete-login-profile --user-name USER_NAME']],
      recover: [['Require MFA for the user.', 'aws iam list-mfa-devices --user-name USER_NAME'], 'Use IAM Identity Center instead of IAM users with passwords.'],
      close: ['The attempts stopped, and none of them succeeded, or the user confirmed them.'],
    },
    'cis-cloudwatch-7': change({
      events: ['DisableKey', 'ScheduleKeyDeletion'],
      check: [['Read the state of the key.', 'aws kms describe-key --key-id KEY_ID --query \'KeyMetadata.[KeyState,DeletionDate,Description]\'']],
      recover: ['If the PKI uses the key, follow [kms-key-disabled](#kms-key-disabled).',
        ['If the change was not approved, cancel the deletion, and enable the key.', 'aws kms cancel-key-deletion --key-id KEY_ID', 'aws kms enable-key --key-id KEY_ID']],
    }),
    'cis-cloudwatch-8': change({
      events: ['PutBucketPolicy', 'PutBucketAcl'],
      check: [['Read whether the bucket is public.', 'aws s3api get-bucket-policy-status --bucket BUCKET', 'aws s3api get-bucket-acl --bucket BUCKET']],
      recover: ['If the bucket belongs to the PKI, follow [pki-bucket-changed](#pki-bucket-changed).',
        ['If the bucket became public without approval, block public access.', 'aws s3api put-public-access-block --bucket BUCKET --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true']],
    }),
    'cis-cloudwatch-9': change({
      events: ['StopConfigurationRecorder', 'DeleteDeliveryChannel'],
      check: [['Read whether the recorder runs.', 'aws configservice describe-configuration-recorder-status', 'aws configservice describe-delivery-channel-status']],
      recover: [['Start the recorder.', 'aws configservice start-configuration-recorder --configuration-recorder-name RECORDER_NAME']],
    }),
    'cis-cloudwatch-10': change({
      events: ['AuthorizeSecurityGroupIngress', 'RevokeSecurityGroupIngress'],
      check: [READ_GROUPS, 'A rule for `0.0.0.0/0` or `::/0` opens a port to the internet.'],
      recover: [['If a rule was not approved, remove it.',
        'aws ec2 revoke-security-group-ingress --group-id SECURITY_GROUP_ID --security-group-rule-ids SECURITY_GROUP_RULE_ID']],
    }),
    'cis-cloudwatch-11': change({
      events: ['CreateNetworkAclEntry', 'ReplaceNetworkAclEntry'],
      check: [['Read the entries of the network ACL.', 'aws ec2 describe-network-acls --network-acl-ids NETWORK_ACL_ID']],
      recover: [['If an entry was not approved, delete it.', 'aws ec2 delete-network-acl-entry --network-acl-id NETWORK_ACL_ID --rule-number 100 --ingress']],
    }),
    'cis-cloudwatch-12': change({
      events: ['AttachInternetGateway', 'CreateInternetGateway'],
      check: [['Read the gateways, and the VPCs to which they are attached.', 'aws ec2 describe-internet-gateways', 'aws ec2 describe-customer-gateways']],
      recover: [['If an internet gateway was not approved, detach it.',
        'aws ec2 detach-internet-gateway --internet-gateway-id INTERNET_GATEWAY_ID --vpc-id VPC_ID']],
    }),
    'cis-cloudwatch-13': change({
      events: ['CreateRoute', 'ReplaceRoute'],
      check: [['Read the routes.', 'aws ec2 describe-route-tables --route-table-ids ROUTE_TABLE_ID']],
      recover: [['If a route was not approved, delete it.', 'aws ec2 delete-route --route-table-id ROUTE_TABLE_ID --destination-cidr-block CIDR_BLOCK']],
    }),
    'cis-cloudwatch-14': change({
      events: ['AcceptVpcPeeringConnection', 'ModifyVpcAttribute'],
      check: [['Read the VPCs and the peering connections.', 'aws ec2 describe-vpcs --vpc-ids VPC_ID', 'aws ec2 describe-vpc-peering-connections']],
      recover: [['If a peering connection was not approved, delete it.',
        'aws ec2 delete-vpc-peering-connection --vpc-peering-connection-id VPC_PEERING_CONNECTION_ID']],
    }),
  },
};
