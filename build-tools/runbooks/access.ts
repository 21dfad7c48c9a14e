import { APPROVED, CALLER_CLOSED, DEPLOY, FIND_ROOT, REVOKE_SESSIONS, findCall } from './procedures';
import { Runbook, Step, Subject } from './types';

const READ_POLICIES: Step = [
  'Read who has access to the CA now.',
  'aws acm-pca get-policy --resource-arn CA_ARN --query Policy --output text',
  'aws acm-pca list-permissions --certificate-authority-arn CA_ARN',
];

/** A denied call. The deny worked, so the open questions are the caller, and its other calls. */
export function deniedCall(names: string[], question: string, more: Partial<Runbook> = {}): Runbook {
  return {
    check: [
      findCall(...names),
      'Read `errorMessage`. It names the policy that denied the call, or states that no policy allows it.',
      question,
      'Look up what else the same access key did, before and after. A call that was denied here can succeed elsewhere.',
      ...more.check ?? [],
    ],
    contain: [
      'If a known user made a mistake, no action is required. Otherwise, treat the credentials as compromised.',
      '[Revoke the sessions of the caller](#revoke-the-sessions-of-a-caller).',
      ...more.contain ?? [],
    ],
    recover: [
      'If the call belongs to an approved deployment, grant the missing permission in the stack, and deploy again.',
      'If the credentials were compromised, find out how, and replace every secret that the caller could read.',
      ...more.recover ?? [],
    ],
    close: ['The caller is identified, and its credentials no longer work or the call was a mistake.', 'No similar call of the caller succeeded.',
      ...more.close ?? []],
  };
}

const PERMISSIONS_CHANGED: Runbook = {
  check: [
    findCall('PutPolicy', 'DeletePolicy'),
    'Also look for `CreatePermission` and `DeletePermission`, which change what ACM can do.',
    READ_POLICIES,
    'Compare the principals and accounts in the policy with the stack. AWS RAM writes the policy of a shared CA.',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    ['If an unapproved resource share granted the access, end the share. AWS RAM then changes the policy.',
      'aws ram disassociate-resource-share --resource-share-arn RESOURCE_SHARE_ARN --principals ACCOUNT_ID'],
    ['If the policy contains an unapproved statement of another origin, save the policy, remove only this statement from the file, and write the rest.',
      'aws acm-pca get-policy --resource-arn CA_ARN --query Policy --output text > policy.json',
      'aws acm-pca put-policy --resource-arn CA_ARN --policy file://policy.json'],
    ['If no statement of the policy is approved, delete the policy. This ends the access of every account.',
      'aws acm-pca delete-policy --resource-arn CA_ARN'],
    ['If the permission of ACM was not approved, delete it. ACM then cannot renew certificates of the CA.',
      'aws acm-pca delete-permission --certificate-authority-arn CA_ARN --principal acm.amazonaws.com'],
  ],
  recover: [
    ['If approved access was removed, restore it. For a share, deploy its stack again instead of writing the policy.',
      'aws acm-pca put-policy --resource-arn CA_ARN --policy file://policy.json',
      'aws acm-pca create-permission --certificate-authority-arn CA_ARN --principal acm.amazonaws.com --actions IssueCertificate GetCertificate ListPermissions'],
    DEPLOY,
    'Review each certificate that the other accounts or principals requested in the meantime.',
  ],
  close: ['The policy and the permissions are those of the stack.', CALLER_CLOSED],
};

const SHARE_CHANGED: Runbook = {
  check: [
    findCall('CreateResourceShare', 'AssociateResourceShare'),
    ['List the CAs that are shared, and the accounts that can use them.',
      'aws ram list-resources --resource-owner SELF --resource-type acm-pca:CertificateAuthority',
      'aws ram list-principals --resource-owner SELF --resource-type acm-pca:CertificateAuthority'],
    ['Read the managed permission of the share. It determines which templates the other account can use.',
      'aws ram list-resource-share-permissions --resource-share-arn RESOURCE_SHARE_ARN'],
    'If the share contains no CA, no action is required for the PKI.',
    APPROVED,
  ],
  contain: [
    REVOKE_SESSIONS,
    ['If the access was not approved, end it.',
      'aws ram disassociate-resource-share --resource-share-arn RESOURCE_SHARE_ARN --principals ACCOUNT_ID'],
  ],
  recover: [
    DEPLOY,
    'Review each certificate that the other account requested: `requesterAccountId` of `IssueCertificateDetails` in CloudTrail contains the account.',
  ],
  close: ['Only approved accounts can use the CA, by an approved managed permission.', CALLER_CLOSED],
};

const ROOT_USER: Runbook = {
  check: [
    FIND_ROOT,
    ['Check whether the root user has access keys, and whether MFA is enabled (`AccountAccessKeysPresent`, `AccountMFAEnabled`).',
      'aws iam get-account-summary'],
    'Ask the owner of the root user credentials by phone.',
  ],
  contain: [
    'If the owner did not make the call, sign in as the root user, change the password, delete the access keys, and replace the MFA device. IAM '
      + 'cannot restrict the root user of the account.',
    'In a member account of an organization, deny the root user with a service control policy from the management account.',
    'If you cannot sign in, contact AWS Support immediately.',
  ],
  recover: [
    'Review every call of the root user, not only calls of AWS Private CA: new users, roles, access keys, and trust policies.',
    'For each call that changed a CA, follow the runbook of its signal.',
  ],
  close: ['The owner made the call, and uses an IAM role from now on, or the root credentials are replaced and every change is reverted.'],
};

const TRUST_ANCHOR: Runbook = {
  check: [
    findCall('CreateTrustAnchor', 'UpdateTrustAnchor'),
    ['Read the trust anchors. `sourceData` contains the CA, or the certificate of a CA outside AWS Private CA.',
      'aws rolesanywhere list-trust-anchors --query \'trustAnchors[].[trustAnchorId,name,enabled,source.sourceData]\''],
    ['Find the roles that holders of certificates can assume.', 'aws rolesanywhere list-profiles --query \'profiles[].[name,enabled,roleArns]\''],
    APPROVED,
  ],
  contain: [
    ['If the change was not approved, disable the trust anchor. All its workloads then get no new credentials until you enable it again. Existing credentials '
      + 'work until they expire.',
    'aws rolesanywhere disable-trust-anchor --trust-anchor-id TRUST_ANCHOR_ID'],
    REVOKE_SESSIONS,
    'Also revoke the sessions of the roles in the profiles, if a certificate obtained credentials (`CreateSession` in CloudTrail).',
  ],
  recover: [
    ['If the trust anchor was not approved, delete it.', 'aws rolesanywhere delete-trust-anchor --trust-anchor-id TRUST_ANCHOR_ID'],
    DEPLOY,
  ],
  close: ['Each enabled trust anchor refers to an approved CA.', CALLER_CLOSED],
};

export const ACCESS: Subject = {
  title: 'Access',
  runbooks: {
    'root-user-call': ROOT_USER,
    'permission-change-denied': deniedCall(['PutPolicy', 'CreatePermission'],
      'Check which principal or account the caller tried to add (`requestParameters.policy`).', { check: [READ_POLICIES] }),
    'ca-permissions-changed': PERMISSIONS_CHANGED,
    'ca-share-changed': SHARE_CHANGED,
    'ca-change-denied': deniedCall(['UpdateCertificateAuthority', 'DeleteCertificateAuthority'],
      'Check which change the caller tried. A denied deletion or deactivation is more urgent than a denied tag.'),
    'ca-share-change-denied': deniedCall(['AssociateResourceShare', 'CreateResourceShare'],
      'Check whether the share is about a CA (`resourceArns`), and with which account the caller tried to share it.'),
    'certificate-request-denied': deniedCall(['IssueCertificate'],
      'Check the CA, the template, and the names of the request. A denied `SubordinateCACertificate` or passthrough template is urgent.', {
        recover: ['If a workload lost its permission, restore it before its certificate expires.'],
      }),
    'access-denied': deniedCall(['DescribeCertificateAuthority', 'ListCertificateAuthorities'],
      'Count the denied calls of the caller. Many read-only calls of different actions indicate reconnaissance. One action, repeated, is usually '
      + 'a workload without a permission.'),
    'trust-anchor-changed': TRUST_ANCHOR,
  },
};
