"""A JPEG scan that keeps a wrong shade from some block on was misread there; no edge on a page looks like that."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image as Pillow

from gouji.ocr.damage.jpeg_flaw import jpeg_flaw
from tests.test_damage import drawn, saved

BLOCK = 8
Shades = npt.NDArray[np.int64]


def page() -> Shades:
    return np.asarray(drawn("L")).astype(np.int64)


def wrong_from(row: int, column: int, shades: int, side: int = BLOCK) -> Callable[[Shades], Shades]:
    """All blocks from one on are darker."""

    def change(image: Shades) -> Shades:
        image[row * side : (row + 1) * side, column * side :] -= shades
        image[(row + 1) * side :] -= shades
        return image

    return change


def jpeg(image: Shades, mode: str = "L", /, **more: object) -> bytes:
    return saved(Pillow.fromarray(np.clip(image, 0, 255).astype(np.uint8)).convert(mode), "JPEG", **more)


@pytest.mark.parametrize("quality", [60, 75, 92])
@pytest.mark.parametrize(("row", "column", "shades"), [(3, 10, 40), (20, 20, 60), (51, 5, 100), (30, 36, 40)])
def test_a_shade_that_changes_at_a_block_is_damage(row: int, column: int, shades: int, quality: int) -> None:
    flaw = jpeg_flaw(jpeg(wrong_from(row, column, shades)(page()), quality=quality))
    assert flaw is not None and flaw.lost == 0
    assert flaw.top <= row * BLOCK / 438 < flaw.top + 0.08


@pytest.mark.parametrize(
    "more", [{"subsampling": 2}, {"subsampling": 0}, {"progressive": True}, {"restart_marker_rows": 4}], ids=str
)
def test_in_scans_of_any_layout(more: dict[str, object]) -> None:
    side = 16 if more.get("subsampling") != 0 else 8
    whole = page()
    assert jpeg_flaw(jpeg(whole, "RGB", quality=80, **more)) is None
    assert jpeg_flaw(jpeg(wrong_from(12, 8, 60, side)(whole), "RGB", quality=80, **more)) is not None


def band(image: Shades) -> Shades:
    image[80:88] -= 60
    return image


def lower_half(image: Shades) -> Shades:
    image[208:] -= 60
    return image


def beside_a_margin(image: Shades) -> Shades:
    image[208:, 24:] -= 60
    return image


def box(image: Shades) -> Shades:
    image[160:200, 40:200] -= 40
    return image


def slanted(image: Shades) -> Shades:
    rows, columns = np.mgrid[: image.shape[0], : image.shape[1]]
    image[rows > 200 + columns * BLOCK / image.shape[1]] -= 60
    return image


def two_steps(image: Shades) -> Shades:
    image[208:, :150] -= 60
    image[232:, 150:] -= 60
    return image


def not_at_blocks(image: Shades) -> Shades:
    return wrong_from(20, 20, 60)(image[4:, 4:])[2:, 2:]


@pytest.mark.parametrize("change", [band, lower_half, beside_a_margin, box, slanted, two_steps, not_at_blocks])
@pytest.mark.parametrize("more", [{}, {"progressive": True}], ids=str)
def test_what_is_printed_is_no_damage(change: Callable[[Shades], Shades], more: dict[str, object]) -> None:
    for quality in (30, 60, 80, 92):
        assert jpeg_flaw(jpeg(change(page()), quality=quality, **more)) is None


@pytest.mark.parametrize("quality", [60, 75, 85, 92])
@pytest.mark.parametrize("more", [{"progressive": True}, {"progressive": True, "restart_marker_rows": 1}, {}], ids=str)
def test_black_borders_are_no_damage(quality: int, more: dict[str, object]) -> None:
    image = page()
    image[:, :60] = image[380:] = 0  # as dark as a block can be
    assert jpeg_flaw(jpeg(image, quality=quality, **more)) is None
