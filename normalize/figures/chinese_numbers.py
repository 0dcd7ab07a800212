"""Parses numbers written in Chinese characters, everyday (一百二十) and financial (壹佰贰拾)."""

from __future__ import annotations

from decimal import Decimal

_BY_VALUE = ("〇零○Ｏ", "一壹", "二两贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
DIGITS = {char: value for value, chars in enumerate(_BY_VALUE) for char in chars}
MULTIPLIERS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
GROUP_SIZES = {"亿": 100_000_000, "万": 10_000}
NUMERALS = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖" + "".join(MULTIPLIERS) + "".join(GROUP_SIZES)
"""The characters that numbers are written with."""


def chinese_number(text: str) -> Decimal | None:
    """Returns the number, or None if the characters are not one well-formed number (七八, 百姓, 一二三).

    Consecutive digits are read as decimal places only if there are four (二〇二三), or at least three with a zero among
    them.
    """
    whole, point, places = text.partition("点")
    value = _digit_by_digit(whole) if len(whole) > 1 and all(c in DIGITS for c in whole) else _grouped(whole)
    if value is None or not point:
        return value
    if not places or any(c not in DIGITS for c in places):
        return None
    return Decimal(f"{value}." + "".join(str(DIGITS[c]) for c in places))


def _digit_by_digit(text: str) -> Decimal | None:
    zeros = any(DIGITS[c] == 0 for c in text)
    if DIGITS[text[0]] and (len(text) == 4 or (zeros and len(text) > 2)):
        return Decimal("".join(str(DIGITS[c]) for c in text))
    return None


def _grouped(text: str) -> Decimal | None:
    """一亿二千万: sums the groups before 亿 and 万, larger ones first."""
    total, rest = 0, text
    for name, size in GROUP_SIZES.items():
        head, found, tail = rest.rpartition(name)
        if found:
            # 万亿 is a group of its own: the part before 亿 may hold a 万.
            value = _grouped(head) if name == "亿" and "万" in head else _below_ten_thousand(head)
            if value is None:
                return None
            total += int(value) * size
            rest = tail
    if total and len(rest) == 1:
        # 三万五 means 35000 to one writer and is a slip of another.
        return None
    last = _below_ten_thousand(rest) if rest else Decimal(0)
    return None if last is None or not text else total + last


def _below_ten_thousand(text: str) -> Decimal | None:
    total, digit, limit = 0, None, 10_000
    for index, char in enumerate(text):
        if char in DIGITS:
            if digit:
                return None
            digit = DIGITS[char]
        elif char in MULTIPLIERS and MULTIPLIERS[char] < limit:
            limit = MULTIPLIERS[char]
            if digit is None and (index or limit > 10):
                return None
            if digit == 0:
                # 一百零十 is not a number; 零 only marks skipped places.
                return None
            total, digit = total + (1 if digit is None else digit) * limit, None
        else:
            return None
    is_colloquial = (
        limit > 10 and total and digit and len(text) > 1 and text[-2] in MULTIPLIERS
    )  # colloquial: 一百五 means 150
    return None if not text or is_colloquial else Decimal(total + (digit or 0))
