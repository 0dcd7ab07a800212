"""One grant of one document told with two amounts: 根据X财农〔2023〕41号文件下达补助资金5万元 … 补助资金（X财农〔2023〕41号）6万元."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

import regex

from gouji.extract.statements.claims import Claim
from gouji.extract.statements.figure_context import Context, senses
from gouji.extract.statements.figure_features import Claimed

DOCUMENT = regex.compile(r"\p{Han}{2,12}[〔【\[（(](?:19|20)\d\d[〕】\]）)]第?\d+号")
GRANTING = regex.compile(
    r"根据|按照|依据|以|经|文件|通知|收到|下达|安排|拨付|分配|批复|核定|追加|了|我[县市区省旗州局]|的|[，,：:（()）\s]"
)
NOT_A_GRANT = frozenset({"spent", "balance", "share", "past", "contract", "up", "down", "adjustment"})
MIN_NAME, MAX_NAME = 4, 12
PREMISE = 0.8


def granted_twice(every: Sequence[Context], found: Sequence[Claim]) -> Iterator[Claim]:
    """Yields the later of two amounts that sentences of their own give to money of one name by one document.

    Only sentences that hold one amount and one document each are compared: of several no word says which is whose.
    """
    accused = {c.claimed.result for c in found if not c.holds}
    told: dict[tuple[str, str], list[Context]] = defaultdict(list)
    for context in every:
        if (grant := _grant(every, context)) is not None:
            told[grant].append(context)
    for mentions in told.values():
        first = mentions[0]
        for other in mentions[1:]:
            if other.amount != first.amount and other.order not in accused:
                yield Claim(Claimed(other.order, "same", (first.order,)), False, PREMISE)


def _grant(every: Sequence[Context], context: Context) -> tuple[str, str] | None:
    """The document and the name of the money that an amount is; None if the sentence leaves either open."""
    if context.kind != "money" or NOT_A_GRANT & set(senses(context.sentence + context.lead)):
        return None
    here = (context.paragraph, context.sentence_start)
    if sum(c.kind == "money" and (c.paragraph, c.sentence_start) == here for c in every) != 1:
        return None
    words = context.passage.text.text[context.sentence_start : context.figure.start]
    documents = DOCUMENT.findall(words)
    sides = [GRANTING.sub("", regex.split("[。；;]", side)[-1]) for side in DOCUMENT.split(words)]
    name = sides[-1] or sides[0]
    if len(documents) != 1 or len(name) < MIN_NAME:
        return None
    return regex.sub(r"\D", "", documents[0]), name[-MAX_NAME:]
