"""Checks truths against their texts: python -m bench.corpus.check FOLDER...

Prints one line for each thing that cannot be; exit code 1 then. README.md describes the truth.
"""

from __future__ import annotations

import json
import re
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

KEYS = {
    "name",
    "source",
    "kind",
    "province",
    "topic",
    "form",
    "budget",
    "other_money",
    "indicators",
    "breakdowns",
    "ratios",
    "relations",
    "errors",
    "facts",
    "no_facts",
    "events",
    "cover",
    "evaluation",
    "sections",
}
KINDS = {"narrative", "department", "transfer", "page", "form", "errors", "neighbour"}
RULES = set(
    [
        "execution-rate",
        "adjusted-budget",
        "balance",
        "sum-of-parts",
        "sum-of-sources",
        "weights-total",
        "scores-total",
        "score-within-weight",
        "rate-score",
        "growth",
        "share",
        "announced-count",
        "date-order",
        "fiscal-year",
        "unit-scale",
        "grade-band",
        "target-met",
        "same-figure",
        "product",
        "average",
    ]
)
RATIOS = set(
    [
        "execution_rate",
        "share",
        "completion",
        "growth",
        "decline",
        "difference",
        "multiple",
        "average",
        "product",
        "recovery",
        "saving",
        "balance",
        "unit",
    ]
)
MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
SCALE = {
    "亿": Decimal(10) ** 8,
    "千万": Decimal(10) ** 7,
    "百万": Decimal(10) ** 6,
    "万": Decimal(10) ** 4,
    "千": Decimal(10) ** 3,
    "百": Decimal(100),
}


def amount(figure: str) -> tuple[Decimal, Decimal] | None:
    """(value, half of the last printed place) in the base unit; None where the figure is written in words."""
    found = re.match(r"[^\d+\-−－△]*([+\-−－△]?)\s*(\d[\d,，]*(?:\.\d+)?)\s*(亿|千万|百万|万|千|百)?", figure)
    if not found:
        return None
    digits = re.sub("[,，]", "", found[2])
    scale = SCALE.get(found[3] or "", Decimal(1))
    if "‰" in figure:
        scale = Decimal("0.1")
    places = len(digits.partition(".")[2])
    value = Decimal(digits) * scale * (-1 if found[1] and found[1] != "+" else 1)
    return value, scale * Decimal(10) ** -places / 2


def _within(result: tuple[Decimal, Decimal], low: Decimal, high: Decimal) -> bool:
    value, half = result
    return low - half <= value <= high + half


def ratio_holds(kind: str, result: str, of: str, base: str) -> bool | None:
    """Whether `result` follows from the other two to its printed place; None where one of them is no figure."""
    r, a, b = amount(result), amount(of), amount(base)
    if r is None or a is None or b is None:
        return None
    spans = [(x, y) for x in (a[0] - a[1], a[0] + a[1]) for y in (b[0] - b[1], b[0] + b[1])]
    percent = 100 if "%" in result or "％" in result or "‰" in result or "成" in result else 1
    try:
        value_of = {
            "execution_rate": lambda x, y: x / y * percent,
            "share": lambda x, y: x / y * percent,
            "completion": lambda x, y: x / y * percent,
            "recovery": lambda x, y: x / y * percent,
            "saving": lambda x, y: x / y * percent,
            "multiple": lambda x, y: x / y,
            "growth": lambda x, y: (x - y) / y * percent,
            "decline": lambda x, y: (y - x) / y * percent,
            "difference": lambda x, y: x - y,
            "balance": lambda x, y: y - x,
            "average": lambda x, y: x / y,
            "product": lambda x, y: x * y,
            "unit": lambda x, y: x,
        }[kind]
        got = [value_of(x, y) for x, y in spans]
    except (ArithmeticError, KeyError):
        return None
    low, high = min(got), max(got)
    if kind == "difference":
        return _within((abs(r[0]), r[1]), *sorted((abs(low), abs(high)))) or _within(r, low, high)
    return _within(r, low, high)


def breakdown_holds(whole: str, parts: list[str]) -> bool | None:
    """Whether the parts sum to the whole to the printed place; None where one of them is no figure."""
    total, each = amount(whole), [amount(p) for p in parts]
    if total is None or any(p is None for p in each):
        return None
    known = [p for p in each if p]
    slack = sum((half for _, half in known), Decimal(0))
    value = sum((v for v, _ in known), Decimal(0))
    return _within(total, value - slack, value + slack)


def faults(path: Path) -> list[str]:
    """What cannot be in the truth at `path`, a sentence each; empty where it fits its text."""
    text = path.with_suffix(".txt").read_text(encoding="utf-8")
    try:
        truth: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        return [f"no JSON: {error}"]
    bad: list[str] = []
    flat = re.sub(r"\s", "", text)

    def place(what: str, item: Any) -> None:
        if not isinstance(item, dict) or "quote" not in item or "figure" not in item:
            bad.append(f"{what}: no place: {item}")
            return
        quote, figure = item["quote"], item["figure"]
        if text.count(quote) == 0:
            bad.append(f"{what}: quote is not in the text: {quote}")
        elif text.count(quote) > 1:
            bad.append(f"{what}: quote occurs {text.count(quote)} times: {quote}")
        if figure not in quote:
            bad.append(f"{what}: figure {figure} is not in its quote: {quote}")

    if missing := KEYS - truth.keys():
        bad.append(f"keys missing: {sorted(missing)}")
        return bad
    if unknown := truth.keys() - KEYS:
        bad.append(f"keys unknown: {sorted(unknown)}")
    if truth["kind"] not in KINDS:
        bad.append(f"kind {truth['kind']}")
    for row in truth["budget"]:
        for field in (*MONEY, "execution_rate", "weight", "score"):
            value = row.get(field)
            if value is not None and re.sub(r"[^\d.,，]", "", value) and re.sub(r"[^\d.,，]", "", value) not in flat:
                bad.append(f"budget {row.get('name')}.{field} {value} is not in the text")
        if row.get("role") not in ("total", "subproject", "source"):
            bad.append(f"budget {row.get('name')}: role {row.get('role')}")
    for item in truth["other_money"]:
        place("other_money", item)
    for item in truth["breakdowns"]:
        place("breakdown whole", item.get("whole"))
        for part in item.get("parts", []):
            place("breakdown part", part)
        if bad and any("no place" in b for b in bad):
            continue
        holds = breakdown_holds(item["whole"]["figure"], [p["figure"] for p in item["parts"]])
        if item.get("closed") and holds is not None and holds != item.get("holds"):
            bad.append(
                f"breakdown {item['whole']['figure']} = {' + '.join(p['figure'] for p in item['parts'])}: holds is {holds}, truth says {item.get('holds')}"
            )
    for item in truth["ratios"]:
        for role in ("result", "of", "base"):
            place(f"ratio {role}", item.get(role))
        if item.get("kind") not in RATIOS:
            bad.append(f"ratio kind {item.get('kind')}")
            continue
        if any("no place" in b for b in bad):
            continue
        holds = ratio_holds(item["kind"], item["result"]["figure"], item["of"]["figure"], item["base"]["figure"])
        if holds is not None and holds != item.get("holds"):
            bad.append(
                f"ratio {item['kind']} {item['result']['figure']} of {item['of']['figure']}, {item['base']['figure']}: holds is {holds}, truth says {item.get('holds')}"
            )
    for item in [*truth["relations"], *truth["errors"]]:
        if not set(item.get("rules", ["?"])) <= RULES:
            bad.append(f"rules {item.get('rules')}")
        if re.sub(r"\s", "", str(item.get("figure"))) not in flat:
            bad.append(f"relation figure {item.get('figure')} is not in the text")
    for item in truth["errors"]:
        if item.get("quote", "?") not in text:
            bad.append(f"error quote is not in the text: {item.get('quote')}")
        if not item.get("why") or not item.get("right"):
            bad.append(f"error without right and why: {item.get('figure')}")
    wrong = sum(not i.get("holds") for i in [*truth["ratios"], *(b for b in truth["breakdowns"] if b.get("closed"))])
    if wrong and not truth["errors"]:
        bad.append(f"{wrong} relations do not hold, and no error is told")
    for item in truth["facts"]:
        if item.get("quote", "?") not in text or re.sub(r"\s", "", item.get("value", "?")) not in re.sub(
            r"\s", "", item.get("quote", "")
        ):
            bad.append(f"fact {item.get('subject')} {item.get('value')}: quote {item.get('quote')}")
        elif re.sub(r"\s", "", item.get("subject", "?")) not in flat:
            bad.append(f"fact subject is not in the text: {item.get('subject')}")
    for item in truth["no_facts"]:
        if re.sub(r"\s", "", str(item)) not in flat:
            bad.append(f"no_fact {item} is not in the text")
    for key, value in truth["cover"].items():
        if (
            key in ("title", "project_name", "department", "contact_person", "contact_phone")
            and value
            and re.sub(r"\s", "", value) not in flat
        ):
            bad.append(f"cover {key} {value} is not in the text")
    for key, value in truth["evaluation"].items():
        if key in ("score", "grade") and value and re.sub(r"[分\s]", "", value) not in flat:
            bad.append(f"evaluation {key} {value} is not in the text")
    return bad


def main() -> int:
    """The command line."""
    count = wrong = 0
    for folder in map(Path, sys.argv[1:]):
        for path in sorted(folder.rglob("*.json")):
            if not path.with_suffix(".txt").is_file():
                continue
            count += 1
            for line in faults(path):
                wrong += 1
                print(f"{path}: {line}")
    print(f"{count} texts, {wrong} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    raise SystemExit(main())
