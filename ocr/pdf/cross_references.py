"""Compares the cross-reference table of a PDF with the places where its objects are.

Viewers rebuild a table that is wrong and report nothing. But where bytes were lost or inserted, all objects behind that
place have moved by the same number of bytes, so the table tells in which object it happened.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise
from typing import Any, TypeGuard

from gouji.ocr.pdf.objects import parse_object

START = re.compile(rb"startxref\s+([0-9]{1,10})")
TABLE = re.compile(rb"(?<!start)xref\s")
SECTION = re.compile(rb"\s*([0-9]{1,8})[ \t]+([0-9]{1,8})[ \t]*(?=[\r\n])")
ENTRY = re.compile(rb"\s*([0-9]{10}) ([0-9]{5}) ([nf])")
TRAILER = re.compile(rb"\s*trailer\s*(?=<<)")
STREAM_TABLE = re.compile(rb"/Type\s*/XRef\b")
STREAM_OBJECT = re.compile(rb"[0-9]{1,8}\s+[0-9]{1,5}\s+obj\b")
STREAM = re.compile(rb"stream\r?\n")
IN_USE = 1
MAX_REVISIONS, MAX_TABLE_BYTES = 200, 1 << 24
PNG_PREDICTOR, UP = 10, 2
MAX_MOVES_RATIO = 3
"""A table whose objects have moved by another distance more often than once in so many objects was never right."""
MIN_OBJECTS = 4


def misplaced_objects(data: bytes, places: dict[int, list[int]]) -> set[int]:
    """Returns the numbers of the objects in which bytes were lost or inserted, or which are listed but lost.

    `places` is where each object begins, for every definition of its number. The set is empty if the file has no
    table, or one that never fitted.
    """
    start = list(START.finditer(data))
    if not start:
        return set()
    listed_end = int(start[-1][1])
    header = max(0, data.find(b"%PDF-", 0, 1024))
    table = _table_place(data, listed_end + header, places)
    listed = _listed(data, table, header) if table >= 0 else {}
    found, lost = _distances(listed, places, header)
    found.append((listed_end, -1, table - listed_end - header))
    moves = _moves(_without_wrong_entries(found))
    if len(listed) < MIN_OBJECTS or MAX_MOVES_RATIO * (len(moves) + len(lost) - 1) > len(listed):
        return set()
    return {number for number in moves if number >= 0} | lost


def _table_place(data: bytes, listed: int, places: dict[int, list[int]]) -> int:
    """Returns where the newest table is: where the file says, or otherwise the last one there is; -1 if none."""
    if _is_table(data, listed):
        return listed
    plain = (match.start() for match in TABLE.finditer(data))
    begun = sorted(place for each in places.values() for place in each)
    streams = (begun[bisect_left(begun, match.start()) - 1] for match in STREAM_TABLE.finditer(data) if begun)
    return max((*plain, *streams), default=-1)


def _is_table(data: bytes, place: int) -> bool:
    return TABLE.match(data, place) is not None or STREAM_OBJECT.match(data, place) is not None


def _listed(data: bytes, table: int, header: int) -> dict[int, int]:
    """Returns the place of each object in use, by number, as the newest table that names it says."""
    out: dict[int, int] = {}
    pending, seen = [table], set[int]()
    while pending and len(seen) < MAX_REVISIONS:
        place = pending.pop(0)
        if place in seen or not _is_table(data, place):
            continue
        seen.add(place)
        entries, trailer = _classic(data, place) if TABLE.match(data, place) else _packed(data, place)
        out = dict(entries) | out
        older = (trailer.get(key) for key in (b"XRefStm", b"Prev"))
        pending += [number + header for number in older if isinstance(number, int)]
    return {number: place for number, place in out.items() if place > 0}


def _classic(data: bytes, place: int) -> tuple[list[tuple[int, int]], dict[bytes, Any]]:
    """Returns (number, place or 0 if it is free) of each entry of a table in plain text, and the trailer."""
    out, at = [], place + len(b"xref")
    while section := SECTION.match(data, at):
        at, first = section.end(), int(section[1])
        for number in range(first, first + int(section[2])):
            entry = ENTRY.match(data, at)
            if entry is None:
                break
            at = entry.end()
            out.append((number, int(entry[1]) if entry[3] == b"n" else 0))
    trailer = TRAILER.match(data, at)
    head = parse_object(data, trailer.end()) if trailer else None
    return out, head if isinstance(head, dict) else {}


def _packed(data: bytes, place: int) -> tuple[list[tuple[int, int]], dict[bytes, Any]]:
    """Returns the same of a table that is a stream."""
    begin = STREAM_OBJECT.match(data, place)
    keyword = STREAM.search(data, place)
    head = parse_object(data, begin.end(), keyword.start()) if begin and keyword else None
    if keyword is None or not isinstance(head, dict) or head.get(b"Type") != b"XRef":
        return [], {}
    widths, sections = head.get(b"W"), head.get(b"Index") or [0, head.get(b"Size")]
    if not _are_numbers(widths) or len(widths) != 3 or not _are_numbers(sections):
        return [], {}
    rows = _rows(_unpacked(data[keyword.end() :], head), head, sum(widths))
    numbers = (
        n for first, count in zip(sections[::2], sections[1::2], strict=False) for n in range(first, first + count)
    )
    a, b = widths[0], widths[0] + widths[1]
    return [
        (number, int.from_bytes(row[a:b], "big") if not a or int.from_bytes(row[:a], "big") == IN_USE else 0)
        for number, row in zip(numbers, rows, strict=False)
    ], head


def _are_numbers(values: Any) -> TypeGuard[list[int]]:
    return isinstance(values, list) and all(isinstance(value, int) for value in values)


def _unpacked(data: bytes, head: dict[bytes, Any]) -> bytes:
    length = head.get(b"Length")
    if head.get(b"Filter") not in (b"FlateDecode", [b"FlateDecode"]):
        return data[:length] if isinstance(length, int) else b""
    try:
        return zlib.decompressobj().decompress(data, MAX_TABLE_BYTES)
    except zlib.error:
        return b""


def _rows(table: bytes, head: dict[bytes, Any], size: int) -> Iterator[bytes]:
    """Yields the rows of a table, without the predictor that most writers use."""
    how = head.get(b"DecodeParms")
    how = how[0] if isinstance(how, list) and how else how
    predictor = how.get(b"Predictor", 1) if isinstance(how, dict) else 1
    if not isinstance(predictor, int) or size < 1:
        return
    mark = int(predictor >= PNG_PREDICTOR)
    above = bytes(size)
    for at in range(0, len(table) - size - mark + 1, size + mark):
        row = table[at + mark : at + mark + size]
        if mark and table[at] == UP:
            row = bytes((a + b) & 255 for a, b in zip(row, above, strict=True))
        elif mark and table[at]:
            return  # another predictor, which no writer is known to use here
        yield row
        above = row


def _distances(
    listed: dict[int, int], places: dict[int, list[int]], header: int
) -> tuple[list[tuple[int, int, int]], set[int]]:
    """Returns (listed place, number, bytes by which it has moved) in order, and the objects that are not there."""
    out, lost, last = [], set[int](), 0
    for number, place in sorted(listed.items(), key=lambda item: item[1]):
        moved = [there - place - header for there in places.get(number, ())]
        if not moved:
            lost.add(number)
            continue
        last = 0 if 0 in moved else min(moved, key=lambda distance: abs(distance - last))
        out.append((place, number, last))
    return out, lost


def _without_wrong_entries(found: list[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Leaves out entries that alone differ: a byte of the table itself was changed, and the object is as it was."""
    return [
        item
        for before, item, after in zip([found[0], *found], found, [*found[1:], found[-1]], strict=False)
        if not before[2] == after[2] != item[2]
    ]


def _moves(found: list[tuple[int, int, int]]) -> list[int]:
    """Returns the objects behind which everything has moved by another distance; -1 for the header of the file."""
    starts = [(0, -1, 0), *found]
    return [number for (_, number, before), (_, _, after) in pairwise(starts) if before != after]
