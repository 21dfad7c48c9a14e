"""The apps in whose deployment no certificate is issued, with the reasons."""

UNISSUED = {
    "audit-loop-central": "The apps have existing CAs.",
    "consumer-eks": "cert-manager requests certificates in the cluster, from an existing CA.",
    "consumer-msk": "Amazon MSK trusts the certificates of an existing CA, and requests none.",
    "consumer-mutual-tls": "Load balancers and API Gateway trust the certificates of an existing CA, and request none.",
    "events": "The app has an existing CA.",
    "ezca-logs": "The CAs are outside AWS.",
    "guardrails": "The app has policies and rules, and no CA.",
    "watched-pki": "The app has an existing CA.",
    "integ.consumer-eks": "The app is that of the example.",
    "integ.consumer-msk": "The app is that of the example.",
    "integ.consumer-mutual-tls": "The app is that of the example.",
    "integ.external-parent": "The CA is pending.",
    "integ.guardrails": "The app has AWS Config rules, and no CA.",
    "integ.guardrails-policy": "The app has a policy, and no CA.",
    "integ.trail": "The app has a trail, and no CA.",
    "integ.watched-pki": "The app has a trail and alarms, and no CA.",
}
