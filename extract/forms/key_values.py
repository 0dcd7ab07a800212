"""The head of a form: a label in one cell, its value in the next (项目名称 | …)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import regex

from gouji.extract.contact_leaf import contact_leaf
from gouji.extract.entity_names import with_doubtful_gaps, without_lettering
from gouji.extract.forms.cell_values import is_nothing
from gouji.extract.vocabulary import cover_labels
from gouji.normalize.figures.dates import parse_date
from gouji.normalize.fuzzy_match import nearest_name
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid, GridCell

REMARK = regex.compile(r"[（(](?:公章|盖章|签章|全称|加盖公章)[）)]|[:：]")
CODE = regex.compile(r"^(?:[0-9A-Z]{8,}\s*[-—–]|[\[【]?\d{3,}[\]】]?(?![0-9A-Z])\s*[-—–]?)\s*")
SPECKS = ".·。、,，'`*^ "
"""Specks at the edge of a cell."""
STRAY_STROKE = regex.compile(r"(?<=日)\s*[1lI|丨]$")
"""A rule or a rim beside a date."""
DASH = regex.compile(r"[—–－]")
YEAR = regex.compile(r"(?:19|20)\d\d")
PHONED = regex.compile(r"[^\p{Han}]{0,2}(?P<label>\p{Han}{2,6})\s*(?P<phone>(?:\d{3,4}[-—–]?)?\d{7,8}|1\d{10})\s*$")
PHONE = regex.compile(r"(?:\d{3,4}[-—–]?)?\d{7,8}|1\d{10}")


NAMED = frozenset({"project_name", "department", "supervising_department", "budget_authority"})
LABEL = 4
"""A shorter label may be the end of a name."""


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    return {label.replace("（", "(").replace("）", ")"): fields for label, fields in cover_labels().items()}


def _known(cell: GridCell) -> tuple[str, ...] | None:
    """The fields of a label, also of one that the scan has spoiled a little."""
    plain = REMARK.sub("", cell.words).replace("（", "(").replace("）", ")")
    name = plain if plain in _fields() else nearest_name(plain, _fields(), min(cell.text.probs, default=1.0))
    return _fields()[name] if name else None


def label_fields(sheet: CellGrid, row: int) -> dict[str, TextLeaf]:
    """The fields of one row; empty for a row that is none of labels and values."""
    cells = [part for cell in sheet.own(row) if cell.words for part in _parted(cell)]
    out: dict[str, TextLeaf] = {}
    for cell, value in itertools.pairwise(cells):
        fields = _known(cell)
        if fields and not is_nothing(value) and not _known(value):
            for name in fields:
                leaf = _leaf(name, value.text)
                if leaf:
                    out.setdefault(name, leaf)
    return out


def _parted(cell: GridCell) -> list[GridCell]:
    """A value and the label after it, where the rule between them was lost (沈砚秋联系电话), or a label and its phone number; any other cell as
    it is."""
    words = REMARK.sub(lambda m: " " * len(m[0]), cell.text.text).rstrip()
    phone = PHONED.match(words)
    if phone and "contact_phone" in _fields().get(phone["label"], ()):
        return [replace(cell, text=cell.text.span(phone.start(part), phone.end(part))) for part in ("label", "phone")]
    ends = [name for name in _fields() if len(name) >= LABEL and words.endswith(name) and len(words) > len(name)]
    if not ends or _known(cell):
        return [cell]
    cut = len(words) - max(map(len, ends))
    return [replace(cell, text=cell.text.span(0, cut).strip()), replace(cell, text=cell.text.span(cut, len(cell.text)))]


def _leaf(field: str, text: Traced) -> TextLeaf | None:
    """The value without the codes before a name; of a name and a phone run together the part that is asked for."""
    phone = PHONE.search(text.text)
    if field == "contact_phone":
        seen = TextLeaf.of(text.span(phone.start(), phone.end()), DASH.sub("-", phone[0])) if phone else None
        return contact_leaf(field, text) or seen
    if field == "report_date":
        text = text.strip(SPECKS)
        speck = STRAY_STROKE.search(text.text)
        text = text.span(0, speck.start()) if speck else text
        day = parse_date(text.text)
        return TextLeaf.of(text, day) if day or regex.search(r"\d", text.text) else None
    if (
        field == "fiscal_year"
    ):  # 年度 heads a column of figures too; without a year beside it it is no field of the head
        year = YEAR.search(text.text)
        return TextLeaf.of(text, year[0]) if year else None
    if field == "contact_person":
        if named := contact_leaf(field, text.strip(SPECKS)):
            return named
        text = text.span(0, phone.start() if phone else len(text)).strip(" ，,、/：:")
    code = CODE.match(text.text)
    if code and code.end() < len(text):
        text = text.span(code.end(), len(text))
    text = text.strip(SPECKS)
    text = with_doubtful_gaps(without_lettering(field, text)) if field in NAMED else text
    words = regex.sub(r"\s", "", text.text)
    return TextLeaf.of(text, words) if words else None
