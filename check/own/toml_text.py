"""The text of a rules file, as Windows Notepad saves it too."""

from __future__ import annotations

import re
import tomllib
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from typing import Any

from gouji.check.own.rules_problem import RulesProblem
from gouji.schemas.reason import Reason

FULL_WIDTH_SIGN = re.compile("[“”‘’＂＝［］｛｝，]")
"""Signs that a Chinese keyboard writes in place of those that TOML has."""
LINE = re.compile(r"\(at line (\d+)")
BOMS = ((BOM_UTF8, "utf-8-sig"), (BOM_UTF16_LE, "utf-16"), (BOM_UTF16_BE, "utf-16"))


def toml_tables(raw: bytes) -> dict[str, Any]:
    """The tables of a TOML file in UTF-8, with or without a byte order mark, in UTF-16 with one, or in GBK (ANSI of a
    Chinese Windows). RulesProblem names the line that is no TOML.
    """
    content = _decoded(raw)
    try:
        return tomllib.loads(content)
    except tomllib.TOMLDecodeError as err:
        raise _problem(content, str(err)) from err


def _decoded(raw: bytes) -> str:
    marked = next((encoding for bom, encoding in BOMS if raw.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise RulesProblem("encoding")


def _problem(content: str, what: str) -> RulesProblem:
    """The line that is no TOML; at the end of the file the last one with words."""
    lines = content.splitlines()
    found = LINE.search(what)
    number = int(found[1]) if found else max((n for n, line in enumerate(lines, 1) if line.strip()), default=1)
    line = lines[number - 1].strip() if number <= len(lines) else ""
    signs = "".join(dict.fromkeys(FULL_WIDTH_SIGN.findall(line.partition("#")[0])))
    hint = Reason("rules_file.full_width", signs=signs) if signs else Reason("rules_file.toml_what", what=what)
    return RulesProblem("toml", line=number, words=line[:60], hint=hint)
