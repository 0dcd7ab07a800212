"""What the tests of the parsers share: paragraphs of plain words go in, what was understood comes out."""

from __future__ import annotations

from gouji.extract.prose.passages import Passage, passages
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.traced import Traced


def passed(*texts: str, year: int | None = 2023) -> list[Passage]:
    """The passages of paragraphs that were read without a doubt."""
    return passages([Paragraph(Traced.plain(t)) for t in texts], year)


def printed(leaf: QuantityLeaf | None) -> str | None:
    """A figure as printed, with its sign."""
    return leaf.value.number + leaf.value.unit if leaf and leaf.value else None


def glyphs(text: str, **doubts: tuple[float, str, float]) -> Traced:
    """A text on a page; `at3=(0.6, "5", 0.35)`: the sign at 3 is sure by 0.6 and may be 5 by 0.35."""
    out = []
    for index, char in enumerate(text):
        prob, other, odds = doubts.get(f"at{index}", (0.999, "", 0.0))
        alternatives = ((other, odds),) if odds else ()
        out.append(Glyph(char, prob, alternatives, page=1, box=(10.0 * index, 0.0, 10.0 * index + 9, 12.0)))
    return Traced.of(out)


def value(leaf: Leaf[str] | None) -> str | None:
    """The value of a text leaf."""
    return leaf.value if leaf else None
