"""Labelled texts as the figures of their paragraphs, each truth at its figure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from bench.corpus.score import TEXTS, amount, fold
from gouji.extract.fiscal_year import fiscal_year
from gouji.extract.forms.text_tables import find_text_tables
from gouji.extract.prose.declared_units import measured_passages
from gouji.extract.prose.passages import Passage
from gouji.extract.prose.spoken import spoken
from gouji.extract.statements.figure_context import Context, contexts, kind_of
from gouji.normalize.document import correct
from gouji.ocr.document import read_document
from gouji.schemas.traced import Traced
from gouji.tables.find_tables import find_tables

Place = dict[str, str]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One text: its paragraphs, its figures in order, its year, its truth, all its lines, and where a place of the truth stands."""

    name: str
    parts: list[Passage]
    every: list[Context]
    year: int | None
    truth: dict[str, Any]
    lines: list[Traced]
    at: Callable[[Place | None], int | None]


def labelled(source: str) -> Iterator[Labelled]:
    """The texts of one source."""
    for path in sorted((TEXTS / source).glob("*.txt")):
        yield labelled_text(path)


def labelled_text(path: Path) -> Labelled:
    """One text, read the way of a user's."""
    corrected = correct(find_text_tables(find_tables(read_document(path))))
    body = spoken(corrected.paragraphs)
    truth = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    told = (truth.get("cover") or {}).get("fiscal_year")
    found = fiscal_year([p.text for p in corrected.paragraphs if p.place == "cover"], [p.text for p in body])
    year = int(told or found.value) if told or (found and found.value) else None
    parts = measured_passages(body, year)
    every = contexts(parts)
    return Labelled(
        f"{path.parent.name}/{path.stem}",
        parts,
        every,
        year,
        truth,
        [p.text for p in corrected.paragraphs],
        Finder(parts, every),
    )


class Finder:
    """Tells the order of the figure that a place of the truth means; None if it stands in no paragraph."""

    def __init__(self, parts: list[Passage], every: list[Context]) -> None:
        signs = [
            (number, place, sign)
            for number, part in enumerate(parts)
            for place, sign in enumerate(part.text.text + "\n")
        ]
        self.kept = [each for each in signs if each[2] == "\n" or not each[2].isspace()]
        self.text = narrow("".join(sign for _, _, sign in self.kept))
        self.every = every

    def __call__(self, place: Place | None) -> int | None:
        if place is None:
            return None
        quote, figure = (narrow(re.sub(r"\s+", "", place[key])) for key in ("quote", "figure"))
        start, inside = self.text.find(quote), quote.find(figure)
        if start < 0 or inside < 0:
            return None
        return self.order_at(start + inside, start + inside + len(figure))

    def order_at(self, start: int, end: int) -> int | None:
        """The figure that stands at these characters of the text without its blanks."""
        paragraph, begin, _ = self.kept[start]
        last = self.kept[end - 1][1]
        for context in self.every:
            found = context.figure.found
            if context.paragraph == paragraph and found.number_start <= last and found.number_end > begin:
                return context.order
        return None


def narrow(text: str) -> str:
    """The text with full-width signs as half-width ones, of the same length: reading a text changes their width."""
    folded = (unicodedata.normalize("NFKC", sign) for sign in text)
    return "".join(new if len(new) == 1 else old for new, old in zip(folded, text, strict=True))


MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
PARTS = ("P.weight", "P.score", "I.weight", "I.score")
"""Points of groups and indicators: the truth does not tell where they stand in prose."""
POINTS = re.compile("分|得|评")
"""A paragraph without one of these gives no points."""
PREFIX = {"total": "T", "subproject": "S", "source": "F"}


def allowed_roles(text: Labelled) -> list[frozenset[str]]:
    """The roles that the truth leaves open for each figure: the truth tells amounts of lines, not their places.

    Money that is some line's has one of the roles of its amount; a rate or a score may be another one of the same value,
    unless it is the only one. The only plan of a line may be the opening budget and that of the year: 预算520万元.
    """
    others = {text.at(place) for place in text.truth["other_money"]}
    roles: dict[tuple[str, Decimal], set[str]] = {}
    owners: dict[tuple[str, Decimal], set[tuple[str, str]]] = {}
    for line in text.truth["budget"]:
        plans = [field for field in ("initial", "adjusted") if line.get(field)]
        for field in (*MONEY, "execution_rate", "weight", "score"):
            value = amount(line[field]) if line.get(field) else None
            if value is None:
                continue
            kind = "money" if field in MONEY else "rate" if field == "execution_rate" else "score"
            bare = kind == "money" and not re.search("[元万亿]", line[field])
            fields = ("initial", "adjusted") if plans == [field] else (field,)
            for scale in (1, 10000) if bare else (1,):
                mine = roles.setdefault((kind, abs(value) * scale), set())
                told = {f"{PREFIX[line['role']]}.{each}" for each in fields}
                mine |= told
                owners.setdefault((kind, abs(value) * scale), set()).update((fold(line["name"]), each) for each in told)
    for field in ("score", "full_score"):
        value = amount((text.truth.get("evaluation") or {}).get(field) or "")
        if value is not None:
            roles.setdefault(("score", value), set()).add(f"E.{field}")
    out = []
    printed = Counter((kind_of(c), abs(c.amount)) for c in text.every)
    for context in text.every:
        kind = kind_of(context)
        key = (kind, abs(context.figure.found.quantity.amount))
        mine = _of_named_lines(context, roles.get(key, set()), owners.get(key, set()))
        if kind == "score":
            sure = mine and printed[kind, abs(context.amount)] == 1
            out.append(frozenset(mine if sure else {*mine, "O", *PARTS}))
        elif kind == "bare":
            points = {"O", *PARTS} if POINTS.search(context.passage.text.text) else {"O"}
            out.append(frozenset({*roles.get(("score", abs(context.amount)), set()), *points}))
        elif not mine or context.order in others:
            out.append(frozenset({"O"}))
        else:
            sure = kind == "money" or printed[kind, abs(context.amount)] == 1
            out.append(frozenset(mine if sure else {*mine, "O"}))
    _open_parts(text, out)
    return out


def _of_named_lines(context: Context, roles: set[str], owners: set[tuple[str, str]]) -> set[str]:
    """Of the roles of an amount that several lines have those of the total and of the lines that the paragraph names."""
    here = fold(context.passage.text.text)
    named = {role for name, role in owners if name in here}
    return {role for role in roles if role in named or role[0] not in "SF"} if named else roles


def _open_parts(text: Labelled, roles: list[frozenset[str]]) -> None:
    """Leaves open whether the parts of a line are lines themselves: one writer of a truth lists them, another does not."""
    known, _ = breakdowns(text)
    for whole, found in known.items():
        lines = {role.partition(".")[0] for role in roles[whole]}
        fields = {role.partition(".")[2] for role in roles[whole]}
        inner = {"T": "SF", "S": "S", "F": "SF"}.get("".join(lines), "")
        for part in (part for parts in found for part in parts if roles[part] == frozenset({"O"})):
            roles[part] = frozenset({"O", *(f"{line}.{field}" for line in inner for field in fields if field in MONEY)})


def breakdowns(text: Labelled) -> tuple[dict[int, list[frozenset[int]]], set[int]]:
    """The closed breakdowns of the truth by their whole, and the wholes of which a part stands in no paragraph."""
    known: dict[int, list[frozenset[int]]] = {}
    unknown: set[int] = set()
    for each in text.truth["breakdowns"]:
        whole, parts = text.at(each["whole"]), [text.at(part) for part in each["parts"]]
        if whole is None or not each["closed"]:
            continue
        if any(part is None for part in parts):
            unknown.add(whole)
        else:
            known.setdefault(whole, []).append(frozenset(part for part in parts if part is not None))
    return known, unknown


def ratios(text: Labelled) -> tuple[dict[int, list[tuple[str, int, int]]], set[int]]:
    """The ratios of the truth by their result: (kind, of, base), and the results whose figures stand in no paragraph."""
    known: dict[int, list[tuple[str, int, int]]] = {}
    unknown: set[int] = set()
    for each in text.truth["ratios"]:
        result, of, base = (text.at(each.get(key)) for key in ("result", "of", "base"))
        if result is None or each["kind"] == "unit":
            continue
        if of is None or base is None or result in (of, base):
            unknown.add(result)
        else:
            known.setdefault(result, []).append((each["kind"], of, base))
    return known, unknown
