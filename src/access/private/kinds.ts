import { aws_config as config } from 'aws-cdk-lib';
import { CertificateTemplate } from '../../model/certificate-template';
import {
  CERTIFICATE_AUTHORITIES, CERTIFICATE_AUTHORITY, CONDITIONS, POLICY_DOCUMENT, REMOVAL_POLICY, ROLES,
} from '../../private/cdk-kinds';
import { DURATION, FLAG, TEXT, instanceOf, listOf, mapOf, oneOf, required } from '../../private/kinds';
import { SharePermission } from '../share-permission';
import { SharePrincipal } from '../share-principal';

/* The kinds of the properties in this room. */

const TEXTS = listOf(TEXT, 'strings');

/** The attributes of a name in a certificate. */
const ATTRIBUTES = mapOf(TEXT, 'attributes');

export const SHARE_KINDS = {
  certificateAuthorities: required(CERTIFICATE_AUTHORITIES),
  principals: required(listOf(instanceOf(SharePrincipal), 'SharePrincipal objects')),
  permissions: required(listOf(instanceOf(SharePermission), 'SharePermission objects')),
  allowExternalPrincipals: FLAG,
  removalPolicy: REMOVAL_POLICY,
};

export const GUARDRAIL_KINDS = {
  administrators: required(TEXTS),
  executionRoles: required(TEXTS),
  caCertificateIssuers: TEXTS,
  trails: TEXTS,
  keys: TEXTS,
  buckets: TEXTS,
  conditions: CONDITIONS,
};

export const ENDPOINT_KINDS = {
  certificateAuthorities: required(CERTIFICATE_AUTHORITIES),
  templates: listOf(instanceOf(CertificateTemplate), 'CertificateTemplate objects'),
  conditions: CONDITIONS,
};

export const CONFIG_RULES_KINDS = {
  exemptedRootCertificateAuthorities: CERTIFICATE_AUTHORITIES,
  requiredTagKeys: TEXTS,
  maximumExecutionFrequency: oneOf('config.MaximumExecutionFrequency', config.MaximumExecutionFrequency),
};

export const PRINCIPAL_KINDS = { subject: ATTRIBUTES, issuer: ATTRIBUTES, san: ATTRIBUTES, anyCertificate: FLAG };

export const PROFILE_KINDS = {
  roles: required(ROLES), sessionDuration: DURATION, sessionPolicy: POLICY_DOCUMENT, enabled: FLAG,
};

export const TRUST_ANCHOR_KINDS = {
  certificateAuthority: required(CERTIFICATE_AUTHORITY),
  caExpiryNotice: DURATION,
  endEntityExpiryNotice: DURATION,
  enabled: FLAG,
};
