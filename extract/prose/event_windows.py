"""The words that tell what happened on a date."""

from __future__ import annotations

from bisect import bisect_left

from gouji.extract.prose.passages import Passage
from gouji.schemas.spans import FoundDate


def event_window(passage: Passage, found: FoundDate) -> tuple[int, int, int]:
    """Sentence start, and the words after the date up to the next date or the end of the sentence."""
    text = passage.text.text
    start = passage.stop_before(found.start, "。；！：") + 1
    later = bisect_left(passage.dates, found.end, key=lambda d: d.start)
    end = passage.dates[later].start if later < len(passage.dates) else len(text)
    ends = [place for place in (text.find(stop, found.end, end) for stop in "。；！") if place >= 0]
    return start, found.end, min([*ends, end])
