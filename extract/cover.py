"""Reads the cover (封面): fields in any order, hidden by a seal or broken over lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import regex

from gouji.extract.contact_choice import Said, contact_choice
from gouji.extract.contact_leaf import contact_leaf, number_beside
from gouji.extract.edge_specks import CODE_REMARK, without_lettering_at_edges
from gouji.extract.entity_names import complete_name, completed_name, with_corrected_glyphs
from gouji.extract.key_value_lines import Labelled, labelled
from gouji.extract.vocabulary import is_remote
from gouji.normalize.figures.dates import parse_date
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import Cover
from gouji.schemas.rotation import across, down
from gouji.schemas.traced import Traced, join

NO_ROTATIONS: Mapping[int | None, int] = MappingProxyType({})
SINGLE_LINE_FIELDS = frozenset({"report_date", "fiscal_year", "contact_phone", "contact_person"})
"""Fields on one line. All others are names, which may continue on the next line."""
TITLE = regex.compile(r"(?:自评|评价|绩效)[\p{Han}（）()]*(?:报告|表)|自评报告|自评表|绩效自评价?情况(?:说明)?$")
SEAL_REMARK = regex.compile(r"\s*[（(]\s*(?:公章|盖章|签章|签字|印章|单位公章|加盖公章)?\s*[）)]?\s*$")
SEAL_WORDS = regex.compile(r"[（(]\s*(?:公章|盖章|签章)\s*[）)]?\s*$")
PROJECT_IN_TITLE = regex.compile(
    r"(?:关于)?(?:(?:19|20)\d\d年度?)?[“\"]?(?P<name>[\p{Han}A-Za-z0-9（）()、]{4,40}?)[”\"]?(?:(?:19|20)\d\d年度?)?(?:支出)?(?:绩效)?(?:自评|评价)"
)
GENERIC_TITLE = regex.compile(
    r"(?:\p{Han}{2,4}[省市县区州盟旗]){0,2}(?:(?:19|20)\d\d年度?)?(?:本级|[省市县区州]级|[省市区县]直|中央|乡镇|镇级)?"
    r"(?:部门|单位|整体|预算|财政|年度|专项|项目|政策|转移支付|区域|资金|支出|重点|基本|一般|（|）|[()])+"
)
PERSON_OR_OFFICE = regex.compile(r"[\p{Han}·\s]{2,12}")

SIGNATURE = regex.compile(
    r"\s*(?P<unit>\p{Han}[\p{Han}\s]{3,25}?)\s*(?P<date>(?:(?:19|20)\d\d|二[〇○零\p{Han}]{3})\s*年[\d\p{Han}\s]{2,10}日)\s*"
)
TRAILING_YEAR = regex.compile(r"\s*(?:[（(]\s*(?:19|20)\d\d\s*年度?\s*[）)]|(?<=[表告])(?:19|20)\d\d\s*年度?)\s*$")
"""The year that a form prints under its title, or on the same line if there is room."""
DATE_SPECK = regex.compile(r"(?<=日)\s*[01lI|丨.。·]$")
"""A stroke or a speck behind a date."""
STROKE_BEFORE = regex.compile(r"^[1lI|丨](?=20\d\d\s*年)")
OPENS_TITLE = regex.compile(r"\s*(?:19|20)\d\d\s*年度?\s*\p{Han}{4,}$")
MIN_AS_LARGE, MAX_PITCH = 0.7, 2.5
MIN_TOLD, LABEL_AT_START = 3, 14
"""A paragraph with labels of so many fields, one of them among its first characters, is a head written out."""
STOP = regex.compile(r"[。；;]")
CLOSING = regex.compile(r"(?P<inside>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
MONEY_REMARK = regex.compile(r"\s*[（(]\s*(?:金额|计量)?单位\s*[:：]?\s*[^（()）]*元\s*[）)]\s*$")
YEAR_BEHIND = regex.compile(r"\s*[（(]?(?:19|20)\d\d\s*年度?[）)]?\s*$")
"""The year that stands on the line of a unit, right behind its name."""


HALF_LABEL = regex.compile(r"\p{Han}{1,2}")
CONTACT = ("contact_person", "contact_phone")
SIGNED = frozenset({*CONTACT, "report_date"})
"""Fields that the lines below a form give (填表人：… 联系电话：… 填报日期：…)."""
SIGNATURE_LABEL = regex.compile(r"[填联经制编报电手]|日期$")
"""How labels of such lines begin; 项目负责人 in running text names somebody for other reasons."""


def cover(
    paragraphs: list[Paragraph], turns: Mapping[int | None, int] = NO_ROTATIONS, cells: Sequence[Said] = ()
) -> Cover:
    """The fields of the cover page. A field whose value is hidden by the seal has the value None and the legible part
    as its text.

    `turns` maps the number of each rotated page to its clockwise rotation in degrees. `cells` are the contacts that tables name.
    """
    lines = _whole_labels([p.text for p in paragraphs if p.place == "cover"], turns)
    body = _whole_labels([p.text for p in paragraphs if p.place != "cover"], turns)
    out = Cover()
    orphans = [text for text in lines if not labelled(text) and not TITLE.search(text.text)]
    stamped = any(SEAL_WORDS.search(o.text) for o in orphans)
    out.title = _title(lines, turns)
    found = [(text, entry, lines[index + 1 :]) for index, text in enumerate(lines) for entry in labelled(text)]
    found += [(text, entry, []) for text in body for entry in _told_labels(text) or _signed(text)]
    found.sort(key=lambda each: is_remote(each[1].label))
    contacts: list[Said] = []
    for text, entry, following in found:
        beside = entry.value
        if not beside and (beside := _beside(text, following, turns)):
            following = following[1:]
        for field in entry.fields:
            if field in CONTACT or getattr(out, field) is None:
                value = _continued(beside, following, turns) if field not in SINGLE_LINE_FIELDS else beside
                leaf = _field(field, value, orphans, body + lines, stamped)
                leaf = leaf if leaf is None or leaf.text else TextLeaf.nothing(text, leaf.value)
                if field in CONTACT:
                    contacts.append(Said(entry.label, field, leaf))
                    if entry.fields == CONTACT[:1] and (number := number_beside(value)):
                        contacts.append(Said(entry.label, CONTACT[1], number))
                else:
                    setattr(out, field, leaf)
    out.contact_person, out.contact_phone = contact_choice([*cells, *contacts])
    _fill_unlabelled(out, orphans)
    _fill_from_signature(out, body)
    return out


def _whole_labels(lines: Sequence[Traced], turns: Mapping[int | None, int]) -> list[Traced]:
    """The lines with a label that is spread so wide that its first character stands alone (电 | 话：0791-5551234) as one."""
    out: list[Traced] = []
    for text in lines:
        before = out[-1] if out else None
        if before is not None and HALF_LABEL.fullmatch(before.text.strip()) and not labelled(text):
            whole = join([before.strip(), text])
            if _is_beside(before, text, turns) and (found := labelled(whole)) and whole.text.startswith(found[0].label):
                out[-1] = whole
                continue
        out.append(text)
    return out


def _signed(text: Traced) -> list[Labelled]:
    """The labels in a paragraph of the body that say who filled a form in, and when."""
    return [e for e in labelled(text) if SIGNED & set(e.fields) and SIGNATURE_LABEL.match(e.label)]


def _told_labels(text: Traced) -> list[Labelled]:
    """The labels of a paragraph that is a head of a form written out (项目名称：…。项目单位：…；联系人：…), each with its value up to
    the stop; none of a paragraph that has few of them, or begins with other words."""
    found = labelled(text)
    if len({entry.fields for entry in found}) < MIN_TOLD or len(labelled(text.span(0, LABEL_AT_START))) < 1:
        return []
    return [replace(entry, value=_to_stop(entry.value)) for entry in found]


def _to_stop(value: Traced) -> Traced:
    """The value up to the stop behind it, or to a closing bracket that nothing in it opens."""
    stop = STOP.search(value.text)
    value = value.span(0, stop.start()).strip() if stop else value
    closing = CLOSING.match(value.text)
    return value.span(0, closing.end("inside")).strip(" 、，,") if closing else value.strip(" 、，,")


def _beside(text: Traced, following: list[Traced], turns: Mapping[int | None, int]) -> Traced:
    """The next piece of print, if it stands on the line of a label that has nothing behind it and has no label of its own."""
    if not following or labelled(following[0]) or not _is_beside(text, following[0], turns):
        return Traced()
    return following[0]


def _is_beside(text: Traced, other: Traced, turns: Mapping[int | None, int]) -> bool:
    """Whether a piece of print stands behind another one on the same line."""
    mine, next_ = _upright_boxes(text, turns), _upright_boxes(other, turns)
    if not mine or not next_ or other.glyphs[0].page != text.glyphs[0].page:
        return False
    low, high = max(mine[-1][1], next_[0][1]), min(mine[-1][3], next_[0][3])
    height = min(mine[-1][3] - mine[-1][1], next_[0][3] - next_[0][1])
    return high - low > height / 2 and next_[0][0] > mine[-1][0]


def _fill_from_signature(out: Cover, body: list[Traced]) -> None:
    """Fills in the unit and the date that close a report without a cover (落款), on two lines or on one."""
    for text in (*(join(pair) for pair in pairwise(body[-4:])), *body[-2:]):
        match = SIGNATURE.fullmatch(text.text)
        date = parse_date(match["date"]) if match else None
        if match and date and complete_name("department", match["unit"].strip()):
            unit, day = (text.span(match.start(part), match.end(part)).strip() for part in ("unit", "date"))
            out.report_date = out.report_date or TextLeaf.of(day, date)
            out.department = out.department or TextLeaf.of(unit, regex.sub(r"\s", "", unit.text))


def _fill_unlabelled(out: Cover, loose: list[Traced]) -> None:
    """Fills in the fields of a cover without labels: a line that is a date, a line that is a unit's name."""
    for text in loose:
        words = regex.sub(r"\s", "", text.text)
        date = parse_date(text.text)
        if out.report_date is None and date and len(date) > 4:
            out.report_date = TextLeaf.of(text, date)
        elif (
            out.department is None
            and 4 <= len(words) <= 24
            and not date
            and regex.fullmatch(r"\p{Han}+", words)
            and complete_name("department", words)
        ):
            out.department = TextLeaf.of(text, words)


def project_in_title(title: TextLeaf | None) -> TextLeaf | None:
    """The project that a title begins with; None for a title that only says of what kind it is (市级预算项目支出绩效自评表)."""
    named = PROJECT_IN_TITLE.match(title.text) if title is not None else None
    if title is None or not named or GENERIC_TITLE.fullmatch(named["name"]):
        return None
    if not complete_name("project_name", named["name"]):
        return None
    start = named.start("name")
    return TextLeaf.of(title.trace.span(start, named.end("name")), named["name"])


def _title(lines: list[Traced], turns: Mapping[int | None, int]) -> TextLeaf | None:
    """The first line that is a title, with the line above it that begins it (2023年度荆屏县应急管理局 over 部门整体支出绩效自评表)."""
    for index, text in enumerate(lines):
        money = MONEY_REMARK.search(text.text)
        text = text.span(0, money.start()) if money else text
        if TITLE.search(text.text) and not labelled(text):
            if index and _begins_title(lines[index - 1], text, turns):
                text = join([lines[index - 1].strip(), text])
            title = text.strip()
            year = TRAILING_YEAR.search(title.text)
            title = title.span(0, year.start()).strip() if year and year.start() else title
            title = without_lettering_at_edges(title)
            return TextLeaf.of(title, regex.sub(r"\s", "", title.text).strip(".·、,，'`-—"))
    return None


def _begins_title(above: Traced, text: Traced, turns: Mapping[int | None, int]) -> bool:
    """Whether the line above a title is its first: it opens with the year, is printed as large, and stands right above its middle."""
    first, second = _upright_boxes(above, turns), _upright_boxes(text, turns)
    if not first or not second or not OPENS_TITLE.match(above.text) or labelled(above):
        return False
    if above.glyphs[0].page != text.glyphs[0].page:
        return False
    height, large = (sorted(box[3] - box[1] for box in boxes)[len(boxes) // 2] for boxes in (first, second))
    middles = [(boxes[0][0] + boxes[-1][2]) / 2 for boxes in (first, second)]
    near = 0 < second[0][1] - first[0][1] < MAX_PITCH * large
    return near and height > MIN_AS_LARGE * large and abs(middles[0] - middles[1]) < 2 * large


def _field(field: str, value: Traced, orphans: list[Traced], texts: list[Traced], stamped: bool) -> TextLeaf | None:
    if field == "report_date":
        value = _without_specks(value)
        date = parse_date(value.text)
        return TextLeaf.of(value, date) if date or regex.search(r"\d", value.text) else None
    if field == "fiscal_year":
        year = regex.search(r"(?:19|20)\d\d", value.text)
        return TextLeaf.of(value, year[0] if year else None) if value else None
    if field == "contact_phone":
        return contact_leaf(field, value) or (TextLeaf.of(value, None) if value else None)
    if field == "contact_person":
        return contact_leaf(field, value) or _person(value)
    return _name(field, value, orphans, texts, stamped)


def _without_specks(value: Traced) -> Traced:
    """A date without the stroke or speck that was read as a digit beside it."""
    begin, end = STROKE_BEFORE.match(value.text), DATE_SPECK.search(value.text)
    return value.span(begin.end() if begin else 0, end.start() if end else len(value))


def _person(value: Traced) -> TextLeaf | None:
    """The words of the field up to the first other character, such as the name of an office."""
    match = PERSON_OR_OFFICE.match(value.text)
    if not match:
        return TextLeaf.of(value, None) if value else None
    span = value.span(0, match.end()).strip()
    return TextLeaf.of(span, regex.sub(r"\s", "", span.text))


def _continued(value: Traced, following: list[Traced], turns: Mapping[int | None, int]) -> Traced:
    """The value with the next line, if that line begins below the value and not below the label."""
    boxes = _upright_boxes(value, turns)
    if not boxes or not following or labelled(following[0]):
        return value
    below = _upright_boxes(following[0], turns)
    height = boxes[0][3] - boxes[0][1]
    # The arc of a seal's lettering may also lie below a value, but hardly ever begins where the value begins.
    under = bool(below) and abs(below[0][0] - boxes[0][0]) < 1.5 * height and below[0][1] - boxes[-1][3] < 2 * height
    return join([value, following[0]]) if under and not SEAL_WORDS.fullmatch(following[0].text) else value


def _upright_boxes(text: Traced, turns: Mapping[int | None, int]) -> list[Box]:
    """The boxes of the glyphs on the upright page. Distances between them are right, the origin is not."""
    out = []
    for glyph in text.glyphs:
        if glyph.box:
            (left, right), (top, bottom) = (
                across(glyph.box, turns.get(glyph.page, 0)),
                down(glyph.box, turns.get(glyph.page, 0)),
            )
            out.append((left, top, right, bottom))
    return out


def _name(field: str, value: Traced, orphans: list[Traced], texts: list[Traced], stamped: bool) -> TextLeaf | None:
    value = _to_stop(value)
    mark = SEAL_REMARK.search(value.text) or CODE_REMARK.search(value.text)
    value = value.span(0, mark.start()).strip() if mark else value
    if not value:
        return TextLeaf.of(value, None) if stamped else None
    if field in ("department", "supervising_department", "budget_authority"):
        year = YEAR_BEHIND.search(value.text)
        value = value.span(0, year.start()).strip() if year else value
        ends = [_without_remark(o) for o in orphans if SEAL_WORDS.search(o.text)] if field == "department" else []
        elsewhere = completed_name(value, ends, texts)
        if elsewhere is not None:
            return elsewhere
    value = with_corrected_glyphs(value, texts)
    name = regex.sub(r"\s", "", value.text)
    hidden = not complete_name(field, name) and (stamped or value.origins[-1][-1].sealed)
    return TextLeaf.of(value, None if hidden else name)


def _without_remark(text: Traced) -> Traced:
    mark = SEAL_WORDS.search(text.text)
    return text.span(0, mark.start()).strip() if mark else text
