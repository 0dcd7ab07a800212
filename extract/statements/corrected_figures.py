"""Figures that a report takes back and those that it puts in their place (原报告填列支出96.8万元，现更正为93.5万元)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.figure_context import Context

NEW = regex.compile(r"(?:更正|修正|订正|改正|勘正|核正|核实)(?:数)?[为成](?:人民币)?$")
OLD = regex.compile(
    r"(?:原|初次|此前|误)(?:自评|评价|绩效|上报|填报|申报)?(?:报告|自评表|表|稿|件)?(?:中|内)?(?:误|错)?(?:填列|填报|填写|列示|列报|上报|报送|写|填|列)|初稿|误[填报写列]"
)
OTHER = "O"
SURE = 0.95
REACH = 6


def with_corrections(every: Sequence[Context], told: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The roles with that of a figure that is taken back for the one that is put in its place: that of the total, unless the total
    has another one."""
    out = list(told)
    for old, new in corrections(every):
        labels = [out[each.order][0] for each in (old, new) if out[each.order][0] != OTHER]
        out[old.order] = OTHER, 1.0
        if labels:
            total = f"T.{labels[0].partition('.')[2]}"
            others = {every[i].amount for i, (label, _) in enumerate(out) if label == total and i != new.order}
            out[new.order] = (total if others <= {new.amount} else labels[0]), SURE
    return out


def corrections(every: Sequence[Context]) -> Iterator[tuple[Context, Context]]:
    """Yields each figure that the report takes back with the one that it puts in its place."""
    for new in every:
        old = _taken_back(every, new) if NEW.search(new.clause) else None
        if old is not None:
            yield old, new


def _taken_back(every: Sequence[Context], new: Context) -> Context | None:
    """The last like figure before another one in its paragraph whose words say that it was told wrongly, or told before."""
    for here in reversed(every[max(0, new.order - REACH) : new.order]):
        if here.paragraph != new.paragraph:
            return None
        if (here.kind, here.unit) == (new.kind, new.unit) and OLD.search(here.lead):
            return here
    return None
