"""Names, telephones, accounts and the like of persons in a text: told by their form, by check digits, and by the words before them."""

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
FREE, DONE = r"(?<![0-9A-Za-z_])(?:(?<![0-9][.,])|(?<=(?:^|[。；;\s])[1-9][0-9]?\.))", r"(?![0-9A-Za-z])(?![.,][0-9])"
"""Where a number begins and ends that is no part of a longer one, of an amount or of a code; a list number may stand before it."""
SEP = r"[ \u3000]?[-—–－‑.·]?[ \u3000]?"
MOBILE = regex.compile(
    rf"{FREE}(?:[（(]?\+?86[）)]?{SEP})?1[3-9][0-9](?:{SEP}[0-9]{{4}}{SEP}[0-9]{{4}}|[0-9]{SEP}[0-9]{{3}}{SEP}[0-9]{{4}}|[0-9]{SEP}[0-9]{{4}}{SEP}[0-9]{{3}}){DONE}"
)
LOOSE = regex.compile(rf"{FREE}1(?: ?[0-9]){{10}}{DONE}")
"""A mobile number whose digits stand apart, as a form prints them in boxes."""
EXTENSION = r"(?:\s?(?:转|[-—－]|ext\.?)\s?[0-9]{1,6})?"
LANDLINE = regex.compile(
    rf"(?:{FREE}|(?<=\())[（(]?(?:\+?86{SEP})?0?(?:10|2[0-9]|[3-9][0-9]{{2}})(?P<parted>[）)]{SEP}|{SEP})[2-9][0-9]{{2,3}}{SEP}[0-9]{{4}}{EXTENSION}{DONE}"
)
LOCAL = regex.compile(rf"{FREE}[2-9][0-9]{{2,3}}{SEP}[0-9]{{4}}{EXTENSION}{DONE}")
IDENTITY = regex.compile(rf"{FREE}[1-9][0-9]{{5}} ?(?P<born>(?:19|20)[0-9]{{6}}) ?[0-9]{{3}}[0-9Xx]{DONE}")
OLD_IDENTITY = regex.compile(rf"{FREE}[1-9][0-9]{{14}}(?:[0-9]{{2}}[0-9Xx])?{DONE}")
CARD = regex.compile(
    rf"{FREE}[3-6][0-9]{{3}}(?P<sep>[ -]?)[0-9]{{4}}(?P=sep)[0-9]{{4}}(?P=sep)[0-9]{{4}}(?:(?P=sep)[0-9]{{1,3}})?{DONE}"
)
ACCOUNT = regex.compile(rf"{FREE}[0-9](?:[ -]?[0-9]){{7,29}}{DONE}")
CHAT = regex.compile(rf"[：:\s]*(?P<id>[A-Za-z][-_A-Za-z0-9]{{4,19}}|[1-9][0-9]{{4,11}}){DONE}")
MAIL = regex.compile(
    r"(?<![\w.+-])[A-Za-z0-9_][\w.+-]*\s?[@＠]\s?[A-Za-z0-9-]+(?:\s?[.．]\s?[A-Za-z0-9-]+)+", regex.ASCII
)
LARGE = [
    unit for unit, row in UNIT_ROWS.items() if len(unit) > 1 or row["kind"] in ("multiplier", "money", "rate")
] + list("吨度米亩册")
MEASURED = regex.compile(rf"\s*[余多]?\s*(?:百|{unit_pattern(LARGE)})")
"""What makes an amount of the digits before it: no telephone has a unit. Units that count small things are left out (本, 个):
nobody has ten thousand millions of them, and a word may begin with them (本人)."""
SIGNED = regex.compile(
    r"\s*(?:姓名|签[字名章])?\s*(?:[及和与、/]?\s*(?:其?联系)?(?:电话|方式|手机)(?:号码)?)?\s*(?:[（(]\s*(?:签[字名章]|盖章|手签)\s*[）)])?\s*(?P<colon>[：:])?\s*"
)
NEAR, FAR = 12, 40
"""Characters that may stand between a word and the digits that it is of: an amount's or a code's, and any other's."""
BESIDE = regex.compile(r"[0-9][ \u3000\t]+$"), regex.compile(r"[ \u3000\t]+[0-9]")
"""A figure before, and behind, in one row."""
STOPS = regex.compile(r"[。；;\n]")
ANYTHING = regex.compile(r"[@＠]|[0-9](?:[^0-9\p{Han}]{0,3}[0-9]){4}|人|主管|领导|联络员|微信|(?i:wechat|weixin|qq)")
"""A text without any of these holds no contact."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A place of a text that tells of a person: a name, a number (telephone, identity, account) or an address (mail, chat)."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Label:
    start: int
    end: int
    kind: str


def contacts(text: str) -> list[Contact]:
    """Every such place in order; none overlaps another. An amount, a code and a document's number are none: what decides are check
    digits, the words before and the unit behind."""
    if not ANYTHING.search(text):
        return []
    labels = _labels(text)
    found = [*_addresses(text, labels), *_numbers(text, labels), *_names(text, labels)]
    out: list[Contact] = []
    for each in sorted(found, key=lambda c: (c.start, -c.end)):
        if not out or each.start >= out[-1].end:
            out.append(each)
    return out


def label_kind(text: str) -> str | None:
    """What a label that stands alone (a cell of a table) says of what belongs to it: person, phone, account, identity, chat, code or
    figure. None for other words; of several the last."""
    labels = _labels(text)
    short = len(regex.sub(r"[\s：:]", "", text)) <= 16
    return labels[-1].kind if labels and short else None


@cache
def _pattern() -> regex.Pattern[str]:
    words: dict[str, list[str]] = {}
    for row in read_records(__package__, "contact_words"):
        words.setdefault(row["kind"], []).append(f"(?:{row['word']})")
    return regex.compile("|".join(f"(?P<{kind}>{'|'.join(said)})" for kind, said in words.items()))


def _labels(text: str) -> list[_Label]:
    """The words that say what follows, whatever blanks stand between their characters."""
    places = [i for i, char in enumerate(text) if not char.isspace()]
    dense = "".join(text[i] for i in places)
    return [_Label(places[m.start()], places[m.end() - 1] + 1, m.lastgroup or "") for m in _pattern().finditer(dense)]


def _before(text: str, labels: list[_Label], ends: list[int], start: int) -> str:
    """The kind of the nearest word before a number, where it is near enough to be meant. `ends`: where the labels end."""
    at = bisect_right(ends, start)
    if not at:
        return ""
    label = labels[at - 1]
    reach = NEAR if label.kind in ("code", "figure") else FAR
    return label.kind if start - label.end <= reach and not STOPS.search(text, label.end, start) else ""


def _numbers(text: str, labels: list[_Label]) -> list[Contact]:
    out, ends = [], [label.end for label in labels]
    for pattern in (IDENTITY, OLD_IDENTITY, CARD, ACCOUNT, MOBILE, LOOSE, LANDLINE, LOCAL):
        for match in pattern.finditer(text):
            said = _before(text, labels, ends, match.start())
            if not MEASURED.match(text, match.end()) and _meant(pattern, match, said, text):
                out.append(Contact(match.start(), match.end(), "number"))
    return out


def _meant(pattern: regex.Pattern[str], match: regex.Match[str], said: str, text: str) -> bool:
    """Whether digits of this form are a person's, with the word `said` before them."""
    if said in ("code", "figure"):
        return False
    digits = regex.sub(r"[^0-9Xx]", "", match[0])
    if pattern is IDENTITY:
        return said == "identity" or (_is_day(match["born"]) and _checks(digits))
    if pattern is OLD_IDENTITY:
        return said == "identity"
    if pattern is CARD:
        return said == "account" or (_luhn(digits) and not _in_row(text, match))
    if pattern is ACCOUNT:
        return said == "account"
    if pattern is MOBILE:
        wide = regex.search(r"\s{2}", match[0])
        return said in ("phone", "chat", "person") or not (wide or (" " in match[0] and _in_row(text, match)))
    if pattern is LANDLINE:
        return digits.removeprefix("86").startswith("0") and (
            said == "phone" or bool(regex.search(r"[-—–－‑）)]", match[0]))
        )
    return said == "phone"


def _in_row(text: str, match: regex.Match[str]) -> bool:
    """Whether other figures stand in one row with this one: then its groups are figures of a table."""
    return bool(
        BESIDE[0].search(text, max(0, match.start() - FAR), match.start()) or BESIDE[1].match(text, match.end())
    )


def _is_day(digits: str) -> bool:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:])) is not None
    except ValueError:
        return False


def _checks(digits: str) -> bool:
    """The check digit of an identity number (GB 11643)."""
    total = sum(int(digit) * (2 ** (17 - place) % 11) for place, digit in enumerate(digits[:17]))
    return "10X98765432"[total % 11] == digits[17].upper()


def _luhn(digits: str) -> bool:
    """The check digit of a bank card."""
    doubled = [int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 * (value > 9) for value in doubled) % 10 == 0


def _addresses(text: str, labels: list[_Label]) -> list[Contact]:
    out = [Contact(*match.span(), "address") for match in MAIL.finditer(text)]
    for label in labels:
        match = CHAT.match(text, label.end) if label.kind == "chat" else None
        if match and not MEASURED.match(text, match.end()):
            out.append(Contact(*match.span("id"), "address"))
    return out


def _names(text: str, labels: list[_Label]) -> list[Contact]:
    out, starts = [], [label.start for label in labels]
    for label in labels:
        if label.kind != "person":
            continue
        signed = SIGNED.match(text, label.end)
        assert signed is not None
        after = bisect_left(starts, signed.end())
        end = starts[after] if after < len(starts) else len(text)
        crossed = "\n" in signed[0]
        if not signed["colon"] and (crossed or len(signed[0].strip()) > 8):
            continue
        sure = bool(signed["colon"]) and not crossed
        out += [Contact(start, stop, "name") for start, stop in people(text, signed.end(), end, sure=sure)]
    return out
