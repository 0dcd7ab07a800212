"""Labels with one character damaged by OCR."""

from __future__ import annotations

import pytest

from gouji.normalize.fuzzy_match import nearest_name, one_apart

NAMES = {"年初预算", "年初预算数", "全年执行数", "分值", "得分", "三级指标", "二级指标", "实际完成值"}


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("分值", "分值"),
        ("☑分值", "分值"),
        ("全年执行数.", "全年执行数"),
        ("全年抰行数", "全年执行数"),
        ("实际完成值值", "实际完成值"),
        ("实完成值", "实际完成值"),
        ("得分数", None),
        ("四级指标", None),
        ("年初预算额", None),
        ("", None),
    ],
)
def test_nearest(words: str, name: str | None) -> None:
    assert nearest_name(words, NAMES, 0.7) == name


def test_a_label_read_with_high_confidence_is_not_corrected() -> None:
    assert nearest_name("全年执行额", NAMES, 0.99) is None


@pytest.mark.parametrize(("a", "b", "apart"), [("abc", "abc", False), ("abc", "abd", True), ("abc", "ab", True), ("abc", "xabc", True), ("abc", "a", False), ("abc", "acb", False)])
def test_one_apart(a: str, b: str, apart: bool) -> None:
    assert one_apart(a, b) is apart
    assert one_apart(b, a) is apart
