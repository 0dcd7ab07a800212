"""Rates whose words, or the list that they stand in, say what they are of, and that come out of nothing that is called so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.extract.statements.beside_changes import beside_changes
from gouji.extract.statements.figure_context import Context
from gouji.extract.statements.misprinted import Misprint
from gouji.extract.statements.named_changes import named_changes
from gouji.extract.statements.named_shares import named_shares
from gouji.extract.statements.parallel_shares import parallel_shares
from gouji.extract.statements.stem_rates import stem_rates
from gouji.extract.statements.survey_rates import survey_rates

READERS = (stem_rates, named_shares, survey_rates, beside_changes, named_changes, parallel_shares)


def said_rates(every: Sequence[Context]) -> Iterator[Misprint]:
    """Yields the rates that fail over the figures that they are said to be of, each once for each way to tell it."""
    for reader in READERS:
        yield from reader(every)
