"""The objects of a PDF, found without opening it: only what its bytes say, before a library believes them."""

from __future__ import annotations

import re
import zlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Any

OBJECT, NUMBERED = (
    re.compile(rb"obj(?![a-z])"),
    re.compile(rb"(?<![0-9])([0-9]{1,10})[ \t\r\n\0\f]+[0-9]{1,5}[ \t\r\n\0\f]+$"),
)
STREAM, ENDS = re.compile(rb"stream\r?\n"), b"endstream"
PAIR = re.compile(rb"([0-9]{1,10})\s+([0-9]{1,10})")
TOKEN = re.compile(
    rb"(?:[\s\0]|%[^\r\n]*)*+(<<|>>|[\[\](]|/[^\s\0()<>\[\]{}/%]*|<[^<>]*>|[+-]?[0-9.]+|[^\s\0()<>\[\]{}/%]+)"
)
REFERENCE = re.compile(rb"\s+[0-9]{1,5}\s+R(?![a-zA-Z0-9])")
PAREN = re.compile(rb"\\.|[()]", re.DOTALL)
PIECE, MOST_PIECES = 1 << 20, 64
"""Bytes that are unpacked at a time, and how many such pieces of a stream of objects are looked at."""
NUMBER = 24
"""Bytes in which the number of an object stands."""
MOST_TOKENS = 200_000
"""Of one object that is looked at: a dictionary of a page has some hundred."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer to the object of this number."""

    number: int


@dataclass(frozen=True, slots=True)
class Stream:
    """The packed bytes of an object from `start` to `end`, and its dictionary."""

    start: int
    end: int
    head: dict[bytes, Any]

    @property
    def filters(self) -> list[bytes]:
        """The names of its packings, the outermost first."""
        names = self.head.get(b"Filter", self.head.get(b"F"))
        return [name for name in (names if isinstance(names, list) else [names]) if isinstance(name, bytes)]


class PdfObjects:
    """The objects of a file by their numbers; of those told twice the last one counts. What cannot be understood is None."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        begun = (
            (match.end(), NUMBERED.search(data[max(0, match.start() - NUMBER) : match.start()]))
            for match in OBJECT.finditer(data)
        )
        found = [(start, int(number[1])) for start, number in begun if number]
        self._starts = [start for start, _ in found]
        self._numbers = [number for _, number in found]
        self._values: dict[int, Any] = {}
        self._where = {number: (data, start) for start, number in found}

    def streams(self) -> Iterator[Stream]:
        """All packed parts of the file, those too that nothing refers to."""
        for match in STREAM.finditer(self.data):
            index = bisect_right(self._starts, match.start()) - 1
            if index >= 0 and not self.data.endswith(b"end", 0, match.start()):
                yield self._stream(self._starts[index], match)

    def stream(self, number: int) -> Stream | None:
        """The packed part of an object, None where it has none."""
        data, start = self._where.get(number, (b"", 0))
        if data is not self.data:
            return None
        index = bisect_right(self._starts, start)
        after = self._starts[index] if index < len(self._starts) else len(data)
        match = STREAM.search(data, start, after)
        return self._stream(start, match) if match else None

    def value(self, thing: Any) -> Any:
        """The thing itself, or what it points to."""
        for _ in range(8):
            if not isinstance(thing, Reference):
                return thing
            if thing.number not in self._values:  # all pages point to the same node above them, which may name them all
                self._values[thing.number] = parsed(*self._all.get(thing.number, (b"", 0)))
            thing = self._values[thing.number]
        return None

    def pages(self) -> Iterator[dict[bytes, Any]]:
        """The dictionaries of all pages, in no order."""
        for number in self._all:
            data, start = self._all[number]
            if b"/Page" in data[start : start + 2000]:
                page = parsed(data, start)
                if isinstance(page, dict) and page.get(b"Type") == b"Page":
                    yield page

    def unpacked(self, stream: Stream) -> Iterator[bytes]:
        """The bytes of a stream, unpacked piece by piece; as far as they can be."""
        whole: Iterator[bytes] = iter((self.data[stream.start : stream.end],))
        for name in stream.filters:
            if name in (b"FlateDecode", b"Fl"):
                whole = _inflated(whole)
        return whole

    def _stream(self, start: int, match: re.Match[bytes]) -> Stream:
        end = self.data.find(ENDS, match.end())
        head = parsed(self.data, start, match.start())
        return Stream(match.end(), end if end >= 0 else len(self.data), head if isinstance(head, dict) else {})

    @cached_property
    def _all(self) -> dict[int, tuple[bytes, int]]:
        """Where each object stands, those that are packed into streams of objects too."""
        packed: dict[int, tuple[bytes, int]] = {}
        for match in re.finditer(rb"/ObjStm", self.data):
            index = bisect_right(self._starts, match.start()) - 1
            stream = self.stream(self._numbers[index]) if index >= 0 else None
            if stream and isinstance(first := stream.head.get(b"First"), int):
                body = b"".join(islice(self.unpacked(stream), MOST_PIECES))
                packed |= {int(pair[1]): (body, first + int(pair[2])) for pair in PAIR.finditer(body, 0, first)}
        return packed | self._where


def _inflated(pieces: Iterator[bytes]) -> Iterator[bytes]:
    unpacker = zlib.decompressobj()
    try:
        for piece in pieces:
            while piece and not unpacker.eof:
                yield unpacker.decompress(piece, PIECE)
                piece = unpacker.unconsumed_tail
    except zlib.error:
        return


def parsed(data: bytes, place: int, end: int | None = None) -> Any:
    """The object that begins at `place`: dict, list, int, Reference, a name as bytes; None for all else and for what is broken."""
    stack: list[list[Any]] = [[]]
    opened: list[bytes] = []
    limit = len(data) if end is None else end
    for _ in range(MOST_TOKENS):
        match = TOKEN.match(data, place, limit)
        if match is None:
            return None
        token, place = match[1], match.end()
        if token in (b"<<", b"["):
            stack.append([])
            opened.append(token)
        elif token in (b">>", b"]"):
            if not opened:
                return None
            inner = stack.pop()
            stack[-1].append(_dictionary(inner) if opened.pop() == b"<<" else inner)
        elif token == b"(":
            place = _behind_string(data, place)
            stack[-1].append(None)
        else:
            value, place = _simple(data, token, place)
            stack[-1].append(value)
        if not opened:
            return stack[0][0]
    return None


def _simple(data: bytes, token: bytes, place: int) -> tuple[Any, int]:
    if token.startswith(b"/"):
        return token[1:], place
    if token.isdigit() and len(token) <= 10:
        points = REFERENCE.match(data, place)
        return (Reference(int(token)), points.end()) if points else (int(token), place)
    return None, place


def _dictionary(items: list[Any]) -> dict[bytes, Any]:
    return {key: value for key, value in zip(items[::2], items[1::2], strict=False) if isinstance(key, bytes)}


def _behind_string(data: bytes, place: int) -> int:
    depth = 1
    for match in PAREN.finditer(data, place):
        depth += (match[0] == b"(") - (match[0] == b")")
        if not depth:
            return match.end()
    return len(data)
