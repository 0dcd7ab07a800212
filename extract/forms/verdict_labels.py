"""Reads the unit's own verdict off labels: score, full score and grade in a cell, in the cells of a row, below a head, in a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

import regex

from gouji.extract.forms.stated_score import stated_score
from gouji.extract.key_value_lines import pieces
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Evaluation
from gouji.schemas.traced import Traced, join
from gouji.tables.cell_grid import CellGrid, GridCell

OWN = r"(?:自评价?|自我评价|评价|综合|项目|绩效|最终|部门|单位|整体)*"
LABELS = {
    "score": rf"{OWN}(?:总得分|总分|总评分|得分合计|合计得分)|{OWN}(?:自评价?|自我评价|综合|最终)(?:得分|评分)",
    "full_score": r"满分|满分值|总分值|总权重|分值合计|权重合计|标准分合计",
    "grade": rf"(?:{OWN}|考核|评定|结果|得分)*(?:等级|等次|级别|档次)|(?:自评价?|评价)结论",
}
GRADE = "优秀|良好|不合格|合格|较差|优|良|中|差"
TICKED = r"[☑√✓✔■●☒]"
UNTICKED = r"[□☐○◯]"
REMARK = r"(?:[（(][^（()）]*[）)]?)?"
NUMBER = r"(?P<number>\d{1,3}(?:\.\d+)?)\s*分?"
NUMBER_OF_POINTS = r"(?P<number>\d{2,3})\s*分(?!\s*(?:[（(]\s*不?含\p{Han}{0,2}[）)])?\p{Han}{0,3}以|\s*(?:[（(]不?含[）)])?\s*[-—–~～至])"
"""Points that begin or end no band of grades (总分90分（含）以上为优, 总分80分—90分为良)."""
MAX_CELL = 48
"""A cell of more characters tells something, and is no label or value of one."""
FULL_REMARK = regex.compile(
    r"[（(]\s*(?:满分|共|计|总分)?\s*[为:：]?\s*(?P<number>\d{2,4}(?:\.0+)?)\s*分?\s*[）)]?"
    r"|[/／]?\s*满分\s*[为:：]?\s*(?P<number>\d{2,4}(?:\.0+)?)\s*分?$"
)
"""Behind a score or its label: 总得分（100分）, 93.5（满分100）, and 满分100 on a line below."""
FULL_BEHIND = regex.compile(rf"[1lLI|丨]?\s*[（(]?\s*(?:满分|总分值?)\s*[为:：]?\s*{NUMBER}\s*[）)]?")
"""The same in a cell of its own, behind a stroke of a rule perhaps (1满分100)."""
LABEL = {
    kind: regex.compile(rf"[（(【]?(?:20\d\d年度?)?(?:{words})[）)】]?{REMARK}[:：]?") for kind, words in LABELS.items()
}
SCORE_AND_GRADE = regex.compile(rf"(?:{OWN}(?:得分|总分|评分))[/／、及和与]+(?:{LABELS['grade']})[:：]?")
INLINE = {
    "score": regex.compile(rf"(?<![\p{{Han}}])(?:{LABELS['score']}){REMARK}\s*[:：]\s*{NUMBER}(?![\d%])"),
    "full_score": regex.compile(rf"(?:(?<![（(\p{{Han}}])|(?<=\d分))(?:满分|总分值)\s*[为:：]?\s*{NUMBER}(?![\d%])"),
    "grade": regex.compile(
        rf"(?:{LABELS['grade']})[）)]?\s*[为是:：]?\s*[“\"「]?(?P<grade>{GRADE})[”\"」]?(?=$|[\s）)。，,；;])"
    ),
}
FULL_AND_OWN = regex.compile(
    rf"(?<!\p{{Han}})(?:总分|总分值|满分)\s*[:：]\s*{NUMBER}[\s，,；;、|]*(?:自评价?|自我评价|实际|最终)(?:总?得分|总分|评分|分)"
    r"\s*[:：]\s*(?P<own>\d{1,3}(?:\.\d+)?)"
)
SCORE_CELL = regex.compile(
    rf"{NUMBER}(?:\s*(?:[/／、]|[，,；;]?\s*(?:{LABELS['grade']})\s*[:：为]?)\s*(?P<grade>{GRADE}))?\s*(?P<rest>[（(].*|[/／]?\s*满分.*)?"
)
"""A score, with the grade that it gives and what could be had behind it: 93.5/优, 93.5 自评等级优, 93.5 满分100."""
VALUE = regex.compile(rf"[“\"（(【]?(?:\d|{GRADE}|{TICKED}|{UNTICKED})|[/／、]")
GRADE_CELL = regex.compile(rf"[“\"（(【]?(?P<grade>{GRADE})[”\"）)】]?")
TICK_BEFORE = regex.compile(rf"{TICKED}\s*(?P<grade>{GRADE})(?!\p{{Han}})")
TICK_AFTER = regex.compile(rf"(?P<grade>{GRADE})\s*[（(【]?\s*{TICKED}")
CONCLUSION = regex.compile(r"自评|评价|结论|总体")
"""Labels of cells that tell the verdict in a sentence."""
TOTAL_IN_NOTE = regex.compile(
    rf"(?<!\p{{Han}})(?:自评|评价|绩效)?总分(?:值|数)?\s*(?:满分)?[为是共计:：]?\s*{NUMBER_OF_POINTS}"
)
"""What the note below a form says can be had in all: 总分为100分."""
NOTE = regex.compile(
    rf"^\s*(?:注|备注|说明|填表说明|填报说明|等级(?!\s*[:：]\s*(?:{GRADE})\W*$)|评分|计分|[（(]?等级标准)"
)
SENTENCE = regex.compile(r"[。；;]")
BEFORE_LABEL = regex.compile(
    r"^(?:[（(]?(?:[一二三四五六七八九十]{1,2}|\d{1,2})[）)、.．]{1,2}\p{Han}{2,4}?(?:结果|情况|结论|意见)|[1lLI|丨]{1,2})(?=\p{Han})"
)
"""A heading whose rule to the label behind it was lost (四、自评结果自评得分), and strokes of a rule (1自评得分)."""
STROKES = regex.compile(r"[\s1lLI|丨]{1,3}")
MAX_STROKES = 3
CLOSING_LABEL = regex.compile(rf"(?:^|[^\p{{Han}}])(?P<label>{LABELS['grade']}|{LABELS['score']})[:：]?[1lLI|丨]?$")
BARE = regex.compile(rf"^(?:{LABELS['score']})\s*{NUMBER}\s*(?=[（(]\s*满分|$)")
"""A label and its points without a colon, as two cells of which the rule was lost."""
OTHER_GRADES = regex.compile(rf"{UNTICKED}\s*(?P<grade>{GRADE})(?!\p{{Han}})")
BESIDE_EXECUTION = (80, 90)
"""What indicators weigh together where the execution of the budget has its points elsewhere."""
LEAST_FULL = 50
"""No form has fewer points in all."""
MIN_BOXES, LIKELY = 2, 0.8
"""How sure a grade is beside which the tick cannot be read, while all others have an empty box."""


def verdict_of_cells(sheets: Iterable[CellGrid], out: Evaluation) -> None:
    """Fills in what the cells of forms label as score, full score and grade, where `out` has none yet."""
    for sheet in sheets:
        for row in range(sheet.rows):
            cells = [cell for cell in sheet.own(row) if cell.words]
            for at, cell in enumerate(cells):
                if len(cell.words) <= MAX_CELL:
                    _cell(sheet, row, cell, cells[at + 1 :], out)
                elif at and CONCLUSION.search(cells[0].words) and (told := INLINE["grade"].search(cell.text.text)):
                    out.grade = out.grade or _leaf(cell.text, told, "grade")
            _grade_of_total(cells, out)


def names_grade(words: str) -> bool:
    """Whether a cell of these words labels the grade: its row is no indicator."""
    return bool(LABEL["grade"].fullmatch(words))


def names_full_score(words: str) -> bool:
    """Whether a cell of these words labels what could be had."""
    return bool(LABEL["full_score"].fullmatch(words))


def _grade_of_total(cells: Sequence[GridCell], out: Evaluation) -> None:
    """The grade that stands alone behind the total of the points: 自评总分 | 100 | 96.8 | 优."""
    if cells and out.grade is None and LABEL["score"].fullmatch(cells[0].words):
        out.grade = grade_behind(cells[2:])


def grade_behind(cells: Sequence[GridCell]) -> TextLeaf | None:
    """Returns the one grade that stands alone among the cells behind points; None where there is none, or several."""
    found = [cell for cell in cells if GRADE_CELL.fullmatch(cell.words)]
    match = GRADE_CELL.fullmatch(found[0].words) if len(found) == 1 else None
    return TextLeaf.of(found[0].text, match["grade"]) if match else None


def verdict_of_lines(lines: Iterable[Traced], out: Evaluation) -> None:
    """Fills in what the lines around a form label so (自评总分：97.6分 等级：优); no note and no sentence does. A label that has a piece of
    print to itself is told by the next piece on its line."""
    tell = [text for text in lines if not NOTE.match(text.text) and not SENTENCE.search(text.text)]
    for text in tell:
        _full_before_own(text, out)
    parts = [piece for text in tell for piece in pieces(text)]
    for at, text in enumerate(parts):
        if len(text) <= MAX_CELL and not NOTE.match(text.text):
            _inline(text, out)
            _beside(text, parts[at + 1 : at + 1 + MAX_STROKES], out)


def _beside(label: Traced, after: Sequence[Traced], out: Evaluation) -> None:
    """Fills in what the piece beside a label says; strokes of a rule between them say nothing."""
    closing = CLOSING_LABEL.search(label.text)
    kinds = _kinds(regex.sub(r"\s", "", closing["label"])) if closing else []
    value = next((piece for piece in after if not STROKES.fullmatch(piece.text)), None)
    if not kinds or value is None or not _on_one_line(label, value):
        return
    if kinds == ["grade"] and out.grade is None and (match := GRADE_CELL.fullmatch(value.text.strip())):
        out.grade = _leaf(value.strip(), match, "grade")
    elif kinds[0] != "grade" and (match := SCORE_CELL.fullmatch(value.text.strip())):
        _points(kinds[0], value.strip(), match, out)


def _full_before_own(text: Traced, out: Evaluation) -> None:
    """Fills in both points of a line that tells what could be had before the unit's own score (总分：100 自评得分：98.34)."""
    match = FULL_AND_OWN.search(text.text)
    if match and Decimal(match["own"]) <= Decimal(match["number"]) and out.score is None:
        own = text.span(match.start("own"), match.end("own"))
        out.score = QuantityLeaf.of(own, parse_quantity(own.text, "分"))
        out.full_score = out.full_score or _quantity(text, match)


def _on_one_line(one: Traced, other: Traced) -> bool:
    """Whether two pieces of print stand on one line of a page."""
    boxes = [next((g.box for g in text.glyphs if g.box), None) for text in (one, other)]
    if boxes[0] is None or boxes[1] is None or one.glyphs[0].page != other.glyphs[0].page:
        return False
    low, high = max(box[1] for box in boxes if box), min(box[3] for box in boxes if box)
    return high - low > min(box[3] - box[1] for box in boxes if box) / 2


def _points(kind: str, whole: Traced, match: regex.Match[str], out: Evaluation) -> None:
    """Fills in the points of a match of SCORE_CELL, with the grade and the full score told behind them."""
    if getattr(out, kind) is None:
        setattr(out, kind, _quantity(whole, match))
    if match["grade"]:
        out.grade = out.grade or _leaf(whole, match, "grade")
    if kind == "score" and match["rest"] and (full := FULL_REMARK.search(whole.text, match.start("rest"))):
        out.full_score = out.full_score or _quantity(whole, full)


def add_lines(lines: Iterable[Traced], prose: Evaluation, table: Evaluation) -> None:
    """Puts what the lines around a form label into the evaluation of its `table`; a score beside one of the table is a statement
    of its own, and goes into that of the `prose`."""
    lines, found = list(lines), Evaluation()
    verdict_of_lines(lines, found)
    if prose.score is None and table.score is None and found.score is None:
        found.score = stated_score(lines)
    if table.score is None:
        table.score = found.score
    else:
        prose.score = prose.score or found.score
    table.full_score = table.full_score or found.full_score
    table.grade = table.grade or found.grade
    noted = full_in_notes(lines)
    if prose.full_score is None and noted is not None and noted.value is not None and not _is_told(table, noted):
        prose.full_score = noted


def full_in_notes(lines: Iterable[Traced]) -> QuantityLeaf | None:
    """Returns what the notes of a form say can be had in all (备注：1.总分为100分); None where they do not."""
    for text in lines:
        match = TOTAL_IN_NOTE.search(text.text) if NOTE.match(text.text) else None
        if match and Decimal(match["number"]) >= LEAST_FULL:
            return _quantity(text, match)
    return None


def _is_told(table: Evaluation, noted: QuantityLeaf) -> bool:
    """Whether the table tells as much, or what can be had beside the execution of the budget."""
    told = table.full_score.value if table.full_score else None
    return told is not None and noted.value is not None and told.amount in (noted.value.amount, *BESIDE_EXECUTION)


def ticked_grade(text: Traced) -> TextLeaf | None:
    """The one grade that is ticked of those printed (☑优 □良 □中 □差, 优（√）良（）); None where none or several are."""
    words = text.text
    signs_first = regex.match(rf"\W*(?:{TICKED}|{UNTICKED})", words)
    found = [*(TICK_BEFORE if signs_first else TICK_AFTER).finditer(words)]
    return _leaf(text, found[0], "grade") if len(found) == 1 else None if found else _without_box(text)


def _without_box(text: Traced) -> TextLeaf | None:
    """The first grade of a row of boxes, where it alone has no box: the tick in it was not read. Boxes that stand behind their grades
    close the row, and leave none out."""
    if regex.search(rf"{UNTICKED}\W*$", text.text):
        return None
    boxed = {match["grade"] for match in OTHER_GRADES.finditer(text.text)}
    first = regex.match(rf"\s*(?P<grade>{GRADE})(?!\p{{Han}})", text.text)
    every = len(regex.findall(rf"(?<!\p{{Han}})(?:{GRADE})(?!\p{{Han}})", text.text))
    if first is None or first["grade"] in boxed or not MIN_BOXES <= len(boxed) == every - 1:
        return None
    leaf = _leaf(text, first, "grade")
    leaf.limit_confidence(LIKELY)
    return leaf


def _cell(sheet: CellGrid, row: int, cell: GridCell, after: Sequence[GridCell], out: Evaluation) -> None:
    _inline(cell.text, out)
    if after and len(cell.words) == len(after[0].words) == 1:  # 满 | 分
        kinds, after = _kinds(cell.words + after[0].words), after[1:]
    else:
        kinds = _kinds(cell.words) or _kinds(BEFORE_LABEL.sub("", cell.words)) or _of_whole(cell, after)
    if not kinds:
        return
    if "score" in kinds and (full := FULL_REMARK.search(cell.text.text)) and "满" not in cell.words[:2]:
        out.full_score = out.full_score or _quantity(cell.text, full)
    if after and VALUE.match(after[0].words):
        _values(kinds, after, out)
    else:
        below = sheet.under(row + 1, cell.left, cell.right) if row + 1 < sheet.rows else None
        if below is not None and below.row == row + 1 and _is_alone(sheet, below):
            _values(kinds, [below], out)
            return
    if kinds == ["grade"] and out.grade is None and row + 1 < sheet.rows:
        below = sheet.under(row + 1, cell.left, cell.right)
        if below is not None and below.row == row + 1 and GRADE_CELL.fullmatch(below.words) and _is_alone(sheet, below):
            _values(kinds, [below], out)


def _of_whole(cell: GridCell, after: Sequence[GridCell]) -> list[str]:
    """The score, where the last row of a form has nothing but 得分 and points that no single part of a form has."""
    if cell.col or len(after) != 1 or cell.words.rstrip(":：") not in ("得分", "评分", "自评分"):
        return []
    match = SCORE_CELL.fullmatch(after[0].text.text.strip())
    return ["score"] if match and Decimal(match["number"]) >= LEAST_FULL else []


def _is_alone(sheet: CellGrid, cell: GridCell) -> bool:
    """Whether the row below holds nothing of the same kind: a list of projects has a grade in every row."""
    next_ = (
        sheet.under(cell.row + cell.rowspan, cell.left, cell.right) if cell.row + cell.rowspan < sheet.rows else None
    )
    return next_ is None or not (GRADE_CELL.fullmatch(next_.words) or SCORE_CELL.fullmatch(next_.words))


def _kinds(words: str) -> list[str]:
    if SCORE_AND_GRADE.fullmatch(words):
        return ["score", "grade"]
    return [kind for kind, pattern in LABEL.items() if pattern.fullmatch(words)][:1]


def _values(kinds: Sequence[str], after: Sequence[GridCell], out: Evaluation) -> None:
    """The values that stand behind labels: one cell each, a stroke between them; the remark on a score may be cut in two cells."""
    values = [cell for cell in after if cell.words.strip("/／、")]
    for kind, cell in zip(kinds, values, strict=False):
        whole = cell.text
        if kind == "grade":
            match = GRADE_CELL.fullmatch(whole.text.strip())
            leaf = _leaf(whole.strip(), match, "grade") if match else ticked_grade(whole)
            out.grade = out.grade or leaf
            continue
        if cell is values[-1] and len(after) > 1 and "（" in whole.text.replace("(", "（"):
            whole = join([c.text for c in after[after.index(cell) :]])
        match = SCORE_CELL.fullmatch(whole.text.strip())
        if match is None:
            return
        whole = whole.strip()
        rest = after[after.index(cell) + 1 :]
        if kind == "score" and rest and _is_full(match, rest[0]):  # 总分 | 100 | 97.51
            out.full_score = out.full_score or _quantity(whole, match)
            whole = rest[0].text.strip()
            match = SCORE_CELL.fullmatch(whole.text)
            assert match is not None
        _points(kind, whole, match, out)
        if kind == "score" and rest and (full := FULL_BEHIND.fullmatch(rest[0].text.text.strip())):
            out.full_score = out.full_score or _quantity(rest[0].text.strip(), full)


def _is_full(match: regex.Match[str], following: GridCell) -> bool:
    """Whether a figure is what could be had, for another one follows that is no more; nobody could have 96.25."""
    if Decimal(match["number"]) % 1:
        return False
    other = SCORE_CELL.fullmatch(following.text.text.strip())
    return other is not None and not other["rest"] and Decimal(other["number"]) <= Decimal(match["number"])


def _inline(text: Traced, out: Evaluation) -> None:
    for kind, leaf in _labelled(text):
        if getattr(out, kind) is None:
            setattr(out, kind, leaf)
    if out.grade is None and regex.search(TICKED, text.text):
        out.grade = ticked_grade(text)


def _labelled(text: Traced) -> Iterator[tuple[str, QuantityLeaf | TextLeaf]]:
    for kind, pattern in INLINE.items():
        match = pattern.search(text.text) or (BARE.match(text.text) if kind == "score" else None)
        if match and kind == "grade":
            yield kind, _leaf(text, match, "grade")
        elif match and not (kind == "full_score" and _is_of_execution(text, match)):
            yield kind, _quantity(text, match)
            full = FULL_REMARK.match(text.text, match.end()) if kind == "score" else None
            if full:
                yield "full_score", _quantity(text, full)


def _is_of_execution(text: Traced, match: regex.Match[str]) -> bool:
    """Whether what could be had is that of the execution of the budget alone (满分10分，按预算执行率折算)."""
    return "执行" in text.text and Decimal(match["number"]) < LEAST_FULL


def _leaf(text: Traced, match: regex.Match[str], group: str) -> TextLeaf:
    return TextLeaf.of(text.span(match.start(group), match.end(group)), match[group])


def _quantity(text: Traced, match: regex.Match[str]) -> QuantityLeaf:
    return QuantityLeaf.of(
        part := text.span(match.start("number"), match.end("number")), parse_quantity(part.text, "分")
    )
