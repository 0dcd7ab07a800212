"""What the READMEs show of the program is what it prints."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import gouji
from gouji.show.summary import summary

ROOT = Path(__file__).parent.parent
READMES = (("README.md", "en"), ("README.zh.md", "zh"))
RECORDS = ("docs/record.md", "docs/zh/record.md")
LEFT_OUT = "……"
SHOWN = re.compile(r"```\n\$ gouji extract samples/(?P<name>\w+)\.pdf --summary\n(?P<lines>.*?)```", re.DOTALL)
LEAF = re.compile(r"```json\n\"(?P<field>\w+)\": (?P<leaf>\{.*?\})\n```", re.DOTALL)


def outdated(shown: str, printed: str) -> list[str]:
    """The lines shown that are not printed, or not in this order."""
    lines = [line.rstrip() for line in shown.splitlines() if line and line != LEFT_OUT]
    same = SequenceMatcher(
        None, lines, [line.rstrip() for line in printed.splitlines()], autojunk=False
    ).get_matching_blocks()
    found = {index for block in same for index in range(block.a, block.a + block.size)}
    return [line for index, line in enumerate(lines) if index not in found]


@pytest.mark.parametrize(("readme", "lang"), READMES)
def test_the_summary_shown_is_the_summary_printed(readme: str, lang: str, recorded: Callable[[Path], Any]) -> None:
    found = SHOWN.search((ROOT / readme).read_text(encoding="utf-8"))
    assert found is not None
    page = io.StringIO()
    summary(
        gouji.understand(recorded(ROOT / f"samples/{found['name']}.pdf"), lang=lang),
        Console(file=page, width=120),
        lang,
    )
    assert outdated(found["lines"], page.getvalue()) == []


@pytest.mark.parametrize("page", RECORDS)
def test_the_value_shown_is_one_of_the_sample(page: str) -> None:
    found = LEAF.search((ROOT / page).read_text(encoding="utf-8"))
    assert found is not None
    record = json.loads((ROOT / "samples/expected/report_errors.json").read_text(encoding="utf-8"))
    leaves = [
        {key: each for key, each in row[found["field"]].items() if each is not None}
        for row in record["budget"]
        if row[found["field"]]
    ]
    assert json.loads(found["leaf"]) in leaves


@pytest.mark.parametrize(
    ("shown", "wrong"),
    [
        ("甲  1\n乙  2\n", []),
        ("甲  1\n……\n丙  3\n", []),
        ("甲  1\n乙  9\n", ["乙  9"]),
        ("丙  3\n甲  1\n乙  2\n", ["丙  3"]),
    ],
)
def test_a_line_that_is_not_printed_is_found(shown: str, wrong: list[str]) -> None:
    assert outdated(shown, "甲  1\n乙  2   \n丙  3\n") == wrong
