"""Pictures of print on a digital page are read: a pasted table, a scanned appendix; photographs and logos are not."""

from __future__ import annotations

import zlib
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pytest

from gouji.ocr.document import read_document
from gouji.schemas.pages import Page
from tests.test_ocr_files import Finder
from tests.test_painted import SHOWN, build, text

Grey = npt.NDArray[np.uint8]


def printed(ground: int = 250) -> Grey:
    """A picture with a bar of print in its middle."""
    image = np.full((200, 600), ground, np.uint8)
    image[90:110, 100:500] = 20
    return image


def picture(image: Grey) -> bytes:
    data = zlib.compress(image.tobytes())
    size = f"/Width {image.shape[1]}/Height {image.shape[0]}/ColorSpace/DeviceGray/BitsPerComponent 8".encode()
    return b"<</Type/XObject/Subtype/Image%s/Filter/FlateDecode/Length %d>>stream\n%s\nendstream" % (
        size,
        len(data),
        data,
    )


def read(tmp_path: Path, image: Grey, place: str, more: str = "") -> Page:
    path = tmp_path / "input.pdf"
    path.write_bytes(build(f"q {place} cm /X0 Do Q {more}{text('The line below it', y=200)}", more=(picture(image),)))
    return read_document(path, reader=Finder("看到")).pages[0]


def test_print_in_a_picture_is_read_in_its_place(tmp_path: Path) -> None:
    page = read(tmp_path, printed(), "300 0 0 100 100 400")
    assert page.kind == "digital" and [line.text for line in page.lines] == [SHOWN, "看到", "The line below it"]
    seen = page.lines[1]
    assert all(g.prob < 1 for g in seen.glyphs) and all(g.prob == 1 for g in page.lines[0].glyphs)
    assert seen.box == pytest.approx((150, 387, 350, 397), abs=4)


@pytest.mark.parametrize(
    ("image", "place", "more"),
    [
        (printed(), "90 0 0 30 100 400", ""),  # a logo
        (printed(ground=120), "300 0 0 100 100 400", ""),  # a photograph
        (printed(), "300 0 0 100 100 400", text("Print over its background", 120, 450)),
        (np.full((200, 600), 250, np.uint8), "300 0 0 100 100 400", ""),  # nothing on it
        (printed(), "300 0 0 100 100 900", ""),  # off the page
    ],
)
def test_other_pictures_are_left_alone(image: Grey, place: str, more: str, tmp_path: Path) -> None:
    page = read(tmp_path, image, place, more)
    assert page.kind == "digital" and "看到" not in [line.text for line in page.lines]
