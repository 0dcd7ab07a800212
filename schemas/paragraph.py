"""A corrected document: paragraphs of traced text in reading order, and every change made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gouji.schemas.misread_share import MisreadShare
from gouji.schemas.traced import Traced

CorrectionKind = Literal["character", "digit", "punctuation", "spacing", "date", "arithmetic"]


@dataclass(slots=True)
class Change:
    """One correction: the text before it (with its evidence), the text after it, the reason, and its confidence.

    `reason` names a sentence of the catalogue (correction.…), so that it can be given in either language.
    """

    before: Traced
    after: str
    kind: CorrectionKind
    reason: str
    confidence: float


@dataclass(slots=True)
class Paragraph:
    """A paragraph, joined across lines and pages. `place` is the part of the report that it belongs to."""

    text: Traced
    place: Literal["cover", "body", "table"] = "body"


@dataclass(slots=True)
class Corrected:
    """The whole document after correction. `share` tells how much of a typed document was misread before it came here;
    None if a recogniser read it."""

    paragraphs: list[Paragraph]
    changes: list[Change] = field(default_factory=list)
    share: MisreadShare | None = None
