"""Damage of a TIFF is detected from its directory and from the codes of its strips, and never where there is none."""

from __future__ import annotations

import io
from random import Random

import pytest
from PIL import Image as Pillow

from gouji.ocr.damage.lzw_flaw import lzw_flaw
from gouji.ocr.damage.packbits_flaw import packbits_flaw
from gouji.ocr.damage.picture_damage import picture_damage
from gouji.schemas.flaw import TOTAL_LOSS, Flaw
from tests.test_damage import SIZE, drawn, saved

STRIP_SIZES = 279
PACKINGS = ("group4", "tiff_lzw", "packbits", "tiff_adobe_deflate", "jpeg", "raw")


def tiff(packing: str, **more: object) -> bytes:
    image = drawn("L") if packing != "group4" else drawn("L").convert("1")
    return saved(image, "TIFF", compression=packing, save_all=True, append_images=[image], **more)


def strips(data: bytes) -> list[tuple[int, int]]:
    tags = Pillow.open(io.BytesIO(data)).tag_v2  # type: ignore[attr-defined]
    return list(zip(tags[273], tags[STRIP_SIZES], strict=True))


@pytest.mark.parametrize("packing", PACKINGS)
@pytest.mark.parametrize("rows", [7, 16, SIZE[1]])
def test_an_intact_tiff_has_no_damage(packing: str, rows: int) -> None:
    damage = picture_damage(tiff(packing, tiffinfo={278: rows} if packing != "jpeg" or rows == 16 else {}))
    assert damage(1) is None and damage(2) is None


@pytest.mark.parametrize("mode", ["1", "L", "RGB", "RGBA", "CMYK", "P"])
@pytest.mark.parametrize("packing", ["tiff_lzw", "packbits"])
def test_rows_of_any_colours_come_out_whole(mode: str, packing: str) -> None:
    noise = Pillow.effect_noise((301, 77), 90.0).convert("RGB").convert(mode)
    assert picture_damage(saved(noise, "TIFF", compression=packing))(1) is None


@pytest.mark.parametrize("packing", PACKINGS[:5])
def test_a_directory_without_the_sizes_of_its_strips_is_damaged(packing: str) -> None:
    whole = tiff(packing)
    at = whole.rindex(STRIP_SIZES.to_bytes(2, "little") + b"\4\0")
    damage = picture_damage(whole[:at] + (0x8117).to_bytes(2, "little") + whole[at + 2 :])
    assert damage(1) is None and damage(2) is not None


@pytest.mark.parametrize("packing", PACKINGS[:3])
def test_a_file_that_ends_within_its_last_directory_is_damaged(packing: str) -> None:
    whole = tiff(packing)
    sizes = whole.rindex(STRIP_SIZES.to_bytes(2, "little") + b"\4\0")
    for end in (sizes, sizes + 12, sizes + 17):
        damage = picture_damage(whole[:end])
        assert damage(1) is None and damage(2) is not None, end


@pytest.mark.parametrize(("packing", "share"), [("tiff_lzw", 0.4), ("packbits", 0.25)])
def test_most_changes_of_a_strip_are_detected(packing: str, share: float) -> None:
    whole, dice, found = tiff(packing), Random(3), 0
    start, size = strips(whole)[0]
    for _ in range(100):
        changed = bytearray(whole)
        changed[start + dice.randrange(size)] ^= 1 << dice.randrange(8)
        found += picture_damage(bytes(changed))(1) is not None
    assert found >= 100 * share


@pytest.mark.parametrize("packing", ["tiff_lzw", "packbits"])
def test_lost_and_inserted_bytes_of_a_strip_are_detected(packing: str) -> None:
    whole = tiff(packing, tiffinfo={278: SIZE[1]})
    ((start, size),) = strips(whole)
    part, half = whole[start : start + size], size // 2
    for changed in (
        part[:half] + part[half + 3 :] + b"\0\0\0",
        part[:half] + b"\x55" + part[half:-1],
        part[:half] + bytes(size - half),
    ):
        assert picture_damage(whole[:start] + changed + whole[start + size :])(1) is not None


def packed(*codes: int) -> bytes:
    """LZW codes of nine bits."""
    bits = "".join(f"{code:09b}" for code in codes)
    return int(bits.ljust(-(-len(bits) // 8) * 8, "0"), 2).to_bytes(-(-len(bits) // 8), "big")


@pytest.mark.parametrize(
    ("codes", "expected", "flaw"),
    [
        ((256, 65, 258, 259, 257), 6, None),  # a, then aa and aaa, each as soon as it exists
        ((256, 65, 66, 258, 257), 4, None),
        ((65, 66, 258, 257), 4, None),
        ((256, 65, 66, 258), 4, None),  # some programs leave the end out
        ((256, 65, 66, 258, 257), 5, Flaw(0.0)),
        ((256, 65, 66, 258, 257), 0, None),  # nobody knows how many there should be
        ((256, 65, 260, 257), 4, Flaw(0.75, 0.25)),  # a string that does not exist yet
        ((256, 258, 65, 257), 2, TOTAL_LOSS),
        ((256, 65, 256, 258, 257), 4, Flaw(0.75, 0.25)),
        ((257,), 4, TOTAL_LOSS),
    ],
)
def test_codes_of_lzw(codes: tuple[int, ...], expected: int, flaw: Flaw | None) -> None:
    assert lzw_flaw(packed(*codes), (expected,)) == flaw


@pytest.mark.parametrize(
    ("data", "expected", "flaw"),
    [
        (b"\2abc\xffd", 5, None),
        (b"\2abc\x80\xffd\0", 5, None),  # one byte fills up, and 128 stands for nothing
        (b"\2abc\xffd", 10, Flaw(0.5)),
        (b"\2abc\xffd", 4, Flaw(0.0)),
        (b"\2abc\x05de", 9, Flaw(0.0, 1.0)),
        (b"\2abc\xffd", 0, None),
    ],
)
def test_runs_of_packbits(data: bytes, expected: int, flaw: Flaw | None) -> None:
    assert packbits_flaw(data, (expected,)) == flaw
