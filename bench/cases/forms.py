"""The forms of self-evaluation tables: which blocks and columns they have, under which names, in which order."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from bench.cases.dice import Dice, Print, a_print, points
from bench.cases.goals import draw_goals
from bench.cases.grid import Cell, Grid, Look
from bench.cases.leaves import Figure, Leaf, Text, Words
from bench.cases.plan import BudgetRow, IndicatorRow, Report, TableBlock
from bench.cases.purse import draw_amounts, row_of, split, tie_row, tie_rows
from bench.cases.relations import Relation
from bench.cases.topics import load_topic, topic_names

PLACES = ("青杨县", "沙溪市", "云栖县", "柏湾区", "河汀县", "临屏市", "苍坪县", "禾桥区")
SCALE = 120


@dataclass(frozen=True, slots=True)
class Form:
    """One layout. Columns are (field, heads to choose from, width); the first of money and of goals take what is left."""

    name: str
    title: str
    money: tuple[tuple[str, tuple[str, ...], int], ...]
    funds: tuple[str, ...]
    goals: tuple[tuple[str, tuple[str, ...], int], ...]
    weight: int
    whole: str
    scored: bool = True
    top: bool = False
    marks: tuple[str, ...] = ("—", "/", "")


NATIONAL_FUNDS = ("年度资金总额", "其中：当年财政拨款", "上年结转资金", "其他资金")
LEVEL = (("level1", ("一级指标",), 12), ("level2", ("二级指标",), 13), ("name", ("三级指标",), 24))
GOALS = (*LEVEL, ("target", ("年度指标值", "指标值"), 15), ("actual", ("实际完成值", "全年实际值", "完成值"), 15))
FORMS = {
    "national": Form("national", "项目支出绩效自评表", (("initial", ("年初预算数",), 16), ("adjusted", ("全年预算数",), 16), ("spent", ("全年执行数",), 16),
        ("weight", ("分值",), 9), ("execution_rate", ("执行率",), 13), ("score", ("得分",), 10)), NATIONAL_FUNDS,
        (*GOALS, ("weight", ("分值",), 9), ("score", ("得分",), 9), ("deviation", ("偏差原因分析及改进措施", "未完成原因分析"), 23)), 10, "总分"),
    "ab": Form("ab", "项目绩效自评表", (("adjusted", ("全年预算数（A）", "全年预算数(A)"), 20), ("spent", ("全年执行数（B）", "全年执行数(B)"), 20),
        ("weight", ("分值",), 10), ("execution_rate", ("执行率（B/A）", "执行率(B/A)"), 18), ("score", ("得分",), 12)), NATIONAL_FUNDS,
        (*GOALS, ("weight", ("分值", "权重"), 9), ("score", ("得分", "自评得分"), 9), ("deviation", ("未完成原因及拟采取的改进措施", "偏差原因"), 23)), 10, "总分"),
    "sichuan": Form("sichuan", "部门预算项目支出绩效自评表", (("initial", ("年初预算",), 14), ("adjusted", ("调整后预算数",), 14), ("spent", ("预算执行数",), 14),
        ("execution_rate", ("预算执行率",), 13), ("weight", ("权重",), 9), ("score", ("得分",), 9), ("deviation", ("原因",), 11)),
        ("总额", "其中：财政资金", "财政专户管理资金", "单位资金"), (*LEVEL, ("operator", ("指标性质",), 11), ("target", ("指标值",), 14), ("unit", ("度量单位",), 11),
        ("actual", ("完成值",), 14), ("weight", ("权重",), 9), ("score", ("得分",), 9)), 10, "合计"),
    "hubei": Form("hubei", "项目自评表", (("adjusted", ("预算数（A）",), 20), ("spent", ("执行数（B）",), 20), ("execution_rate", ("执行率（B/A）",), 20),
        ("score", ("得分（20分*执行率）",), 22)), ("年度财政资金总额",), (*LEVEL, ("target", ("年初目标值（A）",), 22), ("actual", ("实际完成值（B）",), 22), ("score", ("得分",), 14)), 20, "总分"),
    "top": Form("top", "项目支出绩效目标自评表", (("initial", ("年初预算数",), 18), ("adjusted", ("调整预算数（A）",), 18), ("spent", ("全年执行数（B）",), 18),
        ("execution_rate", ("执行率（B/A）",), 16)), ("年度资金总额", "其中：本年财政拨款", "上年结转资金"),
        (*LEVEL, ("weight", ("分值",), 10), ("target", ("年度指标值",), 16), ("actual", ("全年完成值",), 16), ("score", ("自评得分",), 12), ("deviation", ("偏差原因",), 16)), 0, "", top=True),
    "transfer": Form("transfer", "转移支付绩效自评表", (("adjusted", ("全年预算数（A）",), 24), ("spent", ("全年执行数（B）",), 24), ("execution_rate", ("预算执行率（B/A×100%）",), 24)),
        ("年度资金总额", "其中：中央财政资金", "地方资金", "其他资金"), (*LEVEL, ("target", ("指标值",), 18), ("actual", ("全年实际完成值",), 18), ("deviation", ("未完成原因和改进措施",), 20)), 0, "", scored=False),
    "unit": Form("unit", "部门整体支出绩效自评表", (("initial", ("年初预算数",), 17), ("adjusted", ("全年预算数",), 17), ("spent", ("全年执行数",), 17),
        ("weight", ("分值",), 9), ("execution_rate", ("执行率",), 13), ("score", ("得分",), 10)), ("年度预算总额", "其中：财政拨款", "其他资金"),
        (*LEVEL, ("weight", ("权重",), 9), ("target", ("指标值",), 16), ("actual", ("完成值",), 16), ("score", ("得分",), 9), ("deviation", ("备注",), 18)), 10, "合计"),
}


def draw_form(dice: Dice, layout: str) -> Report:
    """A report that is one table of this layout."""
    form, topic = FORMS[layout], load_topic(dice.pick(topic_names()))
    how, place = a_print(dice, True), dice.pick(PLACES)
    report = Report("table", layout, how.unit, dice.randint(2018, 2024))
    amounts = draw_amounts(dice, 1, False)[0]
    _head(report, dice, topic, place, form)
    _money(report, dice, form, how, amounts)
    extra = 0 if form.weight == 10 else 10 - form.weight
    draw_goals(report, dice, topic, how, amounts.spent, amounts.adjusted, form.scored, extra)
    if "weight" not in {f for f, _, _ in form.goals}:
        _without_weights(report)
    if form.scored:
        _total(report, form, how)
    report.blocks.append(_block(report, form, dice, how))
    report.seal = place + dice.pick(["财政局", "审计局", "人民政府"]) if dice.chance(0.4) else None
    return report


def _without_weights(report: Report) -> None:
    """A form that prints points only: what rests on the weights cannot be checked on it."""
    gone = {id(row.weight) for row in report.indicators if row.weight}
    report.relations = [r for r in report.relations if not any(id(f) in gone for f in r.figures)]
    for row in report.indicators:
        row.weight = None


def _head(report: Report, dice: Dice, topic: dict, place: str, form: Form) -> None:
    code = dice.pick(["", "", "219-", "[155]", "51000021R000000019951-"])
    project = dice.pick(topic["project"]).text
    office, chief = place + dice.pick(topic["office"]).text, place + dice.pick(topic["chief"]).text
    report.cover = {
        "title": Words(printed=form.title),
        "project_name": Words(printed=code + project if form.name == "sichuan" else project, means=project),
        "supervising_department": Words(printed=(code if len(code) < 6 else "") + chief, means=chief),
        "department": Words(printed=office),
        "fiscal_year": Words(printed=str(report.year)),
    }


def _money(report: Report, dice: Dice, form: Form, how: Print, amounts) -> None:
    fields = [f for f, _, _ in form.money if f not in ("weight", "score", "deviation")]
    names = [n.removeprefix("其中：") for n in form.funds]
    head = row_of(Words(printed=names[0]), "total", amounts, fields, how, dice, True)
    report.budget.append(head)
    tie_row(report, head)
    live = len(names) - 1 if len(names) < 3 else dice.randint(1, len(names) - 1)
    parts = split(amounts, live, dice) if live > 1 else [amounts] * live
    for name, part in zip(names[1:], parts, strict=False):
        row = row_of(Words(printed=name), "source", part, fields, how, dice, True)
        report.budget.append(row)
        tie_row(report, row)
    for name in names[1 + live :]:
        report.budget.append(BudgetRow(Words(printed=name), "source"))
    if live > 1:
        tie_rows(report, head, report.budget[1 : 1 + live], "sum-of-sources")
    _score(report, form, head, how)


def _score(report: Report, form: Form, head: BudgetRow, how: Print) -> None:
    columns = {f for f, _, _ in form.money}
    if "score" not in columns or "execution_rate" not in head.fields:
        return
    weight = Figure(number=str(form.weight), unit="分")
    rate = min(head.fields["execution_rate"].amount, Decimal(100))
    head.fields["score"] = Figure(number=points(form.weight * rate / 100, how.score_places), unit="分")
    if "weight" in columns:
        head.fields["weight"] = weight
        report.relations.append(Relation("rate-score", "预算执行", "points", (head.fields["score"], weight, head.fields["execution_rate"])))


def _total(report: Report, form: Form, how: Print) -> None:
    head = report.budget[0].fields
    scores = [f for f in (head.get("score"), *(r.score for r in report.indicators)) if f]
    weights = [f for f in (head.get("weight"), *(r.weight for r in report.indicators)) if f]
    total = sum((f.amount for f in scores), Decimal(0))
    score = Figure(number=points(total, 2), unit="分")
    report.evaluation["score"] = score
    report.relations.append(Relation("scores-total", "总分", "sum", (score, *scores)))
    if "weight" in {f for f, _, _ in form.goals} and not form.top:
        full = Figure(number=points(sum((f.amount for f in weights), Decimal(0)), 0), unit="分")
        report.evaluation["full_score"] = full
        report.relations.append(Relation("weights-total", "分值", "sum", (full, *weights)))


# -- setting the table -----------------------------------------------------------------------------------------------------
def _block(report: Report, form: Form, dice: Dice, how: Print) -> TableBlock:
    cells: list[Cell] = []
    row = _labels(cells, report, form)
    row = _funds(cells, report, form, dice, how, row)
    row = _aims(cells, row)
    head = row
    row = _rows(cells, report, form, dice, row)
    wide = dice.chance(0.2)
    thin = dice.pick([0.4, 0.6, 0.8])
    look = Look(dice.pick(["song", "serif", "fangsong"]), dice.pick([9.0, 9.5, 10.0, 10.5]), dice.pick([2.0, 3.0]), dice.pick([1.5, 2.5, 4.0]), thin, dice.pick([thin, 1.2]))
    breaks = (head,) if dice.chance(0.15) else (head + dice.randint(2, 5),) if dice.chance(0.25) else ()
    grid = Grid(cells, SCALE, look, heads=(), cut=dice.chance(0.5), breaks=breaks)
    year: Text = ["（", report.cover["fiscal_year"], "年度）"]
    return TableBlock(grid, title=[report.cover["title"]], subtitle=year, fresh=True, wide=wide)


def _labels(cells: list[Cell], report: Report, form: Form) -> int:
    label, half = 22, SCALE // 2
    rows: list[list[tuple[str, str]]] = [[("项目名称", "project_name")], [("主管部门", "supervising_department"), ("实施单位", "department")]]
    for r, fields in enumerate(rows):
        for n, (name, field) in enumerate(fields):
            left = n * half
            right = SCALE if n == len(fields) - 1 else half
            cells += [Cell([name], r, left, left + label), Cell([report.cover[field]], r, left + label, right)]
    if form.top:
        cells += [Cell(["自评总分"], 2, 0, label), Cell([report.evaluation["score"]], 2, label, half), Cell(["年度"], 2, half, half + label)]
        cells.append(Cell([str(report.year)], 2, half + label, SCALE))
        return 3
    return 2


def _edges(columns: tuple[tuple[str, tuple[str, ...], int], ...], first: int) -> list[int]:
    """Where the columns begin and end: the widths fill what is right of `first`."""
    whole, out, at = sum(w for _, _, w in columns), [first], 0
    for _, _, width in columns:
        at += width
        out.append(first + round((SCALE - first) * at / whole))
    return out


def _funds(cells: list[Cell], report: Report, form: Form, dice: Dice, how: Print, row: int) -> int:
    block, name = 14, 38
    edges, mark = _edges(form.money, name), dice.pick(form.marks)
    cells.append(Cell([f"项目资金（{how.unit}）"], row, 0, block, rows=len(form.funds) + 1))
    cells.append(Cell([""], row, block, name))
    for n, (_, heads, _) in enumerate(form.money):
        cells.append(Cell([dice.pick(heads)], row, edges[n], edges[n + 1]))
    for r, (line, printed) in enumerate(zip(report.budget, form.funds, strict=True), start=row + 1):
        cells.append(Cell([*(["其中："] if printed.startswith("其中") else []), line.name], r, block, name, align=dice.pick(["left", "centre"])))
        for n, (field, _, _) in enumerate(form.money):
            leaf = line.fields.get(field)
            blank = "" if field == "deviation" else mark
            cells.append(Cell([leaf] if leaf else [blank], r, edges[n], edges[n + 1]))
    return row + len(form.funds) + 1


def _aims(cells: list[Cell], row: int) -> int:
    cells.append(Cell(["年度总体目标"], row, 0, 14, rows=2))
    cells += [Cell(["预期目标"], row, 14, 66), Cell(["实际完成情况"], row, 66, SCALE)]
    cells.append(Cell(["按年度计划完成各项建设和养护任务，保障设施正常运转，提高服务水平。"], row + 1, 14, 66, align="left"))
    cells.append(Cell(["年度任务基本完成，服务水平有所提高，群众反映较好。"], row + 1, 66, SCALE, align="left"))
    return row + 2


def _rows(cells: list[Cell], report: Report, form: Form, dice: Dice, row: int) -> int:
    first, edges = 10, _edges(form.goals, 10)
    printed = dice.chance(0.3) and form.scored and "weight" in {f for f, _, _ in form.goals}
    count = len(report.indicators)
    cells.append(Cell(["绩效指标"], row, 0, first, rows=count + 1))
    for n, (_, heads, _) in enumerate(form.goals):
        cells.append(Cell([dice.pick(heads)], row, edges[n], edges[n + 1]))
    for n, (field, _, _) in enumerate(form.goals):
        at = 0
        while at < count:
            span = _span(report.indicators, at, field)
            cells.append(Cell(_text(report, report.indicators[at], field, form, printed), row + 1 + at, edges[n], edges[n + 1], rows=span))
            at += span
    row += count + 1
    if form.whole:
        fields = [f for f, _, _ in form.goals]
        marked = [n for n, f in enumerate(fields) if f in ("weight", "score")]
        cells.append(Cell([form.whole], row, 0, edges[marked[0]] if form.name != "unit" else edges[3]))
        for n in range(marked[0] if form.name != "unit" else 3, len(fields)):
            leaf = report.evaluation.get({"weight": "full_score", "score": "score"}.get(fields[n], ""))
            cells.append(Cell([leaf] if leaf else [""], row, edges[n], edges[n + 1]))
        row += 1
    return row


def _span(rows: list[IndicatorRow], at: int, field: str) -> int:
    if field not in ("level1", "level2"):
        return 1
    end = at + 1
    while end < len(rows) and rows[end].level1.text == rows[at].level1.text and (field == "level1" or rows[end].level2.text == rows[at].level2.text):
        end += 1
    return end - at


def _text(report: Report, row: IndicatorRow, field: str, form: Form, printed: bool) -> Text:
    split_up = "operator" in {f for f, _, _ in form.goals}
    if field == "level1" and printed:
        whole = sum((r.weight.amount for r in report.indicators if r.level1.text == row.level1.text and r.weight), Decimal(0))
        return [row.level1, f"（{whole}分）"]
    if field == "operator":
        return [row.operator]
    if field == "unit":
        return [row.target.unit if isinstance(row.target, Figure) else ""]
    if split_up and field in ("target", "actual"):
        leaf = getattr(row, field)
        if isinstance(leaf, Figure):
            leaf.lead, leaf.shown = "", ""
        return [leaf]
    leaf_or_none: Leaf | None = getattr(row, field)
    return [leaf_or_none] if leaf_or_none else [""]
