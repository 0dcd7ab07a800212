"""The catalogue: every sentence in both languages with the same blanks, every error of the code in it."""

from __future__ import annotations

import ast
import re
import string
import tomllib
from pathlib import Path

import pytest

from gouji.schemas.record import Status
from gouji.schemas.texts import default_language, has_text, text

ROOT = Path(__file__).parent.parent
CATALOGUE = tomllib.loads((ROOT / "schemas/texts.toml").read_text(encoding="utf-8"))
ENTRIES = [(f"{group}.{name}", both) for group, names in CATALOGUE.items() for name, both in names.items()]


def blanks(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize(("key", "both"), ENTRIES)
def test_both_languages_say_the_same(key: str, both: dict[str, str]) -> None:
    assert set(both) == {"zh", "en"}
    assert blanks(both["zh"]) == blanks(both["en"])
    assert re.search(r"[\u3001\u3002\u4e00-\u9fff]", both["zh"])


def raised() -> set[str]:
    """The keys of all errors that the program raises."""
    keys = set()
    for room in ("ocr", "normalize", "extract", "check", "archive", "export", "show", "schemas", "tables"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in (
                    "UnreadableDocument",
                    "MissingComponent",
                    "GoujiError",
                )
                if named and isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                    keys.add(str(node.args[0].value))
    return keys


def test_every_error_has_its_sentence() -> None:
    found = raised()
    assert len(found) > 10
    assert {key for key in found if not has_text(f"error.{key}")} == set()


def test_every_status_and_rule_has_a_name() -> None:
    for status in Status.__args__:  # type: ignore[attr-defined]
        assert has_text(f"status.{status}")


@pytest.mark.parametrize(
    ("env", "language"),
    [
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "C.UTF-8"}, "zh"),
        ({"LC_ALL": "de_DE", "LANG": "zh_CN"}, "en"),
        ({}, "zh"),
    ],
)
def test_the_language_follows_the_locale(env: dict[str, str], language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert default_language() == language


def test_unknown_keys_are_mistakes() -> None:
    with pytest.raises(KeyError):
        text("finding.no_such_sentence", "zh")


def test_every_correction_has_its_sentence() -> None:
    from gouji.normalize.figures.malformed_figures import _repairs

    assert {rule.reason for rule in _repairs() if not has_text(f"correction.{rule.reason}")} == set()
