"""Checks the code tables of a document's fonts against its picture: do they name the characters that are printed?

A font's table is part of the file, and nothing but the picture shows whether it is true: a shifted one turns 205.70 into
706.20, a scrambled one turns every word into another. So some print of each embedded font is read as a scan would be:
until each of its digits, and some of its words, has been seen once in the document. Lines with most digits come first.
A font that is not embedded is printed by means of these very characters.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from gouji.ocr.engine.protocol import Image, PageReader, Recognition
from gouji.ocr.image.transforms import rotate_quarter
from gouji.ocr.pdf.characters import LayerChar
from gouji.schemas.glyph import Box, union

MAX_LINES_PER_PAGE = 5
"""Lines read on one page. What they leave open waits for the next page."""

MAX_LINE_CHARACTERS = 24
MIN_WORDS_CHARACTERS = 6
"""Characters other than digits by which a font is judged."""

MIN_WORDS_AGREEMENT = 0.5
"""A font agrees if the recogniser sees more than this share of them: it fails on rare characters, never on so many."""

MIN_CONFIDENCE = 0.6
"""A reading that is less sure than this is no witness."""

MIN_DISAGREEMENTS = 2
"""The recogniser misreads a digit once, but not twice in the same way."""

MIN_DISAGREEMENT_RATIO = 0.1
"""Share of the looks at a digit that condemns its font if all of them read the same other digit."""

MAX_LOOKS = 6
"""A digit that was once read otherwise is looked at until there are this many looks."""

MAX_GAP_EM = 0.6
"""Characters of one line are no farther apart."""

LINE_HEIGHT_PX = 34.0
MAX_SCALE = 10.0
"""Pixels per point at which small print is read."""

ZOOM = 1.4
"""A line that is read a second time is enlarged by this."""

LOOKALIKES = ("0o", "1li", "8b", "5s", "2z", "9gq", "6bg")
"""Digits, and the letters that a recogniser takes them for."""

ANY_DIGIT = re.compile(r"\d")

FontKey = tuple[str, int]
"""Base name of a font and the length of its program: fonts have no address that lasts from page to page."""


@dataclass(slots=True)
class FontMaps:
    """What was seen of the fonts of one document so far."""

    digits: dict[tuple[FontKey, str], Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    """What a digit was read as, and how often."""
    words: dict[FontKey, Counter[bool]] = field(default_factory=lambda: defaultdict(Counter))
    """How many other characters agreed (True) and how many did not."""

    def are_true(self, page: pdfium.PdfPage, characters: Sequence[LayerChar], reader: PageReader) -> bool:
        """Whether the fonts of a page name what is printed, as far as its picture can tell."""
        fonts = {c.font: key for c in characters if c.font and (key := _key(page, c.font))}
        lines = [line for line in _lines(characters) if any(c.font in fonts for c in line)]
        times: Counter[int] = Counter()
        for _ in range(MAX_LINES_PER_PAGE):
            asked = [(self._open(line, fonts), k) for k, line in enumerate(lines) if times[k] < MIN_DISAGREEMENTS]
            count, k = max(asked, key=lambda pair: (pair[0] > 0, -times[pair[1]], pair[0]), default=(0, 0))
            if not count:
                break
            self._compare(lines[k], _read(page, lines[k], reader, ZOOM ** times[k]), fonts)
            times[k] += 1
        return not any(self._is_false(key) for key in set(fonts.values()))

    def _open(self, line: Sequence[LayerChar], fonts: dict[int, FontKey]) -> int:
        """Returns how many questions the line can answer."""
        own = [(fonts[c.font], c.char) for c in line if c.font in fonts]
        digits = {pair for pair in own if pair[1].isdecimal() and self._is_unseen(*pair)}
        words = sum(_is_word(char) for key, char in own if self._is_undecided(key))
        return 4 * len(digits) + min(words, MIN_WORDS_CHARACTERS)

    def _is_unseen(self, key: FontKey, digit: str) -> bool:
        """Whether a digit was never confirmed, or was read otherwise but not often enough to condemn its font."""
        looks = self.digits[key, digit]
        agreed = looks[_folded(digit)]
        return not agreed or (agreed < looks.total() < MAX_LOOKS)

    def _is_undecided(self, key: FontKey) -> bool:
        """Whether too few words of a font were seen, or too few to condemn it."""
        words = self.words[key]
        return words.total() < (MIN_WORDS_CHARACTERS if self._agrees(key) else 3 * MIN_WORDS_CHARACTERS)

    def _agrees(self, key: FontKey) -> bool:
        words = self.words[key]
        return words[True] >= MIN_WORDS_AGREEMENT * words.total()

    def _compare(self, line: Sequence[LayerChar], reading: Recognition, fonts: dict[int, FontKey]) -> None:
        printed = [c for c in line if _is_word(c.char) or c.char.isdecimal()]
        if reading.confidence < MIN_CONFIDENCE:
            return
        for char, read in _aligned(printed, _folded(reading.text)):
            key, own = fonts.get(char.font), _folded(char.char)
            if key is None:
                continue
            if not own.isdecimal():
                self.words[key][read == own] += 1
            elif read and (read == own or not any(read in alike and own in alike for alike in LOOKALIKES)):
                self.digits[key, char.char][read] += 1

    def _is_false(self, key: FontKey) -> bool:
        if self.words[key].total() >= MIN_WORDS_CHARACTERS and not self._agrees(key):
            return True
        return any(
            count >= max(MIN_DISAGREEMENTS, MIN_DISAGREEMENT_RATIO * looks.total())
            for (font, digit), looks in self.digits.items()
            for read, count in looks.items()
            if font == key and read != _folded(digit)
        )


def _key(page: pdfium.PdfPage, font: int) -> FontKey | None:
    """Returns the key of an embedded font, None of another."""
    pointer = ctypes.cast(ctypes.c_void_p(font), raw.FPDF_FONT)
    if not raw.FPDFFont_GetIsEmbedded(pointer):
        return None
    name, length = ctypes.create_string_buffer(128), ctypes.c_size_t()
    raw.FPDFFont_GetBaseFontName(pointer, name, 128)
    raw.FPDFFont_GetFontData(pointer, None, 0, length)
    return name.value.decode("latin-1"), length.value


def _is_word(char: str) -> bool:
    return char.isalnum() and not char.isdecimal()


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKC", text).casefold() if c.isalnum())


def _lines(characters: Sequence[LayerChar]) -> list[list[LayerChar]]:
    """Returns the visible upright or turned characters as lines, long ones in pieces that cut no figure."""
    lines: list[list[LayerChar]] = []
    before: LayerChar | None = None
    for c in characters:
        if not c.visible or not c.char.strip() or abs((c.angle + 45) % 90 - 45) > 3:
            continue
        cut = before is None or not _follows(before, c)
        full = lines and len(lines[-1]) >= MAX_LINE_CHARACTERS and not (c.char.isdecimal() or c.char in ".,")
        if cut or full:
            lines.append([])
        lines[-1].append(c)
        before = c
    return lines


def _follows(before: LayerChar, after: LayerChar) -> bool:
    if abs(before.angle - after.angle) > 1 or not 0.6 < before.size / max(after.size, 0.1) < 1.7:
        return False
    along, across = (1, 0) if round(after.angle / 90) % 2 else (0, 1)
    gap = max(after.box[along] - before.box[along + 2], before.box[along] - after.box[along + 2])
    return gap < MAX_GAP_EM * after.size and abs(before.centre[across] - after.centre[across]) < 0.4 * after.size


def _read(page: pdfium.PdfPage, line: Sequence[LayerChar], reader: PageReader, zoom: float) -> Recognition:
    box = union([c.box for c in line]) or line[0].box
    return reader.read_crops([_picture(page, box, line[0], zoom)])[0]


def _picture(page: pdfium.PdfPage, box: Box, first: LayerChar, zoom: float) -> Image:
    """Renders a line upright, with a margin of a fifth of its height."""
    width, height = page.get_size()
    margin = 0.2 * first.size
    x0, y0 = max(0.0, box[0] - margin), max(0.0, box[1] - margin)
    x1, y1 = min(width, box[2] + margin), min(height, box[3] + margin)
    scale = min(MAX_SCALE, zoom * LINE_HEIGHT_PX / max(first.size, 1.0))
    pixels = page.render(scale=scale, crop=(x0, height - y1, width - x1, y0), rev_byteorder=False).to_numpy()
    image = np.ascontiguousarray(np.broadcast_to(pixels[:, :, :3], (*pixels.shape[:2], 3)))
    return rotate_quarter(image, (360 - round(first.angle / 90) * 90) % 360)[0]


def _aligned(printed: Sequence[LayerChar], read: str) -> Iterator[tuple[LayerChar, str]]:
    """Yields each character of the layer with what was read in its place, "" if that is not clear.

    Which digits they are says nothing of where they stand: 2504 and 2024 are aligned as two figures of four digits.
    """
    own = "".join(_folded(c.char)[:1] or " " for c in printed)
    masks = (ANY_DIGIT.sub("0", own), ANY_DIGIT.sub("0", read))
    for kind, a, b, c, d in SequenceMatcher(None, *masks, autojunk=False).get_opcodes():
        same = kind == "equal" or b - a == d - c
        for i in range(a, b):
            yield printed[i], read[c + i - a] if same else ""
