/** An object identifier (OID) in dotted decimal: the pattern and the length are those of AWS Private CA. */
export const OBJECT_IDENTIFIER = /^(?=.{1,64}$)[0-2]\.(?:\d|[1-3]\d)(?:\.(?:0|[1-9]\d*)){0,126}$/;

/** What an object identifier looks like, for people. */
export const OBJECT_IDENTIFIER_FORM = 'an object identifier in dotted decimal, for example 1.3.6.1.4.1.99999';
