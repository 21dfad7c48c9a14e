"""Issues the certificates of synthesized templates and compares them with what the templates request.

Usage: check_certificates.py CORPUS TEMPLATE..., where the negative controls alter the templates in CORPUS.
"""

import glob
import json
import os
import sys
import tempfile
from collections import Counter

from certificates import chains, controls, crls, definitions, life_cycles
from certificates.authority import PrivateCa
from certificates.comparison import Comparison
from certificates.coverage import Coverage
from certificates.deployment import Deployment
from certificates.distributions import Distributions
from certificates.order import order_faults
from certificates.second import SecondVerifier, add_controls
from certificates.service_model import Refused
from certificates.unissued import UNISSUED

TEMPLATE_NAMES = "test/fixtures/certificate-templates.json"
SUFFIX = ".template.json"
LIFE_CYCLES = "life-cycles.json"
# The values that the library offers.
API = "api.json"


# More orders in which CloudFormation can create the resources of each app, by the seed.
RANDOM_ORDERS = (1, 2, 3)
COUNTED = ("CAs", "certificates", "signed outside", "values", "CRLs", "URLs", "random orders")


class Run:
    """What all apps have in common: a folder, the second verifier, the coverage, and the counts."""

    def __init__(self, folder, api):
        self.folder, self.second, self.coverage = folder, SecondVerifier(folder), Coverage(api)
        self.total = Counter({name: 0 for name in COUNTED})

    def check(self, templates, service=None, order=0):
        """The faults of one app, and how much was checked. `templates` contains the templates of its stacks by name."""
        faults, counts, exports, deployments = [], Counter({name: 0 for name in COUNTED}), {}, []
        for stack in stacks_in_order(templates):
            deployment = Deployment(templates[stack], stack, service, exports, order=order)
            service = deployment.service
            deployments.append(deployment)
            faults += order_faults(deployment) if order == 0 else []
            self.coverage.add(deployment)
            for name, issued in deployment.issued.items():
                authority = next((ca for ca in deployment.authorities.values() if ca.issued is issued), None)
                comparison = Comparison(name, issued, authority, service.region)
                faults += comparison.faults
                counts["values"] += comparison.count
            if order == 0:
                faults += self._check_chains(deployment, service)
                counts["CAs"] += len(deployment.activated)
                counts["certificates"] += len(deployment.issued)
                counts["signed outside"] += len(deployment.imported_samples)
        if order == 0:
            faults += self._check_revocation(deployments, service, counts)
        return faults, counts

    def _check_chains(self, deployment, service):
        faults, certificates = [], [ca.issued for ca in deployment.activated.values()]
        for name, authority in deployment.activated.items():
            faults += chains.faults_of(name, authority, service, self.folder, self.second)
        for name, issued in deployment.issued.items():
            # A test of events issues a certificate for the key of the issuer, which is neither a chain nor a root.
            own = issued.certificate.subject == issued.certificate.issuer
            if issued not in certificates and not issued.definition.is_ca and not own:
                faults += chains.faults_of_issued(name, issued, service, self.folder, self.second)
        return faults

    def _check_revocation(self, deployments, service, counts):
        """CRLs with a revoked and a valid certificate, and the URLs in certificates."""
        faults, distributions = [], [Distributions(deployment) for deployment in deployments]
        for index, deployment in enumerate(deployments):
            others = distributions[:index] + distributions[index + 1 :]
            for name, authority in deployment.activated.items():
                if authority.status == "DISABLED":
                    continue
                if authority.crl.get("Enabled"):
                    faults += crls.faults_of(name, authority, service, self.folder, self.second)
                    counts["CRLs"] += 1
                    if not authority.omits_distribution_point:
                        url = authority.crl_url(service.region)
                        found, count = distributions[index].faults_of_crl(name, authority, url, others)
                        faults += found
                        counts["URLs"] += count
                if authority.ocsp.get("Enabled"):
                    found, count = distributions[index].faults_of_ocsp(name, authority.ocsp_url(service.region), others)
                    faults += found
                    counts["URLs"] += count
        return faults

    def check_random_orders(self, templates):
        """The same certificates, whatever the order in which CloudFormation creates the resources."""
        faults = []
        for order in RANDOM_ORDERS:
            try:
                found, _ = self.check(templates, order=order)
                faults += found
            except Refused as error:
                faults.append(f"refused in the order {order}: {error}")
        return faults


def stacks_in_order(templates):
    """A stack that imports the output of another stack is deployed after it."""
    exporters = {}
    for stack, template in templates.items():
        for name, output in (template.get("Outputs") or {}).items():
            exporters[json.dumps(output.get("Export", {}).get("Name"))] = stack
            exporters[json.dumps([stack, name])] = stack
    needs = {
        stack: {exporters.get(key) for key in imports_in(template)} - {None, stack}
        for stack, template in templates.items()
    }
    order = []
    while len(order) < len(templates):
        ready = sorted(stack for stack in templates if stack not in order and needs[stack] <= set(order))
        if not ready:
            raise Refused("stacks that import from each other")
        order += ready
    return order


def imports_in(node):
    if isinstance(node, list):
        return [key for item in node for key in imports_in(item)]
    if not isinstance(node, dict):
        return []
    if "Fn::ImportValue" in node:
        return [json.dumps(node["Fn::ImportValue"])]
    if "Fn::GetStackOutput" in node:
        return [json.dumps([node["Fn::GetStackOutput"]["StackName"], node["Fn::GetStackOutput"]["OutputName"]])]
    return [key for value in node.values() for key in imports_in(value)]


def read_apps(paths):
    """The templates by folder and stack."""
    apps = {}
    for path in sorted(paths):
        with open(path, encoding="utf-8") as file:
            apps.setdefault(os.path.dirname(path), {})[os.path.basename(path).removesuffix(SUFFIX)] = json.load(file)
    return apps


def name_of(app):
    """The name of the example, the integration app, or the app of the corpus."""
    return os.path.basename(app).removesuffix(".ts.snapshot")


def check_template_names():
    with open(TEMPLATE_NAMES, encoding="utf-8") as file:
        names = json.load(file)
    if sorted(names) != sorted(definitions.all_names()):
        sys.exit(f"the template definitions are not those of {TEMPLATE_NAMES}")
    print(f"{len(names)} template definitions")


def check_apps(apps, run):
    failed = False
    for app, templates in apps.items():
        try:
            faults, counts = run.check(templates)
            faults += run.check_random_orders(templates)
            counts["random orders"] = len(RANDOM_ORDERS)
        except Refused as error:
            faults, counts = [f"refused: {error}"], None
        certificates = counts["certificates"] + counts["signed outside"] if counts else 0
        if counts and bool(certificates) == (name_of(app) in UNISSUED):
            faults.append("must issue certificates, or be in the table of unissued.py, and not both")
        for fault in faults:
            print(f"{app}: {fault}", file=sys.stderr)
        failed = failed or bool(faults)
        run.total += counts or Counter()
        result = ", ".join(f"{name}: {counts[name]}" for name in COUNTED if counts[name]) if certificates else None
        print(f"{app}: {result or UNISSUED.get(name_of(app))}")
    if failed:
        sys.exit("requested and issued certificates differ")
    if run.total["certificates"] == 0:
        sys.exit("no template issues a certificate")


def check_coverage(run, api):
    missing = run.coverage.missing()
    for value in missing:
        print(f"never issued: {value}", file=sys.stderr)
    if missing:
        sys.exit("the library can express what no app requests")
    print(f"each value is issued: {run.coverage.summary()}")
    # The control: a template and an algorithm that no app requests.
    control = Coverage({"template": ["FutureCertificate/V1"], "key algorithm": ["FUTURE"]})
    control.found = run.coverage.found
    if control.missing() != ["key algorithm: FUTURE", "template: FutureCertificate/V1"]:
        sys.exit(f"the coverage does not notice what is missing: {control.missing()}")


def check_second_verifier(run, corpus):
    """All chains of all apps, by another implementation of RFC 5280."""
    chain_count, crl_count = len(run.second.lines), run.second.crl_count
    apps = {name_of(path): templates for path, templates in corpus.items()}
    deployment = Deployment(apps["revocation"]["Revocation"], "Revocation")
    authority = next(ca for ca in deployment.activated.values() if ca.crl.get("CrlType") == "PARTITIONED")
    count = add_controls(run.second, authority, deployment.service, chains.probe(authority, deployment.service))
    faults = run.second.faults()
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit("the second verifier has other results")
    print(f"second verifier: chains: {chain_count}, of them with a CRL: {crl_count}, controls: {count}")


def check_controls(corpus, run):
    """Each altered template, and each service that omits an extension, must be rejected for its own reason."""
    for control in controls.CONTROLS:
        require_rejected(control, control.alter(corpus), run, None)
    print(f"{len(controls.CONTROLS)} altered templates, each rejected for its own reason")
    apps = {os.path.basename(path): templates for path, templates in corpus.items()}
    for omission in controls.OMISSIONS:
        require_rejected(omission, apps[omission.app], run, PrivateCa(omitted=[omission.oid]))
    print(f"{len(controls.OMISSIONS)} omitted extensions, each noticed")


def check_life_cycles(path, folder):
    with open(path, encoding="utf-8") as file:
        faults = life_cycles.check(json.load(file), stacks_in_order, folder)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit("a sequence of deployments does not behave as documented")


def require_rejected(control, templates, run, service):
    try:
        faults, _ = Run(run.folder, {}).check(templates, service)
    except Refused as error:
        faults = [str(error)]
    if not any(control.reason in fault for fault in faults):
        sys.exit(f"control {control.name!r}: expected {control.reason!r}, got {faults or 'no fault'}")


def main():
    corpus, paths = sys.argv[1], sys.argv[2:]
    check_template_names()
    with open(os.path.join(corpus, API), encoding="utf-8") as file:
        api = json.load(file)
    written = glob.glob(os.path.join(corpus, "*", "*" + SUFFIX))
    with tempfile.TemporaryDirectory() as folder:
        run = Run(folder, api)
        check_apps(read_apps([*paths, *written]), run)
        check_coverage(run, api)
        check_second_verifier(run, read_apps(written))
        check_controls(read_apps(written), run)
        check_life_cycles(os.path.join(corpus, LIFE_CYCLES), folder)
        print("in all: " + ", ".join(f"{name}: {run.total[name]}" for name in COUNTED))


main()
