"""The help of the command line, from the catalogue: one layout in two languages, on a terminal of any width."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from typing import Any

from gouji.schemas.texts import default_language, has_text, text
from gouji.show.wrap_text import display_width, wrap_text

MAX_COLUMNS = 100
"""Maximum width of the help: longer lines are hard to read."""
GUTTER_COLUMNS = 2
MAX_NAME_COLUMNS = 30
"""If an option's name is wider, its description goes on a line of its own."""


def help_of(command: Any, path: list[str]) -> str:
    """The help of a command (of the program if `path` is empty): usage, description, arguments, options, examples."""
    lang, width = default_language(), min(MAX_COLUMNS, shutil.get_terminal_size((MAX_COLUMNS, 24)).columns)
    key = "_".join(path) or "program"
    about, _, examples = _about(command, key, lang).partition("\n\n")
    lines = [text("usage.usage", lang, line=usage_line(command, path, lang)), "", *wrap_text(about, width)]
    rows = {
        "arguments": [(_shown(p), parameter_help(p, path, lang)) for p in _of_kind(command, "argument")],
        "options": [
            *((_names(p), parameter_help(p, path, lang)) for p in _of_kind(command, "option")),
            ("-h, --help", text("option.help", lang)),
        ],
        "commands": [
            (name, _first(_about(command.commands[name], "_".join([*path, name]), lang))) for name in _commands(command)
        ],
    }
    for title, pairs in rows.items():
        if pairs:
            lines += ["", text(f"usage.{title}", lang), *_table(pairs, width)]
    if examples:
        lines += ["", text("usage.examples", lang), *(f"  {line}" for line in examples.splitlines())]
    return "\n".join(lines)


def _about(command: Any, key: str, lang: str) -> str:
    return text(f"help.{key}", lang) if has_text(f"help.{key}") else command.help or ""


def _first(parts: str) -> str:
    """The first sentence."""
    return re.split(r"(?<=。)|(?<=\.)\s", parts.partition("\n\n")[0])[0]


def usage_line(command: Any, path: list[str], lang: str) -> str:
    """How the command is called, on one line."""
    parts = [_shown(p) if p.required else f"[{_shown(p).strip('[]')}]" for p in _of_kind(command, "argument")]
    needed = [_names(p) for p in _of_kind(command, "option") if p.required]
    more = [text("usage.a_command", lang)] if _commands(command) else []
    return " ".join(["gouji", *path, *needed, text("usage.any_options", lang), *parts, *more])


def parameter_help(param: Any, path: list[str], lang: str) -> str:
    """What a parameter means, its default, and whether it may be repeated or is required."""
    own = f"option.{'_'.join(path)}_{param.name}"
    key = own if has_text(own) else f"option.{param.name}"
    parts = [text(key, lang) if has_text(key) else param.help or ""]
    if param.param_type_name == "option":
        parts += [text("usage.repeatable", lang)] * bool(param.multiple) + [text("usage.required", lang)] * bool(
            param.required
        )
        plain = isinstance(param.default, int | float | str) and not isinstance(param.default, bool)
        parts += [
            text(
                "usage.default", lang, value=f"{param.default:g}" if isinstance(param.default, float) else param.default
            )
        ] * plain
    return " ".join(parts) if lang == "en" else "".join(parts)


def _of_kind(command: Any, kind: str) -> list[Any]:
    return [p for p in command.params if p.param_type_name == kind and not p.hidden]


def _commands(command: Any) -> list[str]:
    return [name for name, c in getattr(command, "commands", {}).items() if not c.hidden]


def _shown(param: Any) -> str:
    return str(param.metavar or param.name.upper())


def _names(param: Any) -> str:
    names = ", ".join([*sorted(param.opts, key=len), *param.secondary_opts])
    return names if getattr(param, "is_flag", False) else f"{names} {_shown(param)}"


def _table(pairs: list[tuple[str, str]], width: int) -> Iterator[str]:
    """Names in one column and their descriptions in another, or below if there is no room for two columns."""
    longest = max(n for n in (*(display_width(name) for name, _ in pairs), 0) if n <= MAX_NAME_COLUMNS)
    start = GUTTER_COLUMNS + longest + GUTTER_COLUMNS
    if width - start < MAX_NAME_COLUMNS:
        start = 2 * GUTTER_COLUMNS
    for name, parts in pairs:
        first, *rest = list(wrap_text(parts, width - start)) or [""]
        if GUTTER_COLUMNS + display_width(name) + GUTTER_COLUMNS <= start:
            yield " " * GUTTER_COLUMNS + name + " " * (start - GUTTER_COLUMNS - display_width(name)) + first
        else:
            yield " " * GUTTER_COLUMNS + name
            yield " " * start + first
        yield from (" " * start + line for line in rest)
