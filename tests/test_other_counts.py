"""Counts that announce no list: the name of a kind, and one whose list is not the one counted off further on."""

from __future__ import annotations

import pytest

from gouji.extract.prose.announced_counts import counts
from tests.reading import passed

CASES = [
    ("新建监控1360路，由一类点420路、二类点860路、三类点80路构成。", []),
    (
        "改造市场3家，分别为南街市场、桥头市场、文塔市场；新砌摊位410个。主要问题：一是文塔市场开工晚；二是停车位不足。",
        [(3, 3)],
    ),
    ("完成以下3项工作，分别是：一是修渠；二是清淤；三是绿化。", [(3, 3)]),
]


@pytest.mark.parametrize(("text", "wanted"), CASES)
def test_a_count_and_its_list(text: str, wanted: list[tuple[int, int]]) -> None:
    found = counts(passed(text))
    assert [(int(c.announced.value.amount), len(c.items)) for c in found if c.announced.value] == wanted
