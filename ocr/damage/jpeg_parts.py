"""Splits a JPEG image into its frame, its tables, and the coded data of each scan. Decodes nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate

MARKER = re.compile(rb"\xff+([^\x00\xff])", re.DOTALL)
RESTART_MARKERS = range(0xD0, 0xD8)
SOI, EOI, SOS, DHT, DQT, DRI, DNL = 0xD8, 0xD9, 0xDA, 0xC4, 0xDB, 0xDD, 0xDC
FRAMES = {0xC0: "sequential", 0xC1: "sequential", 0xC2: "progressive"}
OTHER_FRAMES = frozenset({0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF})
"""Frames of other kinds (lossless, arithmetic): very rare, and not inspected."""
KNOWN_MARKERS = frozenset(
    {*FRAMES, *OTHER_FRAMES, 0xC8, DHT, DQT, DRI, DNL, SOS, EOI, 0xCC, 0xDE, 0xDF, 0xFE, *range(0xE0, 0xF0)}
)
"""All markers that may follow a scan. Any other is a byte of the scan that was changed."""
MAX_ROWS_OR_COLUMNS = 65536
"""Limit of the format."""


CodeTables = dict[tuple[int, int], tuple[tuple[int, ...], bytes]]
"""By class (0: DC, 1: AC) and table number: how many codes there are of each length from 1, and their symbols."""


class MalformedJpeg(ValueError):
    """The parts of the JPEG contradict each other."""


@dataclass(frozen=True, slots=True)
class Component:
    """A colour component: horizontal and vertical sampling factors, and the number of its quantization table."""

    h: int
    v: int
    table: int


@dataclass(frozen=True, slots=True)
class Frame:
    """The image's size and components; `kind` is "sequential", "progressive", or "other"."""

    kind: str
    precision: int
    width: int
    height: int
    components: dict[int, Component]

    def blocks(self, name: int) -> tuple[int, int]:
        """Returns the blocks across and down of one component in a scan of its own."""
        part = self.components[name]
        return _ceil_div(_ceil_div(self.width * part.h, self.max_sampling[0]), 8), _ceil_div(
            _ceil_div(self.height * part.v, self.max_sampling[1]), 8
        )

    @property
    def max_sampling(self) -> tuple[int, int]:
        """The largest sampling factors, across and down."""
        parts = self.components.values()
        return max(p.h for p in parts), max(p.v for p in parts)

    @property
    def units(self) -> tuple[int, int]:
        """MCUs of an interleaved scan, across and down."""
        return _ceil_div(self.width, 8 * self.max_sampling[0]), _ceil_div(self.height, 8 * self.max_sampling[1])


@dataclass(frozen=True, slots=True)
class Scan:
    """One scan (pass over the image).

    `colours` are its components with their tables (name, DC, AC), `first` to `last` the band of coefficients, `high`
    and `low` the successive approximation bit positions before and now. `pieces` are the coded data split at restart
    markers, `interval` the MCUs between restarts (0: none), `restart_markers` the restart markers. `ended`: a valid
    marker follows the scan.
    """

    colours: tuple[tuple[int, int, int], ...]
    first: int
    last: int
    high: int
    low: int
    pieces: tuple[bytes, ...]
    interval: int
    restart_markers: tuple[int, ...]
    ended: bool
    codes: CodeTables


@dataclass(slots=True)
class Parts:
    """All parts of an image.

    `steps` are the quantization tables by number, in coefficient order; `ended`: the end-of-image marker is there.
    """

    frame: Frame | None = None
    scans: list[Scan] = field(default_factory=list)
    steps: dict[int, tuple[int, ...]] = field(default_factory=dict)
    ended: bool = False


def split_jpeg(data: bytes, tables: bytes = b"") -> Parts:
    """Splits the image in `data`. Raises MalformedJpeg if it has no frame.

    `tables` is a stream of tables only, stored elsewhere (in a TIFF).
    """
    parts, interval = Parts(), 0
    codes: CodeTables = {}
    for kind, body, offset, source in _segments(tables, data):
        if kind == DQT:
            parts.steps |= _steps(body)
        elif kind == DHT:
            codes |= dict(_codes(body))
        elif kind == DRI and len(body) >= 2:
            interval = int.from_bytes(body[:2], "big")
        elif kind in FRAMES or kind in OTHER_FRAMES:
            if parts.frame is None:
                parts.frame = _frame(FRAMES.get(kind, "other"), body)
        elif kind == SOS:
            parts.scans.append(_scan(body, source, offset, interval, dict(codes)))
        elif kind == EOI:
            parts.ended = True
    if parts.frame is None:
        raise MalformedJpeg("no frame")
    return parts


def scan_end(data: bytes, start: int) -> int:
    """Returns where the coded data that begin at `start` end."""
    for found in MARKER.finditer(data, start):
        if found[1][0] not in RESTART_MARKERS:
            return found.start()
    return len(data)


def _segments(*sources: bytes) -> Iterator[tuple[int, bytes, int, bytes]]:
    """Yields (marker, its body, offset after it, the data that contain it)."""
    for data in sources:
        offset = 0
        while found := MARKER.search(data, offset):
            kind, offset = found[1][0], found.end()
            if kind in RESTART_MARKERS or kind in (SOI, 0x01):
                continue
            if kind == EOI:
                yield kind, b"", offset, data
                break
            if kind not in KNOWN_MARKERS:
                continue
            size = int.from_bytes(data[offset : offset + 2], "big")
            if size < 2:
                continue
            body, offset = data[offset + 2 : offset + size], offset + size
            yield kind, body, offset, data
            if kind == SOS:
                offset = scan_end(data, offset)


def _steps(body: bytes) -> dict[int, tuple[int, ...]]:
    out: dict[int, tuple[int, ...]] = {}
    while body:
        size = 2 if body[0] >> 4 else 1
        values = body[1 : 1 + 64 * size]
        if len(values) == 64 * size:
            out[body[0] & 15] = tuple(int.from_bytes(values[i : i + size], "big") for i in range(0, 64 * size, size))
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
    ended = stop is not None and stop[1][0] in KNOWN_MARKERS
    return Scan(
        colours, first, last, bits >> 4, bits & 15, pieces, interval, tuple(cut[1][0] for cut in cuts), ended, codes
    )


def first_codes(counts: tuple[int, ...]) -> list[int]:
    """Returns the first code of each length, as the format assigns them."""
    return [*accumulate(counts[:-1], lambda code, count: (code + count) << 1, initial=0)]


def _ceil_div(value: int, unit: int) -> int:
    return -(-value // unit)
