"""Paragraphs with their place in the outline and the figures and dates that stand in them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

import regex

from gouji.normalize.figures.dates import find_dates
from gouji.normalize.figures.quantities import find_quantities
from gouji.normalize.layout.headings import Heading, heading
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.spans import FoundDate, FoundQuantity
from gouji.schemas.traced import Traced

TITLE_STOP, TITLE_BREAK, NO_TITLE = regex.compile(r"[。：:]"), regex.compile(r"[，；,;]"), regex.compile(r"[，；。,;]")

AGE = regex.compile(r"(?:年龄|寿命)(?:为|约|达|达到|由|降到|升到)?$")
"""Before an age that was measured."""
SENTENCE = regex.compile(r"[^。！？；]+[。！？；]?")


@dataclass(slots=True, eq=False)
class Figure:
    """A figure of a passage. `taken`: a parser has put it into the record, no other does so again."""

    found: FoundQuantity
    passage: Passage
    taken: bool = False

    @property
    def start(self) -> int:
        """Where its first sign stands, a qualifier such as 约 included."""
        return self.found.start

    @property
    def end(self) -> int:
        """Where its last sign ends."""
        return self.found.end

    @property
    def is_word(self) -> bool:
        """A small count in words (两类, 货比三家) or an age (60周岁以上): a way of speaking, and no figure of its own."""
        if self.found.quantity.unit in ("岁", "周岁"):
            return not AGE.search(self.passage.text.text, 0, self.start)
        number = self.passage.text.text[self.found.number_start : self.found.number_end]
        return self.found.kind in ("count", "bare") and not number.isascii() and self.found.quantity.amount <= 10

    def leaf(self, negative: bool = False) -> QuantityLeaf:
        """The figure as a leaf of the record, with its sign turned where the words say so (调减6万元)."""
        quantity = self.found.quantity
        if negative and not quantity.number.startswith("-") and quantity.amount:
            quantity = quantity.model_copy(
                update={"number": "-" + quantity.number, "canonical": "-" + quantity.canonical}
            )
        self.taken = True
        return QuantityLeaf.of(self.passage.text.span(self.start, self.end), quantity)


@dataclass(slots=True, eq=False)
class Passage:
    """One paragraph. `words` is where its words begin, after a heading's number; `titles` are the headings it stands under."""

    text: Traced
    head: Heading | None
    titles: tuple[Traced, ...]
    figures: list[Figure] = field(default_factory=list)
    dates: list[FoundDate] = field(default_factory=list)
    _stops: dict[str, list[int]] = field(default_factory=dict)

    @property
    def path(self) -> tuple[str, ...]:
        """The words of the headings that it stands under."""
        return tuple(title.text for title in self.titles)

    @property
    def words(self) -> int:
        """Where the words begin, after the number of a heading."""
        return self.head.end if self.head else 0

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Start and end of each sentence; a semicolon ends one too."""
        for match in SENTENCE.finditer(self.text.text, self.words):
            yield match.start(), match.end()

    def leaf(self, start: int, end: int, value: str | None = None) -> TextLeaf:
        """The words from `start` to `end` as a leaf; their value is the words themselves where none is given."""
        span = self.text.span(start, end)
        return TextLeaf.of(span, span.text if value is None else value)

    def between(self, start: int, end: int) -> list[Figure]:
        """The figures inside `start`..`end`."""
        return self.figures[self.first_behind(start) : max(self.first_behind(start), self._last_before(end))]

    def first_behind(self, place: int) -> int:
        """The index of the first figure that begins at `place` or behind; figures stand in the order of the text."""
        return bisect_left(self.figures, place, key=lambda f: f.start)

    def next_figure(self, place: int) -> Figure | None:
        """The first figure that begins at `place` or behind, and is no way of speaking."""
        return next((f for f in islice(self.figures, self.first_behind(place), None) if not f.is_word), None)

    def last_end(self, place: int, words: bool = True) -> int:
        """Where the last figure ends that ends at `place` or before, 0 without one; without `words` not those that are a way of speaking."""
        index = self._last_before(place)
        before = (self.figures[i] for i in range(index - 1, -1, -1))
        return next((f.end for f in before if words or not f.is_word), 0)

    def stop_before(self, place: int, stops: str) -> int:
        """The place of the last of these signs before `place`, -1 without one; found once for all that ask."""
        found = self._found(stops)
        index = bisect_left(found, place)
        return found[index - 1] if index else -1

    def stop_after(self, place: int, stops: str) -> int:
        """The place of the first of these signs at `place` or behind, -1 without one."""
        found = self._found(stops)
        index = bisect_left(found, place)
        return found[index] if index < len(found) else -1

    def _found(self, stops: str) -> list[int]:
        if stops not in self._stops:
            self._stops[stops] = [match.start() for match in regex.finditer(f"[{stops}]", self.text.text)]
        return self._stops[stops]

    def _last_before(self, place: int) -> int:
        return bisect_right(self.figures, place, key=lambda f: f.end)


def passages(paragraphs: list[Paragraph], year: int | None) -> list[Passage]:
    """The body's paragraphs, each with its figures, dates and headings. `year` is for dates that name none."""
    out: list[Passage] = []
    titles: dict[int, Traced] = {}
    for paragraph in paragraphs:
        text = paragraph.text
        head = heading(text.text)
        if head:
            titles = {level: title for level, title in titles.items() if level < head.level}
        passage = Passage(text, head, tuple(titles[level] for level in sorted(titles)))
        passage.figures = [
            Figure(found, passage) for found in find_quantities(text.text) if found.start >= passage.words
        ]
        passage.dates = find_dates(text.text, year)
        if head:
            titles[head.level] = title_of(text, head)
        out.append(passage)
    return out


def title_of(text: Traced, head: Heading) -> Traced:
    """The words of a heading: a whole short paragraph, or the part before the first stop of a run-in heading."""
    end = title_end(text.text, head)
    return text.span(head.end, end).strip(" 。.：:") if end else Traced()


def title_end(text: str, head: Heading) -> int:
    """Where the title ends, its stop included; 0 where the paragraph has no title."""
    body = text[head.end :]
    stop = TITLE_STOP.search(body)
    if stop and stop.start() <= 60 and not TITLE_BREAK.search(body, 0, stop.start()):
        return head.end + stop.end()
    if len(body) <= 40 and not NO_TITLE.search(body):
        return len(text)
    return 0
