"""Reads key–value pairs of a line: 项目名称：…"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from gouji.extract.vocabulary import cover_labels
from gouji.schemas.traced import Traced

REMARK = r"(?:[（(]\s*(?:公章|盖章|签章|签字|印章|单位公章|加盖公章|全称)\s*[）)])?"


@dataclass(frozen=True, slots=True)
class Labelled:
    """The fields that one label stands for, and the value beside it (which may be empty)."""

    fields: tuple[str, ...]
    label: str
    value: Traced


@cache
def _pattern() -> regex.Pattern[str]:
    names = sorted(cover_labels(), key=lambda w: -len(w))
    # A form spreads its labels to equal width: 项 目 名 称. Brackets may be full- or half-width.
    spread = [
        r"\s*".join(regex.escape(c).replace("（", "[（(]").replace("）", "[）)]") for c in name) for name in names
    ]
    return regex.compile(rf"(?<![\p{{Han}}])(?P<label>{'|'.join(spread)})\s*{REMARK}\s*[:：]\s*")


def labelled(text: Traced) -> list[Labelled]:
    """All labels of one line with their values: a value extends to the next label or to the end."""
    found = list(_pattern().finditer(text.text))
    out = []
    for index, match in enumerate(found):
        end = found[index + 1].start() if index + 1 < len(found) else len(text)
        label = regex.sub(r"\s", "", match["label"]).replace("(", "（").replace(")", "）")
        out.append(Labelled(cover_labels()[label], label, text.span(match.end(), end).strip()))
    return out
