"""The unit's own verdict (自评结论): score, full score, grade, and the groups that make up the score."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from gouji.extract.forms.verdict_labels import ticked_grade
from gouji.extract.prose.passages import Figure, Passage
from gouji.schemas.leaf import TextLeaf
from gouji.schemas.record import Evaluation, ScorePart

SCORE = regex.compile(
    r"(?:经|本|该|我[\p{Han}]{0,6}?|其)?(?:项目|单位|部门|中心|专项|资金)*(?:支出)?(?:自评|自我评价|评价|绩效|综合|最终|总体|整体|考核|评定|评估|年度|总)*"
    r"(?:得分|评分|总分|分数|打分)(?:情况|结果)?(?:[为是：:达到共计约\s]|合计)*"
)
FULL = regex.compile(r"(?:项目|自评|评价|绩效|总)*(?:满分|总分值|总分|权重合计|分值合计|标准分)\s*(?:[为是：:]|共计)*")
SUM = regex.compile(r"(?:合计|总计|共计|总得分|合计得分|小计)\s*[为是：:]?$")
PART = regex.compile(
    r"(?P<name>[\p{Han}（）()、]{2,16}?)(?:指标|部分|方面|类)?(?:得分|得|评分|为|：|:|自评|[（(](?:满分|权重|分值|标准分))*\s*$"
)
WEIGHT = regex.compile(r"\s*[（(，,]?\s*(?:权重|分值|满分|标准分值?|权重分值?|分值权重)\s*[为是：:]?\s*")
"""Before what a group could have: 决策得14分（权重15分）."""
WEIGHED = regex.compile(r"(?<![（(])(?:分值|权重|满分)[^（()）]*$")
EARNED = regex.compile(r"\s*[）)]?[，,、（(]?\s*(?:实际|自评|实)?(?:得分|得|评分)\s*[为是：:]?\s*")
"""Before what a group has, where its full mark stands before that: 投入类15分，得14分."""
GROUP = regex.compile(r"(?P<name>\p{Han}{2,12})[（(](?:满分|权重|分值|标准分)\s*[为是：:]?\s*$")
"""A group with what it could have beside its name: 决策（满分15分）得14分."""
GRADE = regex.compile(
    r"(?<!质量|工程|验收|信用|安全|资质|认证|检验)(?:等级|等次|级别|档次|结论|评级|结果|评定|评价|自评|(?<=[\p{Han}，,])[评定列](?=为))(?:[为是：:评定\s】\]]|等级|结果)*[“\"「]?(?P<grade>优秀|良好|合格|不合格|优|良|中|差)(?![\p{Han}])[”\"」]?"
)
ANOTHER = regex.compile(
    r"验收|内控|内部控制|信用|资质|检[测验]|化验|复检|抽[检样]|体检|鉴定|水质|质量(?:评定|等级|评级)|安全(?:评定|等级|评级)|上年|去年|上一年|原自评"
)
"""Words just before a grade that is that of a work, of the unit's controls, or of last year."""
OWN = regex.compile(r"自评|总分|综合得分|本(?:项目|单位|部门)")
"""Words of a sentence that tells the result of the whole report."""
DENIED = regex.compile(
    r"(?:未|没有?|不|难以|尚未)(?:能|曾)?(?:达到?|够|到|进入|评为|评定为|获评?|属于?)[^，,。；;]{0,4}$|(?:接近|距离?|离)[“\"「]?$"
)
"""Words just before a grade that was not given: 未达到“优”的下限."""
BAND = regex.compile(
    r"\d\s*分?\s*(?:[（(]\p{Han}{1,3}[）)])?\s*(?:及?以[上下]|[-—–~～至到]+\s*\d+\s*分?)[^，,。；;]{0,6}$"
)
"""Words just before a grade of the scale: 90分及以上评为优."""
NEAR = 16
REGRADED = regex.compile(
    r"[”\"」]?(?:等级|等次|档)?(?:调整|更正|改|降|下调|升|变更|核定)[为至成到][“\"「]?(?P<grade>优秀|良好|合格|不合格|优|良|中|差)(?!\p{Han})"
)
"""Behind a grade that was changed: 由“优”调整为“良”."""
BOXES = regex.compile(
    r"(?:等级|等次|级别|档次|评级|结果|结论)\s*[为是：:]?\s*(?P<row>(?:[□☐○◯☑√✓✔■●☒]\s*(?:优|良|中|差)|(?:优|良)[秀好]?\s*(?:[□☐○◯☑√✓✔■●☒]|[（(]\s*[√✓✔]?\s*[）)]))[^。；]*)"
)
"""Grades with boxes, of which one is ticked: 优□ 良☑ 中□ 差□."""
QUOTED = regex.compile(r"[“\"](?P<grade>优秀|良好|合格|优|良|中|差)[”\"]\s*(?:等级|等次|档)?")


def evaluation(passages: list[Passage], cells: Sequence[Passage] = ()) -> Evaluation:
    """What the report says of its own result; None where it says nothing. Of the `cells` of forms that tell in words the grade is taken."""
    out = Evaluation()
    for passage in passages:
        for start, end in _whole_sentences(passage):
            scores = [
                f
                for f in passage.between(start, end)
                if f.found.kind == "score" and not f.taken and not f.found.quantity.bound
            ]
            if scores:
                _scores(passage, start, scores, out)
        out.grade = out.grade or _grade(passage)
    for passage in cells:
        out.grade = out.grade or _grade(passage)
    return out


def _whole_sentences(passage: Passage) -> Iterator[tuple[int, int]]:
    """Start and end of each sentence up to its full stop: groups of points are told over several semicolons."""
    begin: int | None = None
    for start, end in passage.sentences():
        begin = start if begin is None else begin
        if passage.text.text[end - 1] != "；":
            yield begin, end
            begin = None
    if begin is not None:
        yield begin, len(passage.text)


def _scores(passage: Passage, start: int, scores: list[Figure], out: Evaluation) -> None:
    text, floor = passage.text.text, start
    loose: list[tuple[Figure, str]] = []
    for figure in scores:
        words = text[floor : figure.start]
        floor = figure.end
        group = GROUP.search(words)
        if (group and not SCORE.fullmatch(group["name"])) or (loose and WEIGHT.fullmatch(words)):
            loose.append((figure, words))
        elif FULL.fullmatch(_clause(words)) and (out.score is not None or "满分" in words):
            out.full_score = out.full_score or figure.leaf()
        elif out.score is None and SCORE.fullmatch(_clause(words)):
            out.score = figure.leaf()
        else:
            loose.append((figure, words))
    if len(loose) >= 3 and all(
        PART.search(words) or WEIGHT.fullmatch(words) or EARNED.fullmatch(words) for _, words in loose
    ):
        _parts(passage, loose, out)


def _clause(words: str) -> str:
    return regex.split(r"[，。；：:、（(]", words.rstrip("：: "))[-1].strip()


def _parts(passage: Passage, loose: list[tuple[Figure, str]], out: Evaluation) -> None:
    """其中，投入18分，过程19.5分，产出28.5分，效果30分，合计96分."""
    for figure, words in loose:
        if SUM.search(words):
            if any(WEIGHED.search(said) for _, said in loose):  # 指标分值90分，资金执行10分，合计100分
                out.full_score = out.full_score or figure.leaf()
            elif out.score is None:
                out.score = figure.leaf()
            else:
                out.parts_total = figure.leaf()
            continue
        last = out.parts[-1] if out.parts else None
        if last and last.weight is None and WEIGHT.fullmatch(words):
            last.weight = figure.leaf()
            continue
        if last and last.weight is None and EARNED.fullmatch(words):
            last.weight, last.score = last.score, figure.leaf()
            continue
        match = PART.search(words)
        if match is None:
            continue
        begin = figure.start - len(words) + match.start("name")
        out.parts.append(ScorePart(name=_name(passage, begin, begin + len(match["name"])), score=figure.leaf()))


def _name(passage: Passage, start: int, end: int) -> TextLeaf:
    lead = regex.match(r"其中|、|，", passage.text.text[start:end])
    words = passage.text.text[start:end].rstrip("（(、")
    return passage.leaf(start + (lead.end() if lead else 0), start + len(words))


def _grade(passage: Passage) -> TextLeaf | None:
    text = passage.text.text
    if (boxes := BOXES.search(text)) is not None:
        return ticked_grade(passage.text.span(*boxes.span("row")))
    match = _first_own(passage, GRADE)
    if not match and regex.search("自评|评价|等级", text):
        match = _first_own(passage, QUOTED)
    if not match:
        return None
    match = REGRADED.match(text, match.end("grade")) or match
    return passage.leaf(match.start("grade"), match.end("grade"))


def _first_own(passage: Passage, pattern: regex.Pattern[str]) -> regex.Match[str] | None:
    """The first grade that no words of its sentence give to something else; 自评 right before it makes it the report's own. Where those of
    several are told (城关站95分，评为合格；…), that of the sentence which speaks of the report's own result goes before."""
    found: list[tuple[bool, regex.Match[str]]] = []
    for match in pattern.finditer(passage.text.text):
        said = passage.text.text[passage.stop_before(match.start("grade"), "。；") + 1 : match.start("grade")]
        start = passage.text.text[passage.stop_before(match.start("grade"), "，。；") + 1 : match.start("grade")]
        if DENIED.search(start.rstrip('“"「')) or BAND.search(start.rstrip('“"「')):
            continue
        if not ANOTHER.search(said[-NEAR:]) or "自评" in said[-8:]:
            found.append((OWN.search(said) is None, match))
    return min(found, key=lambda each: each[0])[1] if found else None
