"""The second verifier: the PKIX validator of the JDK, for all chains in one process. It supports ML-DSA and CRLs."""

import datetime as dt
import os
import subprocess

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from .authority import pem
from .crls import new_crl, url_in
from .outside import DAY, Party
from .rules import NOW

PROGRAM = os.path.join(os.path.dirname(__file__), "VerifyChains.java")


class SecondVerifier:
    """Collects chains with the expected results. `None` is a valid chain; a text is a part of the reason."""

    def __init__(self, folder):
        self.folder, self.expected, self.lines, self.known, self.crl_count = folder, [], [], set(), 0

    def add(self, name, chain, crl=None, reason=None, now=NOW):
        content = "".join(map(pem, chain))
        key = (content, None if crl is None else crl.public_bytes(Encoding.DER), now)
        if key in self.known:
            return
        self.known.add(key)
        path = os.path.join(self.folder, f"second-{len(self.lines)}.pem")
        with open(path, "w", encoding="ascii") as file:
            file.write(content)
        crl_path = "-"
        if crl is not None:
            self.crl_count += 1
            crl_path = path.replace(".pem", ".crl")
            with open(crl_path, "wb") as file:
                file.write(crl.public_bytes(Encoding.PEM))
        at = str(int(now.timestamp()) + 3600)
        self.lines.append("\t".join([str(len(self.lines)), at, path, crl_path]))
        self.expected.append((name, reason))

    def faults(self):
        """The chains with another result than expected."""
        request = os.path.join(self.folder, "second.txt")
        with open(request, "w", encoding="ascii") as file:
            file.write("".join(line + "\n" for line in self.lines))
        done = subprocess.run(
            ["java", "-XX:TieredStopAtLevel=1", PROGRAM, request], capture_output=True, text=True, check=False
        )
        results = dict(line.split("\t", 1) for line in done.stdout.splitlines() if "\t" in line)
        if done.returncode or len(results) != len(self.expected):
            return [f"the second verifier does not run: {done.stderr}"]
        found = [(name, reason, results[str(index)]) for index, (name, reason) in enumerate(self.expected)]
        return [
            f"second verifier: {name}: {result} instead of {reason or 'valid'}"
            for name, reason, result in found
            if result == "valid" and reason is not None or result != "valid" and (reason is None or reason not in result)
        ]


def add_controls(second, authority, service, leaf):
    """Chains that the verifier must reject: returns how many. The CA publishes a partitioned CRL."""
    before = len(second.lines)
    root, other = Party("Control root"), Party("Other root")
    below = Party("Control issuing CA")
    key, subject = below.key.public_key(), below.subject
    anchor, issuing = root.root(path_length=0), root.sign(subject, key, 0)
    end = below.sign(x509.Name([]), leaf.public_key(), is_ca=False)
    second.add("control: chain of another root", [leaf, other.root()], None, "")
    lowest = Party("Control CA beyond the path length")
    beyond = below.sign(lowest.subject, lowest.key.public_key())
    second.add("control: path length", [lowest.sign(x509.Name([]), leaf.public_key(), is_ca=False), beyond, issuing, anchor], None, "")
    second.add("control: issuer that is not a CA", [end, root.sign(subject, key, is_ca=False), root.root()], None, "")
    second.add("control: after the end", [leaf, authority.certificate, *authority.chain], None, "EXPIRED", NOW + dt.timedelta(days=36500))
    second.add("control: before the start", [leaf, authority.certificate, *authority.chain], None, "NOT_YET_VALID", NOW - 400 * DAY)
    url = url_in(leaf).replace("partition", "other-partition")
    crl = new_crl(authority, [], service, url)
    second.add("control: CRL of another partition", [leaf, authority.certificate, *authority.chain], crl, "UNDETERMINED_REVOCATION_STATUS")
    return len(second.lines) - before
