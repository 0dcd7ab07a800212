"""What was wrong with how the program was called, as one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gouji.schemas.as_text import as_text
from gouji.schemas.texts import text

NUMBER_KINDS = {int: "usage.whole_number", float: "usage.number"}


def usage_error(err: Any, lang: str) -> str:
    """The sentence for an error of the command line's parser, in the user's language, with the help that tells more."""
    why = next(iter(_why(err, lang)), None) or text("usage.other", lang, why=err.format_message())
    path = getattr(err.ctx, "command_path", None) or "gouji"
    return as_text(" ".join(why.split()) + text("usage.more", lang, command=path))


def _why(err: Any, lang: str) -> Iterator[str]:
    kind, said = type(err).__name__, err.format_message()
    if kind == "NoSuchOption":
        near = ", ".join(sorted(err.possibilities or ()))
        yield text("usage.no_option", lang, option=err.option_name) + (
            text("usage.meant", lang, near=near) if near else ""
        )
    elif kind == "MissingParameter":
        yield text("usage.missing", lang, what=_named(err.param))
    elif kind == "BadOptionUsage":
        key = "usage.takes_no_value" if "not take a value" in said else "usage.needs_value"
        yield text(key, lang, option=err.option_name)
    elif kind == "BadParameter" and err.param is not None:
        yield text("usage.bad_value", lang, what=_named(err.param), expected=_expected(err.param, lang) or err.message)
    elif found := re.match(r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?", said, re.DOTALL):
        near = (found[2] or "").replace("'", "")
        key = "usage.no_command" if err.ctx is None or err.ctx.parent is None else "usage.no_command_there"
        yield text(key, lang, name=found[1]) + (text("usage.meant", lang, near=near) if near else "")
    elif found := re.match(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", said, re.DOTALL):
        yield text("usage.too_many", lang, what=found[1])


def _named(param: Any) -> str:
    return str(
        param.opts[0] if param.param_type_name == "option" else (param.metavar or param.name.upper()).strip("[].")
    )


def _expected(param: Any, lang: str) -> str | None:
    """What the parameter takes; None where its own check has said it."""
    told = param.type_descriptor
    if told.choices:
        return " | ".join(map(str, told.choices))
    if told.annotation not in NUMBER_KINDS:
        return None
    least = f" ≥ {param.min:g}" if getattr(param, "min", None) is not None else ""
    return text(NUMBER_KINDS[told.annotation], lang) + least
