"""A corrected document: paragraphs of traced text in reading order, and every change that was made."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from gouji.schemas.traced import Traced

CorrectionKind = Literal["character", "digit", "punctuation", "spacing", "date", "arithmetic"]


@dataclass(slots=True)
class Change:
    """One correction: the text before it (with its evidence), what it became, why, and how sure that is.

    `reason` names a sentence of the catalogue (correction.…), so that it can be told in either language.
    """

    before: Traced
    after: str
    kind: CorrectionKind
    reason: str
    confidence: float


@dataclass(slots=True)
class Paragraph:
    """A paragraph that runs on over lines and pages. `place` says which part of the report it stands in."""

    text: Traced
    place: Literal["cover", "body", "table"] = "body"


@dataclass(slots=True)
class Corrected:
    """The whole document after correction."""

    paragraphs: list[Paragraph]
    changes: list[Change] = field(default_factory=list)
