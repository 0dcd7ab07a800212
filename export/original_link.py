"""Links a cell of a workbook to the original file."""

from __future__ import annotations

import re
from pathlib import Path

from xlsxwriter.url import Url, UrlTypes

MAX_ADDRESS_CHARACTERS = 255
"""Address length that every Excel accepts; newer versions accept more."""
MAX_LINKS_PER_SHEET = 65_530
"""With more links, Excel reports a damaged workbook."""
WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")
"""The beginning of a Windows path: C:\\ or \\\\server."""
UNADDRESSABLE = re.compile(r"[\x00-\x1f\ufffe\uffff]|\\(?:udc|x)[0-9a-f]{2}")
"""Characters that no address can contain, and escaped bytes of a name that is not text."""
PERCENT_ESCAPES = str.maketrans({char: f"%{ord(char):02x}" for char in '%" <>[]^`{}#?'})
PDF = ".pdf"


def original_link(path: str, home: Path, page: int | None = None) -> Url | None:
    """The address of the original at `path` for a workbook in the folder `home`, for a PDF with its page; None if no
    address can lead there.

    A file in the workbook's own folder gets a relative address, so that both can be moved together. Any other file gets
    an absolute one, so that the workbook can be moved alone.
    """
    anchor = f"page={page}" if page and path.lower().endswith(PDF) else ""
    address = _address(path, home)
    return (
        FileUrl(address, anchor)
        if address and len(address.encode("utf-16-le")) // 2 <= MAX_ADDRESS_CHARACTERS
        else None
    )


def _address(path: str, home: Path) -> str | None:
    if UNADDRESSABLE.search(path):
        return None
    if WINDOWS_PATH.match(path):
        whole = path.replace("\\", "/")
        return ("file:" if whole.startswith("//") else "file:///") + whole.translate(PERCENT_ESCAPES)
    place = Path(path)
    if not place.is_absolute():
        return None
    return str(
        place.relative_to(home.absolute()) if place.is_relative_to(home.absolute()) else f"file://{place}"
    ).translate(PERCENT_ESCAPES)


class FileUrl(Url):  # type: ignore[misc]
    """An address that is written unchanged: the library would reverse the slashes of a Linux path."""

    def __init__(self, address: str, anchor: str) -> None:
        self._address, self._page = address, anchor
        super().__init__(address)

    def _parse_url(self) -> None:
        self._link_type = UrlTypes.URL
        self._link = self._relationship_link = self._address
        self._anchor = self._page

    def _escape_strings(self) -> None:
        """Does nothing: the address is escaped already, including a # in a name."""
