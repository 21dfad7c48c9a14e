/** An IPv4 address in dotted decimal. */
const IPV4 = /^(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/;

/** One group of an IPv6 address. */
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The number of groups of a complete IPv6 address. */
const GROUPS = 8;

/** Whether the text is an IPv4 or IPv6 address, without a prefix length and without a zone. */
export function isIpAddress(text: string): boolean {
  return IPV4.test(text) || isIpv6(text);
}

function isIpv6(text: string): boolean {
  const halves = text.split('::');
  if (halves.length > 2) { return false; }
  const groups = halves.flatMap((half) => half === '' ? [] : half.split(':'));
  // The last 32 bits can be an IPv4 address.
  const last = text.slice(text.lastIndexOf(':') + 1);
  const embedded = IPV4.test(last);
  const hexadecimal = embedded ? groups.slice(0, -1) : groups;
  const count = hexadecimal.length + (embedded ? 2 : 0);
  return hexadecimal.every((group) => GROUP.test(group)) && (halves.length === 2 ? count < GROUPS : count === GROUPS);
}
