"""One form, two papers: python -m bench.same_form PRINTED --work DIR [--part built|kept] [--only fa-02] [-v].

`PRINTED` has a folder for each source of `bench/corpus/forms/drawn` with the forms printed (`NN.pdf`) beside their truth.
Each is read as the digital PDF and as an office scan of it; the two records should be the same, leaf by leaf. Where they
are not, the truth says which one is right, if it names the figure.
"""

from __future__ import annotations

import argparse
import json
import pickle
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import gouji
from bench.corpus.forms import wear
from bench.corpus.forms.score import FIELDS, _matched, _name, _score_part
from bench.corpus.score import fold, word
from gouji.ocr.document import read_document

PARTS = {
    "built": [f"{s}-{n}" for s in ("fa", "fb", "fc", "fd", "fe", "ff", "ia", "ib", "ic", "id") for n in ("02", "04", "07", "09")],
    "kept": [f"{s}-{n}" for s in ("ga", "gb", "gc", "gd", "ja", "jb", "jc", "jd") for n in ("01", "03", "05", "08", "10")],
}  # fmt: skip
ROWS = {"budget": FIELDS, "indicators": ("level1", "level2", "target", "actual", "weight", "score", "deviation")}
RIGHT = ("leaves", "cells", "rows", "cover", "evaluation")
Leaves = dict[str, str]


def record_twice(printed: Path, name: str, work: Path) -> list[Path]:
    """The recognised pages of the digital form and of its office scan, as files that are made once."""
    source, number = name.split("-")
    form, kept = printed / source / f"{number}.pdf", [work / f"{name}-{kind}.pickle" for kind in ("digital", "office")]
    scan = work / f"{name}.pdf"
    if not scan.exists():
        wear.wear(form, {"name": name, "quality": "office"}, scan)
    for path, pages in zip((form, scan), kept, strict=True):
        if not pages.exists():
            pages.write_bytes(pickle.dumps(read_document(path)))
    return kept


def understood(pages: Path) -> list[dict[str, Any]]:
    """The records of a form whose pages are recognised."""
    reports = gouji.understand_all(pickle.loads(pages.read_bytes()), lang="zh")  # our own file
    return [json.loads(report.model_dump_json()) for report in reports]


def said(leaf: dict[str, Any] | None) -> str:
    """What a leaf says: its value in the base unit, or its words without blanks."""
    value = (leaf or {}).get("value")
    if isinstance(value, dict):
        return f"{value['canonical']} {value['canonical_unit']} {value['bound'] or ''}".strip()
    return fold(value)


def leaves(record: dict[str, Any], names: dict[str, list[str]]) -> Leaves:
    """Every leaf of a record that says something; rows bear the names that both records share."""
    found = {
        f"{part}.{key}": said(leaf)
        for part in ("cover", "evaluation")
        for key, leaf in record[part].items()
        if isinstance(leaf, dict | None)
    }
    for part, fields in ROWS.items():
        for name, row in zip(names[part], record[part], strict=True):
            found |= {f"{part} {name}.name": fold(word(row["name"]))}
            found |= {f"{part} {name}.{field}": said(row[field]) for field in fields}
    wrong = Counter(
        f"{f['rule']} {f['equation'] or f['observed']}" for f in record["findings"] if f["status"] == "inconsistent"
    )
    found |= {f"finding {told}": "inconsistent" for told in wrong}
    return {place: words for place, words in found.items() if words}


def shared_names(digital: dict[str, Any], office: dict[str, Any], part: str) -> tuple[list[str], list[str]]:
    """Names for the rows of two records: the same for the rows that answer each other."""
    ours, theirs = digital[part], office[part]
    told = [f"{n}:{_name(word(row['name']))}" for n, row in enumerate(ours)]
    places = _matched(
        [{"name": word(row["name"]), "row": row} for row in ours],
        theirs,
        lambda want, row: want["row"].get("role") == row.get("role"),
    )
    other = {place: told[n] for n, place in enumerate(places) if place is not None}
    return told, [other.get(n, f"scan {n}:{_name(word(row['name']))}") for n, row in enumerate(theirs)]


def differences(digital: dict[str, Any], office: dict[str, Any]) -> tuple[int, list[str]]:
    """How many leaves the two records have together, and those that are not the same, a line each."""
    both = {part: shared_names(digital, office, part) for part in ROWS}
    one, other = leaves(digital, {p: n[0] for p, n in both.items()}), leaves(office, {p: n[1] for p, n in both.items()})
    places = [*one, *(place for place in other if place not in one)]
    return len(places), [f"{p}: {one.get(p, '-')} | {other.get(p, '-')}" for p in places if one.get(p) != other.get(p)]


def compare(printed: Path, name: str, work: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one form, and what is not the same or not right, a line each."""
    source, number = name.split("-")
    truth = json.loads((printed / source / f"{number}.json").read_text(encoding="utf-8"))
    sides = [understood(pages) for pages in record_twice(printed, name, work)]
    count, lines = Counter(forms=1), list[str]()
    empty: dict[str, Any] = {"budget": [], "indicators": [], "cover": {}, "evaluation": {}, "findings": []}
    for number in range(max(map(len, sides))):
        digital, office = (side[number] if number < len(side) else empty for side in sides)
        total, unlike = differences(digital, office)
        count.update(leaves=total, unlike=len(unlike))
        lines += unlike
    for kind, side in zip(("digital", "office"), sides, strict=True):
        for right, log in _against(truth, side):
            count.update({f"{kind} {key}": n for key, n in right.items()})
            lines += [f"    {kind}: {line}" for line in log]
    return count, lines


def _against(truth: dict[str, Any], side: list[dict[str, Any]]) -> Iterator[tuple[Counter[str], list[str]]]:
    """The counts of one side against the truth, part by part, with its misses."""
    for number, part in enumerate(truth.get("parts") or [truth]):
        count, log = Counter[str](), list[str]()
        _score_part({**truth, **part}, side[number] if number < len(side) else None, count, log)
        yield count, log


def table(total: Counter[str]) -> str:
    """The counts as a table of Markdown."""

    def share(kind: str, key: str) -> str:
        part = "rows_found" if key == "rows" else f"{key}_right"
        return f"{total[f'{kind} {part}']}/{total[f'{kind} {key}']}"

    lines = [
        "| | budget leaves | indicator leaves | rows | cover | score, grade | false accusations | errors found | silent |",
        "|---" * 9 + "|",
    ]
    for kind in ("digital", "office"):
        right = " | ".join(share(kind, key) for key in RIGHT)
        found = f"{total[f'{kind} errors_found']}/{total[f'{kind} errors']}"
        lines.append(f"| {kind} | {right} | {total[f'{kind} false']} | {found} | {total[f'{kind} silent']} |")
    same = total["leaves"] - total["unlike"]
    return "\n".join(
        [
            f"{total['forms']} forms, {total['equal']} the same in all leaves; {same} of {total['leaves']} leaves the same",
            *lines,
        ]
    )


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(
        prog="bench.same_form", description="Reads forms digital and scanned, and compares."
    )
    parser.add_argument("printed", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where scans and recognised pages are kept")
    parser.add_argument("--part", choices=PARTS, default="built")
    parser.add_argument("--only", help="forms whose name begins so")
    parser.add_argument("-v", action="store_true", dest="verbose")
    wanted = parser.parse_args()
    wanted.work.mkdir(parents=True, exist_ok=True)
    total = Counter[str]()
    for name in PARTS[wanted.part]:
        if wanted.only and not name.startswith(wanted.only):
            continue
        count, lines = compare(wanted.printed, name, wanted.work)
        total.update({**count, "equal": int(not count["unlike"])})
        if wanted.verbose and lines:
            print(f"## {name}", *lines, sep="\n   ", flush=True)
    print(table(total))


if __name__ == "__main__":
    main()
