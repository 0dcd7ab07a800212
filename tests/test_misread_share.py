"""A typed text is corrected only as far as it shows that it was misread; a list number is no part of a figure."""

from __future__ import annotations

from pathlib import Path

import pytest

from gouji.normalize.document import correct
from gouji.normalize.figures.malformed_figures import malformed_figures
from gouji.normalize.text.context_rules import misread_in_context
from gouji.normalize.text.lexicon import load_lexicon
from gouji.ocr.document import read_document
from gouji.schemas.misread_share import MisreadShare
from gouji.tables.find_tables import find_tables

PLAIN = (
    "项目按照年初批复的绩效目标组织实施，资金按进度拨付到施工单位和养护单位，账目清楚，手续齐全，"
    "没有发现截留、挤占和挪用的情况，各村的群众对项目普遍表示满意，后续管护由村委会承担。"
)
LONG = "\n".join(f"{number}、{PLAIN}" for number in "一二三四五六七八")
NOISE = "累计支出3628,4万元，到位率1O0%，验收合格率98,67%，发放手册35O0册。"


def changed(text: str, folder: Path) -> set[tuple[str, str]]:
    path = folder / "report.txt"
    path.write_text(text, encoding="utf-8")
    return {(c.before.text, c.after) for c in correct(find_tables(read_document(path))).changes}


@pytest.mark.parametrize(
    "sentence",
    [
        "火场两次复燃，均未越过隔离带。",
        "全镇选出联络员37人（北仔9人，上墩7人）。",
        "本季送检样品2,500块，抽核40块。",
        "牧户存栏大畜3.3万头（匹、峰）。",
        "丰、歉、平三种年景都有预案。",
        "（大、中、小）型水库共12座。",
        "西、北两线同时开工。",
        "完成1:5万地质图修测320平方千米，1：1万地形图测绘86幅。",
        "水灰比为0.45:1，师生比为1:13.5，客队以3:1取胜，每天8:30开馆。",
        "附件：1. 2023年度渡口改造绩效自评表。",
        "主要内容为：1. 18个村的管网，2. 26座泵站。",
    ],
)
def test_a_typed_text_keeps_what_is_rare(sentence: str, tmp_path: Path) -> None:
    assert not changed(f"{LONG}\n九、{sentence}\n", tmp_path)


def test_the_same_words_are_mended_among_signs_of_misreading(tmp_path: Path) -> None:
    found = changed(f"{LONG}\n九、{NOISE}样品抽捡合格，资金使用情祝良好。2023年12月31曰完工。\n", tmp_path)
    assert {("抽捡", "抽检"), ("情祝", "情况"), ("曰", "日")} <= found


def test_a_word_misread_alike_everywhere_is_no_sign_of_others() -> None:
    share = MisreadShare(2000, {("抽核", "抽检"): 0.99})
    assert share.believed(0.99, "抽核", "抽检") < 0.5 < share.believed(0.99, "情祝", "情况")


def test_belief_grows_with_other_signs_and_falls_with_length() -> None:
    signs = [MisreadShare(2000, {(str(n), ""): 1.0 for n in range(count)}) for count in range(6)]
    beliefs = [share.believed(0.95, "a", "b") for share in signs]
    assert beliefs == sorted(beliefs) and beliefs[0] < 0.3 and beliefs[-1] > 0.85
    assert MisreadShare(20).believed(0.95, "a", "b") > MisreadShare(2000).believed(0.95, "a", "b")


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("1. 500万元用于清漂，2. 300万元用于码头。", []),
        ("3. 30万元用于购置鱼苗。", []),
        ("附件：1. 2023年度自评表", []),
        ("内容为：1. 18个村的管网，2. 26座泵站", []),
        ("95. 50%", ["95.50"]),
        ("得分为91. 5分", ["91.5"]),
        ("合同价款：12. 5万元", ["12.5"]),
        ("1:5万地质图修测", []),
        ("拨付1:5万元", ["1.5"]),
        ("总投资86:5万元", ["86.5"]),
    ],
)
def test_list_numbers_and_scales_are_no_figures(text: str, after: list[str]) -> None:
    assert [edit.new for edit in malformed_figures(text)] == after


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("匹、主要做法", ["四"]),
        ("（兰）项目组织", ["三"]),
        ("（匹、峰）", []),
        ("丰、歉、平", []),
        ("大、中、小型", []),
    ],
)
def test_numerals_are_misread_in_headings_only(text: str, after: list[str]) -> None:
    assert [edit.new for edit in misread_in_context(text, load_lexicon())] == after
