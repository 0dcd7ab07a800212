"""What is left of the words before a figure when the measure, the time and the generic words are taken away: its name."""

from __future__ import annotations

from functools import cache

import regex

from gouji.extract.statements.figure_context import sense_words
from gouji.schemas.wordlists import read_rows

LEADS = regex.compile(
    r"(?:[\s，、：:；。）)#├└│┌─•●○◎◉◆◇■□▪▲△▶►★☆※]|D(?![级类型种区座栋段班])|(?:由|即|为|含)?[a-zA-Z][、.)）]|[一二三四五六七八九十]+(?:是|来)|其[一二三四五]|第[一二三四五六七八九十]+(?:大?(?:块|类|项|方面|部分|笔|个|是)(?:内容|资金|支出)?(?:是|为)?)?[，、批]?|[（(][一二三四五六七八九十\d]{1,2}[)）]|\d{1,2}[.．、]|[①-⑳])+"
)
OUTSIDE = regex.compile(r"[^\p{Han}A-Za-z“”《》·\-]+|(?:19|20)\d\d")
MIN_NAME = 2
DOCUMENT = regex.compile(r"[（(][^（()）]*[〔\[][^（()）]*[）)]|《[^》]*》|“[^”]*号”")


@cache
def _nameless() -> regex.Pattern[str]:
    words = {*sense_words(), *(row[0] for row in read_rows(__package__, "generic_words"))}
    return regex.compile("|".join(regex.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))))


@cache
def name_in(words: str) -> str:
    """The words of a phrase that name something, without the others; "" where fewer than two characters are left."""
    kept = DOCUMENT.sub("", words)
    lead = LEADS.match(kept)
    kept = kept[lead.end() :] if lead else kept
    kept = OUTSIDE.sub("", _nameless().sub("", kept))
    return kept if len(kept) >= MIN_NAME else ""
