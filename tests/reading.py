"""What the tests of the parsers share: paragraphs of plain words go in, what was understood comes out."""

from __future__ import annotations

from pathlib import Path

import gouji
from gouji.extract.prose.declared_units import measured_passages
from gouji.extract.prose.evaluation import evaluation
from gouji.extract.prose.passages import Passage
from gouji.extract.statements.bounds import bounds
from gouji.extract.statements.budget_lines import budget_lines
from gouji.extract.statements.claims import Claim, claims
from gouji.extract.statements.figure_context import Context, contexts
from gouji.extract.statements.line_names import line_names
from gouji.extract.statements.roles import roles
from gouji.extract.statements.score_lines import score_lines
from gouji.extract.statements.target_claims import target_pairs
from gouji.extract.statements.told_claims import told_claims
from gouji.schemas.glyph import Glyph
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.paragraph import Paragraph
from gouji.schemas.record import BudgetRow, ClaimRecord, Evaluation, Report
from gouji.schemas.traced import Traced


def passed(*texts: str, year: int | None = 2023) -> list[Passage]:
    """The passages of paragraphs that were read without a doubt."""
    return measured_passages([Paragraph(Traced.plain(t)) for t in texts], year)


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


def figures(*texts: str, year: int | None = 2023) -> tuple[list[Context], list[Claim], list[tuple[str, float]]]:
    """The figures of paragraphs, what they claim to follow from, and their roles."""
    every = contexts(passed(*texts, year=year))
    found = claims(every)
    return every, found, roles(every, year, [claim.claimed for claim in found])


def told_budget(*texts: str, year: int | None = 2023) -> list[BudgetRow]:
    """The lines of the budget that paragraphs tell."""
    every, found, told = figures(*texts, year=year)
    return budget_lines(every, told, line_names(every, told, [claim.claimed for claim in found]))


def told_evaluation(*texts: str, year: int | None = 2023) -> Evaluation:
    """The score that paragraphs tell."""
    parts = passed(*texts, year=year)
    every = contexts(parts)
    found = [claim.claimed for claim in claims(every)]
    return score_lines(every, roles(every, year, found), evaluation(parts))


def claimed(*texts: str, year: int | None = 2023) -> list[ClaimRecord]:
    """The claims of paragraphs as the record has them."""
    every, found, told = figures(*texts, year=year)
    return told_claims(every, [*found, *bounds(every, told, target_pairs(every, told))], told)


def read_text(folder: Path, words: str) -> Report:
    """The record of a report of these words, handed over as plain text."""
    path = folder / "report.txt"
    path.write_text(words, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


def total_line(report: Report) -> BudgetRow:
    """The line of the whole report, of which there is one."""
    (row,) = [row for row in report.budget if row.role == "total"]
    return row


def yuan(leaf: QuantityLeaf | None) -> int | None:
    """An amount in yuan."""
    return int(leaf.value.amount) if leaf and leaf.value else None
