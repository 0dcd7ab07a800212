"""A JPEG picture taken apart: its frame, its tables, and the coded data of each scan. Nothing is decoded here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
RESTARTS = range(0xD0, 0xD8)
SOI, EOI, SOS, DHT, DQT, DRI, DNL = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xDD, 0xDC
FRAMES = {0xC0: "sequential", 0xC1: "sequential", 0xC2: "progressive"}
CODED = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""Frames of other kinds (lossless, arithmetic): hardly ever met, and not looked into."""
KNOWN = frozenset({*FRAMES, *CODED, 0xC8, DHT, DQT, DRI, DNL, SOS, EOI, 0xCC, 0xDE, 0xDF, 0xFE, *range(0xE0, 0xF0)})
"""All that may stand behind a scan. Anything else is a byte of the scan that was changed."""
MOST = 65536
"""Rows or columns that the format allows."""


CodeTables = dict[tuple[int, int], tuple[tuple[int, ...], bytes]]
"""By kind (0 means, 1 coefficients) and name: how many codes there are of each length from 1 on, and what they mean."""


class MalformedJpeg(ValueError):
    """The parts do not fit together."""


@dataclass(frozen=True, slots=True)
class Component:
    """One colour: its sampling and its quantiser for the mean of a block."""

    h: int
    v: int
    table: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The picture's size and colours; `kind` is "sequential", "progressive", or "other"."""

    kind: str
    precision: int
    width: int
    height: int
    components: dict[int, Component]

    def blocks(self, name: int) -> tuple[int, int]:
        """Blocks across and down of one colour by itself."""
        part = self.components[name]
        return _up(_up(self.width * part.h, self.most[0]), 8), _up(_up(self.height * part.v, self.most[1]), 8)

    @property
    def most(self) -> tuple[int, int]:
        """The finest sampling, across and down."""
        parts = self.components.values()
        return max(p.h for p in parts), max(p.v for p in parts)

    @property
    def units(self) -> tuple[int, int]:
        """Units of all colours together, across and down."""
        return _up(self.width, 8 * self.most[0]), _up(self.height, 8 * self.most[1])


@dataclass(frozen=True, slots=True)
class Scan:
    """One pass over the picture: its colours with their tables (name, DC, AC), the band of coefficients, the bit position before and now, the
    coded data cut at restarts, units between two of these (0: none), the names of the restarts, and whether a real marker ended it."""

    colours: tuple[tuple[int, int, int], ...]
    first: int
    last: int
    high: int
    low: int
    pieces: tuple[bytes, ...]
    interval: int
    marks: tuple[int, ...]
    ended: bool
    codes: CodeTables


@dataclass(slots=True)
class Parts:
    """Everything of a picture. `steps` are the quantisers by table, in the order of the coefficients; `ended`: its end stands there."""

    frame: Frame | None = None
    scans: list[Scan] = field(default_factory=list)
    steps: dict[int, tuple[int, ...]] = field(default_factory=dict)
    ended: bool = False


def jpeg_parts(data: bytes, tables: bytes = b"") -> Parts:
    """The parts of the picture in `data`; `tables` is a stream of tables alone that stands elsewhere (TIFF). Malformed where it has no frame."""
    parts, interval = Parts(), 0
    codes: CodeTables = {}
    for kind, body, place, source in _segments(tables, data):
        if kind == DQT:
            parts.steps |= _steps(body)
        elif kind == DHT:
            codes |= dict(_codes(body))
        elif kind == DRI and len(body) >= 2:
            interval = int.from_bytes(body[:2], "big")
        elif kind in FRAMES or kind in CODED:
            if parts.frame is None:
                parts.frame = _frame(FRAMES.get(kind, "other"), body)
        elif kind == SOS:
            parts.scans.append(_scan(body, source, place, interval, dict(codes)))
        elif kind == EOI:
            parts.ended = True
    if parts.frame is None:
        raise MalformedJpeg("no frame")
    return parts


def scan_end(data: bytes, start: int) -> int:
    """Where the coded data that begin at `start` end."""
    for found in MARKER.finditer(data, start):
        if found[1][0] not in RESTARTS:
            return found.start()
    return len(data)


def _segments(*sources: bytes) -> Iterator[tuple[int, bytes, int, bytes]]:
    """(marker, its body, where what follows begins, the data)."""
    for data in sources:
        place = 0
        while found := MARKER.search(data, place):
            kind, place = found[1][0], found.end()
            if kind in RESTARTS or kind in (SOI, 0x01):
                continue
            if kind == EOI:
                yield kind, b"", place, data
                break
            if kind not in KNOWN:
                continue
            size = int.from_bytes(data[place : place + 2], "big")
            if size < 2:
                continue
            body, place = data[place + 2 : place + size], place + size
            yield kind, body, place, data
            if kind == SOS:
                place = scan_end(data, place)


def _steps(body: bytes) -> dict[int, tuple[int, ...]]:
    out: dict[int, tuple[int, ...]] = {}
    while body:
        size = 2 if body[0] >> 4 else 1
        told = body[1 : 1 + 64 * size]
        if len(told) == 64 * size:
            out[body[0] & 15] = tuple(int.from_bytes(told[i : i + size], "big") for i in range(0, 64 * size, size))
        body = body[1 + 64 * size :]
    return out


def _codes(body: bytes) -> Iterator[tuple[tuple[int, int], tuple[tuple[int, ...], bytes]]]:
    while len(body) >= 17:
        counts = tuple(body[1:17])
        total = sum(counts)
        yield (body[0] >> 4, body[0] & 15), (counts, body[17 : 17 + total])
        body = body[17 + total :]


def _frame(kind: str, body: bytes) -> Frame:
    if len(body) < 6 or len(body) < 6 + 3 * body[5]:
        raise MalformedJpeg("frame")
    height, width = int.from_bytes(body[1:3], "big"), int.from_bytes(body[3:5], "big")
    names = [body[6 + 3 * i : 9 + 3 * i] for i in range(body[5])]
    components = {n[0]: Component(n[1] >> 4, n[1] & 15, n[2]) for n in names}
    fits = all(0 < c.h <= 4 and 0 < c.v <= 4 for c in components.values())
    if not components or not fits or not width or not height:
        raise MalformedJpeg("frame")
    return Frame(kind, body[0], width, height, components)


def _scan(body: bytes, data: bytes, start: int, interval: int, codes: CodeTables) -> Scan:
    count = body[0] if body else 0
    if not 0 < count <= 4 or len(body) < 4 + 2 * count:
        raise MalformedJpeg("scan")
    colours = tuple((body[1 + 2 * i], body[2 + 2 * i] >> 4, body[2 + 2 * i] & 15) for i in range(count))
    first, last, bits = body[1 + 2 * count : 4 + 2 * count]
    end = scan_end(data, start)
    cuts = [found for found in MARKER.finditer(data, start, end)]
    edges = [start, *(edge for cut in cuts for edge in cut.span()), end]
    pieces = tuple(data[a:b].replace(b"\xff\x00", b"\xff") for a, b in zip(edges[::2], edges[1::2], strict=True))
    stop = MARKER.match(data, end)
    ended = stop is not None and stop[1][0] in KNOWN
    return Scan(
        colours, first, last, bits >> 4, bits & 15, pieces, interval, tuple(cut[1][0] for cut in cuts), ended, codes
    )


def code_starts(counts: tuple[int, ...]) -> list[int]:
    """The first code of each length, as the format gives them out."""
    return [*accumulate(counts[:-1], lambda code, count: (code + count) << 1, initial=0)]


def _up(value: int, unit: int) -> int:
    return -(-value // unit)
