"""Contacts are masked wherever they stand: those that the report is known to name, and whatever has the form of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cached_property

import regex

from gouji.normalize.people.contacts import UNIT_AFTER, contacts

VALUE_SEPARATOR = regex.compile(r"[、，,;；/|]")
"""What parts two names or two numbers in one field."""
REMARK = regex.compile(r"[（(\[].*?(?:[）)\]]|$)")
"""What is said of a name behind it: 苏小满（主任）."""
NOT_A_LETTER = regex.compile(r"[^\p{L}·]+")
NOT_A_DIGIT = regex.compile(r"\D+")
DASHES = "-—–－()（）"
"""What may stand between two digits of a telephone number, as blanks may; in a name only blanks."""
DIGIT_GAP = rf"[\s{regex.escape(DASHES)}]{{0,3}}"
MIN_PHONE_DIGITS = 7
"""Digits of a telephone number at least: shorter ones are years, counts and extensions, and stay."""
SHOWN_DIGITS = 2
"""Digits at the end that stay, so that two contacts can be told apart."""
DAMAGED_NAME = regex.compile(r"(?<=\S)[^\p{L}·\s](?=\S)")
"""A sign inside of a name that is no letter: the name was not read whole and is masked just as it was seen."""
DAMAGED_PHONE = regex.compile(r"(?<=\d)[^\d\s\-—–－()（）、,，;；/|](?=\d)")
Replacement = tuple[regex.Pattern[str], Callable[[regex.Match[str]], str]]


class Mask:
    """Masks the contacts of one report in its texts. A name keeps its first character, a number its last two digits.

    `names` and `phones` are what the report's fields hold; `figures` are digits that are known to be an amount, whatever they look like.
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
        """The text with all of them masked. `before`: the words that stand before it elsewhere, as in the cell to the left."""
        text = self._by_form(before + text, len(before)) if contacts(before + text) else text
        for seen, hidden in self._damaged.items():
            text = text.replace(seen, hidden)
        for pattern, masked in self._rules:
            text = pattern.sub(masked, text)
        return text

    def may_touch(self, text: str) -> bool:
        """False where none of them stands in the text, which may be many texts on lines of their own; quick."""
        dense = "".join(text.split())
        if any(name in dense for name in self._names) or any(seen in text for seen in self._damaged):
            return True
        for dash in DASHES:
            dense = dense.replace(dash, "")
        return any(phone in dense for phone in self._phones) or bool(contacts(text))

    def _by_form(self, text: str, start: int) -> str:
        out, done = [], start
        for each in contacts(text):
            if each.start >= start and NOT_A_DIGIT.sub("", text[each.start : each.end]) not in self._figures:
                out += [text[done : each.start], MASK_BY_KIND[each.kind](text[each.start : each.end])]
                done = each.end
        return "".join([*out, text[done:]])

    @cached_property
    def _rules(self) -> list[Replacement]:
        people: list[Replacement] = [(regex.compile(_spaced(name)), _name) for name in self._names]
        return people + [(regex.compile(_dialled(phone)), _phone) for phone in self._phones]


def masked_name(value: str) -> str:
    """A contact's own field: whatever it holds, all but its first character."""
    return value[:1] + regex.sub(r"\S", "*", value[1:]) if len(value) > 1 else "*"


def masked_phone(value: str) -> str:
    """A number's own field: all digits but the last two, and all letters."""
    count = sum(char.isdigit() for char in value)
    keep = SHOWN_DIGITS if count >= MIN_PHONE_DIGITS else 0
    out, seen = [], 0
    for char in value:
        seen += char.isdigit()
        out.append("*" if char.isalpha() or (char.isdigit() and seen <= count - keep) else char)
    return "".join(out)


def masked_address(value: str) -> str:
    """A mail address or the name in a chat: all letters and digits but the first, and the signs between them."""
    return value[:1] + regex.sub(r"[^\W_]|_", "*", value[1:])


MASK_BY_KIND: dict[str, Callable[[str], str]] = {"name": masked_name, "number": masked_phone, "address": masked_address}


def _name(match: regex.Match[str]) -> str:
    return masked_name(match[0])


def _phone(match: regex.Match[str]) -> str:
    return masked_phone(match[0])


def _names(value: str) -> list[str]:
    """The names in a field. One character alone is no name: it stands everywhere."""
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


def _spaced(name: str) -> str:
    """A name, whatever blanks stand between its characters; one of letters is a whole word."""
    edge = r"\b" if name.isascii() else ""
    return edge + r"\s*".join(map(regex.escape, name)) + edge


def _dialled(digits: str) -> str:
    """A number however it is grouped, that stands by itself and not inside of a longer number, an amount or an id."""
    return r"(?<![\da-zA-Z.,])" + DIGIT_GAP.join(digits) + rf"(?![\da-zA-Z]|[.,]\d|{UNIT_AFTER.pattern})"
