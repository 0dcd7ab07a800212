"""Compares the stated lengths of the streams in a PDF with where they end. Viewers look for the end and report nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping

LENGTH = re.compile(rb"/Length\s+([0-9]{1,10})(\s+[0-9]{1,5}\s+R\b)?")
NUMBER = re.compile(rb"\s*([0-9]{1,10})\s*$")
END = re.compile(rb"[\s\0]*endstream")
SLACK_BYTES = 2
"""Some programs count the line end before or behind a stream."""
MAX_WRONG_RATIO = 2
"""If more than one length in so many is wrong, the program that wrote the file never counted right."""


def wrong_lengths(data: bytes, starts: Mapping[int, int], heads: Mapping[int, bytes]) -> set[int]:
    """Returns the numbers of the streams that do not end where their length says.

    `starts` is where the bytes of each stream begin in `data`, `heads` the dictionaries by object number.
    """
    stated = {number: size for number in starts if (size := _length(heads.get(number, b""), heads))}
    wrong = {number for number, size in stated.items() if not _ends(data, starts[number] + size)}
    return wrong if MAX_WRONG_RATIO * len(wrong) <= len(stated) else set()


def _length(head: bytes, heads: Mapping[int, bytes]) -> int:
    """Returns the length that the dictionary states; 0 if it states none."""
    found = LENGTH.search(head)
    if found is None or not found[2]:
        return int(found[1]) if found else 0
    number = NUMBER.match(heads.get(int(found[1]), b""))
    return int(number[1]) if number else 0


def _ends(data: bytes, place: int) -> bool:
    return any(END.match(data, place + slack) for slack in range(-SLACK_BYTES, SLACK_BYTES + 1))
