"""Whether deflated data (Flate in a PDF, deflate in a TIFF) are whole: they carry a checksum, which viewers do not look at."""

from __future__ import annotations

import zlib

from gouji.schemas.flaw import Flaw

CHUNK = 65536
CHECKSUM = 4
RAW = -15
HEAD = 2


def deflate_flaw(data: bytes, wanted: int = 0) -> Flaw | None:
    """What is wrong with the data, None for what is whole. What stands behind the first fault is lost. `wanted` bytes should come out, where
    that is known.

    Data that only lack their checksum are whole: some programs leave it out.
    """
    done, out, inflater = 0, 0, zlib.decompressobj()
    try:
        while done < len(data) and not inflater.eof:
            out += len(inflater.decompress(data[done : done + CHUNK]))
            done += CHUNK
    except zlib.error:
        return _behind(data)
    if out < wanted:
        return Flaw(round(1 - out / wanted, 4), round(out / wanted, 4))
    return None if inflater.eof or _only_unchecked(data) else Flaw(0.0)


def _only_unchecked(data: bytes) -> bool:
    inflater = zlib.decompressobj(RAW)
    try:
        inflater.decompress(data[HEAD:])
    except zlib.error:
        return False
    return inflater.eof and not inflater.unused_data


def _behind(data: bytes) -> Flaw:
    """How far the data can be followed. Where only the checksum tells the damage nobody knows what is wrong, and nothing is surely lost."""
    inflater, step = zlib.decompressobj(), max(1, min(256, len(data) // 64))
    for place in range(0, len(data), step):
        try:
            inflater.decompress(data[place : place + step])
        except zlib.error:
            if place + step >= len(data) - CHECKSUM:
                break
            return Flaw(round(1 - place / len(data), 4), round(place / len(data), 4))
    return Flaw(0.0)
