"""Reads the words beside a label of the cover as a leaf: a name, a date, a year, a person, a telephone number."""

from __future__ import annotations

import regex

from gouji.extract.covers.contact_leaf import contact_leaf
from gouji.extract.covers.edge_specks import CODE_REMARK, without_edge_letters
from gouji.extract.covers.entity_names import complete_name, completed_name, with_corrected_glyphs
from gouji.extract.fiscal_year import written_year
from gouji.normalize.figures.dates import parse_date
from gouji.normalize.figures.declared_money import BEHIND_NAME
from gouji.normalize.figures.units import is_unit
from gouji.normalize.people.person_names import people
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

SEAL_REMARK = regex.compile(r"\s*[（(]\s*(?:公章|盖章|签章|签字|印章|单位公章|加盖公章)?\s*[）)]?\s*$")
SEAL_WORDS = regex.compile(r"[（(]\s*(?:公章|盖章|签章)\s*[）)]?\s*$")
PERSON_OR_OFFICE = regex.compile(r"[\p{Han}·\s]{2,12}")
DATE_SPECK = regex.compile(r"(?<=日)\s*[01lI|丨.。·]$")
"""A stroke or a speck behind a date."""
STROKE_BEFORE = regex.compile(r"^[1lI|丨](?=20\d\d\s*年)")
STOP = regex.compile(r"[。；;]")
CLOSING = regex.compile(r"(?P<inside>[^（()）]*(?:[（(][^（()）]*[）)][^（()）]*)*)[）)]")
YEAR_BEHIND = regex.compile(r"\s*[（(]?(?:19|20)\d\d\s*年度?[）)]?\s*$")
"""The year that stands on the line of a unit, right behind its name."""
YEAR_ALONE = regex.compile(r"(?:19|20)\d\d\s*年?度?")
DATE_BEHIND = regex.compile(r"[）)\s](?P<date>(?:19|20)\d\d\s*[年.\-/]\s*\d{1,2}\s*[月.\-/](?:\s*\d{1,2}\s*日?)?)$")
"""The date that stands on the line of a unit, behind its seal or a blank."""
OFFICE_BEFORE = regex.compile(r"\p{Han}{1,14}(?:[股科室处局站所办]|中心|校长|主任)\s+")
"""The office of a person, or the rank, before the name."""


def field_leaf(field: str, value: Traced, orphans: list[Traced], texts: list[Traced], stamped: bool) -> TextLeaf | None:
    """The leaf of a field from the words beside its label; None if they say nothing, with the value None if unreadable.

    `orphans` are the lines of the cover without a label, where the end of a name may stand that a seal tore off; `texts` are
    all lines, where it may be printed whole. `stamped`: a seal covers the page.
    """
    if field == "report_date":
        value = _without_specks(value)
        date = parse_date(value.text)
        return TextLeaf.of(value, date) if date or regex.search(r"\d", value.text) else None
    if field == "fiscal_year":
        return TextLeaf.of(value, written_year(value.text)) if value else None
    if field == "contact_phone":
        return contact_leaf(field, value) or (TextLeaf.of(value, None) if value else None)
    if field == "contact_person":
        value = _without_office(value)
        return contact_leaf(field, value) or _person(value)
    return _name(field, value, orphans, texts, stamped)


def _name(field: str, value: Traced, orphans: list[Traced], texts: list[Traced], stamped: bool) -> TextLeaf | None:
    value = without_edge_letters(to_stop(value).strip(" |｜│"))
    date = DATE_BEHIND.search(value.text)
    value = value.span(0, date.start("date")).strip() if date else value
    mark = SEAL_REMARK.search(value.text) or CODE_REMARK.search(value.text)
    value = value.span(0, mark.start()).strip() if mark else value
    unit = BEHIND_NAME.search(value.text)
    value = value.span(0, unit.start()).strip() if unit else value
    if not value or is_unit(value.text) or YEAR_ALONE.fullmatch(value.text):
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


def _without_specks(value: Traced) -> Traced:
    """A date without the stroke or speck that was read as a digit beside it."""
    begin, end = STROKE_BEFORE.match(value.text), DATE_SPECK.search(value.text)
    return value.span(begin.end() if begin else 0, end.start() if end else len(value))


def _without_office(value: Traced) -> Traced:
    """The words from the person on, of an office or a rank with a person behind it (资环科 苏小满)."""
    office = OFFICE_BEFORE.match(value.text)
    return (
        value.span(office.end(), len(value))
        if office and people(value.text, office.end(), len(value), sure=False)
        else value
    )


def _person(value: Traced) -> TextLeaf | None:
    """The words of the field up to the first other character, such as the name of an office."""
    match = PERSON_OR_OFFICE.match(value.text)
    if not match:
        return TextLeaf.of(value, None) if value else None
    span = value.span(0, match.end()).strip()
    return TextLeaf.of(span, regex.sub(r"\s", "", span.text))


def _without_remark(text: Traced) -> Traced:
    mark = SEAL_WORDS.search(text.text)
    return text.span(0, mark.start()).strip() if mark else text


def to_stop(value: Traced) -> Traced:
    """The value up to the stop behind it, or to a closing bracket that nothing in it opens."""
    stop = STOP.search(value.text)
    value = value.span(0, stop.start()).strip() if stop else value
    closing = CLOSING.match(value.text)
    return value.span(0, closing.end("inside")).strip(" 、，,") if closing else value.strip(" 、，,")
