"""Puts every filter pattern with every record to aws-json-term-matcher, on the part of the syntax that it knows."""
import json
import sys

from aws_json_term_matcher.matcher import FilterEvaluator, load_parser
from lark.exceptions import LarkError


def verdicts(parser, pattern, cells):
    """What the matcher says of each record, or nothing where the pattern is beyond it."""
    try:
        tree = parser.parse(pattern)
        return [FilterEvaluator(cell["record"]).transform(tree) for cell in cells]
    except LarkError:
        return None


def main(path):
    with open(path, encoding="utf-8") as file:
        rows = json.load(file)
    parser = load_parser()
    wrong = []
    cells = as_written = 0
    for row in rows:
        found = verdicts(parser, row["pattern"], row["cells"])
        as_written += found is not None
        found = found or verdicts(parser, row["parenthesized"], row["cells"])
        if found is None:
            sys.exit(f"{row['name']}: the matcher does not read {row['parenthesized']}")
        cells += len(found)
        wrong += [
            f"{row['name']}: {cell['name']} should be {cell['expected']}"
            for cell, verdict in zip(row["cells"], found)
            if verdict is not cell["expected"]
        ]
    if not cells:
        sys.exit("no cells")
    if wrong:
        sys.exit("\n".join(wrong))
    print(f"{len(rows)} filter patterns ({as_written} as written), {cells} cells as the tables say")


main(sys.argv[1])
