"""Relations that the user wrote into the rules file: how they are loaded, found, judged and told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner

import gouji
from gouji.archive.recheck import recheck
from gouji.check.judging_rules import RULES_VARIABLE, judging_rules, use_rules
from gouji.check.rule_name import rule_name
from gouji.check.tie_out import tie_out
from gouji.cli import app
from gouji.schemas.errors import GoujiError
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import Event, Finding, Report
from gouji.schemas.retold import retold
from gouji.show.error_message import error_message
from tests.tables import document, grid
from tests.test_evidence import cell

SAMPLE_RULES = Path(__file__).parent.parent / "samples" / "rules.toml"
MONEY = [
    "项目资金（万元） |  | 年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分",
    "^ | 年度资金总额 | 300.00 | 300.00 | 285.00 | 10 | 95.00% | 9.5",
    "^ | 其中：中央财政资金 | 200.00 | 200.00 | 195.00 | - | 97.50% | -",
    "^ | 省级财政资金 | 60.00 | 60.00 | 55.00 | - | 91.67% | -",
    "^ | 其他资金 | 40.00 | 40.00 | 35.00 | - | 87.50% | -",
]
INDICATORS = [
    "一级指标 | 二级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分",
    "产出指标 | 数量指标 | 培训人数 | ≥500人 | 520人 | 50 | 50",
    "^ | 质量指标 | 培训合格率 | ≥90% | 88% | 30 | 29",
    "^ | 时效指标 | 完成时间 | 12月底前 | 按期完成 | 10 | 10",
]


@pytest.fixture(autouse=True)
def _national(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RULES_VARIABLE, "")


def use(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / f"rules-{len(list(folder.glob('rules*')))}.toml"
    path.write_bytes(text.encode(encoding))
    use_rules(path)
    return path


def relation(kind: str, *lines: str, rule: str = "own-one", name: str = '"三方核对"') -> str:
    return "\n".join(["[[relations]]", f'id = "{rule}"', f"name = {name}", f'kind = "{kind}"', *lines, ""])


def read(lang: str = "zh") -> Report:
    return gouji.understand(document([grid(MONEY, 1), grid(INDICATORS, 1)]), lang=lang)


def own(report: Report, rule: str = "own-one") -> list[Finding]:
    return [found for found in report.findings if found.rule == rule]


SUM = ('whole = "budget.total.spent"', 'parts = ["budget.source:中央.spent", "budget.source:省级.spent", "budget.其他资金.spent"]')
RATIO = ('rate = "budget.total.execution_rate"', 'of = "budget.total.spent"', 'base = "budget.total.adjusted"')
HELD = [
    ("sum", SUM, "195.00万元 + 55.00万元 + 35.00万元 = 285万元"),
    ("sum", ('whole = "budget.其他资金.spent"', 'parts = ["预算.合计.支出", "-budget.来源:中央.实际支出", "-budget.省级财政资金.spent"]'),
     "285.00万元 − 195.00万元 − 55.00万元 = 35万元"),
    ("ratio", RATIO, "285.00万元 ÷ 300.00万元 × 100% = 95%"),
    ("bound", ('figure = "budget.省级.spent"', 'most = "budget.total.spent"', 'times = "0.3"'), "55.00万元 ≤ 285.00万元 × 0.3 = 85.5万元"),
    ("bound", ('figure = "budget.省级.spent"', 'most = "budget.total.spent"', 'times = "30%"'), "55.00万元 ≤ 285.00万元 × 0.3 = 85.5万元"),
    ("bound", ('figure = "budget.total.spent"', 'least = "100万元"', 'most = "3000000元"'), "100万元 ≤ 285.00万元 ≤ 3000000元"),
    ("bound", ('figure = "budget.total.execution_rate"', 'least = "90%"'), "90% ≤ 95.00%"),
    ("bound", ('figure = "indicator.培训人数.actual"', 'least = "indicator.培训人数.target"'), "500人 ≤ 520人"),
    ("bound", ('figure = "指标.人数.完成值"', 'most = "600"'), "520人 ≤ 600"),
    ("bound", ('figure = "indicator.培训人数.weight"', 'most = "50分"'), "50分 ≤ 50分"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "lines", "equation"), HELD)
def test_a_relation_that_holds(tmp_path: Path, kind: str, lines: tuple[str, ...], equation: str) -> None:
    use(tmp_path, relation(kind, *lines))
    (found,) = own(read())
    assert (found.status, found.severity, found.equation, found.premise) == ("consistent", "info", equation, None)
    assert found.fields


FAILED = [
    ("sum", ('whole = "budget.total.spent"', 'parts = ["budget.source:中央.spent", "budget.source:省级.spent"]'), "195.00万元 + 55.00万元 = 250万元", "2500000"),
    ("ratio", ('rate = "budget.total.execution_rate"', 'of = "budget.中央.spent"', 'base = "budget.中央.initial"'), "195.00万元 ÷ 200.00万元 × 100% = 97.5%", "97.5"),
    ("bound", ('figure = "budget.省级.spent"', 'most = "budget.total.spent"', 'times = "0.1"'), "55.00万元 > 285.00万元 × 0.1 = 28.5万元", "285000"),
    ("bound", ('figure = "budget.total.spent"', 'least = "290万元"', 'most = "300万元"'), "285.00万元 < 290万元", "2900000"),
    ("bound", ('figure = "indicator.培训合格率.actual"', 'least = "indicator.培训合格率.target"'), "88% < 90%", "90"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "lines", "equation", "expected"), FAILED)
def test_a_relation_that_fails(tmp_path: Path, kind: str, lines: tuple[str, ...], equation: str, expected: str) -> None:
    use(tmp_path, relation(kind, *lines))
    (found,) = own(read())
    assert (found.status, found.severity, found.equation) == ("inconsistent", "error", equation)
    assert Decimal(found.expected or "") == Decimal(expected)


def test_what_a_failing_relation_says(tmp_path: Path) -> None:
    lines = ('figure = "budget.省级.spent"', 'most = "20万元"', 'severity = "warning"', 'note = {zh = "市财政局规定", en = "rule of the city"}')
    use(tmp_path, relation("bound", *lines))
    (found,) = own(read())
    assert found.severity == "warning"
    assert found.message == "省级财政资金 实际支出：55.00万元 > 20万元，超出限定（说明：市财政局规定）"
    told = retold(found.message, "en", found.rule)
    assert told == "省级财政资金 spent: 55.00万元 > 20万元, beyond the limit (note: 市财政局规定)"
    assert own(read("en"))[0].message.endswith("(note: rule of the city)")


ROUNDED = [("30%", "consistent"), ("0.29", "inconsistent")]


@pytest.mark.parametrize(("times", "status"), ROUNDED)
def test_printed_decimals_hide_a_little(tmp_path: Path, times: str, status: str) -> None:
    """33.34 is printed for up to 33.345, and 30 % of what is printed 111.12 may be that."""
    use(tmp_path, relation("bound", 'figure = "budget.其他资金.spent"', 'most = "budget.total.spent"', f'times = "{times}"'))
    rows = [
        MONEY[0],
        "^ | 年度资金总额 | 111.12 | 111.12 | 111.12 | 10 | 100% | 10",
        "^ | 中央财政资金 | 77.78 | 77.78 | 77.78 | - | 100% | -",
        "^ | 其他资金 | 33.34 | 33.34 | 33.34 | - | 100% | -",
    ]
    (found,) = own(gouji.understand(document([grid(rows), grid(INDICATORS)]), lang="zh"))
    assert found.status == status


PEOPLE = [
    INDICATORS[0],
    "产出指标 | 数量指标 | 培训总人数 | ≥500人 | 8285人 | 50 | 50",
    "^ | 数量指标 | 城区学员 | ≥300人 | 5174人 | 30 | 30",
    "^ | 数量指标 | 乡镇学员 | ≥200人 | 3111人 | 20 | 20",
]
PARTS = ('whole = "indicator.培训总人数.actual"', 'parts = ["indicator.城区学员.actual", "indicator.乡镇学员.actual"]')
DOUBTED = [
    # relation, as printed, probability and reading of its second digit, status
    (("sum", *PARTS), "5174", 0.0, "", "consistent"),
    (("sum", *PARTS), "5774", 0.4, "1", "misread"),
    (("sum", *PARTS), "5774", 0.0, "", "inconsistent"),
    (("sum", *PARTS), "5774", 0.2, "2", "inconsistent"),
    (("bound", 'figure = "indicator.城区学员.actual"', 'most = "5200人"'), "5774", 0.4, "1", "unresolved"),
    (("bound", 'figure = "indicator.城区学员.actual"', 'most = "5200人"'), "5774", 0.0, "", "inconsistent"),
]


@pytest.mark.parametrize(("lines", "printed", "share", "other", "status"), DOUBTED)
def test_a_doubtful_figure_goes_the_way_of_the_programs_relations(
    tmp_path: Path, lines: tuple[str, ...], printed: str, share: float, other: str, status: str
) -> None:
    use(tmp_path, relation(*lines))
    report = gouji.understand(document([grid(PEOPLE)]), lang="zh")
    report.indicators[1].actual = cell(f"{printed}人", at1=(other, share)) if other else cell(f"{printed}人")
    report.findings = tie_out(report, "zh")
    (found,) = own(report)
    assert found.status == status
    leaf = report.indicators[1].actual
    assert isinstance(leaf, QuantityLeaf) and leaf.text == ("5174人" if status == "misread" else f"{printed}人")
    assert [c.after for c in report.corrections if c.kind == "arithmetic"] == (["5174人"] if status == "misread" else [])


MISSING = [
    (("bound", 'figure = "budget.县级.spent"', 'most = "1万元"'), "报告中没有找到“budget.县级.spent”"),
    (("bound", 'figure = "budget.财政资金.spent"', 'most = "1万元"'), "符合“budget.财政资金.spent”的不止一处"),
    (("bound", 'figure = "indicator.完成时间.actual"', 'most = "1"'), "“indicator.完成时间.actual”处是文字"),
    (("bound", 'figure = "indicator.培训人数.actual"', 'most = "1万元"'), "“indicator.培训人数.actual”的单位不同"),
    (("bound", 'figure = "indicator.培训人数.actual"', 'most = "budget.total.spent"'), "“budget.total.spent”的单位不同"),
    (("bound", 'figure = "fact.培训人数"', 'most = "1"'), "报告中没有找到“fact.培训人数”"),
    (("sum", 'whole = "budget.total.spent"', 'parts = ["budget.中央.spent", "budget.中央财政.spent"]'), "“budget.中央财政.spent”与前面一项是同一个数字"),
    (("ratio", 'rate = "budget.total.score"', 'of = "budget.total.spent"', 'base = "budget.total.initial"'), "“budget.total.score”的单位不同"),
    (("order", 'dates = ["event.开工", "event.验收"]'), "报告中没有找到“event.开工”；且报告中没有找到“event.验收”"),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "told"), MISSING)
def test_what_is_not_in_the_report_passes_nothing(tmp_path: Path, lines: tuple[str, ...], told: str) -> None:
    use(tmp_path, relation(*lines))
    assert not own(read())
    use(tmp_path, relation(*lines, "required = true"))
    (found,) = own(read())
    assert (found.status, found.severity) == ("unresolved", "warning")
    assert told in found.message
    english = retold(found.message, "en", found.rule)
    assert english.startswith("cannot be checked: ") and "报告" not in english and "单位" not in english


def event(kind: str, date: str, subject: str = "培训设备采购") -> Event:
    return Event(
        kind=kind,
        subject=TextLeaf(value=subject, raw=subject, text=subject, page=1, confidence=1),
        date=TextLeaf(value=date, raw=date, text=date, page=1, confidence=1),
    )


ORDERS = [
    ([event("签订合同", "2023-05-04"), event("验收", "2023-08-01")], [("consistent", "2023-05-04 ≤ 2023-08-01")]),
    ([event("签订合同", "2023-09-04"), event("验收", "2023-08-01")], [("inconsistent", "2023-09-04 ≤ 2023-08-01")]),
    ([event("签订合同", "2023-05-04"), event("交付", "2023-07"), event("验收", "2023-08-01")],
     [("consistent", "2023-05-04 ≤ 2023-07"), ("consistent", "2023-07 ≤ 2023-08-01")]),
    # The last acceptance counts.
    ([event("签订合同", "2023-05-04"), event("验收", "2023-03-01"), event("验收", "2023-08-01")], [("consistent", "2023-05-04 ≤ 2023-08-01")]),
    # Each of two contracts has its own acceptance.
    ([event("签订合同", "2023-05-04"), event("验收", "2023-08-01"), event("签订合同", "2023-09-04")], [("consistent", "2023-05-04 ≤ 2023-08-01")]),
    # Two procurements are not mixed.
    ([event("签订合同", "2023-05-04"), event("验收", "2023-06-01"), event("签订合同", "2023-09-04", "场地租赁")], [("consistent", "2023-05-04 ≤ 2023-06-01")]),
    # What is left to do elsewhere has a date of its own.
    ([event("签订合同", "2023-05-04"), event("交付", "2024-03-01", "其余两处场地"), event("验收", "2023-08-01")], [("consistent", "2023-05-04 ≤ 2023-08-01")]),
    ([event("签订合同", "2023-09-04"), event("验收", "2023-08-01", "场地租赁")], []),
    ([event("签订合同", "2023-05-04")], []),
]  # fmt: skip


@pytest.mark.parametrize(("events", "expected"), ORDERS)
def test_an_order_of_dates(tmp_path: Path, events: list[Event], expected: list[tuple[str, str]]) -> None:
    use(tmp_path, relation("order", 'dates = ["event.签订合同", "event.交付", "事件.验收"]', name='"先后"'))
    report = read()
    report.events, report.findings = events, []
    found = own(recheck(report, "zh"))
    assert [(each.status, each.equation) for each in found] == expected


def test_dates_of_two_matters_are_not_compared(tmp_path: Path) -> None:
    use(tmp_path, relation("order", 'dates = ["event.签订合同", "event.验收"]', "required = true"))
    report = read()
    report.events, report.findings = [event("签订合同", "2023-09-04"), event("验收", "2023-08-01", "场地租赁")], []
    (found,) = own(recheck(report, "zh"))
    assert (found.status, "“event.验收”与其他日期不属同一事项" in found.message) == ("unresolved", True)


def test_the_columns_of_two_totals_are_not_compared(tmp_path: Path) -> None:
    use(tmp_path, relation("bound", 'figure = "budget.total.spent"', 'most = "budget.total.adjusted"'))
    report = read()
    first = report.budget[0]
    assert [found.status for found in own(recheck(report, "zh"))] == ["consistent"]
    report.budget[0] = first.model_copy(update={"spent": None})
    report.budget.append(first.model_copy(update={"adjusted": None, "initial": None}))
    assert not own(recheck(report, "zh"))


PLANS = [
    ("设备已于2024年5月验收，质保一年。", True),
    ("冷库手续9月才办结，两座顺延至2024年5月验收。", False),
    ("力争2024年5月验收。", False),
    ("剩余设备计划于2024年5月底前验收。", False),
    ("原计划年底完工，实际2024年5月验收。", True),
]


@pytest.mark.parametrize(("sentence", "compared"), PLANS)
def test_what_is_still_to_happen_is_in_no_order(tmp_path: Path, sentence: str, compared: bool) -> None:
    use(tmp_path, relation("order", 'dates = ["event.验收", "cover.report_date"]'))
    report = read()
    accepted = event("验收", "2024-05")
    accepted.date.text = "2024年5月"
    report.events, report.findings = [accepted], []
    report.document.pages[0].text = sentence
    report.cover.report_date = event("验收", "2024-03-01").date
    assert [found.status for found in own(recheck(report, "zh"))] == (["inconsistent"] if compared else [])


def test_a_date_of_the_cover_comes_last(tmp_path: Path) -> None:
    use(tmp_path, relation("order", 'dates = ["event.验收", "cover.report_date"]', 'severity = "info"'))
    report = read()
    report.events, report.findings = [event("验收", "2024-08-01")], []
    report.cover.report_date = event("验收", "2024-03-01").date
    (found,) = own(recheck(report, "en"))
    assert (found.status, found.severity) == ("inconsistent", "info")
    assert found.message == "培训设备采购: report date 2024-03-01 is before 验收 2024-08-01"


REFUSED = [
    ("relations = 3\n", "[[relations]]"),
    ('[relations]\nid = "a"\n', "[[relations]]"),
    (relation("sum"), "own-one”: whole is missing"),
    (relation("total"), "own-one”: kind cannot be total; it may be sum, ratio, bound, order"),
    ('[[relations]]\nname = "a"\nkind = "sum"\n', "number 1"),
    (relation("sum", *SUM) + relation("sum", *SUM), "the id “own-one” is used before"),
    (relation("sum", *SUM, rule="balance"), "“balance” is that of a rule of the program"),
    (relation("sum", *SUM, rule="Own 1"), "lower-case"),
    (relation("sum", *SUM, name="3"), "name must be words"),
    (relation("sum", *SUM, name='{fr = "somme"}'), "name must be words"),
    (relation("sum", *SUM, "times = 3"), "no key times; there are id, name"),
    (relation("sum", *SUM, 'severity = "fatal"'), "severity cannot be fatal; it may be error, warning, info"),
    (relation("sum", *SUM, 'required = "yes"'), "required cannot be yes"),
    (relation("sum", SUM[0], 'parts = ["budget.中央.spent"]'), "parts needs two or more"),
    (relation("sum", SUM[0], 'parts = ["budget.中央.spent", "budget.中央.spent"]'), "in parts twice"),
    (relation("sum", 'whole = "total.spent"', SUM[1]), "must begin with one of budget, indicator, fact, evaluation"),
    (relation("sum", 'whole = "budget.total.paid"', SUM[1]), "the columns are initial, adjustment"),
    (relation("sum", 'whole = "budget..spent"', SUM[1]), "the name is missing"),
    (relation("sum", 'whole = "event.验收"', SUM[1]), "must begin with"),
    (relation("bound", 'figure = "budget.total.spent"'), "needs most or least"),
    (relation("bound", 'figure = "budget.total.spent"', "most = 300"), "most = 300: write it in quotes"),
    (relation("bound", 'figure = "budget.total.spent"', 'most = "300"'), "give the unit"),
    (relation("bound", 'figure = "budget.total.execution_rate"', 'most = "300元"'), "not the unit"),
    (relation("bound", 'figure = "budget.total.spent"', 'most = "many"'), "neither a number"),
    (relation("bound", 'figure = "budget.total.spent"', 'most = "3万元"', 'times = "0.3"'), "times needs a figure"),
    (relation("bound", 'figure = "budget.中央.spent"', 'most = "budget.total.spent"', 'times = "-1"'), "times cannot be"),
    (relation("order", 'dates = ["event.奠基", "event.验收"]'), "the kinds are 签订合同"),
    (relation("order", 'dates = ["cover.title", "event.验收"]'), "the fields are report_date, fiscal_year"),
    ('[[relations]]\nid = “own”\n', "line 2 cannot be read: “id = “own””; quotes, =, brackets and commas must be half-width; there are “”"),
    ('[[relations]]\nid = own\n', "line 2 cannot be read"),
]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_is_refused(tmp_path: Path, text: str, told: str, lang: str) -> None:
    with pytest.raises(GoujiError) as caught:
        use(tmp_path, text)
    line = error_message(caught.value, lang)
    assert caught.value.key == "bad_rules" and "\n" not in line and "rules-0.toml" in line
    assert told in line if lang == "en" else "规则文件不能用" in line and " cannot " not in line


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_what_notepad_saves_loads(tmp_path: Path, encoding: str) -> None:
    use(tmp_path, relation("ratio", *RATIO).replace("\n", "\r\n"), encoding)
    assert rule_name("own-one", "zh") == rule_name("own-one", "en") == "三方核对"


def test_an_unknown_encoding_says_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_bytes(b'[[relations]]\nid = "\xff\xff"\n')
    with pytest.raises(GoujiError) as caught:
        use_rules(path)
    assert "UTF-8" in error_message(caught.value, "zh")


def test_names_in_both_languages_and_the_id_when_the_file_is_gone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(tmp_path, relation("ratio", *RATIO, name='{zh = "总执行率", en = "overall rate"}'))
    assert (rule_name("own-one", "zh"), rule_name("own-one", "en")) == ("总执行率", "overall rate")
    monkeypatch.setenv(RULES_VARIABLE, str(tmp_path / "gone.toml"))
    assert (rule_name("own-one", "zh"), rule_name("balance", "en")) == ("own-one", "balance")


def test_stored_records_are_judged_by_the_file_of_today(tmp_path: Path) -> None:
    report = read()
    assert not own(report)
    stored = report.model_dump_json()
    use(tmp_path, relation("bound", 'figure = "budget.省级.spent"', 'most = "20万元"') + relation("ratio", *RATIO, rule="own-two"))
    again = recheck(Report.model_validate_json(stored), "zh")
    assert [found.status for found in own(again, "own-two")] == ["consistent"]
    # Read with 0.99 a character, and never weighed against the page.
    assert [found.status for found in own(again)] == ["unresolved"]
    use(tmp_path, "")
    assert not own(recheck(again, "zh"))


def test_the_program_takes_an_id_of_the_file(tmp_path: Path) -> None:
    """From the text of a report into an archive, its findings by id and by name, and the tables of the export."""
    report = tmp_path / "a.txt"
    report.write_text(
        "青槐县农村公路养护项目支出绩效自评报告\n一、项目概况\n项目名称：农村公路养护项目\n"
        "二、资金情况\n项目全年预算300万元，实际支出285万元，预算执行率95%。\n",
        encoding="utf-8",
    )
    rules = tmp_path / "own.toml"
    rules.write_text(relation("bound", 'figure = "budget.total.spent"', 'most = "200万元"'), encoding="gbk")
    archive, options = str(tmp_path / "a.db"), ["--lang", "zh"]
    run = CliRunner().invoke
    assert run(app, ["ingest", str(report), "--archive", archive, "--workers", "1", *options]).exit_code == 0
    unknown = run(app, ["check", "--archive", archive, "--rule", "own-one", *options])
    assert isinstance(unknown.exception, GoujiError) or "own-one" in unknown.output
    found = run(app, ["check", "--archive", archive, "--rerun", "--rule", "own-one", "--rules", str(rules), *options])
    assert found.exit_code == 1, found.output
    assert "三方核对" in found.output and "285万元 > 200万元" in found.output
    out = tmp_path / "csv"
    assert run(app, ["export", "--archive", archive, "--format", "csv,xlsx", "--out", str(out), *options]).exit_code == 0
    table = (out / "findings.csv").read_text(encoding="utf-8-sig")
    assert "rule_name" in table.splitlines()[0] and "own-one,三方核对," in table
    problems = tmp_path / "problems"
    assert run(app, ["export", "--archive", archive, "--format", "problems", "--out", str(problems), *options]).exit_code == 0
    (workbook,) = problems.glob("*.xlsx")
    sheets = load_workbook(workbook).worksheets
    assert "三方核对" in {cell.value for sheet in sheets for row in sheet.iter_rows() for cell in row}
    rules.unlink()
    use(tmp_path, "")
    gone = run(app, ["check", "--archive", archive, "--rule", "own-one", *options])
    assert "✗ own-one" in gone.output


def test_the_sample_file_loads() -> None:
    use_rules(SAMPLE_RULES)
    assert [rule.kind for rule in judging_rules().own] == ["sum", "bound", "ratio", "order"]
