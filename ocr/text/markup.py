"""What other programs write into a text and no reader sees as print: marks of Markdown, HTML and LaTeX, the lines of filled-in blanks,
characters printed twice to look bold."""

from __future__ import annotations

from html import unescape

import regex

NOTE = regex.compile(
    r"(?:(?<=[\d%％])(?:[\u2460-\u2473]|\[\d{1,2}\]|〔\d{1,2}〕|【\d{1,2}】)(?=\s{0,3}(?:[\p{Han}%％，。；、（）(,;)]|$))"
    r"|(?<=\d\s?[\p{Han}]{1,3})(?:[\u2460-\u2473]|\[\d{1,2}\])(?=[（(，。；、,;]))"
)
"""The number of a note behind a figure or its unit, in a circle or in brackets."""
ENTITY = regex.compile(r"&(?:[A-Za-z]{2,8}|#\d{1,6}|#[xX][\dA-Fa-f]{1,5});")
"""A sign as a web page writes it: &ge;, &nbsp;, &#8804;."""
CELL_NOTE = regex.compile(
    r"(?<=[\d%％\p{Han}）)])(?:\^?\[\d{1,2}\]|[\u2460-\u2473]|[*＊※†]{1,3})(?=[ \u3000]*(?:[|│┃｜\t]|$)|[ \u3000]{2})"
)
"""The mark of a note at the end of a cell: 63.70[2], 48.00*."""
INNER_SIGNS = {"|": "\u2223", "&": "\uff06"}
"""How an escaped sign that else parts cells stands in the text of a cell: nothing takes it for the end of one."""
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
    r"\$(?=[^$\s])(?P<body>(?:\\(?:[gl]eq?(?:slant)?|approx|sim|times|pm|cdot|math[a-z]{2,3}|text[a-z]{0,2}|%|[,;: ])|[\d.,:+\-<>=%{}^ ])+)(?<!\s)\$"
)
"""A figure as a formula of LaTeX ($\\geq 90\\%$): its dollars, braces and backslashes are no print."""
COMMAND = regex.compile(
    r"\\(?:(?P<sign>[gl]eq?(?:slant)?|approx|sim|times|pm|cdot)(?![a-z]) ?|(?P<plain>%)|math[a-z]{2,3}|text[a-z]{0,2}|[,;: ])|[{}]"
)
SIGNS = {"g": "≥", "l": "≤", "a": "≈", "s": "~", "t": "×", "p": "±", "c": "·"}
"""What a command of a formula prints, by its first letter."""
BOLD = regex.compile(r"\*\*(?=[^\s*])[^*]{1,200}(?<!\s)\*\*")
"""Bold words of Markdown: its stars are no print of the text."""
MIN_DOUBLED = 4
"""So many characters are not doubled by chance."""
HAN = regex.compile(r"\p{Han}")
TAG = regex.compile(
    r"</?(?:p|div|span|font|strong|em|mark|small|big|center|section|article|body|html|ins|h[1-6]|[biuo]l?|li|sup|sub|pre|code|a)(?:\s[^<>]{0,200})?/?>",
    regex.I,
)
"""A tag of HTML that is none of a table: it prints nothing."""
BREAK = regex.compile(r"<br\s*/?>", regex.I)
"""The end of a line inside of a cell; other lines have been parted there."""
RAISED_NOTE = regex.compile(
    r"(?<=[\d%％\p{Han}])<sup>\s*[\[（(]?(?:\d{1,2}|[a-z*†①-⑳])[\]）)]?\s*</sup>|(?<=\S)\[\^\w{1,12}\](?!:)", regex.I
)
"""The number of a note, as HTML and Markdown write it."""
EMPTY_BOX, TICKED_BOX = regex.compile(r"[£¨](?=\s?\p{Han})"), regex.compile(r"(?<![A-Za-z0-9])[Rþ](?=\s?\p{Han})")
"""Boxes of the font Wingdings, which lose their form without it, and stand as a pound sign and an R. The second are boxes only beside one of the first."""
ESCAPE = regex.compile(r"(?<!\\)\\(?=[|~<>%.*_\-#()\[\]+!`{}$&^=:])|(?<=[^\s\\])\\$")
"""The backslash that Markdown and LaTeX put before a sign which is to be printed, or behind a line that ends there."""
BLOCK = regex.compile(r"^\s{0,3}#{1,6} +(?=\S)|^\s{0,3}>[ \t]*(?=[\p{Han}#*\-|])")
"""The mark of a heading or of a quotation in Markdown, at the beginning of its line."""
STYLE = regex.compile(r"\\(?:textbf|textit|text|emph|mathrm|mathbf|underline)\{(?P<words>[^{}]{0,80})\}")
"""Words to which LaTeX gives a style."""
BACKTICK = regex.compile(r"`(?=[^`]{1,60}`)|(?<=`[^`]{1,60})`")
CELL_END = regex.compile(r"\x07(?P<last>\x07*$)?")
"""The end of a cell in the text of a Word document; at the end of a row stands one more."""


def markup(row: str) -> tuple[set[int], dict[int, str]]:
    """The places of a row that print nothing, and the signs that others print instead of what is written there."""
    unseen = (NOTE, CELL_NOTE, RAISED, STRUCK, FILLED_IN, RAISED_NOTE, TAG, ESCAPE, BACKTICK, BLOCK)
    hidden = {i for pattern in unseen for found in pattern.finditer(row) for i in range(*found.span())}
    hidden |= {i for m in STYLE.finditer(row) for i in range(*m.span()) if not m.start("words") <= i < m.end("words")}
    hidden |= _doubled(row)
    signs = _formula_signs(row, hidden) | _entity_signs(row, hidden)
    signs |= {
        m.end(): INNER_SIGNS[row[m.end()]] for m in ESCAPE.finditer(row) if row[m.end() : m.end() + 1] in INNER_SIGNS
    }
    signs |= {i: SYMBOLS[char] for i, char in enumerate(row) if char in SYMBOLS}
    signs |= _parting_signs(row, hidden)
    if EMPTY_BOX.search(row):
        signs |= {m.start(): "□" for m in EMPTY_BOX.finditer(row)} | {m.start(): "☑" for m in TICKED_BOX.finditer(row)}
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
        if len(sign) == 1 and (sign.isprintable() or sign.isspace()):
            signs[found.start()] = " " if sign.isspace() else sign
            hidden |= {*range(found.start() + 1, found.end())}
    return signs


def _parting_signs(row: str, hidden: set[int]) -> dict[int, str]:
    """The tabs and blanks that stand for the ends of cells and for breaks inside of them; the rest is added to `hidden`."""
    signs: dict[int, str] = {}
    for found in CELL_END.finditer(row):
        if found["last"] is None:
            signs[found.start()] = "\t"
        else:
            hidden |= {*range(*found.span())}
    for found in BREAK.finditer(row):
        if "<td" not in row.lower():
            signs[found.start()] = " "
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
