"""The tones of a page image, worked out once however many steps ask for them; scans without colour are handled as one plane.

A page image never changes once it is made: each step that alters one makes another.
"""

from __future__ import annotations

import weakref
from collections.abc import Callable
from typing import Concatenate, ParamSpec, TypeVar

import cv2
import numpy as np

from gouji.ocr.engine.protocol import Image, Mask

SPARSE = 31
"""Of so many rows and columns one is looked at first: a page in colour nearly always shows it there."""

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")


def cached_per_image(work: Callable[Concatenate[Image, Asked], Answer]) -> Callable[Concatenate[Image, Asked], Answer]:
    """The function, which remembers what it answered for as long as the image lives. Neither is to be changed: the image can no longer be."""
    known: dict[int, tuple[weakref.ref[Image], dict[object, Answer]]] = {}

    def asked(image: Image, /, *args: Asked.args, **more: Asked.kwargs) -> Answer:
        key = id(image)
        if key not in known:
            image.flags.writeable = False
            known[key] = weakref.ref(image, lambda _: known.pop(key, None)), {}
        answers = known[key][1]
        if args not in answers:
            answers[args] = work(image, *args, **more)
        return answers[args]

    return asked


def grayscale(image: Image) -> Mask:
    """The grey tones of a page image (height x width); of a page without colour its own plane, of tones themselves."""
    return image if image.ndim == 2 else _tones(image)


@cached_per_image
def _tones(image: Image) -> Mask:
    plane = _plane(image)
    return plane if plane is not None else cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)


@cached_per_image
def is_grayscale(image: Image) -> bool:
    """Whether the three planes of the image are alike."""
    return _plane(image) is not None


def reduced_to_one_plane(image: Image) -> Image:
    """The one plane that a grey image needs; an image in colour as it is."""
    return grayscale(image) if is_grayscale(image) else image


def apply_per_plane(image: Image, change: Callable[[Image], Image]) -> Image:
    """What `change` makes of a page image, which it treats plane by plane: of a grey one only one is changed."""
    if image.ndim == 2 or not is_grayscale(image):
        return change(image).astype(np.uint8, copy=False)
    plane = change(grayscale(image))
    return cv2.cvtColor(plane, cv2.COLOR_GRAY2BGR).astype(np.uint8, copy=False)


def percentile(picture: Image, percent: float) -> list[float]:
    """Of each plane of a picture (bytes), as `np.percentile` gives it: counting is a tenth of the time of sorting."""
    at = percent / 100 * (picture.shape[0] * picture.shape[1] - 1)
    low, part = int(at), at - int(at)
    found = []
    for plane in cv2.split(picture):
        below = np.cumsum(cv2.calcHist([plane], [0], None, [256], [0, 256])[:, 0], dtype=np.float64)
        a, b = np.searchsorted(below, [low, min(low + 1, below[-1] - 1)], side="right").tolist()
        found.append(b - (b - a) * (1 - part) if part >= 0.5 else a + (b - a) * part)
    return found


@cached_per_image
def _plane(image: Image) -> Mask | None:
    few = image[::SPARSE, ::SPARSE]
    if not (np.array_equal(few[..., 0], few[..., 1]) and np.array_equal(few[..., 0], few[..., 2])):
        return None
    blue, green, red = cv2.split(image)
    return blue.astype(np.uint8, copy=False) if np.array_equal(blue, green) and np.array_equal(blue, red) else None
