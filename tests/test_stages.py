"""Time by stage, and what the commands load to start."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from gouji.schemas.stages import STAGES, add_spent, stage, take_spent
from gouji.schemas.texts import has_text
from gouji.show.profile import print_profile


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[float]]:
    """The time as the stages see it: it moves when the test moves it."""
    take_spent()
    now = [100.0]
    monkeypatch.setattr("gouji.schemas.stages.perf_counter", lambda: now[0])
    yield now
    take_spent()


def test_an_inner_stage_is_not_counted_to_the_outer_one(clock: list[float]) -> None:
    with stage("tables"):
        with stage("recognition"):
            clock[0] += 5
        clock[0] += 1
    assert take_spent() == {"tables": 1.0, "recognition": 5.0}
    assert take_spent() == {}


def test_a_stage_that_fails_ends(clock: list[float]) -> None:
    with pytest.raises(ValueError), stage("fields"):
        clock[0] += 1
        raise ValueError
    clock[0] += 7
    with stage("check"):
        clock[0] += 2
    assert take_spent() == {"fields": 1.0, "check": 2.0}


def test_what_other_processes_spent_is_added() -> None:
    take_spent()
    add_spent({"detection": 1.5})
    add_spent({"detection": 0.5, "lines": 1.0})
    assert take_spent() == {"lines": 1.0, "detection": 2.0}


def test_every_stage_has_a_name_and_a_row() -> None:
    assert all(has_text(f"profile.{name}") for name in STAGES)
    take_spent()
    add_spent({"detection": 3.0, "check": 1.0})
    console = Console(width=80)
    with console.capture() as shown:
        print_profile(console, "en")
    rows = [line.split() for line in shown.get().splitlines()]
    assert ["detection", "3.00", "75.0%"] in rows and ["check", "1.00", "25.0%"] in rows


def test_extract_tells_its_stages(tmp_path: Path) -> None:
    given = tmp_path / "report.txt"
    given.write_text("预算数100万元，执行数50万元，执行率50%。", encoding="utf-8")
    command = [sys.executable, "-m", "gouji", "extract", str(given), "--out", str(tmp_path), "--profile", "--lang", "en"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    assert [name for name in ("correction", "fields", "check") if name in told] == ["correction", "fields", "check"]
    assert "detection" not in told


@pytest.mark.parametrize("arguments", [["--help"], ["schema"], ["check", "{record}"], ["export", "--help"]])
def test_commands_that_read_no_page_load_no_recogniser(arguments: list[str], tmp_path: Path) -> None:
    record = Path(__file__).parent.parent / "samples" / "expected" / "report_poor.json"
    line = [str(record) if a == "{record}" else a for a in arguments]
    code = (
        "import sys\nfrom gouji import cli\n"
        f"sys.argv = ['gouji', *{line!r}]\n"
        "try:\n    cli.main()\nexcept SystemExit as end:\n    assert end.code in (0, 1, 2), end.code\n"
        "heavy = {'paddleocr', 'paddlex', 'onnxruntime', 'cv2', 'torch'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=Path(__file__).parent.parent)
    assert done.returncode == 0, done.stderr
