"""Deploys sequences of templates with the same keys, and verifies each chain after each step.

A certificate that a CA issued before a step must be valid with the chain after the step, and the reverse.
"""

import datetime as dt

from . import chains
from .authority import PrivateCa
from .deployment import Deployment
from .rules import NOW
from .service_model import Refused

BETWEEN_STEPS = dt.timedelta(hours=2)


class LifeCycle:
    """One sequence: the templates of each step, by the name of their stack."""

    def __init__(self, steps, stacks_in_order, folder):
        self.steps, self.stacks_in_order, self.folder = steps, stacks_in_order, folder
        self.service, self.exports, self.stacks = PrivateCa(), {}, {}
        # By the ARN of a CA: its former chains, each with an end-entity certificate from that time.
        self.chains, self.faults, self.counts = {}, [], {"chains": 0, "with former ones": 0}

    def run(self):
        """Deploys all steps. Raises Refused if AWS Private CA rejects one of them."""
        for index, templates in enumerate(self.steps):
            self.service.now = NOW + index * BETWEEN_STEPS
            for stack in self.stacks_in_order(templates):
                former = self.stacks.get(stack)
                self.stacks[stack] = Deployment(templates[stack], stack, self.service, self.exports, former)
            for stack in templates:
                for name, authority in self.stacks[stack].activated.items():
                    self._verify(f"step-{index + 1}-{name}", authority)
        return self

    def _verify(self, name, authority):
        chain = [authority.certificate, *authority.chain]
        former = self.chains.setdefault(authority.arn, [])
        below = [] if authority.status == "DISABLED" else [chains.probe(authority, self.service)]
        self._require(name, below, chain, "chains")
        for number, (former_below, former_chain) in enumerate(former):
            self._require(f"{name}-former-{number}", former_below, chain, "with former ones")
            self._require(f"{name}-with-former-{number}", below, former_chain, "with former ones")
        if not any(chain == known for _, known in former):
            former.append((below, chain))

    def _require(self, name, below, chain, kind):
        self.counts[kind] += 1
        self.faults += chains.faults_of_chain(name, below, chain, self.service, self.folder)

    def accepts_other_chain(self):
        """Negative control: whether a certificate of the last CA is valid with the chain of the first root CA."""
        known = [former[-1] for former in self.chains.values() if former[-1][0]]
        below, chain = known[-1][0], known[0][1]
        return not chains.faults_of_chain("control", below, chain, self.service, self.folder)


def check(cycles, stacks_in_order, folder):
    """The faults of all sequences. The name of a sequence that must fail is `refused: REASON`."""
    faults = []
    for name, steps in cycles.items():
        reason = name.partition("refused: ")[2]
        cycle = LifeCycle(steps, stacks_in_order, folder)
        try:
            cycle.run()
        except Refused as error:
            if not reason or reason not in str(error):
                faults.append(f"{name}: refused: {error}")
            continue
        faults += [f"{name}: {fault}" for fault in cycle.faults]
        if reason:
            faults.append(f"{name}: not refused")
        if cycle.accepts_other_chain():
            faults.append(f"{name}: the chain of another CA is accepted")
        print(f"{name}: steps: {len(steps)}, " + ", ".join(f"{kind}: {count}" for kind, count in cycle.counts.items()))
    return faults
