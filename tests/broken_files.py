"""A folder of files that are broken in every way a batch meets, and why each is refused."""

from __future__ import annotations

import io
import os
import socket
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.test_ocr_files import LOCK, TEXT, pdf, png, sheet

WHOLE = pdf(TEXT)
NO_PAGES = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
)


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<w:document/>" * 50)
    return out.getvalue()


def _bomb() -> bytes:
    """A picture of 100 000 x 100 000 pixels in a few bytes."""
    head = (100_000).to_bytes(4, "big") * 2 + b"\x08\x02\x00\x00\x00"
    chunks = [(b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1000)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(len(d).to_bytes(4, "big") + k + d + zlib.crc32(k + d).to_bytes(4, "big") for k, d in chunks)


BYTES: dict[str, tuple[bytes, str]] = {
    "empty.pdf": (b"", "empty_file"),
    "cut short.pdf": (WHOLE[: len(WHOLE) // 2], "broken_pdf"),
    "no end.pdf": (WHOLE.replace(b"%%EOF", b""), "broken_pdf"),
    "encrypted.pdf": (pdf(TEXT, extra=LOCK), "encrypted_pdf"),
    "no pages.pdf": (NO_PAGES, "no_pages"),
    "no objects.pdf": (b"%PDF-1.7\nstartxref\n99999\n%%EOF\n", "broken_pdf"),
    "broken table.pdf": (WHOLE.replace(b" 0 obj", b" 0 obx").replace(b"0000", b"9x99"), "broken_pdf"),
    "page is lost.pdf": (WHOLE.replace(b"/Kids[4 0 R]", b"/Kids[9 0 R]"), "broken_pdf"),
    "huge page.pdf": (pdf(TEXT, media="0 0 90000 90000"), "page_too_large"),
    "nothing printed.pdf": (pdf(b""), "blank"),
    "zeros.txt": (b"\0" * 4000, "not_text"),
    "noise.txt": (bytes(range(256)) * 40, "not_text"),
    "blank.txt": (b" \r\n\t \n" * 20, "blank"),
    "cut.jpg": (png(sheet(), "JPEG")[:600], "broken_image"),
    "head alone.jpeg": (b"\xff\xd8\xff\xe0" + b"\x11" * 50, "broken_image"),
    "bomb.png": (_bomb(), "page_too_large"),
    "cut.png": (png(sheet())[:90], "broken_image"),
    "broken directory.tif": (b"II*\x00\xff\xff\xff\x7f" + b"\0" * 64, "broken_image"),
    "office.pdf": (_zip(), "office_file"),
    "gif.png": (b"GIF89a" + bytes(range(200, 256)) * 30, "broken_image"),
    "two\nlines.pdf": (WHOLE[:100], "broken_pdf"),
}


def _fifo(path: Path) -> None:
    os.mkfifo(path)


def _socket(path: Path) -> None:
    here = os.getcwd()
    os.chdir(path.parent)  # an address of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as opened:
            opened.bind(path.name)
    finally:
        os.chdir(here)


def _loop(path: Path) -> None:
    path.symlink_to(path.name)


PLACES: dict[str, tuple[Callable[[Path], None], str]] = {
    "folder.pdf": (lambda path: path.mkdir(), "not_a_file"),
    "pipe.pdf": (_fifo, "not_a_file"),
    "socket.pdf": (_socket, "not_a_file"),
    "device.pdf": (lambda path: path.symlink_to("/dev/null"), "not_a_file"),
    "dangling.pdf": (lambda path: path.symlink_to("nowhere.pdf"), "not_found"),
    "loop.pdf": (_loop, "link_circle"),
}


def broken_files(folder: Path) -> dict[str, str]:
    """Makes them; the path of each as messages show it → the key of the error that names it."""
    folder.mkdir(parents=True)
    found = {}
    for name, (data, key) in BYTES.items():
        (folder / name).write_bytes(data)
        found[str(folder / name)] = key
    for name, (make, key) in PLACES.items():
        make(folder / name)
        found[str(folder / name)] = key
    odd = os.fsencode(folder) + b"/odd \xff\xfe.pdf"
    with open(odd, "wb") as file:
        file.write(WHOLE[:80])
    found[odd.decode("utf-8", "backslashreplace")] = "broken_pdf"
    if os.geteuid():  # root may open everything
        shut = folder / "shut.pdf"
        shut.write_bytes(WHOLE)
        shut.chmod(0)
        found[str(shut)] = "not_readable"
    return found
