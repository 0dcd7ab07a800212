"""Checks deflate data (Flate in a PDF, deflate in a TIFF) for damage by their checksum, which viewers ignore."""

from __future__ import annotations

import zlib

from gouji.schemas.flaw import Flaw

CHUNK_BYTES = 65536
CHECKSUM_BYTES = 4
RAW_DEFLATE_WBITS = -15
HEADER_BYTES = 2


def deflate_flaw(data: bytes, expected_bytes: int = 0) -> Flaw | None:
    """Returns what is wrong with the data, None if they are intact. Everything after the first fault is lost.

    `expected_bytes` is the expected number of decompressed bytes, 0 if unknown. Data that only lack their checksum
    are intact: some programs omit it.
    """
    done, out, inflater = 0, 0, zlib.decompressobj()
    try:
        while done < len(data) and not inflater.eof:
            out += len(inflater.decompress(data[done : done + CHUNK_BYTES]))
            done += CHUNK_BYTES
    except zlib.error:
        return _flaw_from_first_fault(data)
    if out < expected_bytes:
        return Flaw(round(1 - out / expected_bytes, 4), round(out / expected_bytes, 4))
    return None if inflater.eof or _lacks_only_checksum(data) else Flaw(0.0)


def _lacks_only_checksum(data: bytes) -> bool:
    inflater = zlib.decompressobj(RAW_DEFLATE_WBITS)
    try:
        inflater.decompress(data[HEADER_BYTES:])
    except zlib.error:
        return False
    return inflater.eof and not inflater.unused_data


def _flaw_from_first_fault(data: bytes) -> Flaw:
    """Determines how far the data can be decompressed.

    If only the checksum shows the damage, it is unknown what is wrong, and nothing counts as lost.
    """
    inflater, step = zlib.decompressobj(), max(1, min(256, len(data) // 64))
    for offset in range(0, len(data), step):
        try:
            inflater.decompress(data[offset : offset + step])
        except zlib.error:
            if offset + step >= len(data) - CHECKSUM_BYTES:
                break
            return Flaw(round(1 - offset / len(data), 4), round(offset / len(data), 4))
    return Flaw(0.0)
