import { CrlType } from '../../model/crl-type';
import { DURATION, TEXT, instanceOf } from '../../private/kinds';
import { CrlBucket } from '../crl-bucket';
import { CrlDistributionPoint } from '../crl-distribution-point';

/* The kinds of the options of revocation methods. */

export const CRL_KINDS = {
  distributionPoint: instanceOf(CrlDistributionPoint),
  bucket: instanceOf(CrlBucket),
  expiration: DURATION,
  type: instanceOf(CrlType),
  customPath: TEXT,
};

export const OCSP_KINDS = { customCname: TEXT };
