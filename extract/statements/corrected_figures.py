"""Figures that a report takes back and those that it puts in their place (原报告填列支出96.8万元，现更正为93.5万元)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.figure_context import Context

NEW = regex.compile(r"(?:更正|修正|订正|改正|勘正|核正|核实)(?:数)?[为成](?:人民币)?$")
OLD = regex.compile(
    r"(?:原|初次|此前|误)(?:自评|评价|绩效|上报|填报|申报)?(?:报告|自评表|表|稿|件)?(?:中|内)?(?:误|错)?(?:填列|填报|填写|列示|列报|上报|报送|写|填|列)|初稿|误[填报写列]"
)
DENIED = regex.compile(r"(?:并非|并不是|而?不是|绝非)(?:原来的|此前的|最初的|先前的)?(?:人民币)?$")
INSTEAD = regex.compile(r"(?:而是|实为|实际为|应当?为|正确[的数]?[为是])(?:人民币)?$")
"""Around a figure that a sentence denies, and the one that it puts in its place (并非120万元，而是102万元)."""
ERRATUM = regex.compile(
    r"\s*[【〔\[（(]?\s*(?:特此)?(?:更正|勘误|订正|补正|正误)(?:说明|声明|启事|表|如下)?\s*(?:[】〕\]）)]|[:：])|.{0,40}(?:笔误|录入错误|录入有误|填写有误|填报有误|填列有误|数据有误|打印错误|排版错误|误写|误录)"
)
SHOULD_BE = regex.compile(r"(?:应当?[为是]|改[为成]|更正[为成]|修正[为成]|订正[为成]|正确[的数]?[为是])")
"""In a paragraph that puts a misprint right, before the right figure, of which the label may be said again (应为“实际支出158万元”)."""
SHOULD_BE_END = regex.compile(
    rf"(?:^|[，,；;:：。])?(?:相应|其中|将|现)*(?P<label>\p{{Han}}{{2,10}}?){SHOULD_BE.pattern}(?:人民币)?\s*$"
)
QUOTED = regex.compile(
    rf"[“\"「](?P<label>\p{{Han}}{{2,10}})[”\"」][^“”。；;]{{0,14}}{SHOULD_BE.pattern}(?:人民币)?\s*$"
)
"""The label in quotation marks: 表内“全年执行数”填报有误，更正为27.60万元."""
FILLING = regex.compile(r"(?:共计|总计|合计|[为是约共计数]|[:：])+\s*$")
"""Between the label of a figure and the figure."""
MIN_LABEL = 2
OTHER = "O"
SURE = 0.95
REACH = 6
MIN_CALLED = 2
"""So many characters before a figure say what it is called."""


def with_corrections(every: Sequence[Context], told: Sequence[tuple[str, float]]) -> list[tuple[str, float]]:
    """The roles with that of a figure that is taken back for the one that is put in its place: that of the total, unless the total
    has another one."""
    out = [(OTHER, 1.0) if DENIED.search(each.clause) else role for each, role in zip(every, told, strict=True)]
    for old, new in corrections(every):
        labels = [told[each.order][0] for each in (old, new) if told[each.order][0] != OTHER]
        out[old.order] = OTHER, 1.0
        if labels:
            total = f"T.{labels[0].partition('.')[2]}"
            is_points = labels[0].startswith("E.")
            others = {every[i].amount for i, (label, _) in enumerate(out) if label == total and i != new.order}
            out[new.order] = (total if others <= {new.amount} and not is_points else labels[0]), SURE
    return out


def corrections(every: Sequence[Context]) -> Iterator[tuple[Context, Context]]:
    """Yields each figure that the report takes back with the one that it puts in its place."""
    for new in every:
        old = _taken_back(every, new) if NEW.search(new.clause) else None
        old = old or _denied(every, new) or _misprinted(every, new) or _told_before(every, new)
        if old is not None:
            yield old, new
            yield from ((copy, new) for copy in (_copies(every, old) if is_erratum(new) else ()))


def _taken_back(every: Sequence[Context], new: Context) -> Context | None:
    """The last like figure before another one in its paragraph whose words say that it was told wrongly, or told before."""
    for here in reversed(every[max(0, new.order - REACH) : new.order]):
        if here.paragraph != new.paragraph:
            return None
        if (here.kind, here.unit) == (new.kind, new.unit) and OLD.search(here.lead):
            return here
    return None


def is_erratum(context: Context) -> bool:
    """Returns whether the paragraph puts a misprint of the report right (更正：…；因录入笔误，…)."""
    return ERRATUM.match(context.passage.text.text) is not None


def _copies(every: Sequence[Context], old: Context) -> list[Context]:
    """The misprinted figure where the report first told it: called as the erratum calls it."""
    called = old.clause[-MIN_CALLED:]
    return [
        each
        for each in every
        if each.paragraph != old.paragraph
        and (each.amount, each.unit) == (old.amount, old.unit)
        and each.clause.endswith(called)
    ]


def _denied(every: Sequence[Context], new: Context) -> Context | None:
    """The figure right before this one that its sentence denies."""
    if INSTEAD.search(new.clause) is None:
        return None
    same = [
        each
        for each in every[max(0, new.order - REACH) : new.order]
        if each.paragraph == new.paragraph and each.sentence_start == new.sentence_start
    ]
    return next(
        (each for each in same[::-1] if (each.kind, each.unit) == (new.kind, new.unit) and DENIED.search(each.clause)),
        None,
    )


def _told_before(every: Sequence[Context], new: Context) -> Context | None:
    """The last figure that the report told under the label which an erratum gives with the right one alone (全年支出应为52.80万元)."""
    said = QUOTED.search(new.lead) or SHOULD_BE_END.search(new.clause)
    label = FILLING.sub("", said["label"]) if said else ""
    if len(label) < MIN_LABEL or not is_erratum(new):
        return None
    return next(
        (
            each
            for each in reversed(every[: new.order])
            if each.paragraph != new.paragraph
            and (each.kind, each.unit) == (new.kind, new.unit)
            and FILLING.sub("", each.clause or each.lead).endswith(label)
        ),
        None,
    )


def _misprinted(every: Sequence[Context], new: Context) -> Context | None:
    """The figure right before this one in its paragraph, where that is an erratum and says what it should be."""
    before = every[new.order - 1] if new.order else None
    if before is None or before.paragraph != new.paragraph or not is_erratum(new) or SHOULD_BE.search(new.lead) is None:
        return None
    return before if (before.kind, before.unit) == (new.kind, new.unit) else None
