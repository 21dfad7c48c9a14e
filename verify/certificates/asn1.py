"""DER encoding and decoding, as far as X.509 certificates need it."""

SEQUENCE, OID, UTF8, PRINTABLE, IA5 = 0x30, 0x06, 0x0C, 0x13, 0x16


def tlv(tag, *parts):
    """One element: the tag, the length, and the value."""
    body = b"".join(parts)
    if len(body) < 0x80:
        return bytes([tag, len(body)]) + body
    length = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + body


def sequence(*parts):
    return tlv(SEQUENCE, *parts)


def oid_body(dotted):
    """The value of an object identifier, without tag and length."""
    first, second, *arcs = map(int, dotted.split("."))
    body = b""
    for arc in [40 * first + second, *arcs]:
        octets = [arc & 0x7F]
        while arc := arc >> 7:
            octets.insert(0, arc & 0x7F | 0x80)
        body += bytes(octets)
    return body


def oid(dotted):
    return tlv(OID, oid_body(dotted))


def dotted_of(body):
    """The dotted form of an object identifier's value."""
    arcs, arc = [], 0
    for octet in body:
        arc = arc << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, [first, arcs[0] - 40 * first, *arcs[1:]]))


def read(data, offset=0):
    """One element as (tag, value, offset of the next element)."""
    if offset + 2 > len(data):
        raise ValueError("the data ends inside an element")
    tag, size, start = data[offset], data[offset + 1], offset + 2
    if size & 0x80:
        count = size & 0x7F
        size = int.from_bytes(data[start : start + count], "big")
        if count == 0 or size < 0x80 or data[start] == 0:
            raise ValueError("the length is not in its shortest form")
        start += count
    if start + size > len(data):
        raise ValueError("the data ends inside an element")
    return tag, data[start : start + size], start + size


def elements(data):
    """All elements of a value, as (tag, value)."""
    found, offset = [], 0
    while offset < len(data):
        tag, value, offset = read(data, offset)
        found.append((tag, value))
    return found


def require_der(data):
    """The data is one DER element, and so are the parts of constructed elements."""
    tag, value, end = read(data)
    if end != len(data):
        raise ValueError("data follows the element")
    if tag & 0x20:
        offset = 0
        while offset < len(value):
            start, (_, _, offset) = offset, read(value, offset)
            require_der(value[start:offset])


# The attribute of a certificate signing request (CSR) that contains extensions.
EXTENSION_REQUEST = "1.2.840.113549.1.9.14"


def extensions_of(certificate_der):
    """The extensions of a certificate as a list of (object identifier, critical, value).

    `cryptography` does not read extensions with some of the general names that AWS Private CA supports.
    """
    [(_, certificate)] = elements(certificate_der)
    found = [value for tag, value in elements(elements(certificate)[0][1]) if tag == 0xA3]
    return [extension for value in found for extension in _extensions_in(value)]


def extensions_of_csr(csr_der):
    """The requested extensions of a CSR, in the same form."""
    [(_, csr)] = elements(csr_der)
    attributes = [value for tag, value in elements(elements(csr)[0][1]) if tag == 0xA0]
    found = []
    for _, attribute in elements(attributes[0]) if attributes else []:
        (_, kind), (_, values) = elements(attribute)
        found += _extensions_in(values) if dotted_of(kind) == EXTENSION_REQUEST else []
    return found


def _extensions_in(data):
    """The extensions in a sequence of extensions."""
    found = []
    for _, extension in elements(elements(data)[0][1]):
        parts = elements(extension)
        critical = len(parts) == 3 and parts[1] == (0x01, b"\xff")
        found.append((dotted_of(parts[0][1]), critical, parts[-1][1]))
    return found
