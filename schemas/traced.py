"""Text with evidence: a plain string for patterns, each of whose characters keeps its glyphs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from math import prod

from gouji.schemas.glyph import Box, Glyph, union
from gouji.schemas.line_boxes import line_boxes


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a piece of text stands on the page, how it was read there, and its confidence.

    `bbox` covers the part on `page`, the page of the first glyph: a figure split by a page break has one place, not
    two. `boxes` are its parts on each line, if there are several; else ().
    """

    raw: str
    text: str
    page: int | None
    bbox: Box | None
    line: int | None
    confidence: float
    sealed: bool = False
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True, slots=True)
class Traced:
    """A string with its evidence: `text[i]` was made from the glyphs `origins[i]` and is right with probability
    `probs[i]`.

    An inserted character has no glyphs; one that replaces two characters has the glyphs of both. Removed characters
    leave their glyphs to a neighbour, so that `evidence().raw` always contains everything that was read.
    """

    text: str = ""
    origins: tuple[tuple[Glyph, ...], ...] = ()
    probs: tuple[float, ...] = ()

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Traced:
        """The text of a row of glyphs, as read."""
        # One glyph may be read as two characters (a ligature of a digital page): both come from it.
        row = [(char, glyph) for glyph in glyphs for char in glyph.char]
        return cls("".join(char for char, _ in row), tuple((g,) for _, g in row), tuple(g.prob for _, g in row))

    @classmethod
    def plain(cls, text: str) -> Traced:
        """Text without a place: for tests, and for words that the program itself inserts."""
        return cls(text, ((),) * len(text), (1.0,) * len(text))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, key: slice) -> Traced:
        return Traced(self.text[key], self.origins[key], self.probs[key])

    def __add__(self, other: Traced) -> Traced:
        return Traced(self.text + other.text, self.origins + other.origins, self.probs + other.probs)

    def span(self, start: int, end: int) -> Traced:
        """The characters from `start` up to `end`."""
        return self[start:end]

    def strip(self, chars: str | None = None) -> Traced:
        """Without blanks (or `chars`) at both ends; what was removed is gone from the evidence, too."""
        left = len(self.text) - len(self.text.lstrip(chars))
        return self[left : max(left, len(self.text.rstrip(chars)))]

    def replace(self, start: int, end: int, new: str, prob: float | None = None) -> Traced:
        """Replaces the characters from `start` to `end` by `new`.

        Without `prob` the new characters keep the probability of the old ones (a change of form, not of reading).
        """
        return self.replace_all([(start, end, new, prob)])

    def replace_all(self, pieces: Sequence[tuple[int, int, str, float | None]]) -> Traced:
        """Applies `replace` to each (start, end, new, prob), which are ordered and do not overlap; many cost no more
        than one.
        """
        parts: list[Traced] = []
        removed: tuple[Glyph, ...] = ()
        end_of_last = 0
        for start, end, new, prob in pieces:
            for part in (self[end_of_last:start], self._made(start, end, new, prob)):
                removed = _append(parts, part, removed)
            if not new:
                removed += tuple(chain.from_iterable(self.origins[start:end]))
            end_of_last = end
        removed = _append(parts, self[end_of_last:], removed)
        if removed and parts:
            last = parts[-1]
            parts[-1] = Traced(last.text, (*last.origins[:-1], last.origins[-1] + removed), last.probs)
        return join(parts)

    def _made(self, start: int, end: int, new: str, prob: float | None) -> Traced:
        """`new` with the glyphs of the characters that it replaces."""
        probs = self.probs[start:end]
        sure = prob if prob is not None else min(probs, default=1.0)
        fresh = probs if prob is None and len(new) == len(probs) else (sure,) * len(new)
        return Traced(new, _spread(self.origins[start:end], len(new)), fresh) if new else Traced()

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """All glyphs of the text, in reading order, each once."""
        seen: dict[int, Glyph] = {}
        for origin in self.origins:
            for glyph in origin:
                seen.setdefault(id(glyph), glyph)
        return tuple(seen.values())

    @property
    def confidence(self) -> float:
        """The probability that all characters are right, 0..1."""
        return prod(self.probs)

    def evidence(self) -> Evidence:
        """Place, raw reading and confidence of the whole text."""
        glyphs = self.glyphs
        first = glyphs[0] if glyphs else None
        page = first.page if first else None
        places = [g.box for g in glyphs if g.box and g.page == page]
        return Evidence(
            raw="".join(g.read for g in glyphs).strip(),
            text=self.text,
            page=page,
            bbox=union(places),
            line=first.line if first else None,
            confidence=round(self.confidence, 4),
            sealed=any(g.sealed for g in glyphs),
            boxes=tuple(line_boxes(places)),
        )


def _spread(origins: tuple[tuple[Glyph, ...], ...], count: int) -> tuple[tuple[Glyph, ...], ...]:
    """Distributes the glyphs of the old characters over `count` new ones: one to one, the rest on the last."""
    if not origins:
        return ((),) * count
    if count >= len(origins):
        return origins + (origins[-1],) * (count - len(origins))
    rest = tuple(g for origin in origins[count - 1 :] for g in origin)
    return (*origins[: count - 1], rest)


def _append(parts: list[Traced], part: Traced, removed: tuple[Glyph, ...]) -> tuple[Glyph, ...]:
    """Appends a non-empty part; glyphs of characters removed before it go to its first character. Returns the glyphs
    that still wait for one.
    """
    if not part:
        return removed
    if removed:
        part = Traced(part.text, (removed + part.origins[0], *part.origins[1:]), part.probs)
    parts.append(part)
    return ()


def join(parts: Iterable[Traced], glue: str = "") -> Traced:
    """The parts joined, with `glue` between them."""
    between = Traced.plain(glue)
    row: list[Traced] = []
    for part in parts:
        row += [between, part] if row and glue else [part]
    return Traced(
        "".join(part.text for part in row),
        tuple(chain.from_iterable(part.origins for part in row)),
        tuple(chain.from_iterable(part.probs for part in row)),
    )
