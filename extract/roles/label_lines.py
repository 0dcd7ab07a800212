"""Money that lines of labels tell in plain text (预算数：8,460,000.00　执行数：…), and its parts below (其中 稳岗返还：6,200,000.00)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import regex

from gouji.extract.roles.field_headers import unit_in
from gouji.extract.roles.grammar import Grammar
from gouji.extract.roles.pairs import names_field
from gouji.extract.roles.rows import measures_of, names_of
from gouji.normalize.figures.declared_money import declared_money
from gouji.normalize.figures.quantities import parse_quantity
from gouji.normalize.figures.yuan import SPOKEN_YUAN, UNIT_OF_MONEY, with_yuan
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.pages import Line
from gouji.schemas.record import BudgetRow, Role
from gouji.schemas.traced import Traced

FIGURE = rf"[-−]?\d[\d,]*(?:\.\d+)?\s*(?:{SPOKEN_YUAN}|[%％])?"
_LABEL = r"(?P<among>其中[:：]?\s*)?(?P<label>\p{Han}[^\d:：，,。；;\s]{0,15}|20\d\d年\p{Han}{2,8})"
_FIGURE = rf"(?:追加|调增|增加)?(?P<figure>{FIGURE}|[（(]\d[\d,]*(?:\.\d+)?[）)])(?P<remark>[（(][^（）()]*[）)])?(?=$|[\s，,。；;])"
PAIR = regex.compile(rf"{_LABEL}(?:\s*[:：]\s*|[ \u3000\t]+){_FIGURE}")
TIGHT = regex.compile(rf"{_LABEL}(?:\s*[:：]\s*|[ \u3000\t]*){_FIGURE}")
"""The same in a line that blanks alone part: a figure may stand right behind its label."""
MARKS = regex.compile(r"[，,。；;](?!\d{3})")
ITEM = regex.compile(r"\s*(?:[-*+•·●◆■□○]\s+|[•●◆■□]|\d{1,2}\s*[.、．)）]\s*(?!\d)|[（(]\d{1,2}[)）]\s*|[①-⑳]\s*)")
"""The mark or the number of a line of a list."""
LEAD = regex.compile(rf"\s*(?:\p{{Han}}{{2,8}}(?:[（(]{UNIT_OF_MONEY}[）)][\t\u3000 :：]*|[\t\u3000 :：]+))?")
BETWEEN = regex.compile(r"[\s，,。；;]*")
YEAR = regex.compile(r"^(20\d\d)年")
MAX_LINE = 120
PLANS, DONE = ("initial", "adjusted", "allocated"), ("spent", "execution_rate")
FIELDS = (*PLANS, "adjustment", "spent", "balance", "execution_rate")
ALL = (*FIELDS, "weight", "score")
MIN_PARTS = 2
GIVER = regex.compile(r"[（(](?P<name>\p{Han}{2,10}?)(?:全额|全部)(?:安排|承担|负担|保障|拨款|补助)[）)]")
MIN_SOURCE_ODDS = 4.0
MIN_SHORT_ODDS, MIN_LEAD = 2.5, 3.0
"""The log-odds from which a short label names a field, and by how much it must be likelier than any other."""


@dataclass(slots=True)
class _Block:
    """Lines that follow one another: the total, its parts and sources, and the field that the parts are of."""

    total: dict[str, QuantityLeaf] = field(default_factory=dict)
    name: Traced | None = None
    parts: dict[str, tuple[Traced, Role, dict[str, QuantityLeaf]]] = field(default_factory=dict)
    last: str | None = None
    among: bool = False
    twice: bool = False

    def is_money(self) -> bool:
        """Whether the lines tell a budget and what was done with it, each once."""
        return not self.twice and bool(set(PLANS) & set(self.total)) and bool(set(DONE) & set(self.total))


def label_lines(lines: Sequence[Line], year: int | None, grammar: Grammar) -> list[BudgetRow]:
    """Returns the total and its parts as the lines of labels tell them; empty where none do, or several totals are told.

    A figure of another year than `year` is none of this budget.
    """
    blocks = [block for block in _blocks(lines, year, grammar) if block.is_money()]
    return list(_rows(blocks[0])) if len(blocks) == 1 else []


def _blocks(lines: Sequence[Line], year: int | None, grammar: Grammar) -> Iterator[_Block]:
    block, unit = _Block(), None
    for line in (line for line in lines if line.text.strip()):
        text = Traced.of(line.glyphs)
        unit = declared_money(text.text) or unit
        found = list(_pairs(text))
        if not found:
            yield block
            block = _Block()
        for pair, own in found:
            _put(block, text, pair, own or unit, year, grammar)
    yield block


def _pairs(text: Traced) -> Iterator[tuple[regex.Match[str], str | None]]:
    """The labels and figures of a line that holds nothing else, perhaps behind a word that names them (资金（元）), each with the
    unit that this word names."""
    if len(text) > MAX_LINE:
        return
    pair = PAIR if MARKS.search(text.text) else TIGHT
    first = m.end() if (m := ITEM.match(text.text)) else 0
    starts = {first: None, **({m.end(): m["unit"]} if (m := LEAD.match(text.text, first)) else {})}
    starts = dict(sorted(starts.items(), key=lambda each: each[1] is None))  # a word with a unit is no part of a label
    for start, unit in starts.items():
        at, found = start, []
        while (match := pair.match(text.text, _behind_marks(text.text, at))) is not None:
            found.append((match, unit))
            at = match.end()
        if found and not text.text[at:].strip(" \t\u3000，,。；;"):
            yield from found
            return


def _behind_marks(words: str, at: int) -> int:
    found = BETWEEN.match(words, at)
    return found.end() if found is not None else at


def _put(
    block: _Block, text: Traced, pair: regex.Match[str], unit: str | None, year: int | None, grammar: Grammar
) -> None:
    label, told = text.span(*pair.span("label")), text.span(*pair.span("figure")).strip()
    if (of := YEAR.match(label.text)) is not None:
        if year is None or int(of[1]) != year:
            return
        label = label.span(of.end(), len(label))
    name = _field(label, grammar) if pair["among"] is None else None
    if name == "adjustment" and told.text[0] in "（(":
        told = told.span(0, len(told) - 1).replace(0, 1, "-")
    value = parse_quantity(told.text, "%" if name == "execution_rate" else unit_in(label.text) or unit)
    if value is None or (value.canonical_unit == "%") != (name == "execution_rate"):
        return
    leaf = QuantityLeaf.of(told, with_yuan(value))
    if name in FIELDS:
        block.twice |= name in block.total
        block.total.setdefault(name, leaf)
        block.name, block.among = block.name or label, False
        block.last = name if name in (*PLANS, "spent") else block.last
        _put_giver(block, text, pair, leaf, grammar)
        return
    block.among |= pair["among"] is not None
    if block.among and block.last is not None and name is None:
        words = "".join(label.text.split())
        odds = names_of(grammar).odds(label)
        role: Role = "source" if odds["source"] > max(MIN_SOURCE_ODDS, odds["part"]) else "subproject"
        block.parts.setdefault(words, (label, role, {}))[2].setdefault(block.last, leaf)


def _field(label: Traced, grammar: Grammar) -> str | None:
    """The field that a label names; a short one (预算) may, if no other field comes near it."""
    if (named := names_field(label, grammar)) is not None:
        return named
    odds = sorted(((value, name) for name, value in measures_of(grammar).odds(label).items()), reverse=True)
    (first, best), (second, _) = odds[:2]
    return best if best in FIELDS and first > MIN_SHORT_ODDS and first - second > MIN_LEAD else None


def _put_giver(block: _Block, text: Traced, pair: regex.Match[str], leaf: QuantityLeaf, grammar: Grammar) -> None:
    """Puts the source that gave all of an amount (900万元（区级财政全额安排）) among the parts."""
    given = GIVER.fullmatch(pair["remark"] or "")
    if given is None or block.last not in PLANS:
        return
    start = pair.start("remark") + given.start("name")
    name = text.span(start, start + len(given["name"]))
    if names_of(grammar).odds(name)["source"] > MIN_SOURCE_ODDS:
        block.parts.setdefault(given["name"], (name, "source", {}))[2][block.last] = leaf


def _rows(block: _Block) -> Iterator[BudgetRow]:
    name = block.name
    if name is None:
        return
    whole: dict[str, Any] = dict(block.total)
    yield BudgetRow(name=TextLeaf.of(name, "合计"), role="total", **whole)
    roles = [role for _, role, _ in block.parts.values()]
    for words, (label, role, figures) in block.parts.items():
        if roles.count(role) >= MIN_PARTS or role == "source":
            own: dict[str, Any] = dict(figures)
            yield BudgetRow(name=TextLeaf.of(label, words), role=role, **own)


def with_label_lines(prose: Sequence[BudgetRow], labelled: Sequence[BudgetRow]) -> list[BudgetRow]:
    """Returns the lines of the prose, with the figures that lines of labels tell where it has none; as they are where both tell
    the total otherwise."""
    out = [_without_relabelled(row, labelled) for row in prose if not _tells_again(row, labelled)]
    for line in labelled:
        same = next((row for row in out if row.role == line.role and _is_same(row, line)), None)
        if same is None:
            out.append(line)
            continue
        if line.role == "total" and any(_differs(same, line, each) for each in FIELDS):
            return list(prose)
        for each in ALL:
            if getattr(line, each) is None and getattr(same, each) is not None:
                setattr(line, each, getattr(same, each))
                line.source = "mixed"
        out[next(n for n, row in enumerate(out) if row is same)] = line
    return out


def _without_relabelled(row: BudgetRow, labelled: Sequence[BudgetRow]) -> BudgetRow:
    """The total of the prose without figures that their own labels call something else: the label is beside the figure."""
    if row.role != "total":
        return row
    told = {
        (leaf.line, leaf.text): each
        for line in labelled
        if line.role == "total"
        for each in ALL
        if (leaf := getattr(line, each))
    }
    kept = row.model_copy()
    for each in ALL:
        leaf = getattr(row, each)
        if leaf is not None and told.get((leaf.line, leaf.text), each) != each:
            setattr(kept, each, None)
    return kept


def _tells_again(row: BudgetRow, labelled: Sequence[BudgetRow]) -> bool:
    """Whether a line that the prose took is nothing but figures of the total that labels tell: 预算调整：-8.4万元."""
    known = {(leaf.line, leaf.text) for line in labelled if line.role == "total" for leaf in _leaves(line)}
    own = {(leaf.line, leaf.text) for leaf in _leaves(row)}
    return row.role != "total" and bool(own) and own <= known


def _leaves(row: BudgetRow) -> list[QuantityLeaf]:
    return [leaf for each in ALL if (leaf := getattr(row, each)) is not None]


def _is_same(row: BudgetRow, line: BudgetRow) -> bool:
    return row.role == "total" or row.name.value == line.name.value


def _differs(row: BudgetRow, line: BudgetRow, each: str) -> bool:
    mine, theirs = getattr(row, each), getattr(line, each)
    return bool(mine and theirs and mine.value and theirs.value and mine.value.amount != theirs.value.amount)
