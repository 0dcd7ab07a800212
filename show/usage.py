"""Turns an error of the call into one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from gouji.schemas.as_text import as_text
from gouji.schemas.texts import text

NUMBER_KINDS = {int: "usage.whole_number", float: "usage.number"}


def usage_error(err: Any, lang: str) -> str:
    """The sentence for an error of the command-line parser, in the user's language, with a reference to the help."""
    why = next(iter(_reason(err, lang)), None) or text("usage.other", lang, why=err.format_message())
    path = getattr(err.ctx, "command_path", None) or "gouji"
    return as_text(" ".join(why.split()) + text("usage.more", lang, command=path))


def _reason(err: Any, lang: str) -> Iterator[str]:
    kind, message = type(err).__name__, err.format_message()
    if kind == "NoSuchOption":
        near = ", ".join(sorted(err.possibilities or ()))
        yield text("usage.no_option", lang, option=err.option_name) + (
            text("usage.meant", lang, near=near) if near else ""
        )
    elif kind == "MissingParameter":
        yield text("usage.missing", lang, what=_named(err.param))
    elif kind == "BadOptionUsage":
        key = "usage.takes_no_value" if "not take a value" in message else "usage.needs_value"
        yield text(key, lang, option=err.option_name)
    elif kind == "BadParameter" and err.param is not None:
        yield text("usage.bad_value", lang, what=_named(err.param), expected=_expected(err.param, lang) or err.message)
    elif found := re.match(r"No such command '(.*?)'\.?(?: Did you mean (.*)\?)?", message, re.DOTALL):
        near = (found[2] or "").replace("'", "")
        key = "usage.no_command" if err.ctx is None or err.ctx.parent is None else "usage.no_command_there"
        yield text(key, lang, name=found[1]) + (text("usage.meant", lang, near=near) if near else "")
    elif found := re.match(r"Got unexpected extra argument(?:s|\(s\))? \((.*)\)", message, re.DOTALL):
        yield text("usage.too_many", lang, what=found[1])


def _named(param: Any) -> str:
    return str(
        param.opts[0] if param.param_type_name == "option" else (param.metavar or param.name.upper()).strip("[].")
    )


def _expected(param: Any, lang: str) -> str | None:
    """The values that the parameter takes; None if its own check reports them."""
    descriptor = param.type_descriptor
    if descriptor.choices:
        return " | ".join(map(str, descriptor.choices))
    if descriptor.annotation not in NUMBER_KINDS:
        return None
    minimum = f" ≥ {param.min:g}" if getattr(param, "min", None) is not None else ""
    return text(NUMBER_KINDS[descriptor.annotation], lang) + minimum
