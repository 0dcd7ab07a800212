"""Scores what is read of worn forms: python -m bench.corpus.forms.score DIR [--only fa] [--quality fax] [--recorded DIR] [-v].

`DIR` is what `bench.corpus.forms.make` made. A line a source: rows and leaves of indicators, leaves of the budget, cover,
score and grade, contradictions that are false, genuine errors found and masked, figures silently wrong.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import gouji
from bench.corpus.score import FIELDS, amount, fold, is_told, leaf_says, same_leaf, word
from gouji.ocr.document import read_document
from gouji.schemas.pages import Document
from gouji.schemas.record import Report

MEASURED = ("target", "actual", "weight", "score")
SURE = 0.9
"""A figure that is wrong, surer than this and in no open finding is silently wrong."""
MIN_ALIKE = 0.8
BLANK = frozenset({"", "/", "—", "-", "无", "——", "――", "－"})
YEAR_BEHIND = re.compile(r"\((?:19|20)\d\d年度?\)$")
CODE_BEFORE = re.compile(r"^(?:[0-9A-Z]{8,}|\[\d{3,}\]|\d{3,}(?=[-—–]))\s*[-—–]?\s*")
NATURE = re.compile(r"^定[性量](?=.)")
"""What the column before the target holds, where a truth has both as one."""
CODED = ("project_name", "department", "supervising_department")
Log = list[str]


def score_form(path: Path, recorded: Path | None = None) -> tuple[Counter[str], Log]:
    """The counts of one form, and what was wrong, a line each. `recorded` is a folder that keeps pages once recognised."""
    truth = json.loads(path.with_name(path.stem + ".json").read_text(encoding="utf-8"))
    reports = gouji.read(path, lang="zh") if recorded is None else _understood(path, recorded)
    records = [json.loads(r.model_dump_json()) for r in reports]
    parts = truth.get("parts") or [truth]
    count, log = Counter[str](), Log()
    if len(records) != len(parts):
        count["miscounted"] += 1
        log.append(f"{len(records)} reports for {len(parts)}")
    for number, part in enumerate(parts):
        record = records[number] if number < len(records) else None
        _score_part({**truth, **part}, record, count, log)
    return count, log


def _understood(path: Path, recorded: Path) -> Iterable[Report]:
    """The reports of a form of which the pages are recognised only once: what is understood of them can be tried again."""
    kept = recorded / f"{path.stem}.pickle"
    if not kept.exists():
        recorded.mkdir(parents=True, exist_ok=True)
        kept.write_bytes(pickle.dumps(read_document(path)))
    document: Document = pickle.loads(kept.read_bytes())  # our own file
    return gouji.understand_all(document, lang="zh")


def _score_part(truth: dict[str, Any], record: dict[str, Any] | None, count: Counter[str], log: Log) -> None:
    record = record or {"budget": [], "indicators": [], "cover": {}, "evaluation": {}, "findings": []}
    told = {p for f in record["findings"] if f["status"] != "consistent" for p in f["fields"]}
    _budget(truth, record, told, count, log)
    _indicators(truth, record, told, count, log)
    for key, printed in truth.get("cover", {}).items():
        count["cover"] += 1
        right = _bare(key, word(record["cover"].get(key))) == _bare(key, fold(printed))
        count["cover_right"] += right
        if not right:
            log.append(f"cover {key}: {word(record['cover'].get(key)) or None} for {printed}")
    for key, printed in truth.get("evaluation", {}).items():
        count["evaluation"] += 1
        told_score = record["evaluation"].get(key) or record["evaluation"].get(f"table_{key}")
        right = leaf_says(printed, told_score) if amount(printed) is not None else word(told_score) == fold(printed)
        count["evaluation_right"] += right
        if not right:
            log.append(f"evaluation {key}: {word(told_score) or None} for {printed}")
    _findings(truth, record, count, log)


def _bare(key: str, words: str) -> str:
    """The words without what may be read as part of the field or not: the year behind a title, the code before a name."""
    if key == "title":
        return YEAR_BEHIND.sub("", words)
    return CODE_BEFORE.sub("", words) if key in CODED else words


def _name(text: object) -> str:
    words = re.sub(
        r"^(其中[:：]?|指标\d+[:：]?|[★▲]+|\(?\d+\)?[.、]?|[（(][一二三四五六七八九十][)）]|[一二三四五六七八九十]、)",
        "",
        fold(text),
    )
    return re.sub(r"[^\w%]", "", re.sub(r"\((?:万元|元)\)", "", words))


def _matched(wanted: list[dict[str, Any]], rows: list[dict[str, Any]], key: Any) -> list[int | None]:
    """The row of each wanted one: of the same name, else of the most alike; each row once."""
    names, free = [_name(word(row["name"])) for row in rows], set(range(len(rows)))
    out: list[int | None] = []
    for want in wanted:
        name = _name(want["name"])
        open_rows = [i for i in free if key(want, rows[i])]
        exact = next((i for i in open_rows if names[i] == name), None)
        best = max(open_rows, key=lambda i: SequenceMatcher(None, name, names[i]).ratio(), default=None)
        alike = best is not None and SequenceMatcher(None, name, names[best]).ratio() >= MIN_ALIKE
        found = exact if exact is not None else best if alike else None
        free.discard(found if found is not None else -1)
        out.append(found)
    return out


def _budget(truth: dict[str, Any], record: dict[str, Any], told: set[str], count: Counter[str], log: Log) -> None:
    rows = record["budget"]

    def alike(want: dict[str, Any], row: dict[str, Any]) -> bool:
        return (want["role"] == "total") == (row["role"] == "total")

    wanted = [w for w in truth.get("budget", []) if any(w.get(f) not in (None, *BLANK) for f in FIELDS)]
    totals = [i for i, row in enumerate(rows) if row["role"] == "total"]
    places = _matched(wanted, rows, alike)
    for want, place in zip(wanted, places, strict=True):
        if place is None and want["role"] == "total" and totals:
            place = totals[0]
        for field in FIELDS:
            printed = want.get(field)
            if printed is None or amount(printed) is None:
                continue
            count["leaves"] += 1
            row = rows[place] if place is not None else {}
            right = place is not None and any(same_leaf(want, field, other, row) for other in FIELDS)
            count["leaves_right"] += right
            if not right:
                leaf = row.get(field)
                log.append(f"budget {want['name']}.{field}: {word(leaf) or None} for {printed}")
                _silent(leaf, f"/budget/{place}/{field}", told, count, log)


def _indicators(truth: dict[str, Any], record: dict[str, Any], told: set[str], count: Counter[str], log: Log) -> None:
    rows, wanted = record["indicators"], truth.get("indicators", [])
    places = _matched(wanted, rows, lambda want, row: True)
    count["rows"] += len(wanted)
    count["rows_read"] += len(rows)
    for want, place in zip(wanted, places, strict=True):
        count["rows_found"] += place is not None
        if place is None:
            log.append(f"indicator missing: {want['name']}")
        for field in MEASURED:
            printed = want.get(field)
            if printed is None or fold(printed) in BLANK:
                continue
            count["cells"] += 1
            leaf = rows[place].get(field) if place is not None else None
            right = _same_cell(printed, leaf)
            count["cells_right"] += right
            if not right and place is not None:
                log.append(f"indicator {want['name']}.{field}: {(leaf or {}).get('text')} for {printed}")
                _silent(leaf, f"/indicators/{place}/{field}", told, count, log)
    extra = set(range(len(rows))) - {p for p in places if p is not None}
    log += [f"indicator too many: {word(rows[i]['name'])}" for i in sorted(extra)]


def _same_cell(printed: str, leaf: dict[str, Any] | None) -> bool:
    """Whether a leaf is the printed cell: the same words, or a bare figure of the same value and bound."""
    if leaf is None:
        return False
    plain = [
        re.sub(r"[^\w%‰≥≤<>.]", "", fold(t).replace(">=", "≥").replace("<=", "≤")).lstrip("=")
        for t in (printed, leaf.get("text"))
    ]
    if plain[0] == plain[1] or NATURE.sub("", plain[0]) == plain[1]:
        return True
    value = leaf.get("value")
    figure = re.fullmatch(r"([≥≤<>]?)(-?[\d,.]+)\D{0,6}", plain[0])
    if not (figure and isinstance(value, dict)):
        return False
    bound = {"≥": ">=", "≤": "<=", "": None}.get(figure[1], figure[1])
    return leaf_says(figure[2], leaf) and value.get("bound") == bound


def _silent(leaf: dict[str, Any] | None, pointer: str, told: set[str], count: Counter[str], log: Log) -> None:
    if (
        leaf
        and (leaf.get("confidence") or 0) >= SURE
        and not any(p == pointer or p.startswith(pointer + "/") for p in told)
    ):
        count["silent"] += 1
        log.append(f"   silently wrong: {pointer}")


def _findings(truth: dict[str, Any], record: dict[str, Any], count: Counter[str], log: Log) -> None:
    errors = [
        {"rules": e["rules"], "figure": e["values"][0], "right": e["values"][1], "why": e.get("about", "")}
        for e in truth.get("errors", [])
    ]
    wrong = [f for f in record["findings"] if f["status"] == "inconsistent"]
    for error in errors:
        count["errors"] += 1
        found = any(is_told(finding, error) for finding in wrong)
        doubted = any(f["status"] == "unresolved" and is_told(f, error) for f in record["findings"])
        count["errors_found"] += found
        count["errors_doubted"] += doubted and not found
        if not found:
            log.append(
                f"missed: {error['figure']} for {error['right']} {error['rules']}{' (doubted)' if doubted else ''}"
            )
    count["contradictions"] += len(wrong)
    for finding in wrong:
        if not any(is_told(finding, error) for error in errors):
            count["false"] += 1
            log.append(f"FALSE ALARM: {finding['rule']}: {finding['message']}")


def table(counts: dict[str, Counter[str]]) -> str:
    """The counts as a table of Markdown, a line each and the sum."""
    total = sum(counts.values(), Counter[str]())
    head = "| | forms | indicator rows | too many | leaves | budget leaves | cover | score, grade | contradictions | false | errors found | doubted | silent |"

    def share(c: Counter[str], part: str, whole: str) -> str:
        return f"{c[part]}/{c[whole]} ({c[part] / c[whole]:.1%})" if c[whole] else "-"

    lines = [
        f"| {name} | {c['forms']} | {share(c, 'rows_found', 'rows')} | {c['rows_read'] - c['rows_found']} | {share(c, 'cells_right', 'cells')} | "
        f"{share(c, 'leaves_right', 'leaves')} | {share(c, 'cover_right', 'cover')} | {share(c, 'evaluation_right', 'evaluation')} | {c['contradictions']} | "
        f"{c['false']} | {share(c, 'errors_found', 'errors')} | {c['errors_doubted']} | {c['silent']} |"
        for name, c in [*sorted(counts.items()), ("all", total)]
    ]
    return "\n".join([head, "|---" * 13 + "|", *lines])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus.forms.score", description="Scores what is read of worn forms.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", action="append", help="a source or a form")
    parser.add_argument("--quality", action="append")
    parser.add_argument("--recorded", type=Path, help="a folder that keeps the pages as they were recognised")
    parser.add_argument("-v", action="store_true", dest="verbose")
    parser.add_argument("--by-quality", action="store_true")
    wanted = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for path in sorted(p for p in wanted.folder.iterdir() if p.suffix in (".pdf", ".txt")):
        quality = json.loads(path.with_name(path.stem + ".json").read_text(encoding="utf-8"))["quality"]
        if wanted.only and not any(path.stem.startswith(each) for each in wanted.only):
            continue
        if wanted.quality and quality not in wanted.quality:
            continue
        count, log = score_form(path, wanted.recorded)
        count["forms"] = 1
        key = quality if wanted.by_quality else path.stem.partition("-")[0]
        counts.setdefault(key, Counter()).update(count)
        if wanted.verbose and log:
            print(f"## {path.stem} ({quality})", *log, sep="\n   ", flush=True)
    print(table(counts))


if __name__ == "__main__":
    main()
