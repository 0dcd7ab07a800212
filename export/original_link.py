"""The way from a cell of a workbook to the original on the disk."""

from __future__ import annotations

import re
from pathlib import Path

from xlsxwriter.url import Url, UrlTypes

MAX_ADDRESS_CHARACTERS = 255
"""Characters that every Excel takes as an address; newer ones take more."""
MAX_LINKS_PER_SHEET = 65_530
"""Links of a sheet: more of them, and Excel calls the workbook damaged."""
WINDOWS_PATH = re.compile(r"[A-Za-z]:[\\/]|\\\\")
"""How a path of Windows begins: C:\\ or \\\\server."""
UNADDRESSABLE = re.compile(r"[\x00-\x1f\ufffe\uffff]|\\(?:udc|x)[0-9a-f]{2}")
"""Signs that no address can hold, and bytes of a name that were written out because they are no text."""
PERCENT_ESCAPES = str.maketrans({char: f"%{ord(char):02x}" for char in '%" <>[]^`{}#?'})
PDF = ".pdf"


def original_link(path: str, home: Path, page: int | None = None) -> Url | None:
    """The address of the original at `path` for a workbook in the folder `home`, of a PDF that of its page; None where no address can
    lead there.

    What lies in the workbook's own folder is named from there, so that both can be moved together. Anything else is named in
    full: the workbook can then be moved alone.
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
    """An address that is written as it stands: the library's own way turns the slashes of a path on Linux round."""

    def __init__(self, address: str, anchor: str) -> None:
        self._address, self._page = address, anchor
        super().__init__(address)

    def _parse_url(self) -> None:
        self._link_type = UrlTypes.URL
        self._link = self._relationship_link = self._address
        self._anchor = self._page

    def _escape_strings(self) -> None:
        """It is escaped already, a # in a name too."""
