"""Ways to damage a file."""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)
HEAD = 512
Way = Callable[[bytes, Random], bytes]


def mutant(whole: dict[str, bytes], number: int, seed: int) -> tuple[str, bytes, str]:
    """(name of the original, the damaged file, how it was damaged): the same for the same number and seed."""
    dice = Random(f"{seed}/{number}")
    name = dice.choice(sorted(whole))
    data = whole[name]
    streams = (
        [found.span(1) for found in STREAM.finditer(data) if len(found[1]) > 8] if data.startswith(b"%PDF") else []
    )
    if streams and dice.random() < 0.5:
        start, end = dice.choice(streams)
        way = dice.choice(sorted(KEEPING))
        return name, data[:start] + KEEPING[way](data[start:end], dice) + data[end:], f"{way} in a stream"
    way = dice.choice(sorted(WAYS))
    return name, WAYS[way](data, dice), way


def _span(data: bytes, dice: Random, most: float = 0.3) -> tuple[int, int]:
    size = max(1, int(len(data) * most * dice.random() ** 3))
    start = dice.randrange(max(1, len(data) - size))
    return start, min(len(data), start + size)


def _flip(data: bytes, dice: Random) -> bytes:
    out = bytearray(data)
    for _ in range(dice.choice((1, 1, 2, 6, 40))):
        out[dice.randrange(len(out))] ^= 1 << dice.randrange(8)
    return bytes(out)


def _filled(value: int | None) -> Way:
    def way(data: bytes, dice: Random) -> bytes:
        start, end = _span(data, dice)
        fill = dice.randbytes(end - start) if value is None else bytes([value]) * (end - start)
        return data[:start] + fill + data[end:]

    return way


def _doubled(data: bytes, dice: Random) -> bytes:
    start, end = _span(data, dice)
    return data[:end] + data[start:end] + data[end:]


def _swapped(data: bytes, dice: Random) -> bytes:
    a, b = sorted((_span(data, dice, 0.1), _span(data, dice, 0.1)))
    b = (max(b[0], a[1]), max(b[1], a[1]))
    return data[: a[0]] + data[b[0] : b[1]] + data[a[1] : b[0]] + data[a[0] : a[1]] + data[b[1] :]


def _same_length(way: Way) -> Way:
    def kept(data: bytes, dice: Random) -> bytes:
        out = way(data, dice)
        return out[: len(data)] + bytes(max(0, len(data) - len(out)))

    return kept


def _cut(data: bytes, dice: Random) -> bytes:
    return (
        data[: dice.randrange(len(data))]
        if dice.random() < 0.6
        else data[: len(data) - min(len(data) - 1, dice.randrange(1, 400))]
    )


def _beheaded(data: bytes, dice: Random) -> bytes:
    return data[dice.randrange(1, min(len(data), 2000)) :]


def _removed(data: bytes, dice: Random) -> bytes:
    start, end = _span(data, dice)
    return data[:start] + data[end:]


def _inserted(data: bytes, dice: Random) -> bytes:
    at = dice.randrange(len(data))
    return data[:at] + dice.randbytes(dice.choice((1, 3, 100, 5000))) + data[at:]


def _head(data: bytes, dice: Random) -> bytes:
    return _flip(data[:HEAD], dice) + data[HEAD:]


WAYS: dict[str, Way] = {
    "flipped bits": _flip,
    "cut": _cut,
    "beheaded": _beheaded,
    "zeroed": _filled(0),
    "filled with FF": _filled(255),
    "noise": _filled(None),
    "doubled": _doubled,
    "swapped": _swapped,
    "removed": _removed,
    "inserted": _inserted,
    "flipped head": _head,
}
KEEPING: dict[str, Way] = {name: _same_length(way) for name, way in WAYS.items()}
