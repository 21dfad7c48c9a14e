"""A root CA with separate roles. The TypeScript example grants has the monthly cost."""
from aws_cdk import App, Stack
from aws_cdk import aws_iam as iam
from cdk_private_ca import CertificateTemplate, DistinguishedName, Revocation, RootCertificateAuthority


def grants(app: App) -> None:
    stack = Stack(app, "Grants")

    def role(construct_id: str) -> iam.Role:
        return iam.Role(stack, construct_id, assumed_by=iam.AccountRootPrincipal())

    root = RootCertificateAuthority(
        stack,
        "Root",
        subject=DistinguishedName.of(common_name="Example Corp Root CA G1"),
        revocation=Revocation.ocsp(),
    )
    root.grants.issue(role("Issuer"), templates=[CertificateTemplate.END_ENTITY_SERVER_AUTH])
    root.grants.revoke(role("Revoker"))
    root.grants.audit(role("Auditor"))
    root.grants.administer(role("Administrator"))
