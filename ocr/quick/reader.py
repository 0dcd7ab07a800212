"""A recogniser for one page that lets the quick model read first and the full model only what that is unsure of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import cv2

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Image, Quad, Recognition
from gouji.ocr.quick.gate import is_sure
from gouji.ocr.quick.known_readings import KnownReadings, QuickLine, checksum
from gouji.ocr.quick.segments import Segment, joined, segments
from gouji.ocr.quick.witness import with_witness
from gouji.ocr.ruled.packed_crops import is_strip, read_packed
from gouji.schemas.pages import Reader

MIN_SURE_RATIO = 0.35
MIN_TRIED = 24
"""On a page on which the quick model is sure of less than this share, after this many line images, it is not asked again:
what is read twice costs more than what it saves."""


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
        key = checksum(image)
        if key not in self.known.lines:
            self.known.lines[key] = self.full.find_lines(image)
        return self.known.lines[key]

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns the recognition of each line image, in the order given."""
        keys = [checksum(image) for image in images]
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
        unsure: dict[bytes, list[Segment]] = {}
        if self._is_worthwhile():
            seen = dict(zip(images, self.full.read_quickly(list(images.values())), strict=True))
            unsure = self._unsure(images, seen)
        strips = [(key, each) for key, some in unsure.items() for each in some]
        alone = [key for key in images if key not in unsure]
        found = iter(read_packed([each.image for _, each in strips], self.full))
        known: dict[bytes, list[tuple[Segment, Recognition]]] = {key: [] for key in unsure}
        for key, each in strips:
            known[key].append((each, with_witness(next(found), each.reading)))
        for key, some in known.items():
            self._keep(key, joined(images[key], seen[key], some), seen[key])
        for key, reading in zip(alone, self.full.read_crops([images[key] for key in alone]), strict=True):
            self.known.settled[key] = with_witness(reading, seen[key]) if key in seen else reading

    def _unsure(self, images: Mapping[bytes, Image], seen: Mapping[bytes, Recognition]) -> dict[bytes, list[Segment]]:
        """Returns the segments that the full model must read, by the image. An image that it must read as a whole, and
        that cannot share a strip with others, is not among them."""
        out: dict[bytes, list[Segment]] = {}
        for key, reading in seen.items():
            parts = segments(images[key], reading)
            unsure = [each for each in parts if not _is_sure(each)]
            self._tried, self._sure = self._tried + len(parts), self._sure + len(parts) - len(unsure)
            if len(unsure) < len(parts) or is_strip(images[key]):
                out[key] = unsure
        return out

    def _keep(self, key: bytes, reading: Recognition, seen: Recognition) -> None:
        if any(each.quick for each in reading.chars):
            self.known.quick[key], self.known.witness[key] = reading, seen
        else:
            self.known.settled[key] = reading

    def _is_worthwhile(self) -> bool:
        return self._tried < MIN_TRIED or self._sure >= MIN_SURE_RATIO * self._tried

    def _answer(self, key: bytes, image: Image) -> Recognition:
        if key in self.known.settled:
            return self.known.settled[key]
        reading, number = self.known.quick[key], len(self.lines)
        png = cv2.imencode(".png", image, _FAST)[1].tobytes()
        self.lines.append(QuickLine(key, png, reading, self.known.witness[key], image.shape[0] / image.shape[1]))
        chars = [replace(each, quick=(number, i)) if each.quick else each for i, each in enumerate(reading.chars)]
        return Recognition(chars, reading.gaps)


def _parts(images: Mapping[bytes, Image]) -> Iterator[dict[bytes, Image]]:
    """Yields a few images, to see whether the quick model is worthwhile, and then more and more: doubtful segments fill
    their strips better if there are many."""
    rows, start, count = list(images.items()), 0, MIN_TRIED
    while start < len(rows):
        yield dict(rows[start : start + count])
        start, count = start + count, 4 * count


_FAST = [cv2.IMWRITE_PNG_COMPRESSION, 1]


def _is_sure(segment: Segment) -> bool:
    return segment.is_whole and is_sure(segment.image, segment.reading)
