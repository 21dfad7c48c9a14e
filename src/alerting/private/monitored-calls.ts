import { FieldCondition } from '../../private/record-patterns';

/*
 * The calls that change what a PKI depends on outside AWS Private CA. Signals match the calls that succeed, and other
 * signals match the calls that are denied. A test compares the names with the service authorization reference.
 */

/** The calls that change who can use a shared resource, such as a CA. */
export const SHARE_CHANGES = [
  'AssociateResourceShare', 'AssociateResourceSharePermission', 'CreatePermissionVersion', 'CreateResourceShare', 'DeleteResourceShare',
  'DisassociateResourceShare', 'DisassociateResourceSharePermission', 'EnableSharingWithAwsOrganization',
  'PromotePermissionCreatedFromPolicy', 'PromoteResourceShareCreatedFromPolicy', 'ReplacePermissionAssociations',
  'SetDefaultPermissionVersion', 'UpdateResourceShare',
];

/** The calls after which a trail logs less, or nothing. */
export const TRAIL_CHANGES = ['DeleteTrail', 'DeregisterOrganizationDelegatedAdmin', 'PutEventSelectors', 'StopLogging', 'UpdateTrail'];

/** The calls of AWS Organizations that end an organization trail for an account. */
export const ORGANIZATION_EXITS = ['DeleteOrganization', 'LeaveOrganization', 'RemoveAccountFromOrganization'];

/** The calls of AWS Organizations that end every organization trail if they name CloudTrail. */
export const ORGANIZATION_ACCESS_CHANGES = ['DeregisterDelegatedAdministrator', 'DisableAWSServiceAccess'];

/** The calls after which data that a key encrypts can't be read. */
export const KEY_LOSSES = ['DeleteCustomKeyStore', 'DeleteImportedKeyMaterial', 'DisableKey', 'DisconnectCustomKeyStore', 'ScheduleKeyDeletion'];

/** The services with the alarms, rules, metric filters, and topics of the monitoring. */
export const MONITORING_SERVICES = ['events', 'logs', 'monitoring', 'sns'];

/**
 * The calls that delete, disable, or change the monitoring.
 *
 * The names belong to different services, and no call of another of these services has one of them by chance. Two
 * names are prefixes, so that the filter pattern is not too long.
 */
export const MONITORING_CHANGES: FieldCondition = {
  field: 'eventName',
  is: {
    oneOf: [
      // Rules.
      'DeleteRule', 'DisableRule', 'PutRule', 'PutTargets', 'RemoveTargets',
      // Log groups and metric filters.
      'AssociateKmsKey', 'DeleteMetricFilter', 'PutRetentionPolicy',
      // Alarms.
      'DeleteAlarms', 'DisableAlarmActions', 'PutAlarmMuteRule', 'PutCompositeAlarm', 'SetAlarmState',
      // Topics and subscriptions.
      'DeleteTopic', 'PutDataProtectionPolicy', 'RemovePermission', 'SetSubscriptionAttributes', 'SetTopicAttributes', 'Subscribe',
      'Unsubscribe',
    ],
    startingWith: ['DeleteLog', 'PutMetric'],
  },
};
