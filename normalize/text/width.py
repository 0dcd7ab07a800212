"""One form for every character: full-width marks in Chinese text, ASCII letters and digits, and no stray blanks."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache
from pathlib import Path

from gouji.schemas.traced import Traced

HAN = "㐀-鿿〇"
CLOSED = f"{HAN}，。；：、？！（）《》“”‘’〔〕【】%‰℃㎡"
BLANK = "\\s\u3000\u00a0\u200b\ufeff"
KEEP = "㎡㎥℃…—～·￡￥"
"""Compatibility characters that are used as they are, or that a later step must still see as they were read."""
COMPATIBLE = re.compile(r"[\u00b2\u00b3\uff00-\uffef\ufe30-\ufe6f\u2550\u2266\u2267\u3008\u3009\uff61-\uff65]")
OTHERS = {
    "═": "=",
    "﹦": "=",
    "≧": "≥",
    "≦": "≤",
    "﹤": "<",
    "﹥": ">",
    "﹙": "（",
    "﹚": "）",
    "﹝": "〔",
    "﹞": "〕",
    "²": "²",
    "³": "³",
}
RAISED_POINT = re.compile(r"(?<=\d)·(?=\d+\s?[%‰万亿倍元])|(?<=^\d)·(?=[㐀-鿿])")
FULL_FIRST = "，；：？！（）"

ANY_HAN, ANY_CLOSED = re.compile(f"[{HAN}]"), re.compile(f"[{CLOSED}]")
EDGE = re.compile(f"^[{BLANK}]+|(?<![{BLANK}])[{BLANK}]++$")
INNER = re.compile(f"(?<=[{CLOSED}])[{BLANK}]+|(?<![{BLANK}])[{BLANK}]++(?=[{CLOSED},;:)\\]])|(?<=[(\\[])[{BLANK}]+")
LIST_BRACKET = re.compile(r"\s*\w{1,2}\s*\)")
"""1) at the beginning of a paragraph stays as it is."""
WIDE = re.compile(f"(?<=\\S)[{BLANK}]{{2,}}(?=\\S)|[\u3000\u00a0\t]")


def fold_width(text: Traced) -> Traced:
    """The same text in its normal form; the glyphs keep the form that was read. Folding twice changes nothing more."""
    for step in (_compatible, _quotes, _brackets, _marks, _blanks):
        text = step(text)
    return text


def _compatible(text: Traced) -> Traced:
    def form(found: re.Match[str]) -> str:
        char = found[0]
        if char in FULL_FIRST or char in KEEP:
            return char
        return OTHERS.get(char) or unicodedata.normalize("NFKC", char)

    text = _replaced(text, COMPATIBLE, form)
    text = _replaced(text, RAISED_POINT, lambda m: ".")
    return _replaced(text, re.compile(r"^\s*[⒈-⒛](?!\d)"), lambda m: unicodedata.normalize("NFKC", m[0]))


def _quotes(text: Traced) -> Traced:
    """Straight quotes become “ and ” in turn, where they are paired and stand in Chinese text."""
    if text.text.count('"') % 2 or not ANY_HAN.search(text.text):
        return text
    turn = iter("“”" * text.text.count('"'))
    return _replaced(text, re.compile('"'), lambda m: next(turn))


def _brackets(text: Traced) -> Traced:
    """Both halves of a pair have one width: full where the pair holds or touches Chinese."""
    chars = list(text.text)
    for found in re.finditer(r"[(（]([^()（）]*)[)）]", text.text):
        around = "".join(
            chars[max(0, found.start() - 1) : found.start()] + chars[found.end() : found.end() + 1]
        ).strip()
        if ANY_CLOSED.search(found[1] + around + _before(chars, found.start())):
            chars[found.start()], chars[found.end() - 1] = "（）"
    return _as(text, chars)


def _marks(text: Traced) -> Traced:
    """Commas, colons and the like between a Chinese character and anything; those between two digits or two letters stay."""
    chars = list(text.text)
    bullet = LIST_BRACKET.match(text.text)
    for found in re.finditer(r"[,;:?!()]", text.text):
        place = found.start()
        listed = bullet is not None and bullet.end() == found.end()
        if _is_chinese(_before(chars, place)) or (_is_chinese(_after(chars, place)) and not listed):
            chars[place] = _full_width()[found[0]]
    return _as(text, chars)


def _before(chars: list[str], place: int) -> str:
    """The last character before the place that is no blank."""
    return next((char for char in map(chars.__getitem__, range(place - 1, -1, -1)) if not char.isspace()), "")


def _after(chars: list[str], place: int) -> str:
    """The first character behind the place that is no blank."""
    return next((char for char in map(chars.__getitem__, range(place + 1, len(chars))) if not char.isspace()), "")


def _as(text: Traced, chars: list[str]) -> Traced:
    """The text with these characters, as many as it has, in the place of its own."""
    return Traced("".join(chars), text.origins, text.probs)


def _is_chinese(char: str) -> bool:
    return bool(char) and ANY_CLOSED.match(char) is not None


def _blanks(text: Traced) -> Traced:
    """Blanks stay only between two letters or digits, and after a list point before a digit."""
    for pattern in (EDGE, INNER):
        text = _replaced(text, pattern, lambda m: "")
    return _replaced(text, WIDE, lambda m: " ")


def _replaced(text: Traced, pattern: re.Pattern[str], form: Callable[[re.Match[str]], str]) -> Traced:
    """Every match in the form that `form` gives it, the glyphs kept."""
    found = [(m.start(), m.end(), form(m), None) for m in pattern.finditer(text.text)]
    return text.replace_all([piece for piece in found if text.text[piece[0] : piece[1]] != piece[2]])


@cache
def _full_width() -> dict[str, str]:
    rows = Path(__file__).with_name("punctuation.tsv").read_text(encoding="utf-8").splitlines()
    pairs = (row.split("\t") for row in rows if not row.startswith("#"))
    return {half: full for half, full in pairs if half != "half"}
