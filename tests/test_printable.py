"""What names and texts hold never acts on the terminal, and is told; records escape it."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from xml.dom import minidom

import pandas as pd
import pytest
from rich.table import Table
from rich.text import Text
from typer.testing import CliRunner, Result

from gouji.cli import app
from gouji.schemas.escaped_json import INVISIBLE_CHARACTER, escaped_json
from gouji.schemas.printable import TERMINAL_CONTROL, printable
from gouji.schemas.record import Report
from gouji.show.console import console
from tests.plain_report import REPORT, read

TITLE, COLOUR, BELL, C1 = "\x1b]0;改了\x07", "\x1b[31m", "\x07", "\x9b31m"
NAME = f"报告{TITLE}{COLOUR}[red]{BELL}\u202etxt.\u200b:apple:.txt"
BAD = REPORT.replace("河道清淤与护岸整治", f"河道{TITLE}清淤{C1}与{COLOUR}护岸\u202e整治")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("报告.txt", "报告.txt"),
        ("a\tb\n", "a\tb\n"),
        ("é ü ② ㎡ 𠮷 😀", "é ü ② ㎡ 𠮷 😀"),
        ("\x1b[31m", "<U+001B>[31m"),
        ("\x9b2J\x7f", "<U+009B>2J<U+007F>"),
        ("甲\r乙", "甲<U+000D>乙"),
        ("\u202egnp\u2069", "<U+202E>gnp<U+2069>"),
        ("零\u200b宽\ufeff\u2028", "零<U+200B>宽<U+FEFF><U+2028>"),
        ("\U000e0041", "<U+E0041>"),
    ],
)
def test_what_acts_on_a_terminal_is_written_out(text: str, shown: str) -> None:
    assert printable(text) == shown and printable(shown) == shown


def test_every_way_to_print_on_a_console() -> None:
    out = io.StringIO()
    screen = console(file=out, width=200)
    table = Table(NAME, title=NAME)
    table.add_row(f"[bold]{COLOUR}甲[/]", NAME)
    screen.rule(NAME)
    screen.print(table)
    screen.print(NAME, markup=False)
    screen.print(Text(NAME))
    screen.print(f"{NAME}", BAD, style="dim")
    assert not TERMINAL_CONTROL.search(out.getvalue()) and out.getvalue().count("<U+001B>") >= 7
    assert ":apple:" in out.getvalue()
    narrow = Table(show_header=False)
    narrow.add_row(BELL * 5 + "尾")
    screen.print(narrow)
    assert "<U+0007>" * 5 + "尾" in out.getvalue()


def test_colours_of_the_program_itself_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.StringIO()
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    console(file=out).print(f"[red]错[/] {COLOUR}", end="")
    assert out.getvalue() == "\x1b[31m错\x1b[0m <U+001B>[31m"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    place = tmp_path / "批\x1b[1m"
    place.mkdir()
    (place / NAME).write_text(BAD, encoding="utf-8")
    (place / f"坏{COLOUR}.pdf").write_bytes(b"%PDF-1.4 cut")
    return place


def clean(result: Result, code: int) -> str:
    told = result.output + result.stderr
    assert result.exit_code == code, told
    assert not TERMINAL_CONTROL.search(told) and "Traceback" not in told
    return told


def test_commands_print_nothing_that_acts(folder: Path, tmp_path: Path) -> None:
    archive, run = str(tmp_path / "a.db"), CliRunner().invoke
    assert "<U+001B>" in clean(run(app, ["extract", str(folder / NAME), "--summary", "--lang", "zh"]), 0)
    assert "<U+001B>" in clean(run(app, ["extract", str(folder / f"没有{COLOUR}"), "--lang", "zh"]), 2)
    told = clean(run(app, ["ingest", str(folder), "--archive", archive, "--workers", "1", "--lang", "zh"]), 0)
    assert told.count("[red]<U+0007><U+202E>txt.<U+200B>:apple:.txt") and "坏<U+001B>[31m.pdf" in told
    clean(run(app, ["check", "--archive", archive, "--lang", "zh"]), 1)
    clean(run(app, ["export", "--archive", archive, "--format", "csv", "--out", str(tmp_path / f"表{COLOUR}"), "--lang", "zh"]), 0)
    clean(run(app, ["extract", str(folder / NAME), "--out", str(tmp_path / "o"), "--lang", "zh"]), 0)
    (record,) = (tmp_path / "o").iterdir()
    clean(run(app, ["check", str(record), "--lang", "zh"]), 1)
    clean(run(app, ["explain", str(record), "/budget/0/spent", "--out", str(tmp_path / "e"), "--lang", "zh"]), 0)


def test_a_record_escapes_what_nobody_sees(folder: Path, tmp_path: Path) -> None:
    record = read(BAD.replace("1140.57", "11\u200b40.57\U000e0101\x7f").encode(), tmp_path)
    written = escaped_json(record.model_dump_json(indent=2))
    assert not INVISIBLE_CHARACTER.search(written) and "11\\u200b40.57\\udb40\\udd01\\u007f" in written
    assert json.loads(written) == json.loads(record.model_dump_json())
    assert Report.model_validate_json(written).model_dump() == record.model_dump()
    result = CliRunner().invoke(app, ["extract", str(folder / NAME)])
    assert not INVISIBLE_CHARACTER.search(result.stdout) and json.loads(result.stdout)["document"]["source"] == NAME


def test_exports_survive_what_no_xml_may_hold(tmp_path: Path) -> None:
    place = tmp_path / "批"
    place.mkdir()
    (place / f"{NAME}\uffff\x01.txt").write_text(BAD.replace("柳溪县", "柳\ufffe溪\x02县").replace("97.20", "9\x087.20"), encoding="utf-8")
    archive, out = str(tmp_path / "a.db"), tmp_path / "out"
    clean(CliRunner().invoke(app, ["ingest", str(place), "--archive", archive, "--workers", "1", "--lang", "zh"]), 0)
    clean(CliRunner().invoke(app, ["export", "--archive", archive, "--format", "all", "--out", str(out), "--lang", "zh"]), 0)
    books = sorted(out.glob("*.xlsx"))
    assert len(books) == 2
    for book in books:
        with zipfile.ZipFile(book) as parts:
            for name in parts.namelist():
                if name.endswith((".xml", ".rels")):
                    minidom.parseString(parts.read(name))
    assert (
        pd.read_csv(out / "budget.csv")["execution_rate_percent"].tolist()
        == pd.read_parquet(out / "budget.parquet")["execution_rate_percent"].astype(float).tolist()
    )
    assert "9\\b7.20" in (out / "records.jsonl").read_text(encoding="utf-8")
