"""Parses the objects of a PDF from its bytes, without opening it in a library.

The checks that run before the library trusts the file use it.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

OBJECT_KEYWORD, OBJECT_NUMBER = (
    re.compile(rb"obj(?![a-z])"),
    re.compile(rb"(?<![0-9])([0-9]{1,10})[ \t\r\n\0\f]+[0-9]{1,5}[ \t\r\n\0\f]+$"),
)
STREAM_KEYWORD, STREAM_END = re.compile(rb"stream\r?\n"), b"endstream"
NUMBER_AND_OFFSET = re.compile(rb"([0-9]{1,10})\s+([0-9]{1,10})")
TOKEN = re.compile(
    rb"(?:[\s\0]|%[^\r\n]*)*+(<<|>>|[\[\](]|/[^\s\0()<>\[\]{}/%]*|<[^<>]*>|[+-]?[0-9.]+|[^\s\0()<>\[\]{}/%]+)"
)
REFERENCE = re.compile(rb"\s+[0-9]{1,5}\s+R(?![a-zA-Z0-9])")
STRING_PARENTHESIS = re.compile(rb"\\.|[()]", re.DOTALL)
CHUNK_BYTES = 1 << 20
"""How much is decompressed at a time."""
MAX_OBJECT_STREAM_CHUNKS = 64
"""How many such chunks of an object stream are read."""
OBJECT_NUMBER_BYTES = 24
"""The number of an object is within this many bytes before `obj`."""
MAX_TOKENS = 200_000
"""Limit for one object: the dictionary of a page has some hundred."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to the object with this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The compressed bytes of an object from `start` to `end`, and its dictionary."""

    start: int
    end: int
    head: dict[bytes, Any]

    @property
    def filters(self) -> list[bytes]:
        """The names of its filters, the outermost first."""
        names = self.head.get(b"Filter", self.head.get(b"F"))
        return [name for name in (names if isinstance(names, list) else [names]) if isinstance(name, bytes)]


class PdfObjects:
    """The objects of a file by number; the last definition of a number counts. What cannot be parsed is None."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        begun = (
            (match.end(), OBJECT_NUMBER.search(data[max(0, match.start() - OBJECT_NUMBER_BYTES) : match.start()]))
            for match in OBJECT_KEYWORD.finditer(data)
        )
        found = [(start, int(number[1])) for start, number in begun if number]
        self._starts = [start for start, _ in found]
        self._numbers = [number for _, number in found]
        self._values: dict[int, Any] = {}
        self._where = {number: (data, start) for start, number in found}

    def streams(self) -> Iterator[Stream]:
        """Yields all streams of the file, including those that nothing refers to."""
        for match in STREAM_KEYWORD.finditer(self.data):
            index = bisect_right(self._starts, match.start()) - 1
            if index >= 0 and not self.data.endswith(b"end", 0, match.start()):
                yield self._stream(self._starts[index], match)

    def stream(self, number: int) -> Stream | None:
        """Returns the stream of an object, None if it has none."""
        data, start = self._where.get(number, (b"", 0))
        if data is not self.data:
            return None
        index = bisect_right(self._starts, start)
        after = self._starts[index] if index < len(self._starts) else len(data)
        match = STREAM_KEYWORD.search(data, start, after)
        return self._stream(start, match) if match else None

    def value(self, thing: Any) -> Any:
        """Resolves references: returns what the object refers to, or the object itself."""
        for _ in range(8):
            if not isinstance(thing, Reference):
                return thing
            if thing.number not in self._values:  # all pages refer to the same parent node, which may list them all
                self._values[thing.number] = parse_object(*self._all.get(thing.number, (b"", 0)))
            thing = self._values[thing.number]
        return None

    def pages(self) -> Iterator[dict[bytes, Any]]:
        """Yields the dictionaries of all pages, in no particular order."""
        for number in self._all:
            data, start = self._all[number]
            if b"/Page" in data[start : start + 2000]:
                page = parse_object(data, start)
                if isinstance(page, dict) and page.get(b"Type") == b"Page":
                    yield page

    def decompressed(self, stream: Stream) -> Iterator[bytes]:
        """Yields the decompressed bytes of a stream in chunks, as far as they can be decompressed."""
        chunks: Iterator[bytes] = iter((self.data[stream.start : stream.end],))
        for name in stream.filters:
            if name in (b"FlateDecode", b"Fl"):
                chunks = _inflated(chunks)
        return chunks

    def _stream(self, start: int, match: re.Match[bytes]) -> Stream:
        end = self.data.find(STREAM_END, match.end())
        head = parse_object(self.data, start, match.start())
        return Stream(match.end(), end if end >= 0 else len(self.data), head if isinstance(head, dict) else {})

    @cached_property
    def _all(self) -> dict[int, tuple[bytes, int]]:
        """Where each object is, including those inside object streams: number to (data, offset)."""
        packed: dict[int, tuple[bytes, int]] = {}
        for match in re.finditer(rb"/ObjStm", self.data):
            index = bisect_right(self._starts, match.start()) - 1
            stream = self.stream(self._numbers[index]) if index >= 0 else None
            if stream and isinstance(first := stream.head.get(b"First"), int):
                body = b"".join(islice(self.decompressed(stream), MAX_OBJECT_STREAM_CHUNKS))
                packed |= {
                    int(pair[1]): (body, first + int(pair[2])) for pair in NUMBER_AND_OFFSET.finditer(body, 0, first)
                }
        return packed | self._where


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not unpacker.eof:
                yield unpacker.decompress(piece, CHUNK_BYTES)
                piece = unpacker.unconsumed_tail
    except zlib.error:
        return


def parse_object(data: bytes, offset: int, end: int | None = None) -> Any:
    """Parses the object that begins at `offset`.

    Returns a dict, list, int, Reference, or a name as bytes; None for everything else and for what is malformed.
    """
    stack: list[list[Any]] = [[]]
    opened: list[bytes] = []
    limit = len(data) if end is None else end
    for _ in range(MAX_TOKENS):
        match = TOKEN.match(data, offset, limit)
        if match is None:
            return None
        token, offset = match[1], match.end()
        if token in (b"<<", b"["):
            stack.append([])
            opened.append(token)
        elif token in (b">>", b"]"):
            if not opened:
                return None
            inner = stack.pop()
            stack[-1].append(_dictionary(inner) if opened.pop() == b"<<" else inner)
        elif token == b"(":
            offset = string_end(data, offset)
            stack[-1].append(None)
        else:
            value, offset = _atom(data, token, offset)
            stack[-1].append(value)
        if not opened:
            return stack[0][0]
    return None


def _atom(data: bytes, token: bytes, offset: int) -> tuple[Any, int]:
    if token.startswith(b"/"):
        return token[1:], offset
    if token.isdigit() and len(token) <= 10:
        reference = REFERENCE.match(data, offset)
        return (Reference(int(token)), reference.end()) if reference else (int(token), offset)
    return None, offset


def _dictionary(items: list[Any]) -> dict[bytes, Any]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, bytes)}


def string_end(data: bytes, offset: int) -> int:
    depth = 1
    for match in STRING_PARENTHESIS.finditer(data, offset):
        depth += (match[0] == b"(") - (match[0] == b")")
        if not depth:
            return match.end()
    return len(data)
