"""What the measurement beside other programs counts as right."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bench.meter import measured
from bench.right import characters_wrong, figures_right, share


@pytest.mark.parametrize(
    ("read", "truth", "right"),
    [
        ("预算1,234.56万元，执行率99.38%", "预算1,234.56万元，执行率99.38%", (2, 2)),
        ("预算1,234.56万元，执行率99,38%", "预算1,234.56万元，执行率99.38%", (1, 2)),
        ("99.38", "99.38%", (0, 1)),
        ("合计 100\n100", "合计100\n100\n100", (2, 3)),
        ("2023 年 3 月 21 日", "2023年3月21日", (3, 3)),
        ("60,478.39\n51,478.39", "60,478.39 51,478.39".replace(" ", "\n"), (2, 2)),
        ("９４．２％", "94.2%", (1, 1)),
        ("", "12.5", (0, 1)),
    ],
)
def test_figures_intact(read: str, truth: str, right: tuple[int, int]) -> None:
    assert figures_right(read, truth) == right


def test_characters_lost_or_added() -> None:
    assert characters_wrong("数据备份", "数据 备份") == (0, 4)
    assert characters_wrong("数据各份", "数据备份") == (1, 4)
    assert characters_wrong("", "数据") == (2, 2)
    assert share([(1, 4), (0, 4)]) == 12.5 and share([]) == 0.0


def test_a_command_is_measured_with_what_it_starts(tmp_path: Path) -> None:
    child = "x = bytearray(60_000_000); sum(range(20_000_000))"
    run = measured([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"], tmp_path)
    assert not run.trouble and run.cpu > 0.1 and run.seconds > 0.1 and run.largest > 50 and run.together >= run.largest


def test_the_last_words_of_what_fails_are_kept(tmp_path: Path) -> None:
    assert measured([sys.executable, "-c", "raise SystemExit('no models here')"], tmp_path).trouble == "no models here"
