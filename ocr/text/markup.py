"""What other programs write into a text and no reader sees as print: marks of Markdown, HTML and LaTeX, the lines of filled-in blanks,
characters printed twice to look bold."""

from __future__ import annotations

from html import unescape

import regex

NOTE = regex.compile(r"(?<=\d)[\u2460-\u2473](?=\s{0,3}(?:[\p{Han}%，。；、）,;)]|$))")
"""The number of a note behind a figure, in a circle."""
ENTITY = regex.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][\dA-Fa-f]{1,5});")
"""A sign as a web page writes it: &ge;, &nbsp;, &#8804;."""
STRUCK = regex.compile(r"~~(?=[^\s~])[^~]{1,80}(?<!\s)~~|<(?P<tag>del|s|strike)>[^<>]{0,80}</(?P=tag)>", regex.I)
"""Words that were struck out, in Markdown or HTML."""
FILLED_IN = regex.compile(r"(?<![A-Za-z0-9_])_+|_+(?![A-Za-z0-9_])")
"""The line under a blank that was filled in, as underscores. Between two digits they stay: nobody knows whether these are one figure."""
SYMBOLS = {
    "\uf0b3": "≥",
    "\uf0a3": "≤",
    "\uf0b1": "±",
    "\uf0b4": "×",
    "\uf0b8": "÷",
    "\uf0b0": "°",
    "\uf0bb": "≈",
    "\uf06d": "μ",
    "\uf025": "%",
}
"""Signs of the font Symbol, which keeps them in a private area."""
RAISED = regex.compile(r"(?<=\d)(?<!(?<!\d)10)[\u00b9\u00b2\u00b3\u2070-\u2079]+")
"""The number of a note behind a figure, raised; 10⁴ is a power."""
MATH = regex.compile(
    r"\$(?=[^$\s])(?P<body>(?:\\(?:[gl]eq?(?:slant)?|approx|sim|times|pm|cdot|%|[,;: ])|[\d.,:+\-<>=%{} ])+)(?<!\s)\$"
)
"""A figure as a formula of LaTeX ($\\geq 90\\%$): its dollars, braces and backslashes are no print."""
COMMAND = regex.compile(
    r"\\(?:(?P<sign>[gl]eq?(?:slant)?|approx|sim|times|pm|cdot)(?![a-z]) ?|(?P<plain>%)|[,;: ])|[{}]"
)
SIGNS = {"g": "≥", "l": "≤", "a": "≈", "s": "~", "t": "×", "p": "±", "c": "·"}
"""What a command of a formula prints, by its first letter."""
BOLD = regex.compile(r"\*\*(?=[^\s*])[^*]{1,200}(?<!\s)\*\*")
"""Bold words of Markdown: its stars are no print of the text."""
MIN_DOUBLED = 4
"""So many characters are not doubled by chance."""
HAN = regex.compile(r"\p{Han}")
ASCII_SIGNS = frozenset("<>&\"'")


def markup(row: str) -> tuple[set[int], dict[int, str]]:
    """The places of a row that print nothing, and the signs that others print instead of what is written there."""
    unseen = (NOTE, RAISED, STRUCK, FILLED_IN)
    hidden = {i for pattern in unseen for found in pattern.finditer(row) for i in range(*found.span())}
    hidden |= _doubled(row)
    signs = _formula_signs(row, hidden) | _entity_signs(row, hidden)
    signs |= {i: SYMBOLS[char] for i, char in enumerate(row) if char in SYMBOLS}
    for found in BOLD.finditer(row):
        hidden |= {found.start(), found.start() + 1, found.end() - 2, found.end() - 1}
    return hidden, signs


def _doubled(row: str) -> set[int]:
    """The second ones of a row that prints every character twice, one over the other, to look bold."""
    first = len(row) - len(row.lstrip())
    words = row.strip()
    twice = len(words) >= 2 * MIN_DOUBLED and len(words) % 2 == 0 and words[::2] == words[1::2]
    return {*range(first + 1, first + len(words), 2)} if twice and HAN.search(words) else set()


def _entity_signs(row: str, hidden: set[int]) -> dict[int, str]:
    """The signs that entities stand for, by their places; the rest of each is added to `hidden`."""
    signs: dict[int, str] = {}
    for found in ENTITY.finditer(row) if "&" in row else ():
        sign = unescape(found[0])
        if (len(sign) == 1 and not sign.isascii()) or sign in ASCII_SIGNS:
            signs[found.start()] = " " if sign == "\xa0" else sign
            hidden |= {*range(found.start() + 1, found.end())}
    return signs


def _formula_signs(row: str, hidden: set[int]) -> dict[int, str]:
    """The signs that the commands of formulas print, by their places; what is no print of a formula is added to `hidden`."""
    signs: dict[int, str] = {}
    for formula in MATH.finditer(row):
        hidden |= {formula.start(), formula.end() - 1}
        for found in COMMAND.finditer(row, *formula.span("body")):
            places = set(range(*found.span()))
            if found["sign"]:
                signs[found.start()] = SIGNS[found["sign"][0]]
                places.discard(found.start())
            elif found["plain"]:
                places.discard(found.start("plain"))
            hidden |= places
    return signs
