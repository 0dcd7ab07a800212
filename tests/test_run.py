"""The program as a process: languages, exit codes, closed pipes, full disks, and how soon it answers."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from gouji.schemas.record import Report
from tests.environment import python_path

ROOT = Path(__file__).parent.parent
CHINESE = re.compile(r"[\u4e00-\u9fff]")


def gouji(*args: str | bytes, out: str = "", code: str = "", **env: str) -> subprocess.CompletedProcess[str]:
    """The program as a person starts it; `out` is a file for its standard output, `code` is Python to run before."""
    start = f"{code}\nimport sys; sys.argv[0] = 'gouji'; from gouji.cli import main; main()"
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "GOUJI_LANG", "COLUMNS"))}
    with open(out or os.devnull, "wb") as file:
        return subprocess.run(
            [sys.executable, "-c", start, *args], cwd=ROOT, env=plain | {"PYTHONPATH": python_path()} | env,
            stdout=file if out else subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=100,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("args", "env", "chinese"),
    [
        (["-h"], {"LANG": "zh_CN.UTF-8"}, True),
        (["--help"], {"LANG": "en_US.UTF-8"}, False),
        (["extract", "--lang", "en", "-h"], {"LANG": "zh_CN.UTF-8"}, False),
        (["extract", "-h", "--lang=zh"], {"LANG": "en_US.UTF-8"}, True),
        (["check", "-h"], {"LANG": "zh_CN.UTF-8", "GOUJI_LANG": "en"}, False),
        ([], {"LANG": "zh_CN.UTF-8"}, True),
        (["archive"], {"LANG": "en_US.UTF-8"}, False),
    ],
)
def test_help_speaks_the_language_of_the_user(args: list[str], env: dict[str, str], chinese: bool) -> None:
    done = gouji(*args, **env)
    assert (done.returncode, done.stderr) == (0, "")
    assert bool(CHINESE.search(re.sub("项目绩效自评报告|问题清单", "", done.stdout))) == chinese


@pytest.mark.parametrize(
    ("args", "word"),
    [
        (["extract"], "FILE"),
        (["extract", "a.pdf", "--sumary"], "--summary"),
        (["extract", "a.pdf", "--out"], "--out"),
        (["extract", "a.pdf", "--summary=true"], "--summary"),
        (["extract", "a.pdf", "--workers", "0"], "≥ 1"),
        (["extract", "a.pdf", "--workers", "two"], "≥ 1"),
        (["extract", "a.pdf", "--lang", "fr"], "zh | en"),
        (["ingest", "a.pdf"], "--archive"),
        (["check", "--status", "wrong"], "inconsistent | misread"),
        (["export", "--archive", "a.db", "--format", "docx", "--out", "d"], "parquet"),
        (["schema", "more"], "more"),
        (["extrakt", "a.pdf"], "extract"),
        (["archive", "verifi"], "verify"),
        (["README.md"], "gouji extract README.md"),
    ],
)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_wrong_call_costs_one_line_in_the_language_of_the_user(args: list[str], word: str, lang: str) -> None:
    done = gouji(*args, GOUJI_LANG=lang)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert word in line
    assert bool(CHINESE.search(line)) == (lang == "zh")


def test_the_version_is_told() -> None:
    import gouji as library

    done = gouji("--version")
    assert (done.returncode, done.stdout) == (0, f"gouji {library.__version__}\n")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("args", [["schema"], ["--help"], ["--version"], ["check", "samples/expected/table_seal.json"]])
def test_a_full_disk_is_no_contradiction(args: list[str]) -> None:
    done = gouji(*args, out="/dev/full", GOUJI_LANG="zh")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "写不出去" in line


@pytest.mark.parametrize("args", [["schema"], ["check", "samples/expected/report_errors.json"], ["extract", "tests/data/dirty_report.txt", "--summary"]])
def test_a_reader_that_goes_away_ends_it_silently(args: list[str]) -> None:
    start = [sys.executable, "-c", "from gouji.cli import main; main()", *args]
    with subprocess.Popen(start, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        told = process.stderr.read()
        assert process.wait(60) == 141
    assert told == b""


def test_an_interrupt_ends_the_process_that_reads_too(tmp_path: Path) -> None:
    start = [sys.executable, "-c", "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); from gouji.cli import main; main()"]
    start += ["extract", "samples/report_errors.pdf", "--out", str(tmp_path)]
    with subprocess.Popen(start, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        readers = wait_for_readers(process.pid)
        process.send_signal(signal.SIGINT)
        told = process.communicate(timeout=60)[1]
    assert (process.returncode, told) == (130, b"")
    assert psutil.wait_procs(readers, 30)[1] == []
    assert list(tmp_path.iterdir()) == []


def wait_for_readers(pid: int) -> list[psutil.Process]:
    """The processes that read, once they have begun."""
    for _ in range(600):
        if readers := [p for p in psutil.Process(pid).children() if "spawn_main" in " ".join(p.cmdline())]:
            return readers
        time.sleep(0.1)
    raise AssertionError("nothing reads")


def test_a_crash_is_one_line_and_never_the_code_of_a_contradiction() -> None:
    code = "from gouji.schemas.record import Report\nReport.model_json_schema = lambda: 1 / 0"
    done = gouji("schema", code=code, GOUJI_LANG="en")
    assert done.returncode == 2
    (line,) = done.stderr.splitlines()
    assert "ZeroDivisionError" in line


def test_names_are_read_in_a_locale_without_chinese() -> None:
    odd = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "GOUJI_LANG"))}
    done = subprocess.run(
        [sys.executable, "-m", "gouji", "extract", "自评报告.pdf"],
        cwd=ROOT, env=plain | odd | {"PYTHONPATH": python_path()}, capture_output=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert "自评报告.pdf" in done.stderr.decode()


def test_the_schema_is_still_printed_whole() -> None:
    assert Report.model_json_schema()["title"] in gouji("schema").stdout
