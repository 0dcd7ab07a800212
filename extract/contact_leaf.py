"""All names and all telephones of a contact field as one leaf: 欧阳明月、李 雷; 0750-3829700、13812345678."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from gouji.normalize.people.contacts import contacts
from gouji.normalize.people.person_names import people
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.traced import Traced

PART = regex.compile(r"[^、，,；;/／|\n]+")
ANY_PHONE = regex.compile(r"\+?\d[\d\s\-—–－()（）]{5,18}\d")
"""A number of a form that no telephone of the country has, or one that was read wrongly."""
BETWEEN = regex.compile(r"[^\p{Han}·]*(?:联系)?(?:电话|手机|方式)?(?:号码)?[^\p{Han}·]*")
"""What stands between a person's number and the next person's name."""
LABEL = "电话："
PARTS = "、"


def contact_leaf(field: str, value: Traced) -> TextLeaf | None:
    """The leaf of contact_person or contact_phone: from the first to the last of them, its value all of them with 、 between. None
    where there is none in `value`."""
    spans = list(_phones(value.text) if field == "contact_phone" else _people(value.text))
    if not spans:
        return None
    each = (_plain(field, value.text[start:end]) for start, end in spans)
    return TextLeaf.of(value.span(spans[0][0], spans[-1][1]), PARTS.join(dict.fromkeys(each)))


def _phones(text: str) -> Iterator[tuple[int, int]]:
    for part in PART.finditer(text):
        found = [c for c in contacts(LABEL + part[0]) if c.kind == "number"]
        shift = part.start() - len(LABEL)
        yield from ((c.start + shift, c.end + shift) for c in found)
        if not found and (seen := ANY_PHONE.search(part[0])):
            yield part.start() + seen.start(), part.start() + seen.end()


def _people(text: str) -> Iterator[tuple[int, int]]:
    """The names at the beginning, and those that follow behind a telephone."""
    start = len(text) - len(text.lstrip())
    found = people(text, start, len(text), sure=True)
    while found:
        yield from found
        between = BETWEEN.match(text, found[-1][1])
        assert between is not None
        found = people(text, between.end(), len(text), sure=False) if between.end() > found[-1][1] else []


def _plain(field: str, text: str) -> str:
    dense = regex.sub(r"\s", "", text)
    return regex.sub(r"[—–－‑]", "-", dense) if field == "contact_phone" else dense
