"""Days as targets in the rows of a form: 10月31日前, done on 10月24日."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

FORM = """2024年度项目支出绩效自评表
一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分\t偏差原因
产出指标\t数量指标\t改造泵站\t6座\t6座\t20\t20\t
产出指标\t质量指标\t验收合格率\t100%\t100%\t20\t20\t
产出指标\t时效指标\t完工时间\t{target}\t{actual}\t10\t{score}\t
效益指标\t社会效益\t受益农户\t≥900户\t918户\t40\t40\t
满意度指标\t满意度\t农户满意度\t≥90%\t93%\t10\t10\t
"""
DAYS = [
    ("10月31日前", "10月24日", "10", "consistent"),
    ("2024年10月31日", "2024年10月18日", "10", "consistent"),
    ("11月底前", "11月29日", "10", "consistent"),
    ("10月31日前", "11月12日", "8", "consistent"),
    ("10月31日前", "11月12日", "10", "inconsistent"),
    ("2024年12月31日前", "2025年1月20日", "10", "inconsistent"),
    ("11月底前", "12月3日", "10", "inconsistent"),
]
NO_DAYS = [
    ("每月15日前", "每月20日前", "10"),
    ("3月15日起", "4月2日", "10"),
    ("3月15日至5月20日", "6月30日", "10"),
    ("及时", "10月24日", "10"),
]


def _found(tmp_path: Path, target: str, actual: str, score: str) -> list[str]:
    path = tmp_path / "自评表.txt"
    path.write_text(FORM.format(target=target, actual=actual, score=score), encoding="utf-8")
    found = gouji.read(path, lang="zh")[0].findings
    return [f.status for f in found if f.rule == "target-met" and "完工时间" in f.message]


@pytest.mark.parametrize(("target", "actual", "score", "status"), DAYS)
def test_a_day_is_a_target(target: str, actual: str, score: str, status: str, tmp_path: Path) -> None:
    assert _found(tmp_path, target, actual, score) == [status]


@pytest.mark.parametrize(("target", "actual", "score"), NO_DAYS)
def test_what_is_no_last_day_is_not_compared(target: str, actual: str, score: str, tmp_path: Path) -> None:
    assert _found(tmp_path, target, actual, score) == []
