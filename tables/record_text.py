"""Forms as other programs write records: JSON ({"资金": [{"名称": "合计", "年初预算": 66.0}, …]}) and lists of YAML (- 名称: 合计)."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import regex

from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Line, Page

TOKEN = regex.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
ITEM = regex.compile(
    r"(?P<indent>\s*)-\s+(?P<key>[\"']?[^\s:：\"'#-][^:：\"']{0,30}[\"']?)\s*[:：]\s+(?P<value>\S.*?)\s*"
)
FURTHER = regex.compile(
    r"(?P<indent>\s+)(?P<key>[\"']?[^\s:：\"'#-][^:：\"']{0,30}[\"']?)\s*[:：]\s+(?P<value>\S.*?)\s*"
)
NOTHING = frozenset({"null", "~", '""', "''", "true", "false"})
MIN_ITEMS, MIN_KEYS = 2, 2
MAX_DEPTH = 40

Glyphs = list[Glyph]
Entry = list[tuple[Glyphs, Glyphs]]
"""A record of a list: its keys with their values."""


@dataclass(slots=True)
class _Reader:
    """The tokens of a JSON text, with the glyphs of each."""

    tokens: list[tuple[str, Glyphs]]
    at: int = 0

    def next(self) -> tuple[str, Glyphs]:
        self.at += 1
        return self.tokens[self.at - 1]

    def peek(self) -> str:
        return self.tokens[self.at][0]


def with_records_as_lines(page: Page) -> Page:
    """Returns a copy of a page of text with a line for each key and its value, and a table for each list of records."""
    if _is_json(page):
        reader = _Reader([token for line in page.lines for token in _tokens(line)])
        return replace(page, lines=list(_members(reader, [], 0)))
    return replace(page, lines=list(_with_lists(page.lines)))


def _is_json(page: Page) -> bool:
    text = "\n".join(line.text for line in page.lines).strip()
    if text[:1] not in ("{", "["):
        return False
    try:
        return isinstance(json.loads(text), dict | list)
    except (ValueError, RecursionError):
        return False


def _tokens(line: Line) -> Iterator[tuple[str, Glyphs]]:
    for found in TOKEN.finditer(line.text):
        yield found[0], list(line.glyphs[found.start() : found.end()])


def _members(reader: _Reader, title: Glyphs, depth: int) -> Iterator[Line]:
    """The lines of the value that the reader stands at, which `title` names."""
    word, glyphs = reader.next()
    if word == "{" and depth < MAX_DEPTH:
        while reader.peek() != "}":
            key = _plain(*reader.next())
            reader.next()  # the colon
            yield from _members(reader, key, depth + 1)
            if reader.peek() == ",":
                reader.next()
        reader.next()
    elif word == "[" and depth < MAX_DEPTH:
        entries = _entries(reader)
        if entries is not None:
            yield from _table(title, entries)
            return
        while reader.peek() != "]":
            yield from _members(reader, title, depth + 1)
            if reader.peek() == ",":
                reader.next()
        reader.next()
    elif word not in NOTHING:
        yield _line([title, _plain(word, glyphs)], "：")


def _entries(reader: _Reader) -> list[Entry] | None:
    """The records of a list behind whose last one the reader then stands; None, and the reader where it was, for any other list."""
    start, out = reader.at, list[Entry]()
    while reader.peek() == "{":
        reader.next()
        entry: Entry = []
        while reader.peek() != "}":
            key = _plain(*reader.next())
            reader.next()
            word, glyphs = reader.next()
            if word in ("{", "["):
                reader.at = start
                return None
            entry.append((key, [] if word in NOTHING else _plain(word, glyphs)))
            if reader.peek() == ",":
                reader.next()
        reader.next()
        out.append(entry)
        if reader.peek() == ",":
            reader.next()
    if reader.peek() != "]" or not out:
        reader.at = start
        return None
    reader.next()
    return out


def _plain(word: str, glyphs: Glyphs) -> Glyphs:
    """What a token prints: without its quotation marks, escaped signs as they are meant."""
    if word[:1] not in ('"', "'"):
        return glyphs
    if "\\" not in word:
        return glyphs[1:-1]
    return [replace(glyphs[0], char=char, raw="") for char in str(json.loads(word)).replace("\n", " ")]


def _with_lists(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with a table for each list of YAML whose items have several keys each."""
    at = 0
    while at < len(lines):
        entries, end = _items(lines, at)
        if len(entries) >= MIN_ITEMS and min(map(len, entries)) >= MIN_KEYS:
            yield from _table([], entries)
            at = end
        else:
            yield lines[at]
            at += 1


def _items(lines: Sequence[Line], at: int) -> tuple[list[Entry], int]:
    entries: list[Entry] = []
    indent: str | None = None
    while at < len(lines):
        found = ITEM.fullmatch(lines[at].text)
        more = FURTHER.fullmatch(lines[at].text) if found is None and entries else None
        if found is not None and indent in (None, found["indent"]):
            indent = found["indent"]
            entries.append([])
        elif more is None or indent is None or len(more["indent"]) <= len(indent):
            break
        match = found or more
        assert match is not None
        key, value = (
            _plain(match[name], list(lines[at].glyphs[slice(*match.span(name))])) for name in ("key", "value")
        )
        entries[-1].append((key, [] if match["value"] in NOTHING else value))
        at += 1
    return entries, at


def _table(title: Glyphs, entries: Sequence[Entry]) -> Iterator[Line]:
    """A line of heads and a line for each record, with tabs between their cells, below the name of the list."""
    heads: dict[str, Glyphs] = {}
    for entry in entries:
        for key, _ in entry:
            heads.setdefault(_words(key), key)
    if title:
        yield Line(title, number=title[0].line)
    yield _line(list(heads.values()), "\t")
    for entry in entries:
        values = {_words(key): value for key, value in entry}
        yield _line([values.get(head, []) for head in heads], "\t", entry[0][0])


def _words(glyphs: Glyphs) -> str:
    return "".join(glyph.char for glyph in glyphs)


def _line(parts: Sequence[Glyphs], sign: str, first: Glyphs | None = None) -> Line:
    number = next((glyph.line for part in [first or [], *parts] for glyph in part), None)
    glyphs: Glyphs = []
    for n, part in enumerate(parts):
        glyphs += [*([Glyph(sign, line=number)] if n else []), *part]
    return Line(glyphs, number=number)
