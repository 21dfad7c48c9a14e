/* What the check of bad values expects besides an error: the accepted values, and the values that can't be late. */

/** Values that are valid, with the reason. */
interface Accepted {
  readonly reason: string;
  readonly shown: readonly string[];
  /** The properties and parameters, or a part of their names. */
  readonly places: RegExp;
}

const SUBJECT = /^(?:CustomDistinguishedNameAttribute\.value|DistinguishedNameAttributes\.\w+)$/;

export const ACCEPTED: readonly Accepted[] = [
  {
    reason: 'An empty list or object of an optional property requests nothing.',
    shown: ['[]'],
    places: new RegExp(`^(?:${[
      'CriticalityRoutes', 'PrivateCaDashboardProps', 'PrivateCaBaselineProps', 'GuardrailOptions', 'PkiNotificationsProps',
      'PrivateCaConfigRulesProps', 'PrivateCaChecksProps',
    ].join('|')})\\.|\\.(?:notify|below|details|replicationRoleArns|certificateAuthorityArns|certificateAuthorityEnvironments)$`),
  },
  {
    reason: 'No condition is added.',
    shown: ['{}'],
    places: /\.conditions$|^RolesAnywherePrincipalOptions\.(?:issuer|san)$/,
  },
  {
    reason: 'A text for people can be empty.',
    shown: ['""', '" "'],
    places: /\.(?:description|label|meaning|nextStep|whatHappened|whatToDo)$|^NotificationDetail\.value$/,
  },
  {
    reason: 'AWS checks the syntax of queries.',
    shown: ['""', '" "', 'x × 70000'],
    places: /\.sql$/,
  },
  {
    reason: 'AWS Private CA accepts a space in this text, and Amazon Athena and Amazon CloudWatch in these names.',
    shown: ['" "'],
    places: new RegExp(`${SUBJECT.source}|^GeneralName\\.(?:ediPartyName|otherName)\\(|^AuditReportQuery\\.name$|`
      + '^PkiAlarmsProps\\.metricNamespace$|^ExternalPkiLogProps\\.logStreamName$'),
  },
  {
    reason: 'Amazon S3 and Amazon Athena accept the value.',
    shown: ['1000000 days', '100 PiB'],
    places: /\.(?:resultRetention|reportRetention|supersededCrlRetention|logFileRetention|bytesScannedLimit)$/,
  },
  { reason: 'CloudFront then caches nothing.', shown: ['0 days'], places: /^CrlDistributionProps\.cacheDuration$/ },
  { reason: 'AWS Private CA has no longest validity period.', shown: ['1000000 days'], places: /^ExpiryThreshold\.of\(remaining\)$/ },
  { reason: 'Null is the same as no options.', shown: ['null', 'undefined'], places: /^AlarmDestination\.of\(parts\)$/ },
];

/** The properties whose value must be known at synthesis, with the reason. */
export const KNOWN_AT_SYNTHESIS: Readonly<Record<string, string>> = {
  ...Object.fromEntries(['Options', 'Props'].map((kind) => [`CertificateAuthority${kind}.certificateGeneration`, 'It is in a logical ID.'])),
  'HierarchyLevel.certificateGeneration': 'It is in a logical ID.',
  'RootCertificateAuthorityProps.certificateGeneration': 'It is in a logical ID.',
  'SubordinateCertificateAuthorityProps.certificateGeneration': 'It is in a logical ID.',
  'HierarchyLevel.name': 'It is the ID of a construct.',
  'HierarchyLevel.pathLength': 'It is in the name of a template.',
  'SubordinateCertificateAuthorityProps.pathLength': 'It is in the name of a template.',
  'IssueSubordinateGrantOptions.pathLength': 'It is in the names of templates.',
  'PkiSignalProps.name': 'It is the ID of a construct.',
  'PrivateCaChecksProps.ignore': 'Synthesis applies the rules.',
  'PrivateCaDashboardProps.maxCertificateAuthorities': 'It determines the number of widgets.',
  'PrivateCaQuotaAlarmsProps.certificateAuthorityQuota': 'It determines a threshold.',
  'PrivateCaQuotaAlarmsProps.certificatesPerCaQuota': 'It determines a threshold.',
  'PrivateCaQuotaAlarmsProps.percentage': 'It determines a threshold.',
  // Late values pass, and the smallest valid properties lack another property.
  'CertificateAuthorityAttributes.certificateAuthorityArn': 'The subordinate CA also needs keyAlgorithm.',
  'CertificateAuthorityAttributes.certificateChainPem': 'The subordinate CA also needs keyAlgorithm.',
  'CertificateAuthorityAttributes.certificatePem': 'The subordinate CA also needs keyAlgorithm.',
  'CertificateAuthorityAttributes.pathLength': 'The subordinate CA also needs keyAlgorithm.',
  'CrlDistributionProps.domainName': 'It also needs a certificate.',
  'OcspDistributionProps.domainName': 'It also needs a certificate.',
};

/** The units of late durations. A token in another unit can't be converted. */
export const LATE_UNITS: Readonly<Record<string, 'hours' | 'seconds'>> = {
  cacheDuration: 'seconds', overdueAfter: 'hours', sessionDuration: 'seconds', staleAfter: 'hours',
};
