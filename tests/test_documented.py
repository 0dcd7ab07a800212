"""Every command and every option says what it does, and the READMEs name every command."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
import typer

from cli import app

ROOT = Path(__file__).parent.parent
COMMANDS: dict[str, click.Command] = typer.main.get_command(app).commands  # type: ignore[attr-defined]


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented(name: str) -> None:
    command = COMMANDS[name]
    assert command.help and "Example: gouji " + name in command.help
    for parameter in command.params:
        assert getattr(parameter, "help", None) or parameter.name == "help", parameter.name
    for readme in ("README.md", "README.zh.md"):
        assert f"gouji {name}" in (ROOT / readme).read_text(encoding="utf-8"), readme


def test_every_option_of_ingest_is_explained_where_batches_are() -> None:
    told = (ROOT / "README.md").read_text(encoding="utf-8") + (ROOT / "docs/CLUSTER.md").read_text(encoding="utf-8")
    for parameter in COMMANDS["ingest"].params:
        for option in parameter.opts:
            assert not option.startswith("--") or option in told, option
