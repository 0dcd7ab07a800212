"""What a ratio calls its two figures, which figures answer to that, and which ratios beside it come out alike."""

from __future__ import annotations

import pytest

from gouji.extract.statements.answers_to import answers, best_answers
from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.figure_features import Claimed
from gouji.extract.statements.ratio_words import RatioWords, ratio_words
from gouji.extract.statements.sibling_ratios import siblings
from tests.reading import figures, passed

WORDS = [
    ("重度失能老人占在册老人的12.5%", RatioWords("重度失能老人", "在册老人", "")),
    ("茶叶网上销售额比上年增长8.3%", RatioWords("茶叶网上销售额", "上年", "")),
    ("管网铺设完成率92%", RatioWords("管网铺设完成", "管网铺设完成", "")),
    ("镇均设岗14个", RatioWords("设岗", "", "镇")),
    ("乡道每公里1.2万元", RatioWords("乡道公里", "", "公里")),
    ("全年平均气温18.2℃", RatioWords("", "", "")),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_what_a_ratio_is_said_to_be_of(text: str, words: RatioWords) -> None:
    every = contexts(passed(text + "。"))
    assert ratio_words(every, len(every) - 1) == words


BEST = [
    ("在册老人3200人，失能老人640人。", "重度失能老人400人，低保户90户。", "重度失能老人占在册老人的12.5%。", ("400人", "3200人"), "ab"),
    ("在册老人3200人，失能老人640人。", "重度失能老人400人，低保户90户。", "重度失能老人占在册老人的12.5%。", ("640人", "3200人"), "b"),
    ("资金拨付到46个村，设置保洁岗位644个。", "服务农户2,860户。", "村均设岗14个。", ("644个", "46个"), "ab"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "two", "ratio", "figures", "best"), BEST)
def test_which_figures_answer_best(one: str, two: str, ratio: str, figures: tuple[str, str], best: str) -> None:
    every = contexts(passed(one, two, ratio))
    at = {c.figure.found.quantity.number + c.figure.found.quantity.unit: c.order for c in every}
    index = len(every) - 1
    assert best_answers(every, answers(every, index), at[figures[0]], at[figures[1]]) == best


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        ("用工260人，其中本地人91人，占35%，外地人169人，占62%。", "same"),
        ("用工260人，其中本地人91人，占32%，外地人169人，占62%。", "none"),
    ],
)
def test_another_share_of_the_list_comes_out_over_the_same_whole(text: str, beside: str) -> None:
    every = contexts(passed(text))
    assert siblings(every, Claimed(4, "part", (3, 0))) == beside


@pytest.mark.parametrize(
    ("text", "failing"),
    [
        ("全年发生溺水事故14起，比上年的21起减少7起，经济损失下降37%。", 0),
        ("全年发生溺水事故14起，比上年的21起减少7起，溺水事故下降37%。", 1),
    ],
)
def test_a_change_of_what_is_not_printed_is_held_against_nothing(text: str, failing: int) -> None:
    _, found, _ = figures(text)
    assert sum(not claim.holds for claim in found) == failing
