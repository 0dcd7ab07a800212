"""What is known of the line images of a page, so that nothing is read twice when the page is read again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Quad, Recognition


@dataclass(frozen=True, slots=True)
class QuickLine:
    """A line image that the quick model has read: the checksum of its pixels, the image as PNG, the reading, and what the
    quick model read alone. Characters of the reading that the full model has read have no mark `quick`."""

    key: bytes
    png: bytes
    reading: Recognition
    witness: Recognition
    aspect_ratio: float
    """Height to width of the image."""

    def image(self) -> Image:
        """Returns the image as it was read."""
        return cv2.imdecode(np.frombuffer(self.png, np.uint8), cv2.IMREAD_COLOR).astype(np.uint8, copy=False)


@dataclass(slots=True)
class KnownReadings:
    """The readings of line images by the checksum of their pixels: those with characters that the quick model alone has
    read, what that read in them, settled ones, and those that only the full model was asked for."""

    quick: dict[bytes, Recognition] = field(default_factory=dict)
    witness: dict[bytes, Recognition] = field(default_factory=dict)
    settled: dict[bytes, Recognition] = field(default_factory=dict)
    full: dict[bytes, Recognition] = field(default_factory=dict)
    lines: dict[bytes, list[Quad]] = field(default_factory=dict)
    """Where lines were found, by the checksum of the image."""

    def settle(self, readings: Mapping[bytes, Recognition]) -> None:
        """Keeps readings that the full model made or confirmed."""
        self.settled |= {key: without_marks(reading) for key, reading in readings.items()}
        self.quick = {key: reading for key, reading in self.quick.items() if key not in readings}


def without_marks(reading: Recognition) -> Recognition:
    """Returns the reading as one that needs no confirmation."""
    return Recognition([replace(each, quick=None) for each in reading.chars], reading.gaps)


def checksum(image: Image) -> bytes:
    """Returns what tells this image from every other one."""
    digest = hashlib.blake2b(repr(image.shape).encode(), digest_size=16)
    digest.update(np.ascontiguousarray(image).data)
    return digest.digest()
