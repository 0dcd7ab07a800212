"""Counts in headings and brackets, and lists counted off by 其一, 其二."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji

HEAD = "青禾县2022年度商贸发展项目绩效自评报告\n"


def _told(tmp_path: Path, text: str) -> list[tuple[str, str]]:
    path = tmp_path / "report.txt"
    path.write_text(HEAD + text, encoding="utf-8")
    report = gouji.read(path, lang="zh")[0]
    return [(f.status, f.message) for f in report.findings if f.rule == "announced-count"]


@pytest.mark.parametrize(("number", "status"), [("四", "consistent"), ("五", "inconsistent")])
def test_a_count_in_brackets_is_held_to_the_list_behind_it(tmp_path: Path, number: str, status: str) -> None:
    told = _told(tmp_path, f"三、建设内容（共{number}项）：1.新建冷库；2.改造集市；3.开通物流专线；4.培训电商人员。")
    assert [each for each, _ in told] == [status]
    assert "建设内容" in told[0][1]


@pytest.mark.parametrize(("number", "status"), [("两", "consistent"), ("三", "inconsistent")])
def test_a_count_in_a_heading_is_held_to_the_points_under_it(tmp_path: Path, number: str, status: str) -> None:
    text = (
        f"二、{number}个不足\n（一）项目用地手续办理较慢，部分站点推迟开工。\n（二）部分村店账目不全，抽查中有九家未设台账。\n"
        "三、下一步打算\n加快办理。"
    )
    assert [each for each, _ in _told(tmp_path, text)] == [status]


def test_points_with_words_between_are_counted_whole(tmp_path: Path) -> None:
    """A paragraph of a point without a number of its own ends no list."""
    text = "二、三个不足\n（一）手续较慢。\n（二）账目不全。\n抽查中有九家未设台账，已责令整改。\n（三）宣传不够。\n三、打算\n加快办理。"
    assert [each for each, _ in _told(tmp_path, text)] == ["consistent"]


@pytest.mark.parametrize(("number", "status"), [("三", "consistent"), ("四", "inconsistent")])
def test_a_list_counted_off_in_paragraphs(tmp_path: Path, number: str, status: str) -> None:
    points = (
        "其一，冷库建设。",
        "其二，集市改造。全年按照实施方案组织推进，各乡镇均已完成验收并通过县级抽查，群众反映良好，资料已经归档，后续管护已移交村集体。",
        "其三，物流专线。开通四条，覆盖所有乡镇。",
    )
    text = f"年初目标共{number}项，完成情况逐项说明：\n" + "\n".join(points)
    assert [each for each, _ in _told(tmp_path, text)] == [status]
