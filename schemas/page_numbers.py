"""Page numbers as they are printed, and as scans leave them (页码): — 1 —, 第1页 共3页, and - i - where the 1 was read as a letter."""

from __future__ import annotations

import regex

NUMBER = r"(?:第\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?(?:\s*页)?(?:\s*[,，]?\s*共\s*\d{1,3}\s*页)?"
_SPOILED = r"[\-—–－_一]\s*[A-Za-z|!丨]{1,2}\s*[\-—–－_一]"
"""One or two letters between dashes: no other line of these reports looks so."""
_BESIDE = r"[\s\-—–－_·.•一]*"

PAGE_NUMBER = regex.compile(rf"[\s\-—–－_·.•]*{NUMBER}[\s\-—–－_·.•]*")
"""A page number that stands anywhere in a text without pages."""
FOLIO = regex.compile(rf"{_BESIDE}{NUMBER}{_BESIDE}|{_SPOILED}")
"""A page number at the edge of a page, where a dash beside it may have been read as 一."""
DASHED = regex.compile(rf"[\-—–－_一]\s*{NUMBER}\s*[\-—–－_一]|{_SPOILED}")
"""So a page number is printed that a cell at the foot of the page may hold as well; a figure never."""
REMAINS = regex.compile(rf"[\s\d\-—–－一·.第页共/]*|{_SPOILED}")
"""What a page number may leave on the page, or nothing at all."""
