"""Output and effect figures of the cells that tell in words: the goals of a form, and what became of them."""

from __future__ import annotations

import regex

from gouji.extract.prose.announced_counts import counts
from gouji.extract.prose.facts import facts
from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Fact
from gouji.schemas.traced import Traced

GOAL = regex.compile(r"\s*(?P<name>(?:年度|年初)?(?:总体|绩效|预期)?目标)\s*[：:]")
DONE = regex.compile(r"完成|实际|实现情况")
PLANNED = regex.compile(r"目标|计划")


def cell_facts(told: list[Passage]) -> list[Fact]:
    """Returns the figures of these cells that nothing else has taken; a goal is named as one: 预期目标培训人次."""
    counts(told)
    out: list[Fact] = []
    for passage in told:
        found = facts([passage])
        goal = _goal(passage)
        for fact in found:
            if goal and not fact.subject.text.startswith(goal.text):
                span = goal + fact.subject.trace
                fact.subject = TextLeaf.of(span, regex.sub(r"\s", "", span.text))
        out += found
    return out


def _goal(passage: Passage) -> Traced | None:
    """The words that call the cell a goal: its own first ones, or its label."""
    if own := GOAL.match(passage.text.text):
        return passage.text.span(own.start("name"), own.end("name"))
    label = passage.titles[-1] if passage.titles else Traced()
    planned = PLANNED.search(label.text) and not DONE.search(label.text) and not DONE.match(passage.text.text)
    return label.strip() if planned else None
