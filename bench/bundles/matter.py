"""Generates what stands around the reports of a bundle: a cover of the whole, contents, letters, regulations, text and
tables of final accounts, tables of targets, lists of projects."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from bench.cases.grid import Cell, Grid
from bench.cases.leaves import Words
from bench.cases.people import table
from bench.cases.plan import Block, CoverPage, Paragraph, TableBlock
from bench.cases.random import Dice
from bench.cases.styling import draw_look

SLOT = re.compile(r"\{(\w+)\}")


def matter(kind: str, dice: Dice, digital: bool) -> list[Block]:
    """The blocks of one piece of matter of a kind. KeyError for an unknown kind."""
    return _KINDS[kind](_Filler(dice), digital)


def matter_kinds() -> list[str]:
    """All kinds of matter."""
    return list(_KINDS)


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(Path(__file__).with_name("matter.toml").read_text(encoding="utf-8"))


class _Filler:
    """Fills the slots of a template. Place, office and year stay the same within one piece."""

    def __init__(self, dice: Dice) -> None:
        self.dice = dice
        self._fixed = {
            "place": dice.pick(table("words")["places"]),
            "office": dice.pick(_told()["offices"]),
            "year": str(dice.randint(2018, 2024)),
        }

    def __call__(self, template: str) -> str:
        return SLOT.sub(lambda slot: self._fixed.get(slot[1]) or self._drawn(slot[1]), template)

    def pick(self, templates: list[str]) -> str:
        """One of the templates, filled."""
        return self(self.dice.pick(templates))

    def some(self, templates: list[str], low: int, high: int) -> list[str]:
        """Between `low` and `high` of the templates, filled, in their order."""
        return [self(each) for each in self.dice.some(templates, self.dice.randint(low, high))]

    def _drawn(self, slot: str) -> str:
        dice = self.dice
        return {
            "thing": dice.pick(_told()["things"]),
            "n": str(dice.randint(2, 60)),
            "d": str(dice.randint(0, 9)),
            "money": f"{dice.uniform(20, 3000):.2f}",
        }[slot]


def _centred(text: str) -> list[Block]:
    return [Paragraph([line], "centre") for line in text.split("\n")]


def _body(lines: list[str]) -> list[Block]:
    return [Paragraph([line]) for line in lines]


def _whole(fill: _Filler, _: bool) -> list[Block]:
    told = _told()["whole"]
    title = fill.pick(told["titles"]).replace("\n", "")
    below = fill.pick(told["below"]).split("\n")
    return [CoverPage(Words(printed=title), [("", [line]) for line in below])]


def _contents(fill: _Filler, _: bool) -> list[Block]:
    told, page = _told()["contents"], 1
    leader, out = fill.dice.pick(["……", "…………", "......", "  ", "————"]), []
    for entry in fill.some(told["entries"], 6, 16):
        page += fill.dice.randint(0, 4)
        out.append(f"{entry}{leader * fill.dice.randint(1, 4)}{page}")
    return [*_centred(fill.pick(told["titles"])), *_body(out)]


def _letter(fill: _Filler, _: bool) -> list[Block]:
    told, dice = _told()["letter"], fill.dice
    number = [Paragraph([fill.pick(told["numbers"])], "right")] if dice.chance(0.6) else []
    sentences = fill.some(told["sentences"], 2, 6)
    if dice.chance(0.5):
        heads = dice.some(told["heads"], len(sentences) - 1)
        sentences = [sentences[0], *(line for pair in zip(heads, sentences[1:], strict=False) for line in pair)]
    end = [Paragraph([fill("{place}{office}")], "right"), Paragraph([fill("{year}年3月12日")], "right")]
    body = [fill.pick(told["addressees"]), *sentences, fill.pick(told["ends"])]
    return [*number, *_centred(fill.pick(told["titles"])), *_body(body), *end]


def _rules(fill: _Filler, _: bool) -> list[Block]:
    told, out, count = _told()["rules"], [], 0
    for chapter in fill.some(told["chapters"], 2, 6):
        out += _centred(chapter)
        for article in fill.some(told["articles"], 1, 5):
            count += 1
            out += _body([f"第{_han(count)}条 {article}"])
    return [*_centred(fill.pick(told["titles"])), *out]


def _han(number: int) -> str:
    digits = "〇一二三四五六七八九"
    tens, ones = divmod(number, 10)
    return (("" if tens == 1 else digits[tens]) + "十" if tens else "") + (digits[ones] if ones or not tens else "")


def _accounts(fill: _Filler, _: bool) -> list[Block]:
    told = _told()["accounts"]
    heads = fill.some(told["heads"], 3, 9)
    lines = [
        line
        for number, head in enumerate(heads, 1)
        for line in (f"{_han(number)}、{head}", *fill.some(told["sentences"], 1, fill.dice.randint(2, 9)))
    ]
    return [*_centred(fill.pick(told["titles"])), *_body(lines)]


def _profile(fill: _Filler, _: bool) -> list[Block]:
    told = _told()["profile"]
    heads = fill.some(told["heads"], 2, 3) * fill.dice.pick([1, 1, 3])
    lines = [line for head in heads for line in (head, *fill.some(told["sentences"], 1, 6))]
    return [*_centred(fill.pick(told["titles"])), *_body(lines)]


def _terms(fill: _Filler, _: bool) -> list[Block]:
    told = _told()["terms"]
    lines = [f"{_han(number)}、{line}" for number, line in enumerate(fill.some(told["sentences"], 4, 8), 1)]
    return [*_centred(fill.pick(told["titles"])), *_body(lines)]


def _divider(fill: _Filler, _: bool) -> list[Block]:
    title, *rest = fill.pick(_told()["divider"]["titles"]).split("\n")
    return [CoverPage(Words(printed=title), [("", [line]) for line in rest])]


def _table(fill: _Filler, digital: bool) -> list[Block]:
    told = fill.dice.pick(_told()["table"])
    lead, head = told.get("lead", []), told["head"]
    cells = [
        Cell([fill(text)], row, left, right)
        for row, (label, value) in enumerate(lead)
        for text, left, right in ((label, 0, 2), (value, 2, 2 * len(head)))
    ]
    rows = told["rows"] * fill.dice.pick([1, 1, 2, 4, 8])
    for row, texts in enumerate([head, *rows], len(lead)):
        cells += [Cell([fill(text)], row, 2 * col, 2 * col + 2) for col, text in enumerate(texts)]
    grid = Grid(cells, 2 * len(head), draw_look(fill.dice, digital), (len(lead),))
    wide = fill.dice.chance(0.3)
    return [TableBlock(grid, [fill.pick(told["titles"])], [], [fill(told["remark"])], fresh=True, wide=wide)]


_KINDS: dict[str, Callable[[_Filler, bool], list[Block]]] = {
    "whole": _whole,
    "contents": _contents,
    "letter": _letter,
    "rules": _rules,
    "accounts": _accounts,
    "profile": _profile,
    "terms": _terms,
    "divider": _divider,
    "table": _table,
}
