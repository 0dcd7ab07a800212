"""What the words right before a date name: 监测终端于7月25日完成安装, 沮河区10月30日完工."""

from __future__ import annotations

from collections.abc import Callable

import regex

from gouji.extract.prose.one_matter import LEAD
from gouji.extract.prose.passages import Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.spans import FoundDate

BEFORE = regex.compile(r"[\s、]*(?:其中|另外|此外|同时|而|又|并)*")
BEHIND = regex.compile(r"[\s、]*(?:已|均|都|也|才|则|即|分别|全部|最终|陆续|实际|正式|于|在|至|到|是|为|的)*$")
NAME = regex.compile(r"[\p{Han}A-Za-z0-9“”《》]{2,16}")
NO_NAME = regex.compile(
    r"(?:由|经|待|根据|按|自|从|截|至|到|直|因|受|在|与|和|对|向|将|我|本|该|此|双方|[甲乙]方|专家|随|最|早|其|当|同|次|今|实际|正式|初步|顺利|如期|按期)"
    r"|.*(?:[年月日后前时]|局|公司|部门|单位|[小班专验]组|政府|委员会|[办处科]室?|首批|所有|各[包批]?(?:设备|合同)|主体结构|两次|分[两三]次)$"
    r"|(?:首批|全部|所有|各包?|第一批)"
)
"""Words of a time or of who acted, and parts of the one matter."""
ACTED = regex.compile(
    r"\s*(?:与|和|同|会同|联合|组织|对|委托|邀请|召开|发布|印发|批复|下达|通过\p{Han}{2,10}(?:平台|中心))"
)
"""Behind the date of one who acted: 沮河区3月2日与施工单位签订合同."""


def lead_matter(passage: Passage, found: FoundDate, kind_in: Callable[[str], str | None]) -> TextLeaf | None:
    """The thing that the words between the last stop and a date name; None where they name none, or only who acted."""
    text = passage.text.text
    begin = max(
        [passage.words, passage.stop_before(found.start, "，,。；;！：:") + 1]
        + [date.end for date in passage.dates if date.end <= found.start]
    )
    if LEAD.fullmatch(text, begin, found.start):
        return None
    first, last = BEFORE.match(text, begin, found.start), BEHIND.search(text, begin, found.start)
    begin, end = first.end() if first else begin, last.start() if last else found.start
    words = text[begin:end] if begin < end else ""
    if not NAME.fullmatch(words) or NO_NAME.match(words) or kind_in(words) or ACTED.match(text, found.end):
        return None
    return passage.leaf(begin, end)
