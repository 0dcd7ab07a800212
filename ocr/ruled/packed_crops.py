"""Reads short crops several at a time: a recogniser takes as long for one digit as for a strip of five figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, PageReader, Recognition, RecognizedChar
from gouji.ocr.image.grayscale import percentile

CROP_HEIGHT_PX = 48
"""Height to which the recogniser scales every crop."""

MAX_STRIP_WIDTH_PX = 320
"""Width, at that height, up to which a crop costs the same."""

GAP_PX = 48
"""Blank paper between two crops: as wide as a character, so that they are not read as one text."""


@dataclass(slots=True)
class Strip:
    """Crops side by side: the image, and index, start and end (pixels) of each member."""

    image: Image
    members: list[tuple[int, int, int]]


def read_packed(images: Sequence[Image], reader: PageReader) -> list[Recognition]:
    """Returns one reading per crop, in the order given."""
    strips = _strips([_resized(image) for image in images])
    out: list[Recognition] = [Recognition()] * len(images)
    for strip, reading in zip(strips, reader.read_crops([s.image for s in strips]), strict=True):
        for index, part in _parts(strip, reading):
            out[index] = part
    return out


def is_strip(image: Image) -> bool:
    """Whether the image is a strip that other crops may stand beside."""
    height, width = image.shape[:2]
    return bool(height == CROP_HEIGHT_PX and width <= MAX_STRIP_WIDTH_PX)


def _resized(image: Image) -> Image:
    height, width = image.shape[:2]
    how = cv2.INTER_AREA if height > CROP_HEIGHT_PX else cv2.INTER_CUBIC
    return cv2.resize(
        image, (max(1, round(width * CROP_HEIGHT_PX / height)), CROP_HEIGHT_PX), interpolation=how
    ).astype(np.uint8, copy=False)


def _strips(images: Sequence[Image]) -> list[Strip]:
    """Packs the crops into strips: the widest first, each with the widest others that still fit beside it."""
    left = sorted(range(len(images)), key=lambda i: -images[i].shape[1])
    strips = []
    while left:
        chosen = [left.pop(0)]
        width = images[chosen[0]].shape[1]
        for i in list(left):
            if width + GAP_PX + images[i].shape[1] <= MAX_STRIP_WIDTH_PX:
                chosen.append(i)
                left.remove(i)
                width += GAP_PX + images[i].shape[1]
        strips.append(_strip(chosen, images))
    return strips


def _strip(chosen: Sequence[int], images: Sequence[Image]) -> Strip:
    at = images[chosen[0]].shape[1]
    parts, members = [images[chosen[0]]], [(chosen[0], 0, at)]
    for before, index in pairwise(chosen):
        image = images[index]
        parts += [_between(images[before], image), image]
        members.append((index, at + GAP_PX, at + GAP_PX + image.shape[1]))
        at += GAP_PX + image.shape[1]
    return Strip(np.hstack(parts), members)


def _between(left: Image, right: Image) -> Image:
    """Returns paper that blends from the tone of one crop to that of the next."""
    a, b = (np.array(percentile(x, 80)) for x in (left, right))
    share = np.linspace(0, 1, GAP_PX)[:, None]
    row = (a * (1 - share) + b * share).astype(np.uint8)
    return np.repeat(row[None], CROP_HEIGHT_PX, axis=0)


def _parts(strip: Strip, reading: Recognition) -> list[tuple[int, Recognition]]:
    """Returns the reading of each crop of the strip. A near miss between two crops belongs to neither."""
    width = strip.image.shape[1]
    out = []
    for index, start, end in strip.members:
        inside = [
            k
            for k, m in enumerate(reading.chars)
            if start - GAP_PX / 2 <= (m.left + m.right) / 2 * width < end + GAP_PX / 2
        ]
        chars = [_moved(reading.chars[k], start, end, width) for k in inside if reading.chars[k].char.strip()]
        gaps = [
            (at - inside[0], char, prob) for at, char, prob in reading.gaps if inside and inside[0] < at <= inside[-1]
        ]
        out.append((index, Recognition(chars, gaps)))
    return out


def _moved(recognized: RecognizedChar, start: int, end: int, width: int) -> RecognizedChar:
    left, right = ((v * width - start) / (end - start) for v in (recognized.left, recognized.right))
    low, high = min(1.0, max(0.0, left)), min(1.0, max(0.0, right))
    return replace(recognized, left=low, right=max(low, high))
