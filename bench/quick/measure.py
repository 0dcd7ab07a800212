"""Measures reading with and without the quick model: figures right, figures silently wrong, processor seconds."""

from __future__ import annotations

import re
import time
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import gouji
from bench.quick.both_models import BothModels
from bench.quick.worn_pages import Worn, worn
from bench.right import figures_right
from gouji.check.pointers import leaves
from gouji.schemas.file_reports import FileReports
from gouji.schemas.quantity import Quantity

SURE = 0.9
"""A wrong figure with at least this confidence is silently wrong."""
FIGURE = re.compile(r"[\d.,%]*\d[\d.,%]*")
COLUMNS = (
    "pages",
    "figures",
    "usual right",
    "quick right",
    "usual silent",
    "quick silent",
    "only quick silent",
    "other leaves",
)
SECONDS = ("usual recognition", "quick recognition", "usual all", "quick all")


def measure(folder: Path, store: Path) -> None:
    """Prints a table by quality, every figure that is silently wrong only with the quick model, and every figure of a record
    that is another one with it."""
    by_quality: dict[str, Counter[str]] = {}
    for scan in worn(folder):
        kind = "real" if "real" in scan.path.stem else "made"
        for name in (scan.quality, kind, "all"):
            by_quality.setdefault(name, Counter())
        found = _measured(scan, store)
        for name in (scan.quality, kind, "all"):
            by_quality[name] += found
    print("\t".join(("quality", *COLUMNS, *(f"{name}, s a page" for name in SECONDS))))
    for quality, found in by_quality.items():
        seconds = [f"{found[name] / max(1, found['pages']):.3f}" for name in SECONDS]
        print("\t".join((quality, *(str(round(found[name])) for name in COLUMNS), *seconds)))


def _measured(scan: Worn, store: Path) -> Counter[str]:
    found: Counter[str] = Counter()
    silent: dict[str, Counter[str]] = {}
    values: dict[str, dict[str, str]] = {}
    for name in ("usual", "quick"):
        reader = BothModels(store, quick=name == "quick")
        started = time.process_time()
        reports = gouji.read(scan.path, lang="en", reader=reader)
        own = time.process_time() - started - reader.reading_seconds
        text = "\n".join({page.number: page.text for report in reports for page in report.document.pages}.values())
        right, printed = figures_right(text, scan.text)
        recognition = reader.spent["full"] + reader.spent["quick"]
        silent[name], values[name] = Counter(_silently_wrong(reports, scan.text)), _values(reports)
        found += Counter({f"{name} right": right, f"{name} silent": silent[name].total()})
        found += Counter(
            {f"{name} recognition": recognition, f"{name} all": recognition + reader.spent["detection"] + own}
        )
    only = silent["quick"] - silent["usual"]
    for figure, times in only.items():
        print(f"# {scan.path.stem}: {figure} ({times})")
    other = sorted(
        key for key in values["usual"].keys() | values["quick"].keys() if len({v.get(key) for v in values.values()}) > 1
    )
    for key in other:
        print(f"# {scan.path.stem}: {key} {values['usual'].get(key)} -> {values['quick'].get(key)}")
    found["other leaves"] = len(other)
    return found + Counter({"pages": reports.pages, "figures": printed, "only quick silent": only.total()})


def _values(reports: FileReports) -> dict[str, str]:
    """The figures of the records outside of the tables kept as they are, by report and place. A cell that is read with its
    neighbour is another figure although its digits are all printed."""
    return {
        f"{number}{pointer}": leaf.value.canonical
        for number, report in enumerate(reports)
        for pointer, leaf in leaves(report)
        if isinstance(leaf.value, Quantity) and not pointer.startswith("/tables/")
    }


def _silently_wrong(reports: FileReports, truth: str) -> Iterator[str]:
    """The sure figures of the records that are not printed on the pages."""
    plain = unicodedata.normalize("NFKC", truth)
    printed = {figure for part in (plain, re.sub(r"[^\S\n]", "", plain)) for figure in map(_bare, FIGURE.findall(part))}
    flat = re.sub(r"\s", "", plain)
    for report in reports:
        for pointer, leaf in leaves(report):
            if pointer.startswith("/tables/") or not isinstance(leaf.value, Quantity) or leaf.confidence < SURE:
                continue
            for figure in map(_bare, FIGURE.findall(unicodedata.normalize("NFKC", leaf.text))):
                if figure not in printed and figure not in flat:
                    yield f"{pointer} {leaf.text}"


_bare = partial(re.sub, r"^[.,]+|[.,]+$", "")
