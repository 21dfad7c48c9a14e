"""Synthesizes one example: cdk synth --app "python3 app.py first-ca"."""
import sys

from aws_cdk import App

from audit_loop import audit_loop
from baseline import baseline
from crl_cloudfront import crl_cloudfront
from ezca_logs import ezca_logs
from first_ca import first_ca
from grants import grants
from two_tier import two_tier
from watched_pki import watched_pki

EXAMPLES = {
    "audit-loop": audit_loop,
    "baseline": baseline,
    "crl-cloudfront": crl_cloudfront,
    "ezca-logs": ezca_logs,
    "first-ca": first_ca,
    "grants": grants,
    "two-tier": two_tier,
    "watched-pki": watched_pki,
}

if __name__ == "__main__":
    app = App()
    EXAMPLES[sys.argv[1]](app)
    app.synth()
