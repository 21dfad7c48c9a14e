"""Follows the CRL and OCSP URLs of certificates through CloudFront distributions to their destinations."""

import fnmatch
import re


class Distributions:
    """The distributions of one stack."""

    def __init__(self, deployment):
        self.deployment, self.region = deployment, deployment.service.region
        self.configurations = {
            name: deployment.resolve(resource["Properties"])["DistributionConfig"]
            for name, resource in deployment.resources.items()
            if resource["Type"] == "AWS::CloudFront::Distribution"
        }

    def faults_of_crl(self, name, authority, url, others=()):
        """Why the URL does not lead to the object that the CA writes. A host that no distribution has is outside."""
        host, path = re.fullmatch(r"http://([^/]+)/(.*)", url).groups()
        key, bucket = url_path(authority, self.region), authority.crl["S3BucketName"]
        faults = [] if path == key else [f"{name}: the URL {url} does not name the object {key}"]
        found = self._by_host(host, others)
        if not found:
            return faults, 0
        owner, logical_id, configuration = found
        behavior = configuration["DefaultCacheBehavior"]
        if not configuration["Enabled"] or behavior["ViewerProtocolPolicy"] != "allow-all":
            faults.append(f"{name}: {logical_id} does not serve {url} with HTTP")
        for origin in origins_of(configuration, behavior["TargetOriginId"]):
            # The first bucket, not the replica to which CloudFront fails over.
            if origin["DomainName"] not in owner.domain_names_of(bucket) and origin is owner.first(configuration, behavior):
                faults.append(f"{name}: {logical_id} reads {origin['DomainName']}, and the CA writes to {bucket}")
            if origin.get("OriginPath"):
                faults.append(f"{name}: {logical_id} adds {origin['OriginPath']} to the path of {url}")
        if not owner.allows(bucket, path, "cloudfront.amazonaws.com", "s3:GetObject"):
            faults.append(f"{name}: the bucket policy does not allow CloudFront to read {path}")
        return faults, 1

    def faults_of_ocsp(self, name, url, others=()):
        """Why the URL does not lead to the OCSP responder of the Region."""
        host = re.fullmatch(r"http://([^/]+)", url)[1]
        found = self._by_host(host, others)
        if not found:
            return [], 0
        _, logical_id, configuration = found
        behavior, faults = configuration["DefaultCacheBehavior"], []
        [origin] = origins_of(configuration, behavior["TargetOriginId"])
        if not re.fullmatch(r"ocsp\.acm-pca\.[a-z0-9-]+\.amazonaws\.com", origin["DomainName"]):
            faults.append(f"{name}: {logical_id} leads {url} to {origin['DomainName']}")
        if "POST" not in behavior.get("AllowedMethods", []) or behavior["ViewerProtocolPolicy"] != "allow-all":
            faults.append(f"{name}: {logical_id} does not pass OCSP requests to the responder")
        if origin["CustomOriginConfig"]["OriginProtocolPolicy"] != "http-only" or origin.get("OriginPath"):
            faults.append(f"{name}: {logical_id} does not use HTTP for the responder")
        return faults, 1

    def _by_host(self, host, others):
        for owner in (self, *others):
            for name, configuration in owner.configurations.items():
                if host in (configuration.get("Aliases") or []) or host == owner.deployment.attribute(name, "DomainName"):
                    return owner, name, configuration
        return None

    @staticmethod
    def first(configuration, behavior):
        return origins_of(configuration, behavior["TargetOriginId"])[0]

    def domain_names_of(self, bucket):
        names = {f"{bucket}.s3.{self.region}.amazonaws.com"}
        for name, resource in self.deployment.resources.items():
            if resource["Type"] == "AWS::S3::Bucket" and self.deployment.references[name] == bucket:
                names.add(self.deployment.attribute(name, "RegionalDomainName"))
        return names

    def allows(self, bucket, key, service, action):
        """Whether a statement of the bucket policy allows the action. Conditions are those of other checks."""
        policies = [
            self.deployment.resolve(resource["Properties"])
            for resource in self.deployment.resources.values()
            if resource["Type"] == "AWS::S3::BucketPolicy"
        ]
        own = [policy for policy in policies if policy["Bucket"] == bucket]
        return not own or any(
            statement["Effect"] == "Allow"
            and service in as_list((statement.get("Principal") or {}).get("Service"))
            and action in as_list(statement["Action"])
            and any(fnmatch.fnmatchcase(f"/{key}", self._path(resource)) for resource in as_list(statement["Resource"]))
            for policy in own
            for statement in policy["PolicyDocument"]["Statement"]
        )

    @staticmethod
    def _path(resource):
        return "/" + resource.split("/", 1)[1] if "/" in resource else "\0"


def url_path(authority, region):
    """The key of the CRL's object, which the CA writes."""
    path, identifier = (authority.crl.get("CustomPath") or "").strip("/"), authority.arn.rsplit("/", 1)[1]
    name = f"{identifier}/partition.crl" if authority.crl.get("CrlType") == "PARTITIONED" else f"{identifier}.crl"
    return "/".join([*filter(None, [path]), "crl", name])


def origins_of(configuration, target):
    """The origin of a behavior, or those of its origin group."""
    groups = (configuration.get("OriginGroups") or {}).get("Items") or []
    members = next(([m["OriginId"] for m in g["Members"]["Items"]] for g in groups if g["Id"] == target), [target])
    by_id = {origin["Id"]: origin for origin in configuration["Origins"]}
    return [by_id[member] for member in members]


def as_list(value):
    return value if isinstance(value, list) else [] if value is None else [value]
