"""Counts of one from each of a list: 由财务室、质量室、电梯室各一人组成，共3人."""

from __future__ import annotations

import regex

from gouji.extract.prose.counted_things import counted_things
from gouji.extract.prose.listed_items import Span, listed_items
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.record import AnnouncedCount

EACH = regex.compile(
    r"(?<=[，。；：]|^|[由从在为])(?P<list>[^，。；：由从]{2,20}(?:、[^，。；：、]{2,20})+?)"
    r"(?:[各每]个?)(?:抽调|抽派|选派|派出?|安排|配备?|推荐|选出?|指定|有|出|抽)?了?[一1](?P<unit>\p{Han})\p{Han}{0,6}[，,]?(?:一共|合计|共计|总计|共有?|计)$"
)
PERSONS = frozenset("人名位")


def one_of_each(passage: Passage, figure: Figure) -> AnnouncedCount | None:
    """The count with the list of those of which each gave one; None where the words before it tell none."""
    text, unit = passage.text.text, figure.found.quantity.unit
    begin = passage.stop_before(figure.start, "。；") + 1
    match = EACH.search(text, max(begin, passage.words), figure.start)
    if match is None or not (match["unit"] == unit or {match["unit"], unit} <= PERSONS):
        return None
    span = Span(match.start("list"), match.end("list"))
    items = listed_items(text, span, int(figure.found.quantity.number))
    return counted_things(passage, figure, items, numbered=True)
