"""Finds names, phone numbers, accounts and other personal data, by their form, by check digits, and by the words
before them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import regex

from gouji.normalize.figures.units import UNIT_ROWS, unit_pattern
from gouji.normalize.people.person_names import people
from gouji.schemas.wordlists import read_records

Kind = Literal["name", "number", "address"]
NUMBER_START = r"(?<![0-9A-Za-z_])(?:(?<![0-9][.,])|(?<=(?:^|[。；;\s])[1-9][0-9]?\.))"
NUMBER_END = r"(?![0-9A-Za-z])(?![.,][0-9])"
"""Start and end of a number that is no part of a longer one, of an amount or of a code. A list number may precede
it."""
SEPARATOR = r"[ \u3000]?[-—–－‑.·]?[ \u3000]?"
MOBILE = regex.compile(
    rf"{NUMBER_START}(?:[（(]?\+?86[）)]?{SEPARATOR})?1[3-9][0-9]"
    rf"(?:{SEPARATOR}[0-9]{{4}}{SEPARATOR}[0-9]{{4}}|[0-9]{SEPARATOR}[0-9]{{3}}{SEPARATOR}[0-9]{{4}}|[0-9]{SEPARATOR}[0-9]{{4}}{SEPARATOR}[0-9]{{3}}){NUMBER_END}"
)
SPACED_MOBILE = regex.compile(rf"{NUMBER_START}1(?: ?[0-9]){{10}}{NUMBER_END}")
"""A mobile number with spaced digits, as a form prints them in boxes."""
EXTENSION = r"(?:\s?(?:转|[-—－]|ext\.?)\s?[0-9]{1,6})?"
LANDLINE = regex.compile(
    rf"(?:{NUMBER_START}|(?<=\())[（(]?(?:\+?86{SEPARATOR})?0?(?:10|2[0-9]|[3-9][0-9]{{2}})"
    rf"(?P<separator>[）)]{SEPARATOR}|{SEPARATOR})[2-9][0-9]{{2,3}}{SEPARATOR}[0-9]{{4}}{EXTENSION}{NUMBER_END}"
)
LOCAL = regex.compile(rf"{NUMBER_START}[2-9][0-9]{{2,3}}{SEPARATOR}[0-9]{{4}}{EXTENSION}{NUMBER_END}")
IDENTITY = regex.compile(
    rf"{NUMBER_START}[1-9][0-9]{{5}} ?(?P<born>(?:19|20)[0-9]{{6}}) ?[0-9]{{3}}[0-9Xx]{NUMBER_END}"
)
OLD_IDENTITY = regex.compile(rf"{NUMBER_START}[1-9][0-9]{{14}}(?:[0-9]{{2}}[0-9Xx])?{NUMBER_END}")
CARD = regex.compile(
    rf"{NUMBER_START}[3-6][0-9]{{3}}(?P<sep>[ -]?)[0-9]{{4}}(?P=sep)[0-9]{{4}}(?P=sep)"
    rf"[0-9]{{4}}(?:(?P=sep)[0-9]{{1,3}})?{NUMBER_END}"
)
ACCOUNT = regex.compile(rf"{NUMBER_START}[0-9](?:[ -]?[0-9]){{7,29}}{NUMBER_END}")
CHAT = regex.compile(rf"[：:\s]*(?P<id>[A-Za-z][-_A-Za-z0-9]{{4,19}}|[1-9][0-9]{{4,11}}){NUMBER_END}")
MAIL = regex.compile(
    r"(?<![\w.+-])[A-Za-z0-9_][\w.+-]*\s?[@＠]\s?[A-Za-z0-9-]+(?:\s?[.．]\s?[A-Za-z0-9-]+)+", regex.ASCII
)
LARGE_UNITS = [
    unit for unit, row in UNIT_ROWS.items() if len(unit) > 1 or row["kind"] in ("multiplier", "money", "rate")
] + list("吨度米亩册")
UNIT_AFTER = regex.compile(rf"\s*[余多]?\s*(?:百|{unit_pattern(LARGE_UNITS)})")
"""What turns the digits before it into an amount: no phone number has a unit.

Units that count small things are left out (本, 个): nobody has ten thousand millions of them, and a word may begin with
them (本人).
"""
SIGNATURE_WORDS = regex.compile(
    r"\s*(?:姓名|签[字名章])?\s*(?:[及和与、/]?\s*(?:其?联系)?(?:电话|方式|手机)(?:号码)?)?\s*(?:[（(]\s*(?:签[字名章]|盖章|手签)\s*[）)])?\s*(?P<colon>[：:])?\s*"
)
MAX_GAP_TO_FIGURE = 12
"""Maximum number of characters between the label of an amount or a code and its digits."""

MAX_GAP_TO_LABEL = 40
"""The same for any other label."""
FIGURE_BEFORE, FIGURE_AFTER = regex.compile(r"[0-9][ \u3000\t]+$"), regex.compile(r"[ \u3000\t]+[0-9]")
"""Another figure in the same row."""
SENTENCE_END = regex.compile(r"[。；;\n]")
"""Punctuation that separates a label from the digits after it."""
ANY_CONTACT = regex.compile(r"[@＠]|[0-9](?:[^0-9\p{Han}]{0,3}[0-9]){4}|人|主管|领导|联络员|微信|(?i:wechat|weixin|qq)")
"""A text without any of these holds no contact."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A personal item in a text: a name, a number (phone, identity, account) or an address (mail, chat)."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    kind: str


def contacts(text: str) -> list[Contact]:
    """Returns all contacts in order, without overlap.

    An amount, a code and a document's number are not contacts: check digits, the words before and the unit after
    decide.
    """
    if not ANY_CONTACT.search(text):
        return []
    labels = _labels(text)
    found = [*_addresses(text, labels), *_numbers(text, labels), *_names(text, labels)]
    out: list[Contact] = []
    for each in sorted(found, key=lambda c: (c.start, -c.end)):
        if not out or each.start >= out[-1].end:
            out.append(each)
    return out


def label_kind(text: str) -> str | None:
    """Returns what a lone label (a table cell) says about its value: person, phone, account, identity, chat, code or
    figure.

    None for other words; of several kinds the last.
    """
    labels = _labels(text)
    short = len(regex.sub(r"[\s：:]", "", text)) <= 16
    return labels[-1].kind if labels and short else None


@cache
def _pattern() -> regex.Pattern[str]:
    words: dict[str, list[str]] = {}
    for row in read_records(__package__, "contact_words"):
        words.setdefault(row["kind"], []).append(f"(?:{row['word']})")
    return regex.compile("|".join(f"(?P<{kind}>{'|'.join(patterns)})" for kind, patterns in words.items()))


def _labels(text: str) -> list[_Label]:
    """Returns the labels in the text, whatever spaces stand between their characters."""
    places = [i for i, char in enumerate(text) if not char.isspace()]
    dense = "".join(text[i] for i in places)
    return [_Label(places[m.start()], places[m.end() - 1] + 1, m.lastgroup or "") for m in _pattern().finditer(dense)]


def _before(text: str, labels: list[_Label], ends: list[int], start: int) -> str:
    """Returns the kind of the nearest label before a number if it is near enough.

    `ends` are the end positions of the labels.
    """
    at = bisect_right(ends, start)
    if not at:
        return ""
    label = labels[at - 1]
    reach = MAX_GAP_TO_FIGURE if label.kind in ("code", "figure") else MAX_GAP_TO_LABEL
    return label.kind if start - label.end <= reach and not SENTENCE_END.search(text, label.end, start) else ""


def _numbers(text: str, labels: list[_Label]) -> list[Contact]:
    out, ends = [], [label.end for label in labels]
    for pattern in (IDENTITY, OLD_IDENTITY, CARD, ACCOUNT, MOBILE, SPACED_MOBILE, LANDLINE, LOCAL):
        for match in pattern.finditer(text):
            kind_before = _before(text, labels, ends, match.start())
            if not UNIT_AFTER.match(text, match.end()) and _is_personal(pattern, match, kind_before, text):
                out.append(Contact(match.start(), match.end(), "number"))
    return out


def _is_personal(pattern: regex.Pattern[str], match: regex.Match[str], kind_before: str, text: str) -> bool:
    """Tells whether digits of this form are personal data, given the kind `kind_before` of the label before them."""
    if kind_before in ("code", "figure"):
        return False
    digits = regex.sub(r"[^0-9Xx]", "", match[0])
    if pattern is IDENTITY:
        return kind_before == "identity" or (_is_day(match["born"]) and _has_valid_check_digit(digits))
    if pattern is OLD_IDENTITY:
        return kind_before == "identity"
    if pattern is CARD:
        return kind_before == "account" or (_luhn(digits) and not _in_row(text, match))
    if pattern is ACCOUNT:
        return kind_before == "account"
    if pattern is MOBILE:
        wide = regex.search(r"\s{2}", match[0])
        return kind_before in ("phone", "chat", "person") or not (wide or (" " in match[0] and _in_row(text, match)))
    if pattern is LANDLINE:
        return digits.removeprefix("86").startswith("0") and (
            kind_before == "phone" or bool(regex.search(r"[-—–－‑）)]", match[0]))
        )
    return kind_before == "phone"


def _in_row(text: str, match: regex.Match[str]) -> bool:
    """Tells whether other figures stand in the same row: then the groups of this one are figures of a table."""
    return bool(
        FIGURE_BEFORE.search(text, max(0, match.start() - MAX_GAP_TO_LABEL), match.start())
        or FIGURE_AFTER.match(text, match.end())
    )


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) is not None
    except ValueError:
        return False


def _has_valid_check_digit(digits: str) -> bool:
    """Verifies the check digit of an identity number (GB 11643)."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17].upper()


def _luhn(digits: str) -> bool:
    """Verifies the check digit of a bank card."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _addresses(text: str, labels: list[_Label]) -> list[Contact]:
    out = [Contact(*match.span(), "address") for match in MAIL.finditer(text)]
    for label in labels:
        match = CHAT.match(text, label.end) if label.kind == "chat" else None
        if match and not UNIT_AFTER.match(text, match.end()):
            out.append(Contact(*match.span("id"), "address"))
    return out


def _names(text: str, labels: list[_Label]) -> list[Contact]:
    out, starts = [], [label.start for label in labels]
    for label in labels:
        if label.kind != "person":
            continue
        signed = SIGNATURE_WORDS.match(text, label.end)
        assert signed is not None
        after = bisect_left(starts, signed.end())
        end = starts[after] if after < len(starts) else len(text)
        crossed = "\n" in signed[0]
        if not signed["colon"] and (crossed or len(signed[0].strip()) > 8):
            continue
        sure = bool(signed["colon"]) and not crossed
        out += [Contact(start, stop, "name") for start, stop in people(text, signed.end(), end, sure=sure)]
    return out
