/**
 * The actions that change something in the services that the monitoring of a PKI depends on, and that no signal
 * matches, each with the reason. A test compares the table with the service authorization reference.
 */
export const UNMONITORED_ACTIONS: readonly {
  /** The prefix of the service in IAM policies. */
  readonly service: string;
  readonly actions: readonly string[];
  /** Continues "not monitored, because". */
  readonly because: string;
}[] = [
  {
    service: 'cloudtrail',
    because: 'they start or add logging, and change no trail that exists',
    actions: ['CreateTrail', 'StartLogging', 'RegisterOrganizationDelegatedAdmin'],
  },
  {
    service: 'cloudtrail',
    because: 'they change which Insights events a trail logs, or how it enriches and aggregates events, but not which management events it logs',
    actions: ['PutEventConfiguration', 'PutInsightSelectors'],
  },
  { service: 'cloudtrail', because: 'tags do not change what a trail logs', actions: ['AddTags', 'RemoveTags'] },
  {
    service: 'cloudtrail',
    because: 'they apply to CloudTrail Lake, its channels, and its dashboards, which the signals do not use',
    actions: [
      'CancelQuery', 'CreateChannel', 'CreateDashboard', 'CreateEventDataStore', 'CreateServiceLinkedChannel', 'DeleteChannel',
      'DeleteDashboard', 'DeleteEventDataStore', 'DeleteResourcePolicy', 'DeleteServiceLinkedChannel', 'DisableFederation',
      'EnableFederation', 'GenerateQuery', 'PutResourcePolicy', 'RestoreEventDataStore', 'StartDashboardRefresh',
      'StartEventDataStoreIngestion', 'StartImport', 'StartQuery', 'StopEventDataStoreIngestion', 'StopImport', 'UpdateChannel',
      'UpdateDashboard', 'UpdateEventDataStore', 'UpdateServiceLinkedChannel',
    ],
  },
  {
    service: 'cloudwatch',
    because: 'they turn alarm actions on again, or create other alarms, and change no alarm of the library',
    actions: ['DeleteAlarmMuteRule', 'EnableAlarmActions', 'PutLogAlarm'],
  },
  { service: 'cloudwatch', because: 'a dashboard shows alarms but notifies no one', actions: ['DeleteDashboards', 'PutDashboard'] },
  {
    service: 'cloudwatch',
    because: 'they apply to features that the alarms do not use',
    actions: [
      'AssumeAccessProfile', 'CallWithBearerToken', 'CreateAccessGrant', 'CreateAccessProfile', 'CreateAlert', 'CreateDomain',
      'CreateDomainAccessGrantForOrganization', 'CreateDomainForOrganization', 'CreateIngestionEndpoint', 'CreateIntegration',
      'CreateOmniDashboard', 'CreateOmniThread', 'CreateOneTimeDeepLinkCode', 'CreateServiceLevelObjective', 'CreateSpace', 'CreateView',
      'DeleteAccessGrant', 'DeleteAccessProfile', 'DeleteAlert', 'DeleteAnomalyDetector', 'DeleteDomain',
      'DeleteDomainAccessGrantForOrganization', 'DeleteDomainForOrganization', 'DeleteIngestionEndpoint', 'DeleteInsightRules',
      'DeleteIntegration', 'DeleteMetricStream', 'DeleteOmniDashboard', 'DeleteOmniThread', 'DeletePipelineRule',
      'DeleteServiceLevelObjective', 'DeleteSpace', 'DeleteView', 'DisableInsightRules', 'EnableInsightRules', 'EnableTopologyDiscovery',
      'InvokeIntegration', 'Link', 'PutAnomalyDetector', 'PutInsightRule', 'PutIntelligenceConfiguration', 'PutManagedInsightRules',
      'PutPipelineRule', 'QueryTraces', 'SearchPrincipals', 'StartMetricStreams', 'StartOTelEnrichment', 'StartOmniThreadSession',
      'StartTelemetryQuery', 'StartTelemetryQuerySession', 'StopMetricStreams', 'StopOTelEnrichment', 'StopTelemetryQuery',
      'StopTelemetryQuerySession', 'SubmitFeedback', 'UpdateAccessProfile', 'UpdateAlert', 'UpdateDomain', 'UpdateDomainForOrganization',
      'UpdateIngestionEndpoint', 'UpdateIntegration', 'UpdateOmniDashboard', 'UpdateOmniThread', 'UpdatePreferences',
      'UpdateServiceLevelObjective', 'UpdateSpace', 'UpdateView',
    ],
  },
  { service: 'cloudwatch', because: 'tags do not change an alarm', actions: ['TagResource', 'UntagResource'] },
  { service: 'events', because: 'they turn a rule on again, or tag it', actions: ['EnableRule', 'TagResource', 'UntagResource'] },
  {
    service: 'events',
    because: 'CloudTrail does not log the call, or it sends events and changes no rule',
    actions: [
      'AllowVendedLogDeliveryForResource', 'InvokeApiDestination', 'PutEvents', 'PutPartnerEvents', 'PutRawEvents',
      'RetrieveConnectionCredentials',
    ],
  },
  {
    service: 'events',
    because: 'they apply to other event buses, archives, connections, and subscribers, and AWS services send events only to the default event bus',
    actions: [
      'ActivateEventSource', 'CancelReplay', 'CreateApiDestination', 'CreateArchive', 'CreateConnection', 'CreateEndpoint',
      'CreateEventBus', 'CreateEventSource', 'CreatePartnerEventSource', 'CreateSubscriber', 'DeactivateEventSource',
      'DeauthorizeConnection', 'DeleteApiDestination', 'DeleteArchive', 'DeleteConnection', 'DeleteEndpoint', 'DeleteEventBus',
      'DeleteEventSource', 'DeletePartnerEventSource', 'DeleteResourcePolicy', 'DeleteSubscriber', 'PutPermission', 'PutResourcePolicy',
      'RevokeResource', 'StartReplay', 'UpdateApiDestination', 'UpdateArchive', 'UpdateConnection', 'UpdateEndpoint', 'UpdateEventBus',
      'UpdateEventSource', 'UpdateSubscriber',
    ],
  },
  {
    service: 'kms',
    because: 'they use a key for data, and every delivery of a log file or an audit report does so',
    actions: [
      'Decrypt', 'DeriveSharedSecret', 'Encrypt', 'GenerateDataKey', 'GenerateDataKeyPair', 'GenerateDataKeyPairWithoutPlaintext',
      'GenerateDataKeyWithoutPlaintext', 'GenerateMac', 'GenerateRandom', 'ReEncryptFrom', 'ReEncryptTo', 'Sign', 'Verify', 'VerifyMac',
    ],
  },
  {
    service: 'kms',
    because: 'they create a key or key store, or make one usable again',
    actions: [
      'CancelKeyDeletion', 'ConnectCustomKeyStore', 'CreateCustomKeyStore', 'CreateKey', 'EnableKey', 'EnableKeyRotation',
      'ImportKeyMaterial', 'ReplicateKey', 'RotateKeyOnDemand', 'SynchronizeMultiRegionKey', 'UpdatePrimaryRegion',
    ],
  },
  {
    service: 'kms',
    because: 'a key store must be disconnected before such a change, and a signal matches DisconnectCustomKeyStore',
    actions: ['UpdateCustomKeyStore'],
  },
  {
    service: 'kms',
    because: 'the library and the services use keys by ID or ARN, and not by alias, description, or tag',
    actions: ['CreateAlias', 'DeleteAlias', 'TagResource', 'UntagResource', 'UpdateAlias', 'UpdateKeyDescription'],
  },
  {
    service: 'kms',
    because: 'key policies grant the access that a PKI requires, so that it does not depend on a grant',
    actions: ['RetireGrant', 'RevokeGrant'],
  },
  {
    service: 'logs',
    because: 'they write log events, or create a log group or log stream',
    actions: ['CallWithBearerToken', 'CreateLogGroup', 'CreateLogStream', 'PutLogEvents'],
  },
  {
    service: 'logs',
    because: 'the log events remain, and metric filters match new log events as before',
    actions: [
      'DeleteDataProtectionPolicy', 'DeleteRetentionPolicy', 'DeleteTransformer', 'DisassociateKmsKey', 'PutBearerTokenAuthentication',
      'PutLogGroupDeletionProtection', 'PutStorageTierPolicy', 'PutTransformer', 'TagLogGroup', 'TagResource', 'UntagLogGroup',
      'UntagResource',
    ],
  },
  {
    service: 'logs',
    because: 'they apply to features that the metric filters do not use, such as subscriptions, deliveries, and saved queries',
    actions: [
      'AssociateSourceToS3TableIntegration', 'CancelExportTask', 'CancelImportTask', 'CreateDelivery', 'CreateExportTask',
      'CreateImportTask', 'CreateLogAnomalyDetector', 'CreateLogDelivery', 'CreateLookupTable', 'CreateScheduledQuery',
      'DeleteAccountPolicy', 'DeleteDelivery', 'DeleteDeliveryDestination', 'DeleteDeliveryDestinationPolicy', 'DeleteDeliverySource',
      'DeleteDestination', 'DeleteIndexPolicy', 'DeleteIntegration', 'DeleteLookupTable', 'DeletePipelineRule', 'DeleteQueryDefinition',
      'DeleteResourcePolicy', 'DeleteScheduledQuery', 'DeleteSubscriptionFilter', 'DeleteSyslogConfiguration',
      'DisassociateSourceFromS3TableIntegration', 'IntegrateWithDataset', 'IntegrateWithS3Table', 'Link', 'ProcessWithPipeline',
      'PutAccountPolicy', 'PutDeliveryDestination', 'PutDeliveryDestinationPolicy', 'PutDeliverySource', 'PutDestination',
      'PutDestinationPolicy', 'PutIndexPolicy', 'PutIntegration', 'PutPipelineRule', 'PutQueryDefinition', 'PutResourcePolicy',
      'PutSubscriptionFilter', 'PutSyslogConfiguration', 'UpdateAnomaly', 'UpdateDeliveryConfiguration', 'UpdateLogAnomalyDetector',
      'UpdateLogDelivery', 'UpdateLookupTable', 'UpdateScheduledQuery',
    ],
  },
  {
    service: 'ram',
    because: 'they affect access to resources of other accounts, and not access to your CAs',
    actions: ['AcceptResourceShareInvitation', 'RejectResourceShareInvitation'],
  },
  {
    service: 'ram',
    because: 'a managed permission has no effect until a resource share uses it, and RAM does not delete one that is in use',
    actions: ['CreatePermission', 'DeletePermission', 'DeletePermissionVersion'],
  },
  { service: 'ram', because: 'tags do not change who can use a CA', actions: ['TagResource', 'UntagResource'] },
  {
    service: 's3',
    because: 'tag changes are frequent and do not change access to a bucket, unless you turn on ABAC (PutBucketAbac, which a signal matches)',
    actions: ['PutBucketTagging', 'TagResource', 'UntagResource'],
  },
  { service: 's3', because: 'it is only a permission for AWS Fault Injection Service', actions: ['PauseReplication'] },
  {
    service: 'sns',
    because: 'they add a publisher, a topic, or a confirmation, and remove no notification',
    actions: ['AddPermission', 'ConfirmSubscription', 'CreateTopic', 'Publish', 'TagResource', 'UntagResource'],
  },
  {
    service: 'sns',
    because: 'they apply to mobile push notifications and text messages',
    actions: [
      'CreatePlatformApplication', 'CreatePlatformEndpoint', 'CreateSMSSandboxPhoneNumber', 'DeleteEndpoint',
      'DeletePlatformApplication', 'DeleteSMSSandboxPhoneNumber', 'OptInPhoneNumber', 'SetEndpointAttributes',
      'SetPlatformApplicationAttributes', 'SetSMSAttributes', 'VerifySMSSandboxPhoneNumber',
    ],
  },
];
