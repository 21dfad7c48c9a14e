/** An object identifier (OID) in dotted decimal. */
export const OBJECT_IDENTIFIER = /^[0-2](\.\d+)+$/;

/** What an object identifier looks like, for people. */
export const OBJECT_IDENTIFIER_FORM = 'an object identifier in dotted decimal, for example 1.3.6.1.4.1.99999';
