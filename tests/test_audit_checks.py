"""What auditors ask about: the order of money, capped scores, large adjustments, low targets, words of the template."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.check.judging_rules import RULES_VARIABLE, judging_rules, use_rules
from gouji.check.relations.large_adjustments import large_adjustments
from gouji.normalize.figures.quantities import parse_quantity
from gouji.schemas.leaf import QuantityLeaf, TextLeaf
from gouji.schemas.record import BudgetRow, Finding, Report
from gouji.schemas.traced import Traced
from tests.test_table_structure import understood

MONEY = "项目资金（万元） | < | 年初预算数 | 全年预算数 | 到位数 | 全年执行数 | 分值 | 执行率 | 得分"
HEAD = "一级指标 | 二级指标 | 三级指标 | 年度指标值 | 实际完成值 | 分值 | 得分 | 偏差原因分析"
TEXT = "项目支出绩效自评报告\n项目名称：渠道清淤项目\n填报日期：2024年3月12日\n一、项目资金情况\n"


@pytest.fixture(autouse=True)
def _national(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RULES_VARIABLE, "")


def rules(folder: Path, text: str) -> None:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    use_rules(path)


def table(total: str, *more: str) -> Report:
    return understood([MONEY, f"^ | 年度资金总额 | {total}", *(f"^ | {each}" for each in more)])


def told(report: Report, rule: str) -> list[Finding]:
    return [finding for finding in report.findings if finding.rule == rule]


def prose(folder: Path, text: str) -> Report:
    path = folder / "报告.txt"
    path.write_text(TEXT + text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


ORDER = [
    # opening, final, received, spent: what exceeds
    ("100.00 | 100.00 | 100.00 | 96.00 | 10 | 96% | 9.6", []),
    ("100.00 | 100.00 | 90.00 | 95.00 | 10 | 95% | 9.5", ["95.00万元 > 90.00万元"]),
    ("100.00 | 100.00 | 112.00 | 100.00 | 10 | 100% | 10", ["112.00万元 > 100.00万元"]),
    ("100.00 | 100.00 | 100.00 | 104.50 | 10 | 104.5% | 10", ["104.50万元 > 100.00万元"]),
    # the last printed places hide as much
    ("100.0 | 100.0 | 100.0 | 100.04 | 10 | 100% | 10", []),
]


@pytest.mark.parametrize(("total", "exceeding"), ORDER)
def test_the_order_of_money(total: str, exceeding: list[str]) -> None:
    found = told(table(total), "money-order")
    wrong = [f for f in found if f.status == "inconsistent"]
    assert len(found) == 2
    assert [f.equation for f in wrong] == exceeding
    assert {f.severity for f in wrong} <= {"warning"}


def test_money_of_earlier_years_explains_what_exceeds() -> None:
    total = "100.00 | 100.00 | 100.00 | 104.50 | 10 | 104.5% | 10"
    unfed = told(table(total, "上年结转资金 | — | — | — | — | — | — | —"), "money-order")
    assert [f.status for f in unfed] == ["inconsistent", "consistent"]
    fed = table(total, "上年结转资金 | 4.50 | 4.50 | 4.50 | 4.50 | — | 100% | —")
    assert all(f.status == "consistent" for f in told(fed, "money-order"))


def test_words_explain_what_exceeds(tmp_path: Path) -> None:
    said = "项目全年预算120万元，实际到位120万元，实际支出126万元。"
    assert [f.status for f in told(prose(tmp_path, said), "money-order")] == ["inconsistent", "consistent"]
    more = said + "超出的6万元由上年结转资金列支。"
    assert [f.status for f in told(prose(tmp_path, more), "money-order")] == ["consistent"]


def test_a_wrong_rate_is_asked_about_once() -> None:
    report = table("100.00 | 100.00 | 100.00 | 140.50 | 10 | 40.5% | 4.05")
    assert [f.status for f in told(report, "execution-rate")] == ["inconsistent"]
    assert [f.equation for f in told(report, "money-order")] == ["100.00万元 ≤ 100.00万元"]


CAPS = [
    ("92.5", "95", None),
    ("79.99", "89", True),
    ("79.99", "89.5", False),
    ("80", "96", None),
    ("65", "80", False),
    ("45", "59", True),
]


@pytest.mark.parametrize(("rate", "score", "holds"), CAPS)
def test_the_score_is_capped_where_the_rules_say_so(tmp_path: Path, rate: str, score: str, holds: bool | None) -> None:
    said = f"项目全年预算100万元，实际支出{rate}万元，预算执行率{rate}%。\n二、自评结论\n自评总分{score}分。"
    assert not told(prose(tmp_path, said), "rate-cap")
    rules(tmp_path, "[checks]\ncap_by_rate = true\n")
    found = told(prose(tmp_path, said), "rate-cap")
    assert [f.status for f in found] == ([] if holds is None else ["consistent" if holds else "inconsistent"])


def test_a_table_of_caps_of_its_own(tmp_path: Path) -> None:
    rules(tmp_path, '[checks]\ncap_by_rate = true\n[rate_caps]\n"90" = "85"\n')
    said = "项目全年预算100万元，实际支出88万元，预算执行率88%。\n二、自评结论\n自评总分86分。"
    (found,) = told(prose(tmp_path, said), "rate-cap")
    assert (found.status, found.expected, found.equation) == ("inconsistent", "85", "88% < 90%: 86分 > 85")


ADJUSTED = [
    ("100.00 | 130.00 | 130.00 | 130.00", None),
    ("100.00 | 131.00 | 131.00 | 131.00", "100.00万元 → 131.00万元: +31万元, +31%"),
    ("100.00 | 60.00 | 60.00 | 60.00", "100.00万元 → 60.00万元: −40万元, −40%"),
    ("0.00 | 60.00 | 60.00 | 60.00", None),
]


@pytest.mark.parametrize(("money", "equation"), ADJUSTED)
def test_large_adjustments_are_hints(tmp_path: Path, money: str, equation: str | None) -> None:
    found = told(table(f"{money} | 10 | 100% | 10"), "large-adjustment")
    assert [(f.equation, f.status, f.severity) for f in found] == (
        [(equation, "unresolved", "info")] if equation else []
    )
    assert all((f.expected, f.tolerance) == ("1000000", "300000") for f in found)
    rules(tmp_path, '[checks]\nadjustment_share = "50"\n')
    assert not told(table(f"{money} | 10 | 100% | 10"), "large-adjustment")


def line(source: str, initial: str, adjusted: str, spent: str, page: int = 1) -> BudgetRow:
    """A line of a budget, whose final budget stands on `page`."""
    figures = {
        name: QuantityLeaf.of(Traced.plain(words), parse_quantity(words))
        for name, words in {"initial": initial, "adjusted": adjusted, "spent": spent}.items()
    }
    figures["initial"].page, figures["adjusted"].page = 1, page
    named = TextLeaf.of(Traced.plain("合计"), "合计")
    return BudgetRow.model_validate({"name": named, "role": "total", "source": source, **figures})


LINES = [
    (line("prose", "100万元", "135万元", "130万元"), True),
    (line("table", "100万元", "135万元", "130万元"), True),
    # more was spent than such a budget allows, or it stands pages away: it is another one
    (line("prose", "100万元", "22万元", "96万元"), False),
    (line("mixed", "24.31万元", "15621.11万元", "15000万元"), False),
    (line("mixed", "100万元", "22万元", "20万元", page=7), False),
]


@pytest.mark.parametrize(("row", "hinted"), LINES)
def test_budgets_of_another_line_are_no_adjustment(row: BudgetRow, hinted: bool) -> None:
    outcomes = [relation.outcome() for relation in large_adjustments([row])]
    assert [outcome.holds for outcome in outcomes if outcome] == ([False] if hinted else [])


TARGETS = [
    ("产出指标 | 数量指标 | 培训人数 | ≥100人 | 130人 | 10 | 10 | ", True),
    ("产出指标 | 数量指标 | 培训人数 | ≥100人 | 129人 | 10 | 10 | ", False),
    ("产出指标 | 数量指标 | 培训人数 | 100人 | 150人 | 10 | 10 | ", True),
    ("产出指标 | 数量指标 | 培训人数 | ≥100人 | 150人 | 10 | 9 | 目标偏低", False),
    ("产出指标 | 数量指标 | 培训人数 | ≥100人 | 150人 | 10 | 10 | 新增一期培训", False),
    ("产出指标 | 质量指标 | 合格率 | ≥60% | 95% | 10 | 10 | ", False),
    ("产出指标 | 数量指标 | 投诉件数 | 10件 | 15件 | 10 | 10 | ", False),
    ("产出指标 | 成本指标 | 人均成本 | ≥10元 | 15元 | 10 | 10 | ", False),
    ("产出指标 | 时效指标 | 完成时间 | 6月 | 12月 | 10 | 10 | ", False),
    ("效益指标 | 经济效益指标 | 带动增收 | ≥20万元 | 31万元 | 10 | 10 | ", True),
]


@pytest.mark.parametrize(("row", "low"), TARGETS)
def test_targets_that_were_passed_by_far(row: str, low: bool) -> None:
    others = ["产出指标 | 数量指标 | 巡查次数 | ≥12次 | 12次 | 80 | 80 | 无", "总分 | < | < | < | < | 90 | 90 | "]
    found = told(understood([HEAD, row, *others]), "low-target")
    assert [(f.status, f.severity) for f in found] == ([("unresolved", "info")] if low else [])


SPENT = "项目全年预算120万元，实际支出112万元。"
LEFT = [
    ("2023年支出112万元，比上年108万元增加/持平/减少4万元。", ["增加/持平/减少"]),
    ("支出112万元，较上年（增加/减少）4万元。", ["（增加/减少）"]),
    ("每增加/减少1个百分点扣0.5分，扣完5分为止。", []),
    ("预算增加或减少超过30%的2个项目另行说明。", []),
    ("20XX年度XX项目已经完成。", ["20XX年", "XX项目"]),
    ("根据财农〔2023〕××号文件下达。", ["××号"]),
    ("全年培训***人，覆盖12个乡镇。", ["***人"]),
    ("此处填写主要做法。", ["此处填写"]),
    ("填写说明：此处填写主要做法。", []),
    ("联系人：张*，电话138****5678，身份证号3601***********123。", []),
    ("王××等3人、李XX负责实施，编码5001××230017，邮编4000XX。", []),
    ("经办人：**人", []),
    ("本年**重点**项目完成12个。", []),
    ("采购DXX号泵2台。", []),
]


@pytest.mark.parametrize(("said", "words"), LEFT)
def test_words_of_the_template(tmp_path: Path, said: str, words: list[str]) -> None:
    report = prose(tmp_path, f"{SPENT}\n{said}")
    found = told(report, "template-words")
    assert [f.observed for f in found] == words
    assert [leaf.line for leaf in report.template_words] == [6 for _ in words]
    assert [f.fields for f in found] == [[f"/template_words/{n}"] for n in range(len(words))]


def test_an_empty_date_line(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT.replace("2024年3月12日", "    年  月  日") + SPENT, encoding="utf-8")
    (found,) = told(gouji.read(path, lang="zh")[0], "template-words")
    assert (found.status, found.severity) == ("unresolved", "warning")
    assert "年" in (found.observed or "")


def test_rows_of_a_form_that_nobody_filled_in_are_no_words_left() -> None:
    filled = "产出指标 | 数量指标 | 培训人数 | ≥100人 | 110人 | 10 | 10 | "
    empty = "产出指标 | 数量指标 | 指标1： |  |  |  |  | "
    named = "产出指标 | 数量指标 | 指标2： | ≥50人 | 55人 | 10 | 10 | "
    marked = "产出指标 | 数量指标 | 巡查次数 | ≥XX次 | 12次 | 10 | 10 | "
    assert not told(understood([HEAD, filled, empty]), "template-words")
    left = understood([HEAD, filled, marked])
    assert [f.observed for f in told(left, "template-words")] == ["XX次"]
    assert [(leaf.page, leaf.bbox is not None) for leaf in left.template_words] == [(1, True)]
    (found,) = told(understood([HEAD, filled, named]), "template-words")
    assert found.observed == "指标2："
    assert not told(understood([HEAD, "产出指标 | 数量指标 | 指标1： | ≥XX次 |  |  |  | "]), "template-words")


SWITCHED = [
    ("money_order", "money-order", "项目全年预算120万元，实际支出126万元。"),
    ("large_adjustment", "large-adjustment", "项目年初预算100万元，调整后预算150万元，实际支出150万元。"),
    ("template_words", "template-words", f"{SPENT}\n全年培训***人。"),
    ("compared_in_words", "compared-in-words", f"{SPENT}\n群众满意率85%，高于目标值90%。"),
]


@pytest.mark.parametrize(("key", "rule", "said"), SWITCHED)
def test_each_check_can_be_turned_off(tmp_path: Path, key: str, rule: str, said: str) -> None:
    assert told(prose(tmp_path, said), rule)
    rules(tmp_path, f"[checks]\n{key} = false\n")
    assert not told(prose(tmp_path, said), rule)
    assert not getattr(judging_rules().checks, key)
