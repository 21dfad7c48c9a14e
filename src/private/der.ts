/* A minimal reader of DER, the binary form of certificates. It reads what synthesis checks, and nothing else. */

/** An element of DER: a tag with its content. */
export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
  /** The offset of the next element. */
  readonly end: number;
}

export const DER = {
  BOOLEAN: 0x01,
  INTEGER: 0x02,
  BIT_STRING: 0x03,
  OCTET_STRING: 0x04,
  OBJECT_IDENTIFIER: 0x06,
  SEQUENCE: 0x30,
  CONTEXT_0: 0xa0,
  CONTEXT_3: 0xa3,
} as const;

/** Lengths of four bytes are enough for everything that AWS Private CA accepts. */
const MAX_LENGTH_BYTES = 4;

/** Reads the element at an offset. Throws a `RangeError` if the bytes are not DER. */
export function readDer(bytes: Buffer, offset = 0): DerElement {
  const tag = bytes[offset];
  const first = bytes[offset + 1];
  if (first === undefined) { throw new RangeError('the data ends before its length'); }
  const lengthBytes = first < 0x80 ? 0 : first % 0x80;
  if (lengthBytes > MAX_LENGTH_BYTES || first === 0x80) { throw new RangeError('the length is not DER'); }
  const start = offset + 2 + lengthBytes;
  const length = lengthBytes === 0 ? first : bytes.readUIntBE(offset + 2, lengthBytes);
  if (start + length > bytes.length) { throw new RangeError('the data ends before its content'); }
  return { tag, content: bytes.subarray(start, start + length), end: start + length };
}

/** Reads all elements of a constructed element, or of bytes. */
export function childrenOf(bytes: Buffer): DerElement[] {
  const children: DerElement[] = [];
  for (let offset = 0; offset < bytes.length;) {
    const child = readDer(bytes, offset);
    children.push(child);
    offset = child.end;
  }
  return children;
}

/** Reads an object identifier, in dotted decimal. */
export function objectIdentifierOf({ tag, content }: DerElement): string {
  if (tag !== DER.OBJECT_IDENTIFIER || content.length === 0) { throw new RangeError('there is no object identifier'); }
  const arcs: number[] = [];
  let arc = 0;
  for (const byte of content) {
    arc = arc * 128 + (byte % 0x80);
    if (byte < 0x80) {
      arcs.push(arc);
      arc = 0;
    }
  }
  const first = Math.min(Math.floor(arcs[0] / 40), 2);
  return [first, arcs[0] - 40 * first, ...arcs.slice(1)].join('.');
}
