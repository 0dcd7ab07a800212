"""Reads all names and phone numbers of a contact field as one leaf: 欧阳明月、李 雷; 0750-3829700、13812345678."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.normalize.people.contacts import contacts
from gouji.normalize.people.person_names import people
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

PART = regex.compile(r"[^、，,；;/／|\n]+")
ANY_PHONE = regex.compile(r"(?:[（(](?=\d{3,4}[）)]))?\+?\d[\d\s\-—–－()（）]{5,18}\d(?:\s?转\s?\d{1,6})?")
"""A number that matches no phone format of the country, or was misread."""
BETWEEN_PERSONS = regex.compile(r"[^\p{Han}·]*(?:联系)?(?:电话|手机|方式)?(?:号码)?[^\p{Han}·]*")
"""The text between a person's number and the next person's name."""
PLAIN_PHONE = regex.compile(r"(?<!\d)(?:0\d{2,3}\s?[-—–－]\s?[2-9]\d{2,3}\s?\d{4}|1[3-9]\d{9})(?!\d)")
LABEL = "电话："
SEPARATOR = "、"


def contact_leaf(field: str, value: Traced) -> TextLeaf | None:
    """The leaf of contact_person or contact_phone, from the first to the last of them; its value lists all of them,
    separated by 、.

    None if `value` contains none.
    """
    spans = list(_phones(value.text) if field == "contact_phone" else _people(value.text))
    if not spans:
        return None
    each = (_plain(field, value.text[start:end]) for start, end in spans)
    return TextLeaf.of(value.span(spans[0][0], spans[-1][1]), SEPARATOR.join(dict.fromkeys(each)))


def number_beside(value: Traced) -> TextLeaf | None:
    """The telephone number that stands beside a name though only the name is asked for: 苏小满（0781-5550133）; None without one."""
    shown = PLAIN_PHONE.search(value.text)
    if shown is None:
        return None
    number = value.span(shown.start(), shown.end())
    return TextLeaf.of(number, _plain("contact_phone", number.text))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for part in PART.finditer(text):
        found = [c for c in contacts(LABEL + part[0]) if c.kind == "number"]
        shift = part.start() - len(LABEL)
        yield from ((c.start + shift, c.end + shift) for c in found)
        if not found and (seen := ANY_PHONE.search(part[0])):
            yield part.start() + seen.start(), part.start() + seen.end()


def _people(text: str) -> Iterator[tuple[int, int]]:
    """Yields the spans of the names at the beginning, and of those after a phone number."""
    start = len(text) - len(text.lstrip())
    found = people(text, start, len(text), sure=True) or people(text, start, len(text), sure=False)
    while found:
        yield from found
        between = BETWEEN_PERSONS.match(text, found[-1][1])
        assert between is not None
        found = people(text, between.end(), len(text), sure=False) if between.end() > found[-1][1] else []


def _plain(field: str, text: str) -> str:
    dense = regex.sub(r"\s", "", text)
    return regex.sub(r"[—–－‑]", "-", dense) if field == "contact_phone" else dense
