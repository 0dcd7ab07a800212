"""Why one figure of a record is what it is: its place as a picture, its readings, who saw what, the relations, the decision."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import cv2
import numpy as np
from rich.console import Console
from rich.markup import escape

from archive.digest import digest
from check.pointers import leaves
from ocr.pages import page_images
from schemas.errors import GoujiError
from schemas.leaf import Leaf
from schemas.record import Finding, Report
from schemas.texts import text
from show.files import write_whole
from show.summary import MARKS

DPI = 200.0
ROUND = 14.0
"""Points of the page that are shown round the figure, six times as many to its left and right."""


def explain(record: Report, pointer: str, source: Path | None, out: Path, console: Console, lang: str) -> None:
    """Prints all that is known of the field at `pointer` and writes the picture of its place into the folder `out`.

    Without the source file the picture is left out, and a line says so. GoujiError("no_field_there") for a pointer to nothing.
    """
    leaf = dict(leaves(record)).get(pointer)
    if leaf is None:
        raise GoujiError("no_field_there", pointer=pointer)
    console.print(f"[bold]{escape(pointer)}[/]  {escape(leaf.text)}", soft_wrap=True)
    place = text("explain.place", lang, page=leaf.page) if leaf.page else text("explain.line", lang, line=leaf.line)
    console.print(place + text("explain.read", lang, raw=leaf.raw, confidence=f"{leaf.confidence:.2%}"), soft_wrap=True, markup=False)
    _picture(record, leaf, source, out / f"{pointer.strip('/').replace('/', '-')}.png", console, lang)
    _readings(record, pointer, console, lang)
    _relations(record, pointer, console, lang)
    _decision(record, pointer, leaf, console, lang)


def find_source(record: Report, beside: Path, given: Path | None) -> Path | None:
    """The file that was read: the one given, else one of the record's source name beside the record or here. None where there is none.

    GoujiError("other_source") when the file given is not the one that the record was made from.
    """
    if given is not None:
        if not given.is_file():
            raise GoujiError("not_found", path=given)
        if digest(str(given)) != record.document.sha256:
            raise GoujiError("other_source", path=given)
        return given
    near = (folder / record.document.source for folder in (beside.parent, beside.parent.parent, Path()))
    return next((path for path in near if path.is_file() and digest(str(path)) == record.document.sha256), None)


def _picture(record: Report, leaf: Leaf[Any], source: Path | None, path: Path, console: Console, lang: str) -> None:
    if leaf.page is None or leaf.bbox is None:
        return
    if source is None:
        console.print(text("explain.no_source", lang, source=record.document.source), soft_wrap=True, markup=False)
        return
    page = record.document.pages[leaf.page - 1]
    image = next(image for number, image in enumerate(page_images(source, DPI), 1) if number == leaf.page)
    scale = image.shape[1] / page.width if page.width else DPI / 72
    x0, y0, x1, y1 = (round(v * scale) for v in (leaf.bbox[0] - 6 * ROUND, leaf.bbox[1] - ROUND, leaf.bbox[2] + 6 * ROUND, leaf.bbox[3] + ROUND))
    crop = np.ascontiguousarray(image[max(0, y0) : y1, max(0, x0) : x1])
    done, data = cv2.imencode(".png", crop)
    if done:
        write_whole(path, data.tobytes())
        console.print(text("explain.picture", lang, path=path), soft_wrap=True, markup=False)


def _readings(record: Report, pointer: str, console: Console, lang: str) -> None:
    known = next((e for e in record.evidence if e.field == pointer), None)
    if known is None:
        console.print(text("explain.one_reading", lang), soft_wrap=True)
        return
    console.print(text("explain.readings", lang), soft_wrap=True)
    for row in known.readings:
        console.print(f"  {row.probability:7.2%}  {row.text}", soft_wrap=True, markup=False)
    console.print(f"  {known.unknown:7.2%}  {text('explain.unknown', lang)}", soft_wrap=True, markup=False)
    console.print(text("explain.looks", lang), soft_wrap=True)
    for look in known.looks:
        console.print(f"  {text(f'look.{look.source}', lang)}  {look.text}  {look.probability:.2%}", soft_wrap=True, markup=False)


def _relations(record: Report, pointer: str, console: Console, lang: str) -> None:
    mine = [f for f in record.findings if pointer in f.fields]
    console.print(text("explain.relations" if mine else "explain.no_relation", lang), soft_wrap=True)
    for found in mine:
        mark, style = MARKS[found.status]
        console.print(f"  [{style}]{mark} {escape(text(f'status.{found.status}', lang))}[/]  {escape(found.message)}{_odds(found, lang)}", soft_wrap=True)


def _odds(found: Finding, lang: str) -> str:
    return "" if found.odds is None else escape(text("explain.odds", lang, odds=f"{found.odds:g}"))


def _decision(record: Report, pointer: str, leaf: Leaf[Any], console: Console, lang: str) -> None:
    for change in record.corrections:
        if change.page == leaf.page and change.bbox and leaf.bbox and change.after == leaf.text and change.bbox == leaf.bbox:
            console.print(text("explain.corrected", lang, before=change.before, after=change.after, reason=change.reason), soft_wrap=True, markup=False)
            return
    states = {f.status for f in record.findings if pointer in f.fields}
    key = next((s for s in ("inconsistent", "unresolved", "misread", "consistent") if s in states), "untied")
    console.print(text(f"explain.decision_{key}", lang), soft_wrap=True)
