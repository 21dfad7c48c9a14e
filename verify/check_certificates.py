"""Issues the certificates of synthesized templates and compares them with what the templates request.

Usage: check_certificates.py CORPUS TEMPLATE..., where the negative controls alter the templates in CORPUS.
"""

import glob
import json
import os
import sys
import tempfile

from certificates import chains, controls, definitions, life_cycles
from certificates.authority import PrivateCa
from certificates.comparison import Comparison
from certificates.deployment import Deployment
from certificates.service_model import Refused
from certificates.unissued import UNISSUED

TEMPLATE_NAMES = "test/fixtures/certificate-templates.json"
SUFFIX = ".template.json"
LIFE_CYCLES = "life-cycles.json"


def check(templates, folder, service=None):
    """The faults of one app, and how much was checked. `templates` contains the templates of its stacks by name."""
    faults, counts, exports = [], {"CAs": 0, "certificates": 0, "signed outside": 0, "values": 0}, {}
    for stack in stacks_in_order(templates):
        deployment = Deployment(templates[stack], stack, service, exports)
        service = deployment.service
        faults += deployment.order_faults()
        for name, issued in deployment.issued.items():
            authority = next((ca for ca in deployment.authorities.values() if ca.issued is issued), None)
            comparison = Comparison(name, issued, authority, service.region)
            faults += comparison.faults
            counts["values"] += comparison.count
        for name, authority in deployment.activated.items():
            faults += chains.faults_of(name, authority, service, folder)
        counts["CAs"] += len(deployment.activated)
        counts["certificates"] += len(deployment.issued)
        counts["signed outside"] += len(deployment.imported_samples)
    return faults, counts


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


def check_apps(apps, folder):
    failed, total = False, 0
    for app, templates in apps.items():
        try:
            faults, counts = check(templates, folder)
        except Refused as error:
            faults, counts = [f"refused: {error}"], None
        for fault in faults:
            print(f"{app}: {fault}", file=sys.stderr)
        certificates = counts["certificates"] + counts["signed outside"] if counts else 0
        if counts and bool(certificates) == (name_of(app) in UNISSUED):
            faults.append("must issue certificates, or be in the table of unissued.py, and not both")
            print(f"{app}: {faults[-1]}", file=sys.stderr)
        failed = failed or bool(faults)
        total += certificates
        result = ", ".join(f"{name}: {count}" for name, count in (counts or {}).items()) if certificates else None
        print(f"{app}: {result or UNISSUED.get(name_of(app))}")
    if failed:
        sys.exit("requested and issued certificates differ")
    if total == 0:
        sys.exit("no template issues a certificate")


def check_controls(corpus, folder):
    """Each altered template, and each service that omits an extension, must be rejected for its own reason."""
    for control in controls.CONTROLS:
        require_rejected(control, control.alter(corpus), folder, None)
    print(f"{len(controls.CONTROLS)} altered templates, each rejected for its own reason")
    apps = {os.path.basename(path): templates for path, templates in corpus.items()}
    for omission in controls.OMISSIONS:
        require_rejected(omission, apps[omission.app], folder, PrivateCa(omitted=[omission.oid]))
    print(f"{len(controls.OMISSIONS)} omitted extensions, each noticed")


def check_life_cycles(path, folder):
    with open(path, encoding="utf-8") as file:
        faults = life_cycles.check(json.load(file), stacks_in_order, folder)
    for fault in faults:
        print(fault, file=sys.stderr)
    if faults:
        sys.exit("a sequence of deployments does not behave as documented")


def require_rejected(control, templates, folder, service):
    try:
        faults, _ = check(templates, folder, service)
    except Refused as error:
        faults = [str(error)]
    if not any(control.reason in fault for fault in faults):
        sys.exit(f"control {control.name!r}: expected {control.reason!r}, got {faults or 'no fault'}")


def main():
    corpus, paths = sys.argv[1], sys.argv[2:]
    check_template_names()
    written = glob.glob(os.path.join(corpus, "*", "*" + SUFFIX))
    with tempfile.TemporaryDirectory() as folder:
        check_apps(read_apps([*paths, *written]), folder)
        check_controls(read_apps(written), folder)
        check_life_cycles(os.path.join(corpus, LIFE_CYCLES), folder)


main()
