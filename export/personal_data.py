"""The personal data in a record that masking needs: names, numbers, and digits that are figures whatever they look
like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import regex

from gouji.export.labelled_cells import labelled_cells
from gouji.export.mask import Mask
from gouji.normalize.people.contacts import contacts
from gouji.normalize.text.lexicon import load_lexicon

Json = dict[str, Any]
PERSON, PHONE = "contact_person", "contact_phone"
POINTERS = {PERSON: "/cover/contact_person", PHONE: "/cover/contact_phone"}
COMMON_WORD_COUNT = 1000
"""A word that is used at least this often is masked only if a label says that it is a name: 和平, 建设."""
OFFICE = regex.compile(r"(?:[馆室科股局处部办所站队院校会司组]|中心)$")
MIN_PHONE_DIGITS = 7
"""Digits of the shortest figure that may be taken for a telephone number."""


@dataclass(frozen=True, slots=True)
class PersonalData:
    """The names, the numbers, and the digits of figures that look like numbers; `corrections` are the indexes of the
    corrections of contacts."""

    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()
    corrections: tuple[int, ...] = ()

    def mask(self) -> Mask:
        """The mask of this data."""
        return Mask(self.names, self.numbers, self.figures)


def personal_data(record: Json) -> PersonalData:
    """The personal data of the record: its contact fields in all their readings, and names and numbers found by labels
    and forms elsewhere."""
    figures = tuple(dict.fromkeys(_figures(record)))
    names, numbers = [value for value in _field(record, PERSON) if not _is_office(value)], list(_field(record, PHONE))
    for text, before in _texts(record):
        for each in contacts(before + text):
            value = (before + text)[each.start : each.end]
            if (
                each.kind == "name"
                and not _is_office(value)
                and load_lexicon().count("".join(value.split())) < COMMON_WORD_COUNT
            ):
                names.append(value)
            elif each.kind == "number" and regex.sub(r"\D", "", value) not in figures:
                numbers.append(value)
    return PersonalData(
        tuple(dict.fromkeys(names)), tuple(dict.fromkeys(numbers)), figures, tuple(_corrections(record))
    )


def _is_office(value: str) -> bool:
    """Whether an office is named instead of a person (联系人：文化馆). It occurs in the unit's own name too, and masking it
    hides nobody."""
    dense = "".join(value.split())
    return bool(OFFICE.search(dense)) and load_lexicon().knows(dense)


def contact_fields(record: Json) -> list[Json]:
    """The leaves of the contact person and the telephone."""
    return [leaf for name in POINTERS if (leaf := record["cover"].get(name))]


def _field(record: Json, name: str) -> Iterator[str]:
    leaf = record["cover"].get(name)
    if leaf:
        yield from (value for key in ("value", "raw", "text") if (value := leaf.get(key)))
    for kept in record.get("evidence", []):
        if kept["field"] == POINTERS[name]:
            yield from (each["text"] for each in (*kept["readings"], *kept["looks"]))
    for found in record.get("findings", []):
        yield from (each["text"] for each in found.get("readings", []) if each["field"] == POINTERS[name])


def _texts(record: Json) -> Iterator[tuple[str, str]]:
    """Each text with the text that precedes it."""
    yield from ((page["text"], "") for page in record.get("document", {}).get("pages", []))
    for table in record["tables"]:
        yield from ((cell["text"], before) for cell, before in labelled_cells(table) if cell["text"])


def _figures(node: Any) -> Iterator[str]:
    """The digits of all amounts that are as long as a telephone number: as printed, and in the base unit."""
    if isinstance(node, list):
        for part in node:
            yield from _figures(part)
    elif isinstance(node, dict):
        value = node.get("value")
        if isinstance(value, dict) and value.get("canonical_unit"):
            variants = {
                regex.sub(r"\D", "", value["number"]),
                format(Decimal(value["canonical"]).to_integral_value(), "f"),
            }
            yield from (digits for digits in variants if len(digits) >= MIN_PHONE_DIGITS)
        for part in node.values():
            yield from _figures(part)


def _corrections(record: Json) -> Iterator[int]:
    for number, each in enumerate(record.get("corrections", [])):
        if any(_is_at(each, leaf) for leaf in contact_fields(record)):
            yield number


def _is_at(correction: Json, leaf: Json) -> bool:
    """Whether a correction was made at the place of the leaf."""
    if correction["page"] and leaf["page"]:
        there = leaf.get("boxes") or [leaf["bbox"]]
        return correction["page"] == leaf["page"] and any(_overlap(correction["bbox"], box) for box in there)
    return correction["line"] is not None and correction["line"] == leaf["line"] and correction["before"] in leaf["raw"]


def _overlap(a: list[float] | None, b: list[float] | None) -> bool:
    return bool(a and b) and a[0] <= b[2] and b[0] <= a[2] and a[1] <= b[3] and b[1] <= a[3]  # type: ignore[index]
