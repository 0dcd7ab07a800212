"""Reads the cover (封面): fields in any order, hidden by a seal or broken over lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import regex

from gouji.extract.covers.addressee import addressee
from gouji.extract.covers.bare_labels import bare_labels
from gouji.extract.covers.beside import in_one_line, is_beside
from gouji.extract.covers.closing_contacts import closing_contacts
from gouji.extract.covers.contact_choice import Said, contact_choice
from gouji.extract.covers.contact_leaf import number_beside
from gouji.extract.covers.cover_fields import SEAL_WORDS, field_leaf, to_stop
from gouji.extract.covers.cover_title import cover_title
from gouji.extract.covers.front_lines import front_lines
from gouji.extract.covers.printed_lines import printed_lines
from gouji.extract.covers.project_title import titled_unit
from gouji.extract.covers.signature import signature, signed_line
from gouji.extract.covers.upright_boxes import upright_boxes
from gouji.extract.covers.whole_labels import whole_labels
from gouji.extract.key_value_lines import Labelled, labelled
from gouji.extract.vocabulary import is_remote, unit_rank
from gouji.normalize.figures.dates import parse_date
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import Cover
from gouji.schemas.traced import Traced, join

NO_ROTATIONS: Mapping[int | None, int] = MappingProxyType({})
SINGLE_LINE_FIELDS = frozenset({"report_date", "fiscal_year", "contact_phone", "contact_person"})
"""Fields on one line. All others are names, which may continue on the next line."""
MIN_TOLD, LABEL_AT_START = 3, 14
"""A paragraph with labels of so many fields, one of them among its first characters, is a head written out."""
CLOSING_PARAGRAPHS, CLOSING_LINES = 6, 8
"""Where a report is signed."""
OPENS_CLOSING = regex.compile(r"\s*[（(]?\s*(?:附\s*[:：])?\s*\p{Han}{2,10}\s*(?:[（(]\p{Han}+[）)])?\s*[:：]")
ABOVE = "supervising_department"
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

    `turns` maps the number of each rotated page to its clockwise rotation in degrees. `cells` are the contacts that
    tables name.
    """
    lines, body = front_lines(paragraphs)
    lines, body = whole_labels(lines, turns), whole_labels(body, turns)
    body = [*body[:-CLOSING_LINES], *in_one_line(body[-CLOSING_LINES:], turns)]
    closing = [line for p in paragraphs[-CLOSING_PARAGRAPHS:] for line in printed_lines(p.text)]
    tail = in_one_line(closing, turns)[-CLOSING_LINES:]
    out = Cover()
    out.title, title_lines = cover_title(lines, turns, body)
    titled = {id(line) for line in title_lines}
    over = bare_labels(lines)
    told = titled | {id(entry.value) for entry in over}
    loose = [text for text in lines if id(text) not in told and not labelled(text)]
    contacts = _fill_labelled(out, lines, body, tail, over, loose, turns)
    contacts = contacts if any(said.leaf for said in contacts) else closing_contacts(tail)
    out.contact_person, out.contact_phone = contact_choice([*cells, *contacts])
    out.budget_authority = out.budget_authority or addressee(lines, body)
    _fill_unlabelled(out, loose)
    _fill_from_signature(out, tail, titled_unit(out.title, title_lines))
    return out


def _fill_labelled(
    out: Cover,
    lines: list[Traced],
    body: list[Traced],
    tail: list[Traced],
    over: list[Labelled],
    orphans: list[Traced],
    turns: Mapping[int | None, int],
) -> list[Said]:
    """Fills in the fields that have labels, and returns what labels say of contacts."""
    stamped = any(SEAL_WORDS.search(o.text) for o in orphans)
    found = [(text, entry, lines[index + 1 :]) for index, text in enumerate(lines) for entry in labelled(text)]
    found += [(entry.value, entry, []) for entry in over]
    found += [
        (line, entry, [])
        for text in body
        for line in ([text] if _told_labels(text) else printed_lines(text))
        for entry in _told_labels(line) or _signed(line)
    ]
    found += [(line, entry, []) for line in tail for entry in _closing(line) if not SIGNED & set(entry.fields)]
    found.sort(key=lambda each: (is_remote(each[1].label), unit_rank(each[1].label)))
    contacts: list[Said] = []
    for text, entry, following in found:
        beside = entry.value
        if not beside and (beside := _beside(text, following, turns)):
            following = following[1:]
        for field in _fields(entry, out):
            if field in CONTACT or getattr(out, field) is None:
                value = _continued(beside, following, turns) if field not in SINGLE_LINE_FIELDS else beside
                leaf = field_leaf(field, value, orphans, body + lines, stamped)
                leaf = leaf if leaf is None or leaf.text else TextLeaf.nothing(text, leaf.value)
                if field in CONTACT:
                    contacts.append(Said(entry.label, field, leaf))
                    if entry.fields == CONTACT[:1] and (number := number_beside(value)):
                        contacts.append(Said(entry.label, CONTACT[1], number))
                else:
                    setattr(out, field, leaf)
    return contacts


def _fields(entry: Labelled, out: Cover) -> tuple[str, ...]:
    """The fields that a label stands for. The department that has the project of another unit in its budget supervises that one."""
    if _is_dated(entry):
        return ("report_date",)
    return (ABOVE,) if out.department is not None and unit_rank(entry.label) == 1 else entry.fields


def _signed(text: Traced) -> list[Labelled]:
    """The labels in a paragraph of the body that say who filled a form in, and when."""
    return [e for e in labelled(text) if SIGNED & set(e.fields) and SIGNATURE_LABEL.match(e.label)]


def _closing(line: Traced) -> list[Labelled]:
    """All labels of a line that closes a report by naming persons or a date (主管部门：…　联系人：…), each with its value."""
    found = labelled(line)
    if not any(SIGNED & set(entry.fields) for entry in found) or not OPENS_CLOSING.match(line.text):
        return []
    return [replace(entry, value=to_stop(entry.value)) for entry in found]


def _is_dated(entry: Labelled) -> bool:
    """Whether a label that asks for a person has a date beside it (填报：2024年2月5日)."""
    date = parse_date(entry.value.text) if entry.fields == CONTACT[:1] else None
    return date is not None and len(date) > 4


def _told_labels(text: Traced) -> list[Labelled]:
    """The labels of a paragraph that is a head of a form written out (项目名称：…。项目单位：…；联系人：…), each with its value up to
    the stop; none of a paragraph that has few of them, or begins with other words."""
    found = labelled(text)
    if len({entry.fields for entry in found}) < MIN_TOLD or len(labelled(text.span(0, LABEL_AT_START))) < 1:
        return []
    return [replace(entry, value=to_stop(entry.value)) for entry in found]


def _beside(text: Traced, following: list[Traced], turns: Mapping[int | None, int]) -> Traced:
    """The next piece of print, if it stands on the line of a label that has nothing behind it and has no label of its own."""
    if not following or labelled(following[0]) or not is_beside(text, following[0], turns):
        return Traced()
    return following[0]


def _fill_from_signature(out: Cover, tail: list[Traced], titled: TextLeaf | None) -> None:
    """Fills in the unit and the date that close a report without a cover (落款), and for the unit the title's."""
    signed = signature(tail)
    if titled is not None and signed.department is not None and titled.value and signed.department.value:
        # An office of the unit (办公室) may sign for it.
        office = signed.department.value.startswith(titled.value)
        signed_unit: TextLeaf | None = titled if office else signed.department
    else:
        signed_unit = signed.department or titled
    out.department = out.department or signed_unit
    out.report_date = out.report_date or signed.report_date


def _fill_unlabelled(out: Cover, loose: list[Traced]) -> None:
    """Fills in the fields of a cover without labels: a line that is a date, a line that is a unit's name, or both."""
    for text in loose:
        date, signed = parse_date(text.text), signed_line(text)
        if date and len(date) > 4:
            out.report_date = out.report_date or TextLeaf.of(text, date)
        elif signed is not None:
            out.department = out.department or signed.department
            out.report_date = out.report_date or signed.report_date


def _continued(value: Traced, following: list[Traced], turns: Mapping[int | None, int]) -> Traced:
    """The value with the next line, if that line begins below the value and not below the label."""
    boxes = upright_boxes(value, turns)
    if not boxes or not following or labelled(following[0]):
        return value
    below = upright_boxes(following[0], turns)
    height = boxes[0][3] - boxes[0][1]
    # The arc of a seal's lettering may also lie below a value, but hardly ever begins where the value begins.
    under = bool(below) and abs(below[0][0] - boxes[0][0]) < 1.5 * height and below[0][1] - boxes[-1][3] < 2 * height
    return join([value, following[0]]) if under and not SEAL_WORDS.fullmatch(following[0].text) else value
