"""Every command and every option says what it does in both languages, and the pages of docs/ name them all."""

from __future__ import annotations

import re
import tomllib
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
MAX_README_LINES = 130
MADE = ("build/", "tests/recordings/NAME")
"""Paths that are no file of the source: what commands make, and a pattern of names."""
PROGRAM: Any = typer.main.get_command(app)


def commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """The command and all below it, each with the names that lead to it."""
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from commands(below, (*path, name))


ALL = list(commands(PROGRAM))


@pytest.mark.parametrize(("path", "command"), ALL)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_help_is_whole_in_both_languages(
    path: tuple[str, ...], command: Any, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GOUJI_LANG", lang)
    monkeypatch.setenv("COLUMNS", "100")
    key = "_".join(path) or "program"
    assert has_text(f"help.{key}"), "say what it does under [help] of the catalogue"
    shown = help_of(command, list(path))
    for parameter in command.params:
        own = f"option.{key}_{parameter.name}"
        assert has_text(own) or has_text(f"option.{parameter.name}"), f"say under [option] what {parameter.name} means"
        for name in (*parameter.opts, *parameter.secondary_opts) if parameter.param_type_name == "option" else (parameter.metavar,):
            assert name in shown
    assert "<bool>" not in shown
    assert text("usage.examples", lang) in shown or not path or getattr(command, "commands", None)
    if lang == "en":
        assert not re.search(
            r"[\u4e00-\u9fff]", shown.replace("（", "").replace("项目绩效自评报告", "").replace("问题清单", "")
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("width", [40, 60, 80, 100])
@pytest.mark.parametrize(("path", "command"), ALL)
def test_help_fits_the_terminal(
    path: tuple[str, ...], command: Any, width: int, lang: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only what cannot be broken (a usage line, an example, a list of choices) is longer than the terminal is wide."""
    monkeypatch.setenv("GOUJI_LANG", lang)
    monkeypatch.setenv("COLUMNS", str(width))
    for line in help_of(command, list(path)).splitlines():
        assert display_width(line) <= width or "gouji " in line or " " not in line.strip() or "|" in line, line


def _told(lang: str) -> str:
    """All that the README and the pages of docs/ say in one language."""
    readme, folder = ("README.zh.md", "docs/zh") if lang == "zh" else ("README.md", "docs")
    pages = [ROOT / readme, *sorted((ROOT / folder).glob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


TOLD = {lang: _told(lang) for lang in ("zh", "en")}
RULES = tomllib.loads((ROOT / "schemas/texts.toml").read_text(encoding="utf-8"))["rules"]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", [path for path, _ in ALL if path])
def test_the_docs_name_every_command(path: tuple[str, ...], lang: str) -> None:
    assert f"gouji {' '.join(path)}" in TOLD[lang]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("path", "command"), ALL)
def test_the_docs_name_every_option(path: tuple[str, ...], command: Any, lang: str) -> None:
    for parameter in command.params:
        for option in (*parameter.opts, *parameter.secondary_opts):
            assert not option.startswith("--") or re.search(rf"{option}(?![\w-])", TOLD[lang]), option


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("rule", RULES)
def test_the_docs_name_every_rule(rule: str, lang: str) -> None:
    assert f"`{rule}`" in TOLD[lang]


@pytest.mark.parametrize("page", [path.name for path in sorted((ROOT / "docs").glob("*.md"))])
def test_the_readmes_lead_to_every_page(page: str) -> None:
    assert f"](docs/{page})" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert f"](docs/zh/{page})" in (ROOT / "README.zh.md").read_text(encoding="utf-8")


PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "bench").glob("*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), target


FOR_DEVELOPERS = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "bench").glob("*.md"))]


@pytest.mark.parametrize("page", FOR_DEVELOPERS, ids=lambda page: page.name)
def test_every_path_and_module_named_to_developers_exists(page: Path) -> None:
    words = page.read_text(encoding="utf-8")
    paths = [name for name in re.findall(r"`([\w.-]+/[\w./-]*)`", words) if not name.startswith(MADE)]
    modules = [name.replace(".", "/") for name in re.findall(r"python -m ((?:bench|samples)\.[\w.]+)", words)]
    for name in [*paths, *modules]:
        assert any((ROOT / f"{name}{suffix}").exists() for suffix in ("", ".py")), name


def test_the_readme_is_short() -> None:
    for readme in ("README.md", "README.zh.md"):
        assert len((ROOT / readme).read_text(encoding="utf-8").splitlines()) <= MAX_README_LINES


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
