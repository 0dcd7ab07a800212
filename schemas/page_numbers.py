"""Patterns of printed page numbers, also as scans misread them (页码): — 1 —, 第1页 共3页, and - i - where the 1 was read as
a letter.
"""

from __future__ import annotations

import regex

NUMBER = r"(?:第\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*页)?(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?"
_MISREAD = r"[\-—–－_一]\s*[A-Za-z|!丨]{1,2}\s*[\-—–－_一]"
"""One or two letters between dashes: no other line of these reports looks like this."""
_DECORATION = r"[\s\-—–－_·.•一]*"

PAGE_NUMBER = regex.compile(rf"[\s\-—–－_·.•]*{NUMBER}[\s\-—–－_·.•]*")
"""A page number anywhere in a text without pages."""
EDGE_PAGE_NUMBER = regex.compile(rf"{_DECORATION}{NUMBER}{_DECORATION}|{_MISREAD}")
"""A page number at the edge of a page, where a dash beside it may have been read as 一."""
DASHED_PAGE_NUMBER = regex.compile(rf"[\-—–－_一]\s*{NUMBER}\s*[\-—–－_一]|{_MISREAD}")
"""A page number between dashes. A cell at the foot of the page may hold one, but no figure looks like this."""
PAGE_NUMBER_REMAINS = regex.compile(rf"[\s\d\-—–－一·.第页共/]*|{_MISREAD}")
"""What may remain of a page number, or an empty text."""
