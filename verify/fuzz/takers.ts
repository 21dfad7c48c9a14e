import { Stack } from 'aws-cdk-lib';
import { ALL_TYPES, OWN, isAssignable, propertiesOf } from './assembly';
import { USES } from '../../test/support/plain-javascript';

/* The structs that take the values of factories. */

/** A property of a struct that takes a value. */
export interface Taker {
  readonly struct: string;
  readonly property: string;
  readonly list: boolean;
}

export const STRUCTS = ALL_TYPES.filter(({ datatype }) => datatype);

/** Uses a struct with one property changed. */
export function useStruct(stack: Stack, name: string, property: string, value: unknown): void {
  const { smallest, use } = USES[name];
  use(stack, { ...smallest?.(stack), [property]: value } as never);
}

/** The structs whose smallest value needs no other property to take a value of the class. */
const PREFERRED: Readonly<Record<string, string>> = {
  AlarmRouting: 'PkiAlarmsProps',
  CertificateTemplate: 'IssuedCertificateProps',
  ExternalParent: 'SubordinateCertificateAuthorityProps',
  IPrivateCertificateAuthority: 'IssuedCertificateProps',
  KeyAlgorithm: 'RootCertificateAuthorityProps',
  UsageMode: 'RootCertificateAuthorityProps',
  Validity: 'RootCertificateAuthorityProps',
};

/** The struct and property that take a value of the class. */
export function takerOf(type: string): Taker | undefined {
  const preferred = PREFERRED[type.split('.').slice(-1)[0]];
  for (const struct of [...STRUCTS.filter(({ name }) => name === preferred), ...STRUCTS]) {
    for (const { name, type: { fqn, collection } } of propertiesOf(struct)) {
      const list = !fqn && collection?.kind === 'array';
      const required = fqn ?? (list ? collection.elementtype.fqn : undefined);
      if (!required?.startsWith(OWN) || !isAssignable(type, required)) { continue; }
      return { struct: struct.name, property: name, list };
    }
  }
  return undefined;
}
