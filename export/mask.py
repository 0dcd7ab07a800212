"""Masks contacts in any text: those that the report is known to name, and everything that has the form of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import regex

from gouji.normalize.people.contacts import UNIT_AFTER, contacts

VALUE_SEPARATOR = regex.compile(r"[、，,;；/|]")
"""Separates two names or two numbers in one field."""
REMARK = regex.compile(r"[（(\[].*?(?:[）)\]]|$)")
"""A remark after a name: 苏小满（主任）."""
NOT_A_LETTER = regex.compile(r"[^\p{L}·]+")
NOT_A_DIGIT = regex.compile(r"\D+")
DASHES = "-—–－()（）"
"""Characters that may separate two digits of a telephone number, as blanks may. In a name only blanks may occur."""
DIGIT_GAP = rf"[\s{regex.escape(DASHES)}]{{0,3}}"
MIN_PHONE_DIGITS = 7
"""Shorter numbers are years, counts and extensions, and stay."""
SHOWN_DIGITS = 2
"""Digits at the end that stay visible, so that two contacts can be told apart."""
DAMAGED_NAME = regex.compile(r"(?<=\S)[^\p{L}·\s](?=\S)")
"""A character inside a name that is not a letter: the name was misread and is masked exactly as read."""
DAMAGED_PHONE = regex.compile(r"(?<=\d)[^\d\s\-—–－()（）、,，;；/|](?=\d)")
Replacement = tuple[regex.Pattern[str], Callable[[regex.Match[str]], str]]


class Mask:
    """Masks the contacts of one report in its texts. A name keeps its first character, a number its last two digits.

    `names` and `phones` are the values of the report's fields; `figures` are digits that are known to be an amount,
    whatever they look like.
    """

    def __init__(self, names: Iterable[str | None], phones: Iterable[str | None], figures: Iterable[str] = ()) -> None:
        self._names, self._phones, self._figures = set[str](), set[str](), frozenset(figures)
        self._damaged: dict[str, str] = {}
        for value in filter(None, names):
            self._names.update(_names(value))
            if DAMAGED_NAME.search(value):
                self._damaged[value] = masked_name(value)
        for value in filter(None, phones):
            self._phones.update(_phones(value))
            if len(value) >= MIN_PHONE_DIGITS and DAMAGED_PHONE.search(value):
                self._damaged[value] = masked_phone(value)

    def __call__(self, text: str, before: str = "") -> str:
        """The text with all contacts masked. `before`: the text that precedes it elsewhere, such as the cell to the
        left."""
        text = self._by_form(before + text, len(before)) if contacts(before + text) else text
        for read, masked in self._damaged.items():
            text = text.replace(read, masked)
        for pattern, replace in self._rules:
            text = pattern.sub(replace, text)
        return text

    def may_touch(self, text: str) -> bool:
        """False if no contact occurs in the text, which may be many texts on separate lines; fast."""
        dense = "".join(text.split())
        if any(name in dense for name in self._names) or any(read in text for read in self._damaged):
            return True
        for dash in DASHES:
            dense = dense.replace(dash, "")
        return any(phone in dense for phone in self._phones) or bool(contacts(text))

    def _by_form(self, text: str, start: int) -> str:
        out, end = [], start
        for each in contacts(text):
            if each.start >= start and NOT_A_DIGIT.sub("", text[each.start : each.end]) not in self._figures:
                out += [text[end : each.start], MASK_BY_KIND[each.kind](text[each.start : each.end])]
                end = each.end
        return "".join([*out, text[end:]])

    @cached_property
    def _rules(self) -> list[Replacement]:
        people: list[Replacement] = [(regex.compile(_name_pattern(name)), _name) for name in self._names]
        return people + [(regex.compile(_phone_pattern(phone)), _phone) for phone in self._phones]


def masked_name(value: str) -> str:
    """A contact's name field: everything but its first character is masked."""
    return value[:1] + regex.sub(r"\S", "*", value[1:]) if len(value) > 1 else "*"


def masked_phone(value: str) -> str:
    """A phone field: all digits but the last two and all letters are masked."""
    count = sum(char.isdigit() for char in value)
    keep = SHOWN_DIGITS if count >= MIN_PHONE_DIGITS else 0
    out, seen = [], 0
    for char in value:
        seen += char.isdigit()
        out.append("*" if char.isalpha() or (char.isdigit() and seen <= count - keep) else char)
    return "".join(out)


def masked_address(value: str) -> str:
    """A mail address or chat name: all letters, digits and underscores but the first character are masked."""
    return value[:1] + regex.sub(r"[^\W_]|_", "*", value[1:])


MASK_BY_KIND: dict[str, Callable[[str], str]] = {"name": masked_name, "number": masked_phone, "address": masked_address}


def _name(match: regex.Match[str]) -> str:
    return masked_name(match[0])


def _phone(match: regex.Match[str]) -> str:
    return masked_phone(match[0])


def _names(value: str) -> list[str]:
    """The names in a field. A single character is not a name: it occurs everywhere."""
    found = [NOT_A_LETTER.sub("", part) for part in VALUE_SEPARATOR.split(REMARK.sub("", value))]
    return [name for name in found if len(name) > 1]


def _phones(value: str) -> list[str]:
    """The digits of the numbers in a field."""
    found = [NOT_A_DIGIT.sub("", part) for part in VALUE_SEPARATOR.split(value)]
    return [
        digits if digits.isascii() else "".join(str(int(char)) for char in digits)
        for digits in found
        if len(digits) >= MIN_PHONE_DIGITS
    ]


def _name_pattern(name: str) -> str:
    """A pattern for a name with any blanks between its characters. A name in Latin letters must be a whole word."""
    edge = r"\b" if name.isascii() else ""
    return edge + r"\s*".join(map(regex.escape, name)) + edge


def _phone_pattern(digits: str) -> str:
    """A pattern for a number in any grouping that is not part of a longer number, an amount or an id."""
    return r"(?<![\da-zA-Z.,])" + DIGIT_GAP.join(digits) + rf"(?![\da-zA-Z]|[.,]\d|{UNIT_AFTER.pattern})"
