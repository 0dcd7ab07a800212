"""Pages of a TIFF behind a broken link between its directories are lost, and counted."""

from __future__ import annotations

import io
from typing import Literal

import pytest
from PIL import Image as Pillow

from gouji.ocr.image.tiff_pages import tiff_pages
from gouji.ocr.source import open_source
from tests.test_ocr_files import Finder


def tiff(pages: int, compression: str | None = "tiff_deflate") -> bytes:
    images = [
        Pillow.effect_noise((200, 280), 20 + n).convert("1" if compression == "group4" else "L") for n in range(pages)
    ]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], compression=compression, dpi=(100, 100))
    return out.getvalue()


def links(data: bytes) -> list[int]:
    """Where the link behind each directory stands."""
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    offset, out = int.from_bytes(data[4:8], order), []
    while offset:
        out.append(offset + 2 + 12 * int.from_bytes(data[offset : offset + 2], order))
        offset = int.from_bytes(data[out[-1] : out[-1] + 4], order)
    return out


@pytest.mark.parametrize("compression", [None, "tiff_deflate", "tiff_lzw", "group4", "jpeg"])
@pytest.mark.parametrize("pages", [1, 2, 3])
def test_a_whole_file_has_its_pages(compression: str | None, pages: int) -> None:
    assert tiff_pages(tiff(pages, compression)) == pages


def broken(compression: str | None, link: bytes) -> bytes:
    """Two pages, with another link behind the first directory."""
    data = tiff(2, compression)
    at = links(data)[0]
    return data[:at] + link + data[at + 4 :]


@pytest.mark.parametrize("compression", [None, "tiff_deflate", "group4"])
@pytest.mark.parametrize("link", [b"\0\0\0\0", b"\xff\xff\xff\x7f"], ids=["ends", "leads astray"])
def test_a_page_behind_a_broken_link_is_counted(compression: str | None, link: bytes) -> None:
    assert tiff_pages(broken(compression, link)) == 2


@pytest.mark.parametrize("compression", [None, "tiff_deflate", "group4"])
def test_a_page_that_nothing_leads_to_is_unreadable(compression: str | None) -> None:
    source = open_source(broken(compression, b"\0\0\0\0"))
    kinds = [source.read(number, Finder("看到")).kind for number in range(1, source.count + 1)]
    assert kinds == ["scanned", "unreadable"]


def test_an_earlier_state_of_a_directory_is_no_page() -> None:
    """A program that changes a tag writes the directory anew, and leaves the old one where it was."""
    data = tiff(1)
    order: Literal["little", "big"] = "little" if data[:2] == b"II" else "big"
    start = int.from_bytes(data[4:8], order)
    copy = data[start : links(data)[0] + 4]
    assert tiff_pages(data[:4] + len(data).to_bytes(4, order) + data[8:] + copy) == 1


def test_a_small_copy_of_a_page_is_no_page() -> None:
    """A thumbnail stands in a directory that no link of the chain leads to."""
    images = [Pillow.effect_noise((200, 280), 20), Pillow.effect_noise((50, 70), 20)]
    out = io.BytesIO()
    images[0].save(out, "TIFF", save_all=True, append_images=images[1:], tiffinfo={254: 1})
    data = out.getvalue()
    at = links(data)[0]
    assert tiff_pages(data[:at] + b"\0\0\0\0" + data[at + 4 :]) == 1
