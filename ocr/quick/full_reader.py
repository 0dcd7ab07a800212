"""The full model alone, for what the quick model may not decide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Image, PageReader, Quad, Recognition
from gouji.ocr.quick.known_readings import KnownReadings, checksum
from gouji.ocr.quick.reader import QuickReader
from gouji.ocr.quick.witness import with_witness
from gouji.schemas.pages import Reader


@dataclass(slots=True)
class FullReader:
    """The full model alone, which is asked once about every image, however often the page is understood."""

    full: PaddleReader
    known: KnownReadings

    def find_lines(self, image: Image) -> list[Quad]:
        """Returns quadrilaterals around lines of text, in pixels of `image`."""
        return QuickReader(self.full, self.known).find_lines(image)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns the recognition of each line image by the full model, in the order given."""
        keys = [checksum(image) for image in images]
        new = {key: image for key, image in zip(keys, images, strict=True) if key not in self.known.full}
        self.known.full |= dict(zip(new, self.full.read_crops(list(new.values())), strict=True))
        return [self.known.full[key] for key in keys]

    def describe(self) -> Reader:
        """Returns engine, model and version."""
        return self.full.describe()


@dataclass(slots=True)
class ExactReader(FullReader):
    """The full model, where the places of characters decide what belongs together: those of the quick model are others."""

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns the recognition of each line image by the full model, in the order given; it needs no confirmation."""
        new = {key: image for image in images if (key := checksum(image)) not in self.known.settled}
        for key, reading in zip(new, self.full.read_crops(list(new.values())), strict=True):
            witness = self.known.witness.get(key)
            self.known.settle({key: with_witness(reading, witness) if witness else reading})
        return [self.known.settled[checksum(image)] for image in images]


def exact_reader(reader: PageReader) -> PageReader:
    """Returns the recogniser whose places of characters are exact."""
    return ExactReader(reader.full, reader.known) if isinstance(reader, QuickReader) else reader


def full_reader(reader: PageReader) -> PageReader:
    """Returns the recogniser for what only the full model may decide: which way up a page is, a second look."""
    return FullReader(reader.full, reader.known) if isinstance(reader, QuickReader) else reader
