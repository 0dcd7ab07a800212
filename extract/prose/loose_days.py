"""Days that nothing is bound to come before or behind: a limit (11月30日前竣工), the acceptance of a part (消防验收)."""

from __future__ import annotations

import regex

from gouji.extract.prose.event_windows import event_window
from gouji.extract.prose.passages import Passage
from gouji.schemas.spans import FoundDate

LIMIT = regex.compile(r"\s*(?:之前|以前|前)(?!往|期|来|后)")
PART = regex.compile(
    r"^[^，。；]{0,24}?(?:消防|专项|环保|环评|隐蔽|分部|分项|单位工程|阶段性?|中间|预|到货|进场|材料|节能|水保|人防|防雷|电梯)(?:工程)?验收"
)

SUPPLEMENT = regex.compile(r"^[^，。；]{0,12}(?:补充|续签|变更)\p{Han}{0,4}(?:协议|合同)")
"""A contract that was signed again while the work went on."""


def is_loose(passage: Passage, found: FoundDate) -> bool:
    """Returns whether the words behind a date make it a limit, or tell of a part, or of a contract that was signed again."""
    _, after, end = event_window(passage, found)
    text = passage.text.text
    words = text[after:end]
    return bool(LIMIT.match(words) or PART.match(words) or SUPPLEMENT.match(words))
