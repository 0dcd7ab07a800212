"""Grey levels are computed once per image, and a colourless image is processed as one plane with the same result."""

import gc

import cv2
import numpy as np
import pytest

from gouji.ocr.engine.protocol import Image
from gouji.ocr.image.grayscale import (
    apply_per_plane,
    cached_per_image,
    grayscale,
    is_grayscale,
    percentile,
    reduced_to_one_plane,
)

GREY = np.repeat(np.arange(4800, dtype=np.uint8).reshape(60, 80, 1), 3, axis=2)
COLOUR = np.random.default_rng(1).integers(0, 256, (60, 80, 3)).astype(np.uint8)
TINGED = GREY.copy()
TINGED[33, 47, 1] ^= 1


@pytest.mark.parametrize(("image", "grey"), [(GREY, True), (COLOUR, False), (TINGED, False)])
def test_processing_by_plane_changes_no_result(image: Image, grey: bool) -> None:
    turn = cv2.getRotationMatrix2D((40, 30), 1.3, 1.0)
    assert is_grayscale(image) is grey and reduced_to_one_plane(image).ndim == (2 if grey else 3)
    assert np.array_equal(
        apply_per_plane(image, lambda p: cv2.warpAffine(p, turn, (80, 60), flags=cv2.INTER_CUBIC)),
        cv2.warpAffine(image, turn, (80, 60), flags=cv2.INTER_CUBIC),
    )
    assert np.array_equal(grayscale(image), cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)) and grayscale(
        grayscale(image)
    ) is grayscale(image)


def test_results_are_cached_as_long_as_the_image_lives() -> None:
    asked: list[int] = []

    @cached_per_image
    def total(image: Image, times: int) -> int:
        asked.append(times)
        return int(image.sum()) * times

    image = np.ones((4, 4, 3), np.uint8)
    assert [total(image, 2), total(image, 2), total(image, 3)] == [96, 96, 144] and asked == [2, 3]
    with pytest.raises(ValueError, match="read-only"):
        image[0] = 0
    del image
    gc.collect()
    assert total(np.zeros((4, 4, 3), np.uint8), 2) == 0 and asked == [2, 3, 2]


@pytest.mark.parametrize("percent", [0, 2, 33.3, 50, 80, 90, 100])
@pytest.mark.parametrize("size", [(1, 1), (1, 2), (3, 5), (48, 317)])
def test_percentile_equals_numpy(percent: float, size: tuple[int, int]) -> None:
    picture = np.random.default_rng(7).integers(0, 256, (*size, 3)).astype(np.uint8)
    assert percentile(picture, percent) == np.percentile(picture.reshape(-1, 3), percent, axis=0).tolist()
