"""Text that remembers: a plain string for patterns, whose every character still knows its glyphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import prod

from schemas.glyph import Box, Glyph, union
from schemas.line_boxes import line_boxes


@dataclass(frozen=True, slots=True)
class Evidence:
    """Where a piece of text stands on the page, how it was read there, and how surely.

    `bbox` covers the part on `page`, the page of the first glyph: a figure cut by a page turn has one place, not two.
    `boxes` are the parts of it on each line, where there are several; else there are none.
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
    """A string with its evidence: `text[i]` was made from the glyphs `origins[i]` and is right with probability `probs[i]`.

    A character that was put in has no glyphs; one that replaces two has both. Characters that were taken out leave their
    glyphs to a neighbour, so that `evidence().raw` always tells everything that was read.
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
        """Text that stands nowhere: for tests, and for words the program itself puts in."""
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
        """Without blanks (or `chars`) at both ends; what was taken off is gone from the evidence too."""
        left = len(self.text) - len(self.text.lstrip(chars))
        return self[left : max(left, len(self.text.rstrip(chars)))]

    def replace(self, start: int, end: int, new: str, prob: float | None = None) -> Traced:
        """`new` in the place of the characters from `start` to `end`.

        Without `prob` the new characters are as sure as the old ones (a change of form, not of reading).
        """
        old, probs = self.origins[start:end], self.probs[start:end]
        if not new:
            return self._without(start, end)
        origins, sure = _spread(old, len(new)), prob if prob is not None else min(probs, default=1.0)
        fresh = probs if prob is None and len(new) == len(probs) else (sure,) * len(new)
        return Traced(
            self.text[:start] + new + self.text[end:],
            self.origins[:start] + origins + self.origins[end:],
            self.probs[:start] + fresh + self.probs[end:],
        )

    def _without(self, start: int, end: int) -> Traced:
        lost = tuple(g for origin in self.origins[start:end] for g in origin)
        origins = list(self.origins[:start] + self.origins[end:])
        if lost and start < len(origins):
            origins[start] = lost + origins[start]
        elif lost and origins:
            origins[-1] = origins[-1] + lost
        return Traced(self.text[:start] + self.text[end:], tuple(origins), self.probs[:start] + self.probs[end:])

    @property
    def glyphs(self) -> tuple[Glyph, ...]:
        """All glyphs behind the text, in reading order, each once."""
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
    """The glyphs of the old characters over `count` new ones: one to one, the rest on the last."""
    if not origins:
        return ((),) * count
    if count >= len(origins):
        return origins + (origins[-1],) * (count - len(origins))
    rest = tuple(g for origin in origins[count - 1 :] for g in origin)
    return (*origins[: count - 1], rest)


def join(parts: Iterable[Traced], glue: str = "") -> Traced:
    """The parts one after another, with `glue` between them."""
    out, between = Traced(), Traced.plain(glue)
    for index, part in enumerate(parts):
        out = out + between + part if index and glue else out + part
    return out
