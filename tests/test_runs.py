"""Runs found by bit operations equal those of OpenCV's morphology, including at the edges."""

import cv2
import numpy as np
import pytest

from gouji.ocr.image.run_length import long_runs


@pytest.mark.parametrize("height", [1, 7, 8, 9, 40])
@pytest.mark.parametrize(("run", "gap"), [(3, 1), (4, 2), (7, 3), (12, 5), (36, 3), (100, 9)])
def test_long_runs(height: int, run: int, gap: int) -> None:
    dice = np.random.default_rng(run * height)
    mask = ((dice.random((height, 160)) < 0.85) * np.uint8(255)).astype(np.uint8)
    mask[:, 40:60] = 255
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, gap), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((1, run), np.uint8))
    assert np.array_equal(long_runs(mask, run, gap), opened)
