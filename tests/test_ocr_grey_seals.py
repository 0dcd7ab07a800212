"""Grey seals fade if the print is darker, and stay if it is not."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from gouji.ocr.image.grey_seals import fade_grey_seals

PAPER = 240


def page(seal: int, ink: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    image = np.full((600, 800, 3), PAPER, np.uint8)
    for row in range(8):
        cv2.putText(image, "2023 258.50 119.38", (60, 80 + row * 60), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (ink,) * 3, 4)
    clean = image.copy()
    rings = np.zeros(image.shape[:2], np.uint8)
    cv2.circle(rings, (300, 300), 130, (255,), -1)
    stamp = image.copy()
    cv2.circle(stamp, (300, 300), 125, (seal,) * 3, 8)
    cv2.line(stamp, (220, 300), (380, 300), (seal,) * 3, 20)
    return clean, np.minimum(image, stamp), rings


def test_a_pale_seal_fades_and_the_print_stays() -> None:
    clean, stamped, rings = page(seal=140, ink=30)
    faded = fade_grey_seals(stamped, rings)
    assert faded is not None
    off = np.abs(faded.astype(int) - clean.astype(int))
    assert off.mean() < np.abs(stamped.astype(int) - clean.astype(int)).mean() / 4
    print_px = clean[:, :, 0] == 30
    assert faded[:, :, 0][print_px].mean() < 60


@pytest.mark.parametrize(("seal", "ink"), [(40, 30), (60, 45)])
def test_a_seal_as_dark_as_the_print_is_left_alone(seal: int, ink: int) -> None:
    _, stamped, rings = page(seal, ink)
    assert fade_grey_seals(stamped, rings) is None
