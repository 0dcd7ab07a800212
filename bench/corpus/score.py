"""Scores the program on labelled texts: python -m bench.corpus.score [--source s01] [--only s01/10] [-v] [--json FILE].

A text goes the way of a user's: read, understood, tied out. What comes out is held against the truth beside the text,
in the terms of README.md: budget leaves, contradictions that are true and false, genuine errors found and masked,
relations that hold and are told, score, grade, cover, facts, and corrections of texts in which nothing was to correct.
"""

from __future__ import annotations

import argparse
import json
import re
import unicodedata
from collections import Counter
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

import gouji

TEXTS = Path(__file__).parent / "texts"
MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
FIELDS = (*MONEY, "execution_rate", "weight", "score")
ALIKE = (
    {"sum-of-parts", "sum-of-sources", "weights-total", "scores-total", "announced-count"},
    {"growth", "share", "execution-rate", "average", "product"},
    {"balance", "adjusted-budget", "growth"},
    {"same-figure", "unit-scale"},
    {"score-within-weight", "rate-score"},
)
"""Rules under which one claim of a text may be checked: a rate of completion is a share as well."""
SCALES = {"亿": Decimal(10) ** 8, "万": Decimal(10) ** 4, "千": Decimal(10) ** 3, "百": Decimal(100), "": Decimal(1)}


def fold(text: object) -> str:
    """A text without blanks and in half-width signs, for comparing."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(text or "")))


def amount(figure: object) -> Decimal | None:
    """The value of a printed figure in its base unit (元, %), None where it is no figure."""
    found = re.match(r"[^\d+\-]*([+-]?\d[\d,]*(?:\.\d+)?)(亿|万|千(?![克米瓦])|百|)", fold(figure))
    if not found:
        return None
    scale = Decimal("0.1") if "‰" in str(figure) else SCALES[found[2]]
    return Decimal(found[1].replace(",", "")) * scale


def canonical(leaf: dict[str, Any] | None) -> Decimal | None:
    """The canonical value of a quantity leaf of a record."""
    value = (leaf or {}).get("value")
    try:
        return Decimal(value["canonical"]) if isinstance(value, dict) else None
    except (InvalidOperation, TypeError, KeyError):
        return None


def same_amount(printed: str, leaf: dict[str, Any] | None) -> bool:
    """Whether a leaf holds the printed figure; one without a unit stands under a head that names it (万元)."""
    wanted, got = amount(printed), canonical(leaf)
    if wanted is None or got is None:
        return False
    bare = not re.search(r"[亿万千百元%％‰分]", printed)
    return got == wanted or (bare and got == wanted * 10000)


def same_leaf(want: dict[str, Any], field: str, other: str, row: dict[str, Any]) -> bool:
    """Whether a row's leaf `other` is what the truth's line says of `field`.

    A plain 预算520万元 is the opening budget and that of the year in one: where the line tells one plan, either field is
    right, and 全部到位 may say again what the plan said. A cut is printed without its sign.
    """
    printed = want[field]
    if field == "adjustment" == other:
        wanted, got = amount(printed), canonical(row.get(other))
        return same_amount(printed, row.get(other)) or (
            wanted is not None and got is not None and abs(wanted) == abs(got)
        )
    plans = {"initial", "adjusted"}
    one_plan = len([f for f in plans if want.get(f)]) == 1
    again = field == "allocated" and any(want.get(f) and amount(want[f]) == amount(printed) for f in plans)
    alike = {field, *(plans if (field in plans and one_plan) or again else ())}
    return other in alike and same_amount(printed, row.get(other))


def word(leaf: dict[str, Any] | None) -> str:
    """The value of a text leaf, folded."""
    value = (leaf or {}).get("value")
    return fold(value) if not isinstance(value, dict) else fold(value.get("number", "") + (value.get("unit") or ""))


def score_budget(truth: dict[str, Any], record: dict[str, Any], count: Counter[str], notes: list[str]) -> None:
    """Leaves of this year's money: right, under another field, under another line, wrong, missing; lines that are nothing.

    A plan counts apart where it stands in the field of another plan (opening, year's, arrived) of its line: writers differ in that.
    """
    rows = record["budget"]
    known: list[str] = []
    for want in truth["budget"]:
        name = fold(want.get("name"))
        own = [r for r in rows if _same_line(want["role"], name, r)]
        for field in FIELDS:
            printed = want.get(field)
            if printed is None or amount(printed) is None:
                continue
            known.append(printed)
            count["leaves"] += 1
            if any(same_leaf(want, field, other, r) for r in own for other in FIELDS):
                kind = "leaf_right"
            elif any(same_amount(printed, r.get(other)) for r in own for other in MONEY):
                kind = "leaf_other_field"
            elif any(same_amount(printed, r.get(other)) for r in rows for other in FIELDS):
                kind = "leaf_other_line"
            elif any(canonical(r.get(field)) is not None for r in own):
                kind = "leaf_wrong"
            else:
                kind = "leaf_missing"
            count[kind] += 1
            plans = ("initial", "adjusted", "allocated")
            alike = field in plans and any(same_amount(printed, r.get(other)) for r in own for other in plans)
            count["leaf_in_any_plan"] += kind == "leaf_right" or alike
            if kind != "leaf_right":
                notes.append(f"{kind}: {want.get('name')}.{field} {printed}")
    for row in rows:
        have = [row[f] for f in FIELDS if canonical(row.get(f)) is not None]
        if have and not any(same_amount(printed, leaf) for leaf in have for printed in known):
            count["extra_lines"] += 1
            notes.append(f"extra line: {word(row['name'])}")


def _same_line(role: str, name: str, row: dict[str, Any]) -> bool:
    if role == "total" or row["role"] == "total":
        return role == row["role"] == "total"
    got = word(row["name"])
    return bool(got) and (name in got or got in name)


def _alike(rule: str, rules: list[str]) -> bool:
    return rule in rules or any(rule in group and group & set(rules) for group in ALIKE)


def _says(finding: dict[str, Any], figure: str) -> bool:
    """Whether a finding speaks of a figure, by its number."""
    if day := re.search(r"(\d{1,2})月(\d{1,2})日", fold(figure)):
        return f"-{int(day[1]):02}-{int(day[2]):02}" in finding["message"]
    number = re.search(r"\d[\d,]*(?:\.\d+)?", fold(figure))
    if not number:
        return fold(figure) in fold(finding["message"])
    wanted = number[0].replace(",", "")
    said = (str(finding.get(k) or "") for k in ("message", "equation", "observed", "expected"))
    told = "|".join(map(fold, said)).replace(",", "")
    return bool(re.search(rf"(?<![\d.]){re.escape(wanted)}(?![\d]|\.\d)", told))


def is_told(finding: dict[str, Any], error: dict[str, Any]) -> bool:
    """Whether a finding tells an error: it speaks of the wrong figure, or by one of its rules of the right one. An error that is a word (已达到,
    良) is told by a finding of its rule that speaks of a figure which proves it.
    """
    if not re.search(r"[\d一二三四五六七八九十]", error["figure"]):
        proof = re.findall(r"\d[\d,]*(?:\.\d+)?", f"{error.get('quote', '')} {error.get('why', '')}")
        return _alike(finding["rule"], error["rules"]) and any(_says(finding, figure) for figure in proof)
    return _says(finding, error["figure"]) or (
        _alike(finding["rule"], error["rules"]) and _says(finding, error["right"])
    )


def leaf_says(printed: str, leaf: dict[str, Any] | None) -> bool:
    """Whether a leaf has the number that is printed, whatever its unit."""
    value, number = (leaf or {}).get("value"), re.search(r"-?\d[\d,]*(?:\.\d+)?", fold(printed))
    if not isinstance(value, dict) or not number:
        return False
    return Decimal(value["number"].replace(",", "")) == Decimal(number[0].replace(",", ""))


def score_findings(truth: dict[str, Any], record: dict[str, Any], count: Counter[str], notes: list[str]) -> None:
    """Contradictions against the genuine errors; relations that hold against what was told of them."""
    found = record["findings"]
    wrong = [f for f in found if f["status"] == "inconsistent"]
    hit: set[int] = set()
    for error in truth["errors"]:
        count["errors"] += 1
        mine = [f for f in wrong if is_told(f, error)]
        hit |= {id(f) for f in mine}
        if mine:
            count["errors_found"] += 1
        elif any(f["status"] in ("unresolved", "misread") and _says(f, error["figure"]) for f in found):
            count["errors_doubted"] += 1
        elif any(
            fold(error["figure"]) in fold(c["before"]) and c["before"] != c["after"] for c in record["corrections"]
        ):
            count["errors_masked"] += 1
            notes.append(f"MASKED: {error['figure']} {error['why']}")
        else:
            count["errors_missed"] += 1
            notes.append(f"missed: {error['figure']} {error['why']}")
    for finding in wrong:
        count["inconsistent"] += 1
        if id(finding) not in hit:
            count["false_alarms"] += 1
            notes.append(f"FALSE ALARM: {finding['rule']}: {finding['message']}")
    holds = [f for f in found if f["status"] == "consistent"]
    for relation in truth["relations"]:
        count["relations"] += 1
        told = any(_alike(f["rule"], relation["rules"]) and _says(f, relation["figure"]) for f in holds)
        count["relations_told"] += told
        if not told:
            notes.append(f"not told: {'/'.join(relation['rules'])} {relation['figure']}")


def score_rest(truth: dict[str, Any], record: dict[str, Any], count: Counter[str], notes: list[str]) -> None:
    """Score, grade, cover, facts, first headings, corrections."""
    evaluation = record["evaluation"]
    for key in ("score", "grade"):
        if printed := truth["evaluation"].get(key):
            leaf = evaluation.get(key) or (evaluation.get("table_score") if key == "score" else None)
            right = same_amount(printed, leaf) if key == "score" else word(leaf) == fold(printed)
            count[key] += 1
            count[f"{key}_right"] += right
            if not right:
                notes.append(f"{key}: {printed}, read {word(leaf)}")
    for key, printed in truth["cover"].items():
        if not printed:
            continue
        got = word(record["cover"].get(key))
        right = got == fold(printed)
        kind = "date" if key == "report_date" else "year" if key == "fiscal_year" else "cover"
        count[kind] += 1
        count[f"{kind}_right"] += right
        if not right:
            notes.append(f"cover {key}: {printed}, read {got or None}")
    for fact in truth["facts"]:
        count["facts"] += 1
        own = [f for f in record["facts"] if any(same_amount(fact["value"], leaf) for leaf in fact_figures(f))]
        subject = fold(fact["subject"])
        count["facts_read"] += bool(own)
        count["facts_right"] += any(fold(f["subject"]) in subject or subject in fold(f["subject"]) for f in own)
    count["corrections"] += len(record["corrections"])
    notes += [f"corrected: {c['before']} -> {c['after']}" for c in record["corrections"]]


def fact_figures(fact: dict[str, Any]) -> list[dict[str, Any] | None]:
    """The figures of one subject: its own, and those of before that its changes are measured against."""
    return [fact["value"], *(change["base"] for change in (fact["change"], *fact["further"]) if change)]


def score_text(path: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one text, and what was wrong, a line each."""
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    record = json.loads(gouji.read(path, lang="zh")[0].model_dump_json())
    for fact in record["facts"]:
        fact["subject"] = word(fact["subject"])
    count: Counter[str] = Counter(texts=1)
    notes: list[str] = []
    if truth["kind"] != "neighbour":
        score_budget(truth, record, count, notes)
    score_findings(truth, record, count, notes)
    score_rest(truth, record, count, notes)
    return count, notes


def share(count: Counter[str], part: str, whole: str) -> str:
    """`part` of `whole`, with the rate."""
    total = count[whole]
    return f"{count[part]}/{total} ({100 * count[part] / total:.1f} %)" if total else "-"


def table(counts: dict[str, Counter[str]]) -> str:
    """A line a source in Markdown, and one for all."""
    lines = [
        "| source | texts | budget leaves | plans alike | extra lines | contradictions | false | errors found | masked | relations told | "
        "score | dates | facts right | corrections |",
        "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|",
    ]
    whole: Counter[str] = Counter()
    for count in counts.values():
        whole += count
    for name, count in {**counts, "all": whole}.items():
        cells = (
            name, count["texts"], share(count, "leaf_right", "leaves"), share(count, "leaf_in_any_plan", "leaves"), count["extra_lines"], count["inconsistent"], count["false_alarms"],
            share(count, "errors_found", "errors"), count["errors_masked"], share(count, "relations_told", "relations"),
            share(count, "score_right", "score"), share(count, "date_right", "date"), share(count, "facts_right", "facts"), count["corrections"],
        )  # fmt: skip
        lines.append("| " + " | ".join(map(str, cells)) + " |")
    return "\n".join(lines)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.corpus.score", description="Scores the program on labelled texts.")
    parser.add_argument("--source", action="append", help="only of this source (s01); may be repeated")
    parser.add_argument("--only", help="only texts whose path begins so (s01/10)")
    parser.add_argument("-v", "--verbose", action="store_true", help="tell what was wrong, text by text")
    parser.add_argument("--json", type=Path, help="write the counts of each source there")
    wanted = parser.parse_args()
    counts: dict[str, Counter[str]] = {}
    for path in sorted(TEXTS.glob("*/*.txt")):
        name = f"{path.parent.name}/{path.stem}"
        if (wanted.source and path.parent.name not in wanted.source) or (
            wanted.only and not name.startswith(wanted.only)
        ):
            continue
        count, notes = score_text(path)
        counts.setdefault(path.parent.name, Counter()).update(count)
        if wanted.verbose:
            print(f"## {name}", *notes, sep="\n   ")
    print(table(counts))
    if wanted.json:
        wanted.json.write_text(json.dumps(counts, ensure_ascii=False, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
