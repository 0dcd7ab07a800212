"""Reads key–value pairs of a line: 项目名称：…"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise

import regex

from gouji.extract.vocabulary import cover_labels, line_labels
from gouji.normalize.figures.yuan import YUAN
from gouji.schemas.traced import Traced

REMARK = r"(?:[（(]\s*(?:公章|盖章|签章|签字|签名|印章|单位公章|加盖公章|全称|章)\s*[）)])?"
MONEY_UNIT = regex.compile(rf"\s*[（(]?(?:人民币)?{YUAN}")
"""After 单位 it says in what the money is, and names no unit."""
MIN_GLUED = 3
"""A label that stands right behind a value is of so many characters at least, for a shorter one may be its end."""
OTHERS_END = ("负责人", "年度")
"""So end labels of which nobody knows where they begin behind a value (财务负责人)."""
YEAR = regex.compile(r"(?:19|20)\d\d")
OTHER_LABEL = regex.compile(r"(?<=\S)\s+\p{Han}{2,8}[:：]")
"""A further label behind a blank, which no field of the cover has (审核日期：): the value before it ends there."""
NUMBERED = regex.compile(r"\s*[\d（(]")


@dataclass(frozen=True, slots=True)
class Labelled:
    """The fields that one label stands for, and the value beside it (which may be empty)."""

    fields: tuple[str, ...]
    label: str
    value: Traced


@cache
def _labels() -> dict[str, tuple[str, ...]]:
    return {**line_labels(), **cover_labels()}


@cache
def _pattern() -> regex.Pattern[str]:
    names = sorted(_labels(), key=lambda w: -len(w))
    # A form spreads its labels to equal width: 项 目 名 称. Brackets may be full- or half-width.
    spread = [
        r"\s*".join(regex.escape(c).replace("（", "[（(]").replace("）", "[）)]") for c in name) for name in names
    ]
    label = rf"(?P<label>{'|'.join(spread)})"
    return regex.compile(rf"[【〖［\[]\s*{label}\s*[】〗］\]]\s*[:：]?\s*|{label}\s*{REMARK}\s*[:：][:：\s]*")


def labelled(text: Traced) -> list[Labelled]:
    """All labels of one line with their values: a value extends to the next label or to the end."""
    found, out = _found(text), []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        label = _plain(match)
        fields = _labels()[label]
        if fields and not (label == "单位" and MONEY_UNIT.match(text.text, match.end())):
            other = OTHER_LABEL.search(text.text, match.end(), end)
            out.append(Labelled(fields, label, text.span(match.end(), other.start() if other else end).strip()))
    return out


def pieces(text: Traced) -> list[Traced]:
    """The parts of a line that is a row of labels, each from one label to the next; any other line as it is."""
    starts = [match.start() for match in _found(text)]
    edges = [*starts, len(text)] if starts and not starts[0] else [0, *starts, len(text)]
    return [text.span(start, end).strip() for start, end in pairwise(edges)]


def _found(text: Traced) -> list[regex.Match[str]]:
    found: list[regex.Match[str]] = []
    for match in _pattern().finditer(text.text):
        if _begins(text.text, match, found[-1] if found else None):
            found.append(match)
    return found


def _plain(match: regex.Match[str]) -> str:
    return regex.sub(r"\s", "", match["label"]).replace("(", "（").replace(")", "）")


def _begins(text: str, match: regex.Match[str], before: regex.Match[str] | None) -> bool:
    """Whether a label begins here: after no word, or right behind the value of the label before it (闻人越联系电话：)."""
    if not regex.search(r"\p{Han}$", text[: match.start()]):
        return True
    if before is None or not text[before.end() : match.start()].strip():
        return False
    label = _plain(match)
    if MONEY_UNIT.match(text, match.end()):
        return True
    if "contact_phone" in _labels()[label]:
        return bool(NUMBERED.match(text, match.end()))
    if "fiscal_year" in _labels()[label]:
        return bool(YEAR.match(text, match.end()))
    return len(label) >= MIN_GLUED and label not in OTHERS_END
