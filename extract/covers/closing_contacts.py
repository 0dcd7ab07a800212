"""Whom the last lines of a report name for questions where no label with a colon does: 附：联系人 苏小满（办公室） 电话 0781-5550133."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from gouji.extract.covers.contact_choice import Said
from gouji.extract.covers.contact_leaf import contact_leaf
from gouji.normalize.people.person_names import people
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

CLOSING_LINES = 6
PHONE = r"\d[\dxX×*\-—–－ ]{5,16}[\dxX×*]"
"""A telephone number, of which digits may be hidden."""
CALLED = regex.compile(r"(?P<label>联系人|联络人|经办人|填[表报]人|编报人|财务负责人)\s*(?=\p{Han})")
BEFORE_NUMBER = regex.compile(
    rf"^(?:附\s*[:：]|[（(])?\s*(?:\p{{Han}}{{2,20}}?[股科室处办局站所部]\s+)?(?P<name>\p{{Han}}{{2,4}})[\s,，]*{PHONE}\s*[）)]?$"
)
BEHIND_NUMBER = regex.compile(rf"(?:电话|咨询|手机)\s*[:：]?\s*{PHONE}\s*[（(](?P<name>\p{{Han}}{{2,4}})[）)]")
NUMBER = regex.compile(r"(?:联系)?电话\s*(?=\d)")
LABEL = "联系人"


def closing_contacts(lines: Sequence[Traced]) -> list[Said]:
    """Persons, each with the number that stands on its line, from the last of `lines`; [] if they name none."""
    found: list[Said] = []
    for line in lines[-CLOSING_LINES:]:
        leaf, label = _person(line)
        if leaf is not None:
            found.append(Said(label, "contact_person", leaf))
            if number := contact_leaf("contact_phone", _behind(line, leaf)):
                found.append(Said(label, "contact_phone", number))
    return found


def _person(line: Traced) -> tuple[TextLeaf | None, str]:
    """The person of a line, and the word that calls it so."""
    for called in CALLED.finditer(line.text):
        if names := people(line.text, called.end(), len(line), sure=False):
            return _leaf(line, *names[0]), called["label"]
    for pattern in (BEFORE_NUMBER, BEHIND_NUMBER):
        if (match := pattern.search(line.text)) and people(line.text, *match.span("name"), sure=False):
            return _leaf(line, *match.span("name")), LABEL
    return None, LABEL


def _leaf(line: Traced, start: int, end: int) -> TextLeaf:
    name = line.span(start, end)
    return TextLeaf.of(name, regex.sub(r"\s", "", name.text))


def _behind(line: Traced, name: TextLeaf) -> Traced:
    """The words behind a name, without the label of the number."""
    at = line.text.find(name.text) + len(name.text)
    label = NUMBER.search(line.text, at)
    return line.span(label.end() if label else at, len(line))
