"""Works told one behind the other, each under a label of its own: 南门片区：3月20日开工……。 老酒厂片区：5月16日开工……。"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import regex

from gouji.extract.prose.one_matter import DatedEvent
from gouji.schemas.leaf import TextLeaf

LABEL = regex.compile(
    r"(?:^|(?<=。))\s*(?:[（(]?[\d一二三四五六七八九十]{1,2}[）).、．])?\s*(?P<name>[\p{Han}A-Za-z0-9（）()]{2,14})[：:]"
)
MIN_LABELS = 2


def part_labelled_matters(events: Sequence[DatedEvent]) -> None:
    """Gives each event behind such a label the label for a subject, where different labels date the same step."""
    labels = [_label(each) for each in events]
    dated: dict[str, set[str]] = defaultdict(set)
    for each, label in zip(events, labels, strict=True):
        if label is not None:
            dated[each.event.kind].add(label.text)
    several = set().union(*(names for names in dated.values() if len(names) >= MIN_LABELS))
    for each, label in zip(events, labels, strict=True):
        if label is not None and label.text in several:
            each.event.subject = label


def _label(each: DatedEvent) -> TextLeaf | None:
    """The last label before the date of an event, in its paragraph."""
    found = list(LABEL.finditer(each.passage.text.text, 0, each.found.start))
    return each.passage.leaf(found[-1].start("name"), found[-1].end("name")) if found else None
