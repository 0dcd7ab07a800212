"""Names, phone numbers and accounts in texts, and what only looks like them."""

from __future__ import annotations

from pathlib import Path

import pytest
import regex

import gouji
from gouji.normalize.figures.not_figures import not_figures
from gouji.normalize.people.contacts import contacts, label_kind
from gouji.schemas.wordlists import read_records
from tests.archived import report

SOME: list[tuple[str, list[str]]] = [
    ("填报人姓名：欧阳明月、李 雷", ["欧阳明月", "李 雷"]),
    ("经办人李雷，13812345678均可联系，也可拨打138 1234 5678。", ["李雷", "13812345678", "138 1234 5678"]),
    ("审核人： 王芳    单位负责人： 欧阳明月    填报日期：2024年", ["王芳", "欧阳明月"]),
    ("制表人（签字）：李雷审核人：王芳", ["李雷", "王芳"]),
    ("项 目 负 责 人：诸 葛 敏（主任）", ["诸 葛 敏"]),
    ("经办人：\n李雷\n三、自评结论", ["李雷"]),
    ("联系人：买买提·艾力", ["买买提·艾力"]),
    ("负责人及电话：苏小满 3829700", ["苏小满", "3829700"]),
    ("（联系人：张三，电话：3829700）", ["张三", "3829700"]),
    ("项目负责人王建国负责统筹，联系人为办公室。", ["王建国"]),
    ("传真0750 3829701转12，Tel: 3829700", ["0750 3829701转12", "3829700"]),
    ("（0750）3829700、+86 138-1234-5678、138.1234.5678", ["（0750）3829700", "+86 138-1234-5678", "138.1234.5678"]),
    ("联系电话  138  1234  5678", ["138  1234  5678"]),
    ("身份证号：440702199001011234，又11010519491231002X", ["440702199001011234", "11010519491231002X"]),
    ("身份证 440702900101123", ["440702900101123"]),
    ("开户行：中国银行青屏支行，账号：4407 0212 3456 7890 123", ["4407 0212 3456 7890 123"]),
    ("6222021234567890128", ["6222021234567890128"]),
    ("发至 li.lei_8@xinan-example.gov.cn 或微信号：lilei_88、QQ 12345678", ["li.lei_8@xinan-example.gov.cn", "lilei_88", "12345678"]),
]


@pytest.mark.parametrize(("text", "found"), SOME)
def test_contacts(text: str, found: list[str]) -> None:
    assert [text[c.start : c.end] for c in contacts(text)] == found


@pytest.mark.parametrize(
    "text",
    [
        "年初预算13812345678元",
        "年初预算数13812345678",
        "产值13812345678.00，支出13,812,345,678",
        "发电量13812345678千瓦时，折合13812345678 度",
        "138人 1234户 5678元",
        "2023 138 1234 5678",
        "138  1234  5678",
        "项目编码：62220212345678901280",
        "项目代码 6222021234567890128",
        "统一社会信用代码：110105194912310021",
        "统一社会信用代码 91440700MA4W12345X",
        "440702199001011230",
        "440702199013011234",
        "合同编号：13812345678",
        "HT13812345678号",
        "粤财预〔2023〕13812号",
        "电话费3829700元，电话补助3829700元",
        "账户余额1234567890.00元",
        "3829700",
        "0.13812345678",
        "负责人高度重视，实行项目负责人负责制",
        "验收人员5人，登记人数12人，联系人数量",
        "微信公众号阅读12345次，微信小程序",
        "完成率99.58%，12345热线",
    ],
)
def test_lookalikes_are_no_contacts(text: str) -> None:
    assert contacts(text) == []


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("联系人", "person"),
        ("单 位 负 责 人", "person"),
        ("联系电话：", "phone"),
        ("开户账号", "account"),
        ("项目编码", "code"),
        ("年初预算数（元）", "figure"),
        ("三级指标", None),
        ("本单位由项目负责人统一负责并按月向主管部门报告", None),
    ],
)
def test_labels_in_cells(label: str, kind: str | None) -> None:
    assert label_kind(label) == kind


def test_every_row_of_words_can_be_read() -> None:
    kinds = {"person", "phone", "account", "identity", "chat", "code", "figure"}
    for row in read_records("gouji.normalize.people", "contact_words"):
        assert row["kind"] in kinds and regex.compile(row["word"]), row
    names = [row["names"] for row in read_records("gouji.normalize.people", "surnames")]
    assert len(set("".join(n for n in names if len(n) >= 10))) == sum(len(n) for n in names if len(n) >= 10) > 350
    assert len(set(names)) == len(names)


def test_numbers_of_a_contact_are_no_figures() -> None:
    text = "账号：8000 1234 5678，电话：382 9700"
    taken = {i for start, end in not_figures(text) for i in range(start, end)}
    assert all(i in taken for i, char in enumerate(text) if char.isdigit())


@pytest.mark.parametrize(
    "line",
    [
        "2.13812345678均可联系，年初预算100.00万元，实际支出90.00万元，执行率90.00%。",
        "（三）0750-3829700可咨询，实际支出90.00万元。",
        "（四）0750-3829700\n实际支出90.00万元。",
        "经办人李雷年初预算5.00万元，实际支出5.00万元。",
        "三、lilei@qq.com年初预算5.00万元，实际支出5.00万元。",
        "项目支出100.00万元。其中：13812345678均可联系90.00万元、甲项目10.00万元。",
    ],
)
def test_no_line_of_money_and_no_fact_is_named_by_a_contact(tmp_path: Path, line: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(report().replace("二、绩效", line + "\n二、绩效"), encoding="utf-8")
    (read,) = gouji.read(file, lang="zh")
    assert read.budget
    names = [row.name.text for row in read.budget] + [fact.subject.text for fact in read.facts]
    assert [name for name in names if contacts(name) or regex.search(r"\d{7}|@|李雷", name)] == []
