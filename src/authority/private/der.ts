/** Base64 as AWS Private CA accepts it, with padding and without line breaks. */
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** An element of DER-encoded data. */
interface Element {
  readonly tag: number;
  /** The start and the end of the value. */
  readonly start: number;
  readonly end: number;
}

/** The octets of a Base64-encoded DER element, or `undefined` if the text is not one. */
export function derOf(base64: string): Uint8Array | undefined {
  if (!BASE64.test(base64)) { return undefined; }
  const octets = Uint8Array.from(Buffer.from(base64, 'base64'));
  return isDer(octets, 0, octets.length) ? octets : undefined;
}

/** Whether a bit of a DER-encoded bit string, such as a key usage, is set. */
export function hasBit(bitString: Uint8Array, bit: number): boolean {
  const octet = bitString[3 + Math.floor(bit / 8)];
  return bitString[0] === 0x03 && octet !== undefined && bitAt(octet, 7 - bit % 8);
}

/** Whether a bit of an octet is set. Bit 0 is the least significant bit. */
function bitAt(octet: number, bit: number): boolean {
  return Math.floor(octet / 2 ** bit) % 2 === 1;
}

/** Whether the octets are exactly one element, and so are the elements of constructed ones. */
function isDer(octets: Uint8Array, from: number, to: number): boolean {
  const element = elementAt(octets, from, to);
  if (!element || element.end !== to) { return false; }
  if (!bitAt(element.tag, 5)) { return true; }
  for (let next = element.start; next < element.end;) {
    const inner = elementAt(octets, next, element.end);
    if (!inner || !isDer(octets, next, inner.end)) { return false; }
    next = inner.end;
  }
  return true;
}

function elementAt(octets: Uint8Array, from: number, to: number): Element | undefined {
  const tag = octets[from];
  let at = from + 1;
  if (tag % 0x20 === 0x1f) {
    while (at < to && octets[at] >= 0x80) { at++; }
    at++;
  }
  // The tag 0 marks the end of an element of indefinite length, which DER does not have.
  if (tag === 0 || at >= to) { return undefined; }
  const length = lengthAt(octets, at, to);
  if (!length || length.start + length.size > to) { return undefined; }
  return { tag, start: length.start, end: length.start + length.size };
}

/** A definite length in its shortest form. */
function lengthAt(octets: Uint8Array, at: number, to: number): { start: number; size: number } | undefined {
  const first = octets[at];
  if (first < 0x80) { return { start: at + 1, size: first }; }
  const count = first - 0x80;
  const start = at + 1 + count;
  if (count === 0 || start > to || octets[at + 1] === 0) { return undefined; }
  const size = octets.slice(at + 1, start).reduce((sum, octet) => sum * 0x100 + octet, 0);
  return size < 0x80 ? undefined : { start, size };
}
