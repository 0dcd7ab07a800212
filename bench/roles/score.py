"""Scores what is read of the tables in labelled texts: python -m bench.roles.score [--source s01] [-v].

Only texts whose truth has the form table or mixed count, and of them only what stands in a cell: a budget leaf whose figure is
the whole of a cell and whose line is named in one, an indicator whose name is. `bench.corpus.score` measures the rest.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import gouji
from bench.corpus.score import FIELDS, TEXTS, amount, fold, same_amount, word

CELL_GAP = re.compile(r"[|\t｜│]|[ \u3000]{2,}|\u3000(?=\d)|/(?=\d+(?:\.\d+)?$|\d+/)")
MAX_LONE_CELL_LENGTH = 20
MEASURED = ("target", "actual", "weight", "score", "level1", "level2")
UNFITTED = ("s04",)


def cells(text: str) -> set[str]:
    """The words of all cells, folded: pieces of lines that delimiters part, and short lines that are no sentence."""
    out: set[str] = set()
    for line in text.splitlines():
        pieces = [piece for piece in CELL_GAP.split(line) if piece.strip()]
        if len(pieces) > 1 or (len(line.strip()) <= MAX_LONE_CELL_LENGTH and not re.search("[。；：]", line)):
            out |= {fold(piece) for piece in pieces}
    return out


def score_text(path: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one text, and what was wrong, a line each; empty for a text without tables."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    count: Counter[str] = Counter()
    notes: list[str] = []
    if truth["form"] in ("table", "mixed"):
        inside = cells(path.read_text(encoding="utf-8"))
        record = json.loads(gouji.read(path, lang="zh")[0].model_dump_json())
        _budget(truth, record, inside, count, notes)
        _indicators(truth, record, inside, count, notes)
    return count, notes


def _budget(
    truth: dict[str, Any], record: dict[str, Any], inside: set[str], count: Counter[str], notes: list[str]
) -> None:
    for want in truth["budget"]:
        name = fold(want["name"])
        if want["role"] != "total" and not any(name in each for each in inside):
            continue
        own = [row for row in record["budget"] if _same(want["role"], name, row)]
        for field in FIELDS:
            printed = want.get(field)
            if printed is None or amount(printed) is None or fold(printed) not in inside:
                continue
            right = any(same_amount(printed, row.get(field)) for row in own)
            count["budget leaves"] += 1
            count["budget right"] += right
            if not right:
                notes.append(f"budget: {want['name']}.{field} {printed}")


def _same(role: str, name: str, row: dict[str, Any]) -> bool:
    if "total" in (role, row["role"]):
        return role == row["role"]
    got = word(row["name"])
    return bool(got) and (name in got or got in name)


def _indicators(
    truth: dict[str, Any], record: dict[str, Any], inside: set[str], count: Counter[str], notes: list[str]
) -> None:
    for want in truth["indicators"]:
        name = fold(want["name"])
        if name not in inside:
            continue
        own = next((row for row in record["indicators"] if fold(word(row["name"])) == name), None)
        count["rows"] += 1
        count["rows found"] += own is not None
        for field in MEASURED if own is not None else ():
            if want.get(field):
                right = _reads(want[field], (own or {}).get(field))
                count["indicator leaves"] += 1
                count["indicator right"] += right
                if not right:
                    notes.append(f"indicator: {want['name']}.{field} {want[field]}")
        if own is None:
            count["indicator leaves"] += sum(bool(want.get(field)) for field in MEASURED)
            notes.append(f"indicator: {want['name']} missing")


def _reads(printed: str, leaf: dict[str, Any] | None) -> bool:
    if leaf is None:
        return False
    value = leaf["value"]
    if isinstance(value, dict) and amount(printed) is not None:
        bare = re.sub(r"[^\d.,\-]", "", printed)
        return amount(printed) == amount(value["number"] + (value["unit"] or "")) or amount(bare) == amount(
            value["number"]
        )
    plain = [re.sub(r"[（(].*", "", fold(text)).rstrip("。") for text in (printed, leaf["text"])]
    return plain[0] == plain[1]


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.roles.score", description="Scores tables of labelled texts.")
    parser.add_argument("--source", action="append", help="only of this source (s01); may be repeated")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what was wrong, text by text")
    asked = parser.parse_args()
    sources = asked.source or ["s01", "s02", "s03", *UNFITTED]
    print("| source | budget leaves | indicator rows | indicator leaves |\n|---|---|---|---|")
    for source in sources:
        whole: Counter[str] = Counter()
        for path in sorted((TEXTS / source).glob("*.txt")):
            count, notes = score_text(path)
            whole += count
            if asked.verbose and notes:
                print(f"## {source}/{path.stem}", *notes, sep="\n   ")
        pairs = (("budget right", "budget leaves"), ("rows found", "rows"), ("indicator right", "indicator leaves"))
        print(f"| {source} | " + " | ".join(f"{whole[a]}/{whole[b]}" for a, b in pairs) + " |")


if __name__ == "__main__":
    main()
