"""Damage in an encoded image is detected from its own codes, and never reported where there is none."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw

from bench.mutated.originals import originals
from gouji.ocr.damage.deflate_flaw import deflate_flaw
from gouji.ocr.damage.fax_flaw import fax_flaw
from gouji.ocr.damage.jpeg_codes import bit_windows, huffman_symbols, huffman_tables, windows_by_bit
from gouji.ocr.damage.jpeg_flaw import jpeg_flaw
from gouji.ocr.damage.packed_flaw import jbig2_flaw, jpx_flaw
from gouji.schemas.flaw import Flaw

SAMPLES = Path(__file__).parent.parent / "samples"
LISTS = ("sum-of-parts", "sum-of-sources", "weights-total", "scores-total", "announced-count")

SIZE = (310, 438)
WAYS: list[dict[str, object]] = [
    {"quality": 75},
    {"quality": 90, "optimize": True},
    {"quality": 60, "progressive": True},
    {"quality": 80, "restart_marker_blocks": 7},
]


def drawn(mode: str) -> Pillow.Image:
    """White paper with rows of strokes on it."""
    image = Pillow.new("RGB", SIZE, (250, 250, 244))
    pen = ImageDraw.Draw(image)
    for row in range(18):
        pen.text(
            (20, 16 + 22 * row),
            f"{row * 7919 % 1000} budget {row * 31.25:.2f} rate {row}.{row}%",
            fill=(20, 20, 40 + 9 * row),
        )
    return image.convert(mode)


def saved(image: Pillow.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_an_intact_jpeg_has_no_flaw(mode: str, way: dict[str, object]) -> None:
    data = saved(drawn(mode), "JPEG", **way)
    assert jpeg_flaw(data) is None
    assert jpeg_flaw(data + b"junk behind the end") is None


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("way", WAYS[:3], ids=str)
def test_a_truncated_jpeg_has_lost_the_missing_part(mode: str, way: dict[str, object]) -> None:
    data = saved(drawn(mode), "JPEG", **way)
    for share in (0.3, 0.6, 0.9):
        for end in (b"", b"\xff\xd9"):
            flaw = jpeg_flaw(data[: int(len(data) * share)] + end)
            assert flaw is not None
            assert flaw.lost > 0.25 or share > 0.5
    assert jpeg_flaw(data[:-2]) == Flaw(0.0, 1.0)


@pytest.mark.parametrize("way", WAYS, ids=str)
def test_zeroed_and_changed_bytes_are_detected(way: dict[str, object]) -> None:
    data = saved(drawn("L"), "JPEG", **way)
    start = data.index(b"\xff\xda") + 300
    zeroed = data[:start] + bytes(800) + data[start + 800 :]
    assert jpeg_flaw(zeroed) is not None
    changed = (
        data[:start]
        + bytes(byte ^ 0x5A for byte in data[start : start + 60]).replace(b"\xff", b"\xfe")
        + data[start + 60 :]
    )
    flaw = jpeg_flaw(changed)
    assert flaw is not None
    assert flaw.top < 0.6


def pixels(data: bytes) -> npt.NDArray[np.int64]:
    return np.asarray(Pillow.open(io.BytesIO(data)).convert("L")).astype(np.int64)


@pytest.mark.parametrize("name", sorted(originals("jpeg")))
def test_every_large_change_of_a_jpeg_is_reported(name: str) -> None:
    whole, dice, found = originals("jpeg")[name], Random(5), 0
    before, start = pixels(whole), whole.index(b"\xff\xda") + 20
    for _ in range(25):
        changed = bytearray(whole)
        for _ in range(dice.choice((1, 2, 6))):
            changed[dice.randrange(start, len(whole) - 2)] ^= 1 << dice.randrange(8)
        if jpeg_flaw(bytes(changed)) is not None:
            found += 1
        else:
            assert (abs(pixels(bytes(changed)) - before) > 60).mean() < 0.02
    assert found > 10, "most changes are found"


def test_damage_does_not_extend_beyond_restart_markers() -> None:
    data = saved(drawn("L"), "JPEG", restart_marker_rows=1)
    at = data.index(b"\xff\xd5") + 40
    flaw = jpeg_flaw(data[:at] + bytes(b ^ 0x5A for b in data[at : at + 6]) + data[at + 6 :])
    assert flaw is not None
    assert flaw.lost < 0.1


def group4(image: Pillow.Image) -> bytes:
    data = saved(image, "TIFF", compression="group4", tiffinfo={278: image.height})
    tags = Pillow.open(io.BytesIO(data)).tag_v2  # type: ignore[attr-defined]
    return data[tags[273][0] : tags[273][0] + tags[279][0]]


def test_group_4() -> None:
    image = drawn("L").point(lambda value: 255 * (value > 128)).convert("1")
    data = group4(image)
    assert fax_flaw(data, *SIZE) is None
    assert fax_flaw(group4(Pillow.new("1", SIZE, 1)), *SIZE) is None
    for share in (0.25, 0.5, 0.75):
        flaw = fax_flaw(data[: int(len(data) * share)], *SIZE)
        assert flaw is not None and flaw.lost == pytest.approx(1 - flaw.top, abs=0.01)
    half = len(data) // 2
    assert fax_flaw(data[:half] + bytes(60) + data[half + 60 :], *SIZE) is not None
    assert fax_flaw(data, SIZE[0] + 1, SIZE[1]) is not None


@pytest.mark.parametrize(
    ("change", "lost"),
    [
        (lambda data: data, None),
        (lambda data: data[:-4], None),
        (lambda data: data[:-4] + b"\0\0\0\0", 0.0),
        (lambda data: data[: len(data) // 2], 0.3),
        (lambda data: data[:200] + bytes(100) + data[300:], 0.0),
        (lambda data: bytes(len(data)), 1.0),
    ],
)
def test_deflated_data(change: Callable[[bytes], bytes], lost: float | None) -> None:
    whole = drawn("L").tobytes()
    flaw = deflate_flaw(change(zlib.compress(whole)), len(whole))
    assert (flaw is None) == (lost is None)
    assert flaw is None or lost is None or flaw.lost >= lost


def segment(number: int, kind: int, body: bytes) -> bytes:
    return number.to_bytes(4, "big") + bytes([kind, 0, 1]) + len(body).to_bytes(4, "big") + body


def test_jpeg2000_and_jbig2_images_must_have_all_their_parts() -> None:
    jbig2 = segment(0, 48, bytes(19)) + segment(1, 38, bytes(500))
    assert jbig2_flaw(jbig2) is None
    assert jbig2_flaw(jbig2[:-100]) is not None
    assert jbig2_flaw(jbig2[:30]) == Flaw(1.0) == jbig2_flaw(bytes(300))
    tile = b"\xff\x90\0\x0a\0\0" + (400).to_bytes(4, "big") + bytes(390)
    jpx = b"\xff\x4f\xff\x51" + bytes(60) + tile + b"\xff\xd9"
    assert jpx_flaw(jpx) is None
    assert jpx_flaw(jpx[:200]) is not None and jpx_flaw(bytes(500)) == Flaw(1.0)


def test_tables_of_codes_hold_every_number_once() -> None:
    """A scan brings tables of its own for each page, and the last ones are kept."""
    tables = huffman_tables((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0), bytes(range(12)))
    for entries in (tables.symbols, tables.steps, tables.strides):
        assert len(set(map(id, entries))) == len(set(entries)) < 4096
    assert huffman_symbols((0, 1, 5, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0), bytes(range(12))) is tables.symbols


def test_the_bits_from_each_bit_on_are_those_from_each_byte_on() -> None:
    data = bytes(range(7, 250, 11))
    by_byte, by_bit = bit_windows(data), windows_by_bit(data)
    assert len(by_bit) == 8 * len(by_byte)
    assert all(by_bit[at] == by_byte[at >> 3] >> 16 - (at & 7) & 65535 for at in range(len(by_bit)))
