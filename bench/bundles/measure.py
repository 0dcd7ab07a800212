"""Measures on generated bundles whether each has the right reports with the right pages.

python -m bench.bundles.measure --pool DIR/pool/22 [--bundles 200] [--most 40] [-v]
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

from bench.bundles.fit import random_bundle
from gouji.extract.bundles.report_parts import divide


@dataclass(slots=True)
class Count:
    """How many bundles and reports there are, and how many of them were found as they are."""

    bundles: int = 0
    numbered: int = 0
    right: int = 0
    reports: int = 0
    paged: int = 0

    def add(self, wanted: list[tuple[int, int]], found: list[tuple[int, int]]) -> None:
        """Counts one bundle, given the first and last pages of its reports."""
        self.bundles += 1
        self.right += found == wanted
        self.numbered += len(found) == len(wanted)
        self.reports += len(wanted)
        self.paged += sum(each in found for each in wanted)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.bundles.measure", description="Counts bundles divided as they are.")
    parser.add_argument("--pool", type=Path, required=True)
    parser.add_argument("--bundles", type=int, default=200)
    parser.add_argument("--most", type=int, default=40)
    parser.add_argument("--seed", default="measure")
    parser.add_argument("-v", action="store_true", help="say what differs")
    asked = parser.parse_args()
    counts = {"whole": Count(), "with unreadable pages": Count()}
    for number in range(asked.bundles):
        bundle = random_bundle(asked.pool, f"{asked.seed}/{number}", asked.most)
        whole = (1, len(bundle.document.pages))  # without a report, the file is one: nobody knows what else it is
        wanted = [(first, last) for first, last, _ in bundle.parts] or [whole]
        found = [(part.pages[0].number, part.pages[-1].number) for part in divide(bundle.document).parts]
        damaged = any(page.kind == "unreadable" for page in bundle.document.pages)
        counts["with unreadable pages" if damaged else "whole"].add(wanted, found)
        if asked.v and found != wanted:
            print(number, "missed", sorted(set(wanted) - set(found)), "instead", sorted(set(found) - set(wanted)))
    for name, count in counts.items():
        print(
            f"{count.bundles} bundles, {name}: {count.numbered} with the right number of reports, {count.right} exact"
        )
        print(f"    {count.reports} reports: {count.paged} with exactly their pages")


if __name__ == "__main__":
    main()
