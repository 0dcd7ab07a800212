"""The unit and the date under a report (落款), and those that stand alone on a line of its cover."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from gouji.extract.covers.unit_names import first_unit
from gouji.normalize.figures.dates import find_dates, parse_date
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

SEAL = r"(?:\s*[（(]\s*(?:公?章|盖章|印章|签章|加盖公章)\s*[）)])?"
DATE = r"(?:(?:19|20|２０)[\d０-９]{2}|二[〇○零O]\p{Han}{2})\s*[年.．\-/](?:[\d０-９\p{Han}\s.．\-/]{1,12})"
LINE = regex.compile(
    rf"\s*[（(—]*\s*(?P<unit>[\p{{Han}}\s]{{4,60}}?(?:[（(]\p{{Han}}{{3,20}}[）)])?){SEAL}\s*(?P<date>(?:{DATE})?)\s*(?:印发)?[）)]?\s*"
)
CLOSING_LINES = 5
"""A signature stands on the last lines of a report, beside persons and remarks."""


@dataclass(frozen=True, slots=True)
class Signature:
    """The unit and the date of a line; None where it has none."""

    department: TextLeaf | None
    report_date: TextLeaf | None


def signature(lines: Sequence[Traced]) -> Signature:
    """The unit that signs a report on one of its last lines, and the date that stands behind it or on the line below."""
    tail = list(lines[-CLOSING_LINES:])
    for index, line in enumerate(tail):
        own = signed_line(line)
        if own is None or own.department is None:
            continue
        date = own.report_date or next((_date(each) for each in tail[index + 1 : index + 2]), None)
        if date is not None or index == len(tail) - 1 or _names_date(tail):
            return Signature(own.department, date)
    return Signature(None, None)


def signed_line(line: Traced) -> Signature | None:
    """The unit and the date of a line that holds nothing else (青杉县教育局（章）　2024.04.15); None of any other line."""
    match = LINE.fullmatch(line.text)
    unit = first_unit(line.span(*match.span("unit")).strip()) if match else None
    if match is None or unit is None:
        return None
    day = line.span(*match.span("date")).strip()
    date = parse_date(day.text) if day else None
    if day and date is None:
        return None
    return Signature(TextLeaf.of(unit, regex.sub(r"\s", "", unit.text)), TextLeaf.of(day, date) if date else None)


def _date(line: Traced) -> TextLeaf | None:
    date = parse_date(line.text)
    return TextLeaf.of(line, date) if date and len(date) > 4 else None


def _names_date(tail: Sequence[Traced]) -> bool:
    """Whether one of the last lines holds nothing but a date, or a date beside a few words."""
    return any(len(line) < 40 and any(d.value for d in find_dates(line.text)) for line in tail)
