import { ACCESS } from './access';
import { AUDIT } from './audit';
import { AUTHORITY } from './authority';
import { CIS } from './cis';
import { API_CALLS, EVENTS } from './events';
import { EXPIRY } from './expiry';
import { EXTERNAL } from './external';
import { ISSUANCE } from './issuance';
import { KEYS_AND_BUCKETS } from './keys-and-buckets';
import { NOTIFICATIONS } from './notifications';
import { REVOCATION } from './revocation';
import { TRAIL } from './trail';
import { Subject } from './types';

/** The subjects, in the order of the page. */
export const SUBJECTS: readonly Subject[] = [
  AUTHORITY, ISSUANCE, ACCESS, TRAIL, KEYS_AND_BUCKETS, REVOCATION, AUDIT, EXPIRY, NOTIFICATIONS, EXTERNAL, CIS, EVENTS,
  API_CALLS,
];
