"""A recogniser for one page that lets the quick model read first and the full model only what that is unsure of."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Image, PageReader, Quad, Recognition
from gouji.ocr.quick.gate import is_sure
from gouji.ocr.quick.witness import with_witness
from gouji.schemas.pages import Reader

MIN_SURE_RATIO = 0.35
MIN_TRIED = 24
"""On a page on which the quick model is sure of less than this share, after this many line images, it is not asked again:
what is read twice costs more than what it saves."""


@dataclass(frozen=True, slots=True)
class QuickLine:
    """A line image that only the quick model has read: the checksum of its pixels, the image as PNG, the reading."""

    key: bytes
    png: bytes
    reading: Recognition

    def image(self) -> Image:
        """Returns the image as it was read."""
        return cv2.imdecode(np.frombuffer(self.png, np.uint8), cv2.IMREAD_COLOR).astype(np.uint8, copy=False)


@dataclass(slots=True)
class KnownReadings:
    """The readings of line images by the checksum of their pixels: by the quick model alone, and settled ones."""

    quick: dict[bytes, Recognition] = field(default_factory=dict)
    settled: dict[bytes, Recognition] = field(default_factory=dict)

    def settle(self, readings: Mapping[bytes, Recognition]) -> None:
        """Keeps readings that the full model made or confirmed."""
        self.settled |= readings
        self.quick = {key: reading for key, reading in self.quick.items() if key not in readings}


class QuickReader:
    """Reads one page. `lines` are the line images that only the quick model has read, by their number.

    `known` holds readings of an earlier pass over the same page, which are not made again.
    """

    def __init__(self, full: PaddleReader, known: KnownReadings | None = None) -> None:
        self.full, self.known = full, known or KnownReadings()
        self.lines: list[QuickLine] = []
        self._tried = self._sure = 0

    def find_lines(self, image: Image) -> list[Quad]:
        """Returns quadrilaterals around lines of text, in pixels of `image`."""
        return self.full.find_lines(image)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns the recognition of each line image, in the order given."""
        keys = [_checksum(image) for image in images]
        new = {key: image for key, image in zip(keys, images, strict=True) if not self._knows(key)}
        for part in _parts(new):
            self._read(part)
        return [self._answer(key, image) for key, image in zip(keys, images, strict=True)]

    def describe(self) -> Reader:
        """Returns engine, model and version."""
        return self.full.describe()

    def _knows(self, key: bytes) -> bool:
        return key in self.known.settled or key in self.known.quick

    def _read(self, images: Mapping[bytes, Image]) -> None:
        seen: dict[bytes, Recognition] = {}
        if self._is_worthwhile():
            seen = dict(zip(images, self.full.read_quickly(list(images.values())), strict=True))
            sure = {key: reading for key, reading in seen.items() if is_sure(images[key], reading)}
            self._tried, self._sure = self._tried + len(seen), self._sure + len(sure)
            self.known.quick |= sure
        doubtful = [key for key in images if key not in self.known.quick]
        for key, reading in zip(doubtful, self.full.read_crops([images[key] for key in doubtful]), strict=True):
            self.known.settled[key] = with_witness(reading, seen[key]) if key in seen else reading

    def _is_worthwhile(self) -> bool:
        return self._tried < MIN_TRIED or self._sure >= MIN_SURE_RATIO * self._tried

    def _answer(self, key: bytes, image: Image) -> Recognition:
        if key in self.known.settled:
            return self.known.settled[key]
        reading, number = self.known.quick[key], len(self.lines)
        self.lines.append(QuickLine(key, cv2.imencode(".png", image, _FAST)[1].tobytes(), reading))
        return Recognition([replace(each, quick=(number, i)) for i, each in enumerate(reading.chars)], reading.gaps)


def _parts(images: Mapping[bytes, Image]) -> Iterator[dict[bytes, Image]]:
    rows = list(images.items())
    for start in range(0, len(rows), MIN_TRIED):
        yield dict(rows[start : start + MIN_TRIED])


_FAST = [cv2.IMWRITE_PNG_COMPRESSION, 1]


def full_reader(reader: PageReader) -> PageReader:
    """Returns the recogniser for what only the full model may decide: which way up a page is, a second look."""
    return reader.full if isinstance(reader, QuickReader) else reader


def _checksum(image: Image) -> bytes:
    digest = hashlib.blake2b(repr(image.shape).encode(), digest_size=16)
    digest.update(np.ascontiguousarray(image).data)
    return digest.digest()
