"""Pictures of the places that findings refer to, cut out of the original files."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import cv2
from sqlalchemy import select

from gouji.archive.sql_tables import records
from gouji.archive.store import Store
from gouji.export.crops import DPI, cover, cut_strips, rotate_upright, stack_strips
from gouji.export.finding_places import Json, Spot, correction_reason, personal_data_boxes, spots_of, unit_of
from gouji.export.mask import Mask
from gouji.export.original_file import OriginalMissing, original_file
from gouji.export.personal_data import personal_data
from gouji.export.problem_rows import Problem
from gouji.export.text_lines import text_lines
from gouji.ocr.engine.protocol import Image
from gouji.ocr.page_images import some_page_images
from gouji.schemas.errors import GoujiError

JPEG_QUALITY = 72
MAX_HEIGHT_PIXELS = 1060
"""Pixels of a picture down the page: what a row of a sheet can show."""


@dataclass(slots=True)
class Evidence:
    """What the record and the page show of a finding. `picture` is a JPEG, or `missing` the key of the message that
    says why there is none. `whole` is False if not all places fit into it. `lines` are those of a text, which has no
    pages. `other_path`: the path of the other file."""

    unit: str = ""
    reason: str | None = None
    other_source: str | None = None
    other_path: str | None = None
    lines: list[tuple[int, str]] = field(default_factory=list)
    picture: Path | None = None
    missing: str = ""
    whole: bool = True
    size: tuple[int, int] = (0, 0)
    parts: list[tuple[str, Image]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _PictureRequest:
    """Places of one report to show in the picture of problem `number`. `side` distinguishes the two reports of a
    finding."""

    number: int
    side: str
    spots: list[Spot]


@dataclass(slots=True)
class _Source:
    """What is needed of a report to cut pictures out of its pages."""

    turned: dict[int, int]
    private: list[Spot]
    requests: list[_PictureRequest] = field(default_factory=list)


def finding_evidence(
    store: Store, problems: list[Problem], folder: Path, *, contacts: bool, max_pictures: int
) -> list[Evidence]:
    """The evidence of each problem, with pictures as files in `folder` for the first `max_pictures` problems that can
    have one.

    Each page is rendered once, however many findings it has.
    """
    found = [Evidence() for _ in problems]
    sources = dict(_sources(store, problems, found, contacts))
    picturable = sorted({request.number for source in sources.values() for request in source.requests})
    chosen = Counter(
        request.number
        for source in sources.values()
        for request in source.requests
        if request.number in set(picturable[:max_pictures])
    )
    for number in picturable[max_pictures:]:
        found[number].missing = "limit"
    for report_id, source in sources.items():
        requests = [request for request in source.requests if request.number in chosen]
        _try_cutting(store, report_id, source, requests, found)
        for request in requests:
            chosen[request.number] -= 1
            if not chosen[request.number]:
                _finish(found[request.number], folder / f"{request.number}.jpg")
    return found


def _sources(
    store: Store, problems: list[Problem], found: list[Evidence], contacts: bool
) -> Iterator[tuple[str, _Source]]:
    """Each report that the problems refer to. Data of its record is put into `found`."""
    sides_by_report: dict[str, list[tuple[int, str, tuple[str, ...]]]] = defaultdict(list)
    for number, problem in enumerate(problems):
        sides_by_report[problem.report_id].append((number, "A" if problem.other_report_id else "", problem.pointers))
        if problem.other_report_id:
            sides_by_report[problem.other_report_id].append(
                (number, "B", (problem.other_pointer,) if problem.other_pointer else ())
            )
    for report_id, sides in sides_by_report.items():
        record = _record(store, report_id)
        if record is None:
            continue
        pages = {page["number"]: page["rotation"] for page in record["document"]["pages"]}
        source = _Source(pages, [] if contacts else personal_data_boxes(record))
        mask, paths = None if contacts else personal_data(record).mask(), store.paths(report_id)
        lines_at = text_lines(record, report_id, paths) if record["document"]["kind"] == "text" else None
        for number, side, pointers in sides:
            _add_record_data(record, side, pointers, found[number], mask, paths)
            shown = tuple(p for p in pointers if contacts or not p.startswith("/cover/contact"))
            if places := spots_of(record, shown, side != "B"):
                source.requests.append(_PictureRequest(number, side, places))
            else:
                found[number].missing = found[number].missing or _missing_key(record, pointers, shown)
            if lines_at is not None:
                found[number].lines += [(at, mask(line) if mask else line) for at, line in lines_at(shown)]
        yield report_id, source


def _record(store: Store, report_id: str) -> Json | None:
    """The record as stored. It is not validated again: there may be a hundred thousand of them."""
    with store.engine.connect() as connection:
        json_text = connection.scalar(select(records.c.json).where(records.c.report_id == report_id))
    return None if json_text is None else json.loads(json_text)


def _add_record_data(
    record: Json, side: str, pointers: tuple[str, ...], evidence: Evidence, mask: Mask | None, paths: list[str]
) -> None:
    """Adds what the record says besides places: unit of measure, reason of a correction, name and path of the other
    file."""
    if side == "B":
        source, path = record["document"]["source"], next(iter(paths), None)
        evidence.other_source, evidence.other_path = (mask(source), path and mask(path)) if mask else (source, path)
    elif pointers:
        evidence.unit, evidence.reason = unit_of(record, pointers[0]), correction_reason(record, pointers[0])


def _missing_key(record: Json, pointers: tuple[str, ...], shown: tuple[str, ...]) -> str:
    """The key of the message that says why there is nothing to show."""
    return "plain" if record["document"]["kind"] == "text" else "contact" if pointers != shown else "no_place"


def _try_cutting(
    store: Store, report_id: str, source: _Source, requests: list[_PictureRequest], found: list[Evidence]
) -> None:
    if not requests:
        return
    try:
        _cut(original_file(store.paths(report_id), report_id), source, requests, found)
    except (GoujiError, OSError) as err:
        for request in requests:
            found[request.number].missing = err.key if isinstance(err, OriginalMissing) else "unreadable"


def _cut(file: Path, source: _Source, requests: list[_PictureRequest], found: list[Evidence]) -> None:
    pages = {spot.page for request in requests for spot in request.spots}
    for number, image in some_page_images(file, pages, DPI):
        cover(image, [spot for spot in source.private if spot.page == number])
        turned = source.turned.get(number, 0)
        upright, _ = rotate_upright(image, [], turned)
        for request in requests:
            _, places = rotate_upright(image, [spot for spot in request.spots if spot.page == number], turned)
            name = f"{request.side} p.{number}".strip()
            found[request.number].parts += [(name, part) for part in cut_strips(upright, places)]


def _finish(evidence: Evidence, path: Path) -> None:
    """Writes the picture, whose parts are now complete, and releases them."""
    if evidence.parts:
        # The pages of a report come in order. Of two reports the claiming one stands first.
        picture, evidence.whole = stack_strips(
            sorted(evidence.parts, key=lambda part: part[0].partition("p.")[0]), MAX_HEIGHT_PIXELS
        )
        evidence.picture, evidence.size, evidence.parts = path, (picture.shape[1], picture.shape[0]), []
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, JPEG_QUALITY])
