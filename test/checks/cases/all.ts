import { BUCKET_CASES } from './bucket-cases';
import { RuleCases } from './case';
import { CERTIFICATE_CASES } from './certificate-cases';
import { CRL_CASES } from './crl-cases';
import { EVENT_CASES } from './event-cases';
import { ORDER_CASES } from './order-cases';
import { TRAIL_CASES } from './trail-cases';

/** The cases of every rule. */
export const CASES: Record<string, RuleCases> = {
  ...ORDER_CASES, ...BUCKET_CASES, ...CERTIFICATE_CASES, ...CRL_CASES, ...EVENT_CASES, ...TRAIL_CASES,
};
