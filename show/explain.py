"""Explains one figure of a record: its place as a picture, its readings, who saw what, the relations, the decision."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape

from gouji.archive.digest import digest
from gouji.check.rule_name import rule_name
from gouji.schemas.errors import GoujiError
from gouji.schemas.glyph import Box
from gouji.schemas.leaf import Leaf, QuantityLeaf
from gouji.schemas.record import Correction, Finding, Report
from gouji.schemas.retold import retold
from gouji.schemas.texts import has_text, text
from gouji.show.field_picture import field_picture
from gouji.show.marked_png import is_marked, marked_png
from gouji.show.output_files import Outputs
from gouji.show.resolve_pointer import resolve_pointer
from gouji.show.summary import STATUS_SYMBOLS

MAX_NAME_BYTES = 120
"""Length of the record's name at the beginning of a picture's name; a file name may have 255 bytes."""
CERTAIN_ODDS, EVEN_ODDS = 1000.0, 1.5
"""Odds that leave no doubt, and odds that say nothing."""
STATUS_PRECEDENCE = ("inconsistent", "unresolved", "misread", "consistent")


def explain(
    record: Report, name: str, requested: str, source: Path | None, out: Path, console: Console, lang: str
) -> None:
    """Prints everything known about the requested field and writes the picture of its place into the folder `out`. For
    a row or a part of the record it lists the fields.

    `name` is the name of the record. Without the source file the picture is omitted, and a line says so.
    GoujiError("no_field_near") or ("no_field_there") for an unknown field.
    """
    fields = resolve_pointer(record, requested)
    if len(fields) > 1:
        return _list(fields, console, lang)
    ((pointer, leaf),) = fields
    console.print(f"[bold]{escape(pointer)}[/]  {escape(leaf.text)}", soft_wrap=True)
    place = text("explain.place", lang, page=leaf.page) if leaf.page else text("explain.line", lang, line=leaf.line)
    console.print(
        place + text("explain.read", lang, raw=leaf.raw, confidence=f"{leaf.confidence:.2%}"),
        soft_wrap=True,
        markup=False,
    )
    _picture(record, leaf, source, out / _file_name(record, name, pointer), console, lang)
    _readings(record, pointer, leaf, console, lang)
    _relations(record, pointer, console, lang)
    _decision(record, pointer, leaf, console, lang)


def _list(fields: list[tuple[str, Leaf[Any]]], console: Console, lang: str) -> None:
    console.print(text("explain.fields", lang), soft_wrap=True)
    for pointer, leaf in fields:
        console.print(f"  {pointer}  {leaf.text}", soft_wrap=True, markup=False)


def _file_name(record: Report, name: str, pointer: str) -> str:
    """A name that is unique per report: records of the same name are distinguished by the digest of their source."""
    short = name.encode("utf-8", "backslashreplace")[:MAX_NAME_BYTES].decode("utf-8", "ignore")
    part = f"-{record.document.part.number}" if record.document.part and record.document.part.of > 1 else ""
    return f"{short}-{record.document.sha256[:8]}{part}-{pointer.strip('/').replace('/', '-')}.png"


def find_source(record: Report, record_path: Path, given: Path | None) -> Path | None:
    """The source file: the given one, otherwise a file of the record's source name beside the record or in the working
    directory. None if there is none.

    GoujiError("other_source") if the given file is not the one that the record was made from.
    """
    if given is not None:
        if not given.exists():
            raise GoujiError("not_found", path=given)
        if not _is_source(given, record):
            raise GoujiError("other_source", path=given)
        return given
    candidates = (folder / record.document.source for folder in (record_path.parent, record_path.parent.parent, Path()))
    return next((path for path in candidates if _is_source(path, record)), None)


def _is_source(path: Path, record: Report) -> bool:
    """Whether the file, or the folder of page images, is the one that the record was made from."""
    try:
        return path.exists() and digest(str(path)) == record.document.sha256
    except OSError:
        return False


def _picture(record: Report, leaf: Leaf[Any], source: Path | None, path: Path, console: Console, lang: str) -> None:
    if leaf.page is None or not leaf.places:
        return
    if source is None:
        console.print(text("explain.no_source", lang, source=record.document.source), soft_wrap=True, markup=False)
        return
    data = field_picture(record, leaf, source)
    if data is not None:
        mark = record.document.sha256
        same = partial(is_marked, mark=mark)
        outputs = Outputs([source])
        path = outputs.write(outputs.reserve(path, same), marked_png(data, mark), same)
        console.print(text("explain.picture", lang, path=path), soft_wrap=True, markup=False)


def _readings(record: Report, pointer: str, leaf: Leaf[Any], console: Console, lang: str) -> None:
    known = next((e for e in record.evidence if e.field == pointer), None)
    if known is None:
        console.print(text(f"explain.{_why_not_weighed(record, pointer, leaf)}", lang), soft_wrap=True)
        return
    console.print(text("explain.readings", lang), soft_wrap=True)
    for row in known.readings:
        console.print(f"  {row.probability:7.2%}  {row.text}", soft_wrap=True, markup=False)
    console.print(f"  {known.unknown:7.2%}  {text('explain.unknown', lang)}", soft_wrap=True, markup=False)
    console.print(text("explain.looks", lang), soft_wrap=True)
    for look in known.looks:
        console.print(
            f"  {text(f'look.{look.source}', lang)}  {look.text}  {look.probability:.2%}", soft_wrap=True, markup=False
        )


def _why_not_weighed(record: Report, pointer: str, leaf: Leaf[Any]) -> str:
    """The key of the message that says why there are no readings. A value that was never weighed may still have other
    readings."""
    related = [f for f in record.findings if pointer in f.fields and f.status != "consistent"]
    if record.document.kind == "text":
        return "no_glyphs"
    if _changes(record, leaf):
        return "not_weighed_changed"
    if not isinstance(leaf, QuantityLeaf) and not pointer.endswith("date"):
        return "not_weighed_words"
    return (
        "weighed_alone"
        if any(f.odds is not None for f in related)
        else "not_weighed_doubtful"
        if related
        else "not_weighed"
    )


def _relations(record: Report, pointer: str, console: Console, lang: str) -> None:
    related = [f for f in record.findings if pointer in f.fields]
    console.print(text("explain.relations" if related else "explain.no_relation", lang), soft_wrap=True)
    for found in related:
        mark, style = STATUS_SYMBOLS[found.status]
        status, message = text(f"status.{found.status}", lang), retold(found.message, lang, found.rule)
        name = "" if has_text(f"rules.{found.rule}") else f"{rule_name(found.rule, lang)}  "
        console.print(f"  [{style}]{mark} {escape(status)}[/]  {escape(name + message)}", soft_wrap=True)
        if found.odds is not None:
            console.print(f"      {_odds_in_words(found, lang)}", soft_wrap=True, markup=False)


def _odds_in_words(found: Finding, lang: str) -> str:
    """The odds of a misreading against an error of the report, in words."""
    odds = found.odds or 0.0
    if 1 / EVEN_ODDS <= odds <= EVEN_ODDS:
        return text("explain.odds_even", lang)
    times, side = (odds, "misread") if odds > 1 else (1 / odds if odds else CERTAIN_ODDS, "report")
    return text(
        f"explain.odds_{side}_sure" if times >= CERTAIN_ODDS else f"explain.odds_{side}",
        lang,
        times=f"{times:.2g}" if times < 10 else f"{times:.0f}",
    )


def _changes(record: Report, leaf: Leaf[Any]) -> list[Correction]:
    """The corrections within the value."""
    return [
        change
        for change in record.corrections
        if change.page == leaf.page and change.line == leaf.line and _within(change, leaf)
    ]


def _within(change: Correction, leaf: Leaf[Any]) -> bool:
    if not change.bbox:
        return bool(change.line) and change.after in leaf.text and change.before not in leaf.text
    return any(
        _contains_centre(a, b) or _contains_centre(b, a) for a in change.boxes or [change.bbox] for b in leaf.places
    )


def _contains_centre(a: Box, b: Box) -> bool:
    """Whether the centre of the second box lies in the first."""
    return a[0] <= (b[0] + b[2]) / 2 <= a[2] and a[1] <= (b[1] + b[3]) / 2 <= a[3]


def _decision(record: Report, pointer: str, leaf: Leaf[Any], console: Console, lang: str) -> None:
    changes = _changes(record, leaf)
    states = {f.status for f in record.findings if pointer in f.fields}
    state = next((s for s in STATUS_PRECEDENCE if s in states), "untied")
    is_corrected = bool(changes) and state in ("misread", "untied")
    for change in changes:
        message = text(
            "explain.corrected" if is_corrected else "explain.changed",
            lang,
            before=change.before,
            after=change.after,
            reason=retold(change.reason, lang),
            confidence=f"{change.confidence:.0%}",
        )
        console.print(message, soft_wrap=True, markup=False)
    if not is_corrected:
        console.print(text(f"explain.decision_{state}", lang), soft_wrap=True)
