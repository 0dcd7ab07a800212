"""Normalises character widths: full-width punctuation in Chinese text, ASCII letters and digits, and no stray
spaces."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import cache

from gouji.schemas.traced import Traced
from gouji.schemas.wordlists import read_rows

HAN = "㐀-鿿〇"
WIDE_CHARS = f"{HAN}，。；：、？！（）《》“”‘’〔〕【】%‰℃㎡"
SPACES = "\\s\u3000\u00a0\u200b\ufeff"
KEEP = "㎡㎥℃…—～·￡￥"
"""Compatibility characters that are used as they are, or that a later step must still see as they were read."""
COMPATIBILITY_CHARS = re.compile(r"[\u00b2\u00b3\uff00-\uffef\ufe30-\ufe6f\u2550\u2266\u2267\u3008\u3009\uff61-\uff65]")
REPLACEMENTS = {
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
FULL_WIDTH_MARKS = "，；：？！（）"

ANY_HAN, ANY_WIDE_CHAR = re.compile(f"[{HAN}]"), re.compile(f"[{WIDE_CHARS}]")
EDGE_SPACES = re.compile(f"^[{SPACES}]+|(?<![{SPACES}])[{SPACES}]++$")
INNER_SPACES = re.compile(
    f"(?<=[{WIDE_CHARS}])[{SPACES}]+|(?<![{SPACES}])[{SPACES}]++(?=[{WIDE_CHARS},;:)\\]])|(?<=[(\\[])[{SPACES}]+"
)
LIST_BRACKET = re.compile(r"\s*\w{1,2}\s*\)")
"""1) at the beginning of a paragraph stays as it is."""
SPACE_RUN = re.compile(f"(?<=\\S)[{SPACES}]{{2,}}(?=\\S)|[\u3000\u00a0\t]")


def fold_width(text: Traced) -> Traced:
    """Returns the same text with normalised widths; the glyphs keep the form that was read. Folding is idempotent."""
    for step in (_compatible, _quotes, _brackets, _punctuation, _spaces):
        text = step(text)
    return text


def _compatible(text: Traced) -> Traced:
    def form(found: re.Match[str]) -> str:
        char = found[0]
        if char in FULL_WIDTH_MARKS or char in KEEP:
            return char
        return REPLACEMENTS.get(char) or unicodedata.normalize("NFKC", char)

    text = _replaced(text, COMPATIBILITY_CHARS, form)
    text = _replaced(text, RAISED_POINT, lambda m: ".")
    return _replaced(text, re.compile(r"^\s*[⒈-⒛](?!\d)"), lambda m: unicodedata.normalize("NFKC", m[0]))


def _quotes(text: Traced) -> Traced:
    """Turns straight quotes into “ and ” alternately, if they are paired and stand in Chinese text."""
    if text.text.count('"') % 2 or not ANY_HAN.search(text.text):
        return text
    curly = iter("“”" * text.text.count('"'))
    return _replaced(text, re.compile('"'), lambda m: next(curly))


def _brackets(text: Traced) -> Traced:
    """Gives both halves of a pair one width: full if the pair holds or touches Chinese."""
    chars = list(text.text)
    for found in re.finditer(r"[(（]([^()（）]*)[)）]", text.text):
        around = "".join(
            chars[max(0, found.start() - 1) : found.start()] + chars[found.end() : found.end() + 1]
        ).strip()
        if ANY_WIDE_CHAR.search(found[1] + around + _before(chars, found.start())):
            chars[found.start()], chars[found.end() - 1] = "（）"
    return _as(text, chars)


def _punctuation(text: Traced) -> Traced:
    """Widens commas, colons and the like next to a Chinese character; those between two digits or two letters stay."""
    chars = list(text.text)
    bullet = LIST_BRACKET.match(text.text)
    for found in re.finditer(r"[,;:?!()]", text.text):
        index = found.start()
        listed = bullet is not None and bullet.end() == found.end()
        if _is_chinese(_before(chars, index)) or (_is_chinese(_after(chars, index)) and not listed):
            chars[index] = _full_width()[found[0]]
    return _as(text, chars)


def _before(chars: list[str], index: int) -> str:
    """Returns the last character before the position that is not a space."""
    return next((char for char in map(chars.__getitem__, range(index - 1, -1, -1)) if not char.isspace()), "")


def _after(chars: list[str], index: int) -> str:
    """Returns the first character after the position that is not a space."""
    return next((char for char in map(chars.__getitem__, range(index + 1, len(chars))) if not char.isspace()), "")


def _as(text: Traced, chars: list[str]) -> Traced:
    """Returns the text with its characters replaced by equally many others."""
    return Traced("".join(chars), text.origins, text.probs)


def _is_chinese(char: str) -> bool:
    return bool(char) and ANY_WIDE_CHAR.match(char) is not None


def _spaces(text: Traced) -> Traced:
    """Keeps spaces only between two letters or digits, and after a list point before a digit."""
    for pattern in (EDGE_SPACES, INNER_SPACES):
        text = _replaced(text, pattern, lambda m: "")
    return _replaced(text, SPACE_RUN, lambda m: " ")


def _replaced(text: Traced, pattern: re.Pattern[str], form: Callable[[re.Match[str]], str]) -> Traced:
    """Replaces every match by what `form` returns, keeping the glyphs."""
    found = [(m.start(), m.end(), form(m), None) for m in pattern.finditer(text.text)]
    return text.replace_all([piece for piece in found if text.text[piece[0] : piece[1]] != piece[2]])


@cache
def _full_width() -> dict[str, str]:
    return {half: full for half, full in read_rows(__package__, "punctuation")}
