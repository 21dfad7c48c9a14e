"""The rules by which AWS Private CA rejects requests that match its service model."""

import datetime as dt

from .service_model import Refused

# One moment for every run, so that the same templates always have the same result.
NOW = dt.datetime(2026, 12, 1, 12, tzinfo=dt.timezone.utc)
BACKDATED = dt.timedelta(hours=1)
SHORT_LIVED = dt.timedelta(days=7)


def require_revocation(revocation):
    crl, ocsp = revocation.get("CrlConfiguration") or {}, revocation.get("OcspConfiguration") or {}
    for name, block in (("CrlConfiguration", crl), ("OcspConfiguration", ocsp)):
        if block and not block["Enabled"] and set(block) != {"Enabled"}:
            raise Refused(f"InvalidArgsException: {name} is disabled and has other members")
    if crl.get("Enabled") and not {"S3BucketName", "ExpirationInDays"} <= set(crl):
        raise Refused("InvalidArgsException: CrlConfiguration needs S3BucketName and ExpirationInDays")
    for name in (crl.get("CustomCname"), ocsp.get("OcspCustomCname")):
        if name and not all(part.isascii() and part.replace("-", "").isalnum() for part in name.split(".")):
            raise Refused(f"InvalidArgsException: the CNAME {name!r} is not a domain name")
    if crl.get("CustomCname") and (crl.get("CrlDistributionPointExtensionConfiguration") or {}).get("OmitExtension"):
        raise Refused("InvalidArgsException: CustomCname together with OmitExtension")


def require_issuable(issuer, csr, definition):
    own = csr.public_key() == issuer.key.public_key()
    if not csr.is_signature_valid:
        raise Refused("MalformedCSRException: the signature of the CSR is not valid")
    if definition.is_root and not (own and issuer.type == "ROOT"):
        raise Refused(
            f"InvalidArgsException: {definition.name} for a {issuer.type} CA and {'its own' if own else 'another'} key"
        )
    if definition.is_ca and not definition.is_root and own:
        raise Refused(f"InvalidArgsException: {definition.name} for the key of the issuer")
    if issuer.status != "ACTIVE" and not (definition.is_root and issuer.status == "PENDING_CERTIFICATE"):
        raise Refused(f"InvalidStateException: the CA is {issuer.status}")


def require_period(issuer, definition, before, after, now=NOW):
    if after <= before:
        raise Refused(f"ValidationException: the validity period ends at {after} and starts at {before}")
    if issuer.certificate and not definition.is_root and after > issuer.certificate.not_valid_after_utc:
        raise Refused(f"ValidationException: the validity period ends at {after}, after that of the issuer")
    short_lived = issuer.properties.get("UsageMode") == "SHORT_LIVED_CERTIFICATE"
    if short_lived and not definition.is_root and after - now > SHORT_LIVED:
        raise Refused("ValidationException: a CA in short-lived mode issues certificates for up to seven days")


def require_path_length(issuer, definition):
    limit = issuer.issued and issuer.issued.definition.path_length
    if not definition.is_ca or definition.is_root or limit is None:
        return
    if definition.path_length is None or definition.path_length >= limit:
        raise Refused(
            f"ValidationException: the path length {definition.path_length} below a CA with the path length {limit}"
        )


def validity_period(request, now=NOW):
    before = _moment(request["ValidityNotBefore"], now) if request.get("ValidityNotBefore") else now - BACKDATED
    return before, _moment(request["Validity"], now)


def _moment(validity, now):
    kind, value = validity["Type"], validity["Value"]
    try:
        if kind == "ABSOLUTE":
            return dt.datetime.fromtimestamp(value, dt.timezone.utc)
        if kind == "END_DATE":
            text = str(value)
            text = text if len(text) > 12 else f"{'20' if value // 10 ** 10 < 50 else '19'}{value:012d}"
            return dt.datetime.strptime(text, "%Y%m%d%H%M%S").replace(tzinfo=dt.timezone.utc)
        if kind == "DAYS":
            return now + dt.timedelta(days=value)
        years, month = divmod(now.month - 1 + value * (12 if kind == "YEARS" else 1), 12)
        return now.replace(year=now.year + years, month=month + 1)
    except (ValueError, OverflowError) as error:
        raise Refused(f"ValidationException: the validity {value} {kind}: {error}") from error


def require_chain(certificates):
    for below, above in zip(certificates, certificates[1:]):
        try:
            below.verify_directly_issued_by(above)
        except Exception as error:
            raise Refused(f"MalformedCertificateException: the chain is not in order: {error!r}") from error
    if certificates[-1].issuer != certificates[-1].subject:
        raise Refused("MalformedCertificateException: the chain does not end with a root certificate")
