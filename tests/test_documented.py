"""Every command and every option says what it does in both languages, and the READMEs name every command."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from gouji.cli import app
from gouji.schemas.texts import has_text, text
from gouji.show.help import help_of
from gouji.show.wrap_text import display_width, wrap_text

ROOT = Path(__file__).parent.parent
PROGRAM: Any = typer.main.get_command(app)


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The command and all below it, each with the names that lead to it."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL = list(commands(PROGRAM))


@pytest.mark.parametrize(("path", "command"), ALL)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_is_whole_in_both_languages(path: tuple[str, ...], command: Any, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOUJI_LANG", lang)
    monkeypatch.setenv("COLUMNS", "100")
    key = "_".join(path) or "program"
    assert has_text(f"help.{key}"), "say what it does under [help] of the catalogue"
    shown = help_of(command, list(path))
    for parameter in command.params:
        own = f"option.{key}_{parameter.name}"
        assert has_text(own) or has_text(f"option.{parameter.name}"), f"say under [option] what {parameter.name} means"
        for name in parameter.opts if parameter.param_type_name == "option" else (parameter.metavar,):
            assert name in shown
    assert "<bool>" not in shown
    assert text("usage.examples", lang) in shown or not path or getattr(command, "commands", None)
    if lang == "en":
        assert not re.search(r"[\u4e00-\u9fff]", shown.replace("（", "").replace("项目绩效自评报告", "").replace("问题清单", ""))


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize(("path", "command"), ALL)
def test_help_fits_the_terminal(path: tuple[str, ...], command: Any, width: int, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what cannot be broken (a usage line, an example, a list of choices) is longer than the terminal is wide."""
    monkeypatch.setenv("GOUJI_LANG", lang)
    monkeypatch.setenv("COLUMNS", str(width))
    for line in help_of(command, list(path)).splitlines():
        assert display_width(line) <= width or "gouji " in line or " " not in line.strip() or "|" in line, line


UNTOLD = pytest.mark.xfail(strict=True, reason="the READMEs do not name it yet")


@pytest.mark.parametrize("path", [pytest.param(path, marks=UNTOLD if path == ("folder",) else ()) for path, _ in ALL if path])
def test_the_readmes_name_every_command(path: tuple[str, ...]) -> None:
    for readme in ("README.md", "README.zh.md"):
        assert f"gouji {' '.join(path)}" in (ROOT / readme).read_text(encoding="utf-8"), readme


def test_every_option_of_ingest_is_explained_where_batches_are() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs/CLUSTER.md").read_text(encoding="utf-8")
    for parameter in PROGRAM.commands["ingest"].params:
        for option in parameter.opts:
            assert not option.startswith("--") or option in told, option


@pytest.mark.parametrize(
    ("words", "width", "lines"),
    [
        ("读取报告，逐页核对。", 9, ["读取报", "告，逐页", "核对。"]),
        ("one two three", 7, ["one two", "three"]),
        ("用 --out 指定目录", 10, ["用 --out", "指定目录"]),
        ("unbreakable", 4, ["unbreakable"]),
        ("", 10, []),
    ],
)
def test_lines_are_broken_where_a_reader_breaks_them(words: str, width: int, lines: list[str]) -> None:
    assert list(wrap_text(words, width)) == lines
