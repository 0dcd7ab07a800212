"""Short pictures read several at a time: a recogniser takes as long for one digit as for a strip of five figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, PageReader, Recognition, RecognizedChar
from gouji.ocr.image.grayscale import percentile

HEIGHT = 48
"""Pixels that the recogniser brings every picture to."""

WIDTH = 320
"""Pixels of that height which cost no more than fewer do."""

GAP = 48
"""Pixels of paper between two pictures: as much as a character, so that nobody takes them for one text."""


@dataclass(slots=True)
class Strip:
    """Pictures side by side, and from where to where each stands."""

    image: Image
    members: list[tuple[int, int, int]]


def read_short(images: Sequence[Image], reader: PageReader) -> list[Recognition]:
    """One reading for each picture, in the order given."""
    strips = _strips([_resized(image) for image in images])
    out: list[Recognition] = [Recognition()] * len(images)
    for strip, reading in zip(strips, reader.read_crops([s.image for s in strips]), strict=True):
        for index, part in _parts(strip, reading):
            out[index] = part
    return out


def _resized(image: Image) -> Image:
    height, width = image.shape[:2]
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_CUBIC
    return cv2.resize(image, (max(1, round(width * HEIGHT / height)), HEIGHT), interpolation=how).astype(
        np.uint8, copy=False
    )


def _strips(images: Sequence[Image]) -> list[Strip]:
    """The widest first, each with the widest others that still fit beside it."""
    left = sorted(range(len(images)), key=lambda i: -images[i].shape[1])
    strips = []
    while left:
        chosen = [left.pop(0)]
        width = images[chosen[0]].shape[1]
        for i in list(left):
            if width + GAP + images[i].shape[1] <= WIDTH:
                chosen.append(i)
                left.remove(i)
                width += GAP + images[i].shape[1]
        strips.append(_strip(chosen, images))
    return strips


def _strip(chosen: Sequence[int], images: Sequence[Image]) -> Strip:
    at = images[chosen[0]].shape[1]
    parts, members = [images[chosen[0]]], [(chosen[0], 0, at)]
    for before, index in pairwise(chosen):
        image = images[index]
        parts += [_between(images[before], image), image]
        members.append((index, at + GAP, at + GAP + image.shape[1]))
        at += GAP + image.shape[1]
    return Strip(np.hstack(parts), members)


def _between(left: Image, right: Image) -> Image:
    """Paper that goes over from the tone of one picture to that of the next."""
    a, b = (np.array(percentile(x, 80)) for x in (left, right))
    share = np.linspace(0, 1, GAP)[:, None]
    row = (a * (1 - share) + b * share).astype(np.uint8)
    return np.repeat(row[None], HEIGHT, axis=0)


def _parts(strip: Strip, reading: Recognition) -> list[tuple[int, Recognition]]:
    """What each picture of the strip says; a near miss between two pictures belongs to neither."""
    width = strip.image.shape[1]
    out = []
    for index, start, end in strip.members:
        inside = [
            k for k, m in enumerate(reading.chars) if start - GAP / 2 <= (m.left + m.right) / 2 * width < end + GAP / 2
        ]
        marks = [_moved(reading.chars[k], start, end, width) for k in inside if reading.chars[k].char.strip()]
        gaps = [
            (at - inside[0], char, prob) for at, char, prob in reading.gaps if inside and inside[0] < at <= inside[-1]
        ]
        out.append((index, Recognition(marks, gaps)))
    return out


def _moved(mark: RecognizedChar, start: int, end: int, width: int) -> RecognizedChar:
    left, right = ((v * width - start) / (end - start) for v in (mark.left, mark.right))
    low, high = min(1.0, max(0.0, left)), min(1.0, max(0.0, right))
    return RecognizedChar(mark.char, mark.prob, mark.alternatives, low, max(low, high))
