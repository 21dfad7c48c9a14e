"""Resources that CloudFormation can create before others that they need."""

from .intrinsics import ancestors_of


def order_faults(deployment):
    """Where a resource can be created before another one that it needs."""
    faults = []
    for name, issued in deployment.issued.items():
        activations = {k for k, authority in deployment.activated.items() if authority is issued.issuer}
        if (
            not issued.definition.is_root
            and activations
            and not activations & ancestors_of(name, deployment.dependencies)
        ):
            faults.append(f"{name} can be issued before its CA is active")
    for name, authority in deployment.authorities.items():
        bucket = authority.crl.get("S3BucketName")
        policies = [
            k
            for k, r in deployment.resources.items()
            if r["Type"] == "AWS::S3::BucketPolicy" and deployment.resolve(r["Properties"]["Bucket"]) == bucket
        ]
        before = ancestors_of(name, deployment.dependencies)
        faults += [
            f"{name} can be created before {policy}, which allows it to write CRLs"
            for policy in policies
            if policy not in before
        ]
    return faults
