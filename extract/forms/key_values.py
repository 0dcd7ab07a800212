"""The head of a form: a label in one cell, its value in the next (项目名称 | …)."""

from __future__ import annotations

import itertools
from dataclasses import replace
from functools import cache

import regex

from gouji.extract.covers.contact_choice import Said
from gouji.extract.covers.contact_leaf import contact_leaf, number_beside
from gouji.extract.covers.edge_specks import CODE_REMARK, without_edge_letters
from gouji.extract.covers.entity_names import complete_name, with_doubtful_gaps, without_lettering
from gouji.extract.forms.cell_values import is_nothing
from gouji.extract.key_value_lines import labelled
from gouji.extract.vocabulary import cover_labels, is_remote, line_labels
from gouji.normalize.figures.dates import parse_date
from gouji.normalize.figures.declared_money import BEHIND_NAME
from gouji.normalize.fuzzy_match import nearest_name
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

REMARK = regex.compile(r"[（(](?:公章|盖章|签章|签字|签名|单位公章|全称|加盖公章)[）)]|[:：]")
STAMP = regex.compile(r"\s*[（(](?:公章|盖章|签章|签字|签名|单位公章|加盖公章|章)[）)]\s*$")
NAME = regex.compile(r"[\p{Han}A-Za-z0-9（）()“”、·]{4,40}")
COLON, HAN = regex.compile("[:：]"), regex.compile(r"\p{Han}+")
MAX_LINE = 160
"""A row of more characters is no line of labels."""
CONTACTS = frozenset({"contact_person", "contact_phone"})
CODE = regex.compile(r"^(?:[0-9A-Z]{8,}\s*[-—–]|[\[【]?\d{3,}[\]】]?(?![0-9A-Z年])\s*[-—–]?)\s*")
SPECKS = ".·。、,，'`*^ "
"""Specks at the edge of a cell."""
STRAY_STROKE = regex.compile(r"(?<=日)\s*[1lI|丨]$")
"""A rule or a rim beside a date."""
PERSON_LABEL = regex.compile(r"(?:项目)?(?:联系人|填报人|填表人|经办人)(?=\p{Han}{2,4}(?!\p{Han}))(?!姓名|及)")
LATIN_SPECK = regex.compile(r"^[a-z|丨](?=\p{Han}{2})")
DASH = regex.compile(r"[—–－]")
YEAR = regex.compile(r"(?:19|20)\d\d")
WITH_PHONE = regex.compile(
    r"(?<=[人名员])(?:[/／、和与,，·]|[（(](?=.*[）)]$))(?P<phone>(?:联系)?(?:电话|方式)|手机)[）)]?$"
)
"""A label of both, whatever joins them (经办人/电话)."""
PHONED = regex.compile(r"[^\p{Han}]{0,2}(?P<label>\p{Han}{2,6})\s*(?P<phone>(?:\d{3,4}[-—–]?)?\d{7,8}|1\d{10})\s*$")
PHONE = regex.compile(r"(?:\d{3,4}[-—–]?)?\d{7,8}|1\d{10}")


NAMED = frozenset({"project_name", "department", "supervising_department", "budget_authority"})
PROJECT, MIN_PAIRED = "项目", 4
LABEL = 4
"""A shorter label may be the end of a name."""
HALF_LABEL = 2
MONTH, DAY = regex.compile(r"20\d\d年\d{1,2}月"), regex.compile(r"\s*\d{1,2}\s*日")


@cache
def _fields() -> dict[str, tuple[str, ...]]:
    others = {label: fields for label, fields in line_labels().items() if not fields and len(label) >= LABEL}
    return {label.replace("（", "(").replace("）", ")"): fields for label, fields in (others | cover_labels()).items()}


def _known(cell: GridCell) -> tuple[str, ...] | None:
    """The fields of a label, also of one that the scan has spoiled a little; () for one that the record has no field for."""
    plain = WITH_PHONE.sub(r"及\g<phone>", REMARK.sub("", cell.words)).replace("（", "(").replace("）", ")")
    name = plain if plain in _fields() else nearest_name(plain, _fields(), min(cell.text.probs, default=1.0))
    return _fields()[name] if name else _cut_short().get(plain)


@cache
def _cut_short() -> dict[str, tuple[str, ...]]:
    """The labels of which the rule of the cell took the first or the last character, with the fields that all labels give that
    lack it so."""
    cut: dict[str, set[tuple[str, ...]]] = {}
    for label, fields in _fields().items():
        if len(label) >= LABEL and fields:
            for rest in (label[1:], label[:-1]):
                cut.setdefault(rest, set()).add(fields)
    return {rest: fields.pop() for rest, fields in cut.items() if len(fields) == 1 and rest not in _fields()}


def label_fields(sheet: CellGrid, row: int) -> list[Said]:
    """The fields of one row in the order they stand in; empty for a row that is none of labels and values."""
    own = _whole_labels(_of_row(sheet, row))
    cells = [part for at, cell in enumerate(own) for part in _parted(cell, own[at + 1 :])]
    pairs = [(_plain(cell), _known(cell), cell, values) for cell, values in _with_values(cells, _below(sheet, row))]
    if not any(fields and values for _, fields, _, values in pairs) or all(":" in _folded(p[2]) for p in pairs if p[1]):
        pairs_in_line = _in_line(own)
        if pairs_in_line:
            return [said for label, fields, value in pairs_in_line for said in _said(label, fields, value)]
    out = [Said(PROJECT, "project_name", leaf)] if (leaf := _short_project(cells)) is not None else []
    for label, fields, _, values in pairs:
        for name in fields or ():
            leaf = _leaf(name, _value(name, values)) if values else None
            nearer = {each.field for each in out if not is_remote(each.label)}
            if leaf and (name in CONTACTS or name not in nearer):
                out.append(Said(label, name, leaf))
            if fields == ("contact_person",) and (number := _number(values)):
                out.append(Said(label, "contact_phone", number))
    return out


def _of_row(sheet: CellGrid, row: int) -> list[GridCell]:
    """The words of a row, with a value that begins in the row above where nothing else stands: of the two lines of a tall row."""
    return [
        cell
        for cell in sheet.row(row)
        if cell.words
        and (cell.row == row or (cell.col and not any(c.words for c in sheet.row(cell.row) if c is not cell)))
    ]


def _said(label: str, fields: tuple[str, ...], value: Traced) -> list[Said]:
    """The fields of a label before a colon, with a number behind a person where only the person is asked for."""
    out = [Said(label, name, leaf) for name in fields if (leaf := _leaf(name, value))]
    number = number_beside(value) if fields == ("contact_person",) else None
    return [*out, Said(label, "contact_phone", number)] if number else out


def _number(values: list[GridCell]) -> TextLeaf | None:
    """The telephone number beside a person, in the same cell or in one of its own without a label."""
    return next((number for cell in values[:2] if (number := number_beside(cell.text))), None)


def _short_project(cells: list[GridCell]) -> TextLeaf | None:
    """The project in a row of labels that begins with 项目 alone, a name beside it (项目 | 村道硬化 | 主管单位 | …); over columns it heads
    the names of rows."""
    if len(cells) < MIN_PAIRED or cells[0].words.strip("：:") != PROJECT or not NAME.fullmatch(cells[1].words):
        return None
    labels = [cell for cell in cells[2:] if _known(cell)]
    return _leaf("project_name", cells[1].text) if labels and _known(cells[1]) is None else None


def _whole_labels(cells: list[GridCell]) -> list[GridCell]:
    """The cells, with a label that a rule was read in the middle of as one (项目 | 名称)."""
    out: list[GridCell] = []
    for cell in cells:
        before = out[-1] if out else None
        if (
            before is not None
            and max(len(before.words), len(cell.words)) <= HALF_LABEL
            and _fields().get(before.words + cell.words)
        ):
            out[-1] = replace(before, text=join([before.text, cell.text]), colspan=before.colspan + cell.colspan)
        else:
            out.append(cell)
    return out


def _below(sheet: CellGrid, row: int) -> list[GridCell]:
    """The one cell of the next row, where the value of a label that has none beside it may stand."""
    below = [cell for cell in sheet.own(row + 1) if cell.words] if row + 1 < sheet.rows else []
    alone = len(below) == 1 and not _known(below[0]) and NAME.fullmatch(below[0].words)
    return below if alone else []


def _with_values(cells: list[GridCell], below: list[GridCell]) -> list[tuple[GridCell, list[GridCell]]]:
    """Each cell with the cells after it up to the next label; a label that has none, before one without a field or at the end of
    the row, with the cell `below`."""
    out: list[tuple[GridCell, list[GridCell]]] = []
    for at, cell in enumerate(cells):
        values = list(itertools.takewhile(lambda c: _known(c) is None, cells[at + 1 :]))
        alone = not values and _known(cell) is not None
        out.append((cell, below if alone else values if values and not is_nothing(values[0]) else []))
    return out


def _value(name: str, values: list[GridCell]) -> Traced:
    """What stands beside a label: the next cell, with the one after it where a rule was read in the middle of a name, or of a person
    and a number."""
    first = values[0].text
    if len(values) < 2:
        return first
    both = join([first, values[1].text])
    if name in NAMED and len(values) == 2 and HAN.fullmatch(values[1].words):
        kind = "project_name" if name == "project_name" else "department"
        return both if not complete_name(kind, values[0].words) and complete_name(kind, both.text) else first
    if name == "report_date" and MONTH.fullmatch(values[0].words) and (day := DAY.match(values[1].text.text)):
        return join([first, values[1].text.span(0, day.end())])
    if name == "contact_phone" and not PHONE.search(first.text):
        return both
    return first


def _in_line(cells: list[GridCell]) -> list[tuple[str, tuple[str, ...], Traced]]:
    """The labels and values of a row that is a line of print: each label has its colon (填表人：… 联系电话：…)."""
    line = join([cell.text for cell in cells], " ")
    if len(line) > MAX_LINE or not COLON.search(line.text):
        return []
    return [(entry.label, entry.fields, entry.value) for entry in labelled(line) if entry.value]


def _plain(cell: GridCell) -> str:
    return REMARK.sub("", cell.words)


def _folded(cell: GridCell) -> str:
    return cell.words.replace("：", ":")


def _parted(cell: GridCell, following: list[GridCell]) -> list[GridCell]:
    """A value and the label after it, where the rule between them was lost (沈砚秋联系电话), or a label and its phone number; any other cell as
    it is, as is the last of a row: nothing would follow the label."""
    words = REMARK.sub(lambda m: " " * len(m[0]), cell.text.text).rstrip()
    person = PERSON_LABEL.match(words)
    if person and contact_leaf("contact_person", cell.text.span(person.end(), len(words))):
        ends_at = person.end()
        return [replace(cell, text=cell.text.span(0, ends_at)), replace(cell, text=cell.text.span(ends_at, len(words)))]
    phone = PHONED.match(words)
    if phone and "contact_phone" in _fields().get(phone["label"], ()):
        return [replace(cell, text=cell.text.span(phone.start(part), phone.end(part))) for part in ("label", "phone")]
    ends = [name for name in _fields() if len(name) >= LABEL and words.endswith(name) and len(words) > len(name)]
    if not ends or _known(cell) or not following or _known(following[0]) is not None:
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
        text = text.span(len(text) - len(LATIN_SPECK.sub("", text.text)), len(text))
        if named := contact_leaf(field, text.strip(SPECKS)):
            return named
        text = text.span(0, phone.start() if phone else len(text)).strip(" ，,、/：:")
    stamp = STAMP.search(text.text)
    if field in NAMED:
        stamp = stamp or CODE_REMARK.search(text.text) or BEHIND_NAME.search(text.text)
    text = text.span(0, stamp.start()) if stamp and stamp.start() else text
    text = without_edge_letters(text) if field in NAMED else text
    code = CODE.match(text.text)
    if code and code.end() < len(text):
        text = text.span(code.end(), len(text))
    text = text.strip(SPECKS)
    text = with_doubtful_gaps(without_lettering(field, text)) if field in NAMED else text
    words = regex.sub(r"\s", "", text.text)
    return TextLeaf.of(text, words) if words else None
