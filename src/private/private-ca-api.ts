/* The API of AWS Private CA as CloudTrail records it. */

/** An action of the API. */
export interface ApiAction {
  /** The names that a record may have. */
  readonly eventNames: readonly string[];
  /** Where a record tells the CA; absent where the action is not about a CA that exists. */
  readonly subject?: 'certificateAuthorityArn' | 'resourceArn';
  /** Whether it changes nothing. Such calls reach only rules that are enabled for all management events. */
  readonly readOnly: boolean;
}

const write = (eventName: string): ApiAction =>
  ({ eventNames: [eventName], subject: 'certificateAuthorityArn', readOnly: false });
const read = (eventName: string): ApiAction => ({ ...write(eventName), readOnly: true });
const policy = (action: ApiAction): ApiAction => ({ ...action, subject: 'resourceArn' });
const account = (action: ApiAction): ApiAction => ({ ...action, subject: undefined });

/**
 * Every action.
 *
 * @see https://docs.aws.amazon.com/privateca/latest/APIReference/API_Operations.html
 * @see https://docs.aws.amazon.com/privateca/latest/userguide/logging-using-cloudtrail-pca.html
 */
export const API_ACTIONS: Readonly<Record<string, ApiAction>> = {
  CreateCertificateAuthority: account(write('CreateCertificateAuthority')),
  CreateCertificateAuthorityAuditReport: write('CreateCertificateAuthorityAuditReport'),
  CreatePermission: write('CreatePermission'),
  DeleteCertificateAuthority: write('DeleteCertificateAuthority'),
  DeletePermission: write('DeletePermission'),
  DeletePolicy: policy(write('DeletePolicy')),
  DescribeCertificateAuthority: read('DescribeCertificateAuthority'),
  DescribeCertificateAuthorityAuditReport: {
    ...read('DescribeCertificateAuthorityAuditReport'),
    // AWS's list of events has the shorter name.
    eventNames: ['DescribeCertificateAuthorityAuditReport', 'DescribeCertificateAuthorityReport'],
  },
  GetCertificate: read('GetCertificate'),
  GetCertificateAuthorityCertificate: read('GetCertificateAuthorityCertificate'),
  GetCertificateAuthorityCsr: read('GetCertificateAuthorityCsr'),
  GetPolicy: policy(read('GetPolicy')),
  ImportCertificateAuthorityCertificate: write('ImportCertificateAuthorityCertificate'),
  IssueCertificate: write('IssueCertificate'),
  ListCertificateAuthorities: account(read('ListCertificateAuthorities')),
  ListPermissions: read('ListPermissions'),
  ListTags: read('ListTags'),
  PutPolicy: policy(write('PutPolicy')),
  RestoreCertificateAuthority: write('RestoreCertificateAuthority'),
  RevokeCertificate: write('RevokeCertificate'),
  TagCertificateAuthority: write('TagCertificateAuthority'),
  UntagCertificateAuthority: write('UntagCertificateAuthority'),
  UpdateCertificateAuthority: write('UpdateCertificateAuthority'),
};
