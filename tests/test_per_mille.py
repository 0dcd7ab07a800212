"""‰, which the recogniser does not know: it is read as %o or %0, ten times too large, unless somebody doubts it."""

from __future__ import annotations

import pytest

from gouji.normalize.figures.malformed_figures import malformed_figures
from tests.reading import passed


@pytest.mark.parametrize(
    ("read", "mended"),
    [
        ("婴儿死亡率控制在2.5%o以内", "婴儿死亡率控制在2.5‰以内"),
        ("漏报率3.1%0，", "漏报率3.1‰，"),
        ("新生儿死亡率为1.8 %o。", "新生儿死亡率为1.8‰。"),
        ("资金支付率93%0，", "资金支付率93%，"),
    ],
)
def test_a_ring_behind_a_percent_sign_is_doubted(read: str, mended: str) -> None:
    (edit,) = malformed_figures(read)
    assert read[: edit.start] + edit.new + read[edit.end :] == mended
    assert edit.confidence < 0.6


@pytest.mark.parametrize("right", ["完成率为100%。", "占比35%左右", "死亡率0.12‰", "增长5%（2022年）", "降低2%OA系统"])
def test_whole_signs_stay(right: str) -> None:
    assert malformed_figures(right) == []
    assert passed(right)
