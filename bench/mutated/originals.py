"""Small whole files of each kind, two pages each, from the samples' own pages."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from PIL import Image as Pillow

from gouji.ocr.page_images import page_images

SAMPLES = Path(__file__).parent.parent.parent / "samples"
SIZE = (310, 438)
"""Pixels of a page; at 150 dots an inch it is a quarter as wide as A4, so that a mutant takes little time."""
POINTS = (148.8, 210.2)
Objects = list[bytes]


@cache
def originals(kind: str) -> dict[str, bytes]:
    """The files of a kind by name."""
    return MAKERS[kind]()


@cache
def _pages() -> tuple[Pillow.Image, Pillow.Image]:
    first, second = (next(page_images(SAMPLES / f"{name}.pdf", 150.0)) for name in ("table_two_pages", "report_errors"))
    a, b = (Pillow.fromarray(image[:, :, ::-1]).resize(SIZE, Pillow.Resampling.LANCZOS) for image in (first, second))
    return a, b


def _saved(image: Pillow.Image, kind: str, **more: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **more)
    return out.getvalue()


def _pdf(pages: Sequence[tuple[bytes, bytes]], pictures: Sequence[tuple[str, bytes]] = ()) -> bytes:
    """A PDF: of each page its resources and its content; `pictures` are (words, data), the first is object 20."""
    bodies: dict[int, bytes] = {
        1: b"<</Type/Catalog/Pages 2 0 R>>",
        3: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    }
    kids = b" ".join(b"%d 0 R" % (4 + 2 * i) for i in range(len(pages)))
    bodies[2] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, len(pages))
    for i, (resources, content) in enumerate(pages):
        packed = zlib.compress(content)
        box = b"/MediaBox[0 0 %.1f %.1f]" % POINTS
        bodies[4 + 2 * i] = b"<</Type/Page/Parent 2 0 R%s/Resources<<%s>>/Contents %d 0 R>>" % (
            box,
            resources,
            5 + 2 * i,
        )
        bodies[5 + 2 * i] = b"<</Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream" % (len(packed), packed)
    for i, (words, data) in enumerate(pictures):
        head = f"<</Type/XObject/Subtype/Image/Width {SIZE[0]}/Height {SIZE[1]}{words}/Length {len(data)}>>\nstream\n"
        bodies[20 + i] = head.encode() + data + b"\nendstream"
    return _file(bodies)


def _file(bodies: dict[int, bytes]) -> bytes:
    out, places = b"%PDF-1.5\n", {}
    for number, body in bodies.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%d 1\n%010d 00000 n \n" % (number, place) for number, place in places.items())
    end = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (max(places) + 1, len(out))
    return out + b"xref\n0 1\n0000000000 65535 f \n" + table + end


def _scan(words: str, pack: Callable[[Pillow.Image], bytes]) -> bytes:
    draw = b"q %.1f 0 0 %.1f 0 0 cm /I Do Q" % POINTS
    return _pdf(
        [(b"/XObject<</I %d 0 R>>" % (20 + i), draw) for i in range(2)], [(words, pack(image)) for image in _pages()]
    )


def _jpeg(mode: str, **more: object) -> Callable[[Pillow.Image], bytes]:
    return lambda image: _saved(image.convert(mode), "JPEG", **more)


def _scanned() -> dict[str, bytes]:
    grey, colour = (
        "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/DCTDecode",
        "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
    )
    return {
        "grey.pdf": _scan(grey, _jpeg("L", quality=80)),
        "colour.pdf": _scan(colour, _jpeg("RGB", quality=75, optimize=True)),
        "progressive.pdf": _scan(grey, _jpeg("L", quality=80, progressive=True)),
        "restarts.pdf": _scan(colour, _jpeg("RGB", quality=80, restart_marker_rows=2)),
    }


def _black(image: Pillow.Image) -> Pillow.Image:
    return image.convert("L").point(lambda value: 255 * (value > 150)).convert("1")


def _group4(image: Pillow.Image) -> bytes:
    data = _saved(_black(image), "TIFF", compression="group4", tiffinfo={278: SIZE[1]})
    tags = Pillow.open(io.BytesIO(data)).tag_v2  # type: ignore[attr-defined]
    return data[tags[273][0] : tags[273][0] + tags[279][0]]


def _fax() -> dict[str, bytes]:
    words = f"/ColorSpace/DeviceGray/BitsPerComponent 1/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns {SIZE[0]}/Rows {SIZE[1]}/BlackIs1 true>>"
    return {"fax.pdf": _scan(words, _group4)}


def _flate() -> dict[str, bytes]:
    words = "/ColorSpace/DeviceGray/BitsPerComponent 8/Filter/FlateDecode"
    return {"flate.pdf": _scan(words, lambda image: zlib.compress(image.convert("L").tobytes()))}


def _digital() -> dict[str, bytes]:
    lines = [
        [f"{20 * p + n}. Item {n * 37 % 101} of budget {n * 1234.56:.2f}, rate {50 + n}.{n:02}%" for n in range(1, 24)]
        for p in range(2)
    ]
    contents = []
    for page in lines:
        text = "".join(f"BT /F1 5 Tf 12 {200 - 8 * i} Td ({line}) Tj ET\n" for i, line in enumerate(page))
        contents.append((b"/Font<</F1 3 0 R>>", text.encode() + b"0.5 w 12 10 m 135 10 l S\n"))
    return {"digital.pdf": _pdf(contents)}


def _pictures(kind: str) -> dict[str, bytes]:
    first, second = _pages()
    dpi = {"dpi": (150, 150)}
    if kind == "PNG":
        return {
            "grey.png": _saved(first.convert("L"), kind, **dpi),
            "colour.png": _saved(second, kind, **dpi),
            "black.png": _saved(_black(first), kind, **dpi),
        }
    if kind == "JPEG":
        ways: list[dict[str, object]] = [
            {},
            {"progressive": True},
            {"restart_marker_rows": 1},
            {"optimize": True, "quality": 92},
        ]
        return {
            f"{i}.jpg": _saved(first if i % 2 else second.convert("L"), kind, **dpi, **way)
            for i, way in enumerate(ways)
        }
    both = {"save_all": True, "append_images": [second.convert("L")]} | dpi
    packed = {
        name: _saved(first.convert("L"), kind, compression=name, **both)
        for name in ("tiff_lzw", "tiff_adobe_deflate", "jpeg")
    }
    fax = _saved(_black(first), kind, compression="group4", save_all=True, append_images=[_black(second)], **dpi)
    return {f"{name}.tif": data for name, data in packed.items()} | {"group4.tif": fax}


def _text() -> dict[str, bytes]:
    whole = (SAMPLES / "texts/report_errors.txt").read_text(encoding="utf-8")
    return {
        "utf8.txt": whole.encode(),
        "gbk.txt": whole.encode("gb18030", "replace"),
        "utf16.txt": whole.encode("utf-16"),
    }


MAKERS: dict[str, Callable[[], dict[str, bytes]]] = {
    "scanned.pdf": _scanned,
    "fax.pdf": _fax,
    "flate.pdf": _flate,
    "digital.pdf": _digital,
    "png": lambda: _pictures("PNG"),
    "jpeg": lambda: _pictures("JPEG"),
    "tiff": lambda: _pictures("TIFF"),
    "text": _text,
}
