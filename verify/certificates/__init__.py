"""Issues the certificates that CloudFormation templates request, with real keys.

The modules, from the lowest to the highest:

- `asn1`: DER encoding and decoding
- `service_model`: requests compared with the AWS SDK's service model
- `keys`: key pairs and signature algorithms
- `names`: distinguished names and general names
- `extensions`: the extensions that a request contains
- `definitions`: the AWS Private CA template definitions
- `rules`: the rules by which AWS Private CA rejects requests
- `authority`: the operations of AWS Private CA
- `intrinsics`: CloudFormation intrinsic functions and dependencies
- `deployment`: the resources of a template, created in dependency order
- `order`: resources that can be created before others that they need
- `comparison`: what was requested, compared with the certificate
- `chains`: chains verified by OpenSSL, or by `cryptography` for ML-DSA
- `crls`: CRLs with a revoked and a valid certificate
- `distributions`: from the URLs in certificates to the CRL and the OCSP responder
- `second`: the same chains by the PKIX validator of the JDK
- `coverage`: whether each value that the library offers is issued
- `controls`: altered templates that the check must reject
"""
