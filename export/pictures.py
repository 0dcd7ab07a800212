"""Pictures of the places that findings speak of, cut from the original files."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path

import cv2

from archive.digest import digest
from archive.store import Store
from export.crops import DPI, hide, stacked, strips, upright
from export.evidence import Json, Spot, private_boxes, put_right, spots, unit_of
from export.problem_rows import Problem
from ocr.engine import Image
from ocr.pages import some_page_images
from schemas.errors import GoujiError

QUALITY = 72
MOST = 1060
"""Pixels of a picture down the page: what a row of a sheet can show."""


@dataclass(slots=True)
class Evidence:
    """What the record and the page tell of a finding. `picture` is a JPEG, or `missing` the key of the sentence that says why
    there is none; `whole` is False where not all places fit into it."""

    unit: str = ""
    reason: str | None = None
    other_source: str | None = None
    picture: Path | None = None
    missing: str = ""
    whole: bool = True
    size: tuple[int, int] = (0, 0)
    parts: list[tuple[str, Image]] = field(default_factory=list)


_Asked = tuple[int, str, tuple[str, ...]]
"""A problem's number, its side (A and B where it lies between two reports), its pointers into the record."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """Places of one report that the picture of problem `number` shall show; `side` tells the two reports of a finding apart."""

    number: int
    side: str
    spots: list[Spot]


def evidence(store: Store, problems: list[Problem], folder: Path, *, contacts: bool, most: int) -> list[Evidence]:
    """The evidence of each problem, pictures of the first `most` as files in `folder`. Each page is drawn once, whatever number of
    findings it bears."""
    found = [Evidence() for _ in problems]
    sides: dict[str, list[_Asked]] = defaultdict(list)
    for number, problem in enumerate(problems):
        sides[problem.report_id].append((number, "A" if problem.other_report_id else "", problem.pointers))
        if problem.other_report_id:
            sides[problem.other_report_id].append((number, "B", (problem.other_pointer,) if problem.other_pointer else ()))
    left = Counter(number for asked in sides.values() for number, _, _ in asked)
    for report_id, asked in sides.items():
        record = store.record(report_id)
        if record is not None:
            _one_report(store, report_id, record.model_dump(mode="json"), asked, found, contacts, most)
        for number, _, _ in asked:
            left[number] -= 1
            if not left[number]:
                _finish(found[number], folder / f"{number}.jpg")
    return found


def _one_report(store: Store, report_id: str, record: Json, asked: list[_Asked], found: list[Evidence], contacts: bool, most: int) -> None:
    wishes = []
    for number, side, pointers in asked:
        told = found[number]
        if side == "B":
            told.other_source = record["document"]["source"]
        else:
            told.unit, told.reason = (
                unit_of(record, pointers[0] if pointers else None),
                put_right(record, pointers[0] if pointers else None),
            )
        shown = [p for p in pointers if contacts or not p.startswith("/cover/contact")]
        places = spots(record, tuple(shown), side != "B")
        if not places:
            told.missing = told.missing or _why(record, pointers, tuple(shown))
        elif number >= most:
            told.missing = "limit"
        else:
            wishes.append(_Wish(number, side, places))
    pages = {spot.page for wish in wishes for spot in wish.spots}
    if not pages:
        return
    try:
        file = _file(store.paths(report_id), report_id)
        _cut(file, record, pages, wishes, found, contacts)
    except (GoujiError, OSError) as err:
        for wish in wishes:
            found[wish.number].missing = err.key if isinstance(err, _NoFile) else "unreadable"


def _why(record: Json, pointers: tuple[str, ...], shown: tuple[str, ...]) -> str:
    """The key of the sentence that says why there is nothing to show."""
    return "plain" if record["document"]["kind"] == "text" else "contact" if pointers != shown else "no_place"


class _NoFile(GoujiError):
    """The original is not there as it was."""


def _file(paths: list[str], report_id: str) -> Path:
    """The first of the paths where the very file still lies."""
    there = [path for path in map(Path, paths) if path.is_file()]
    for path in there:
        if digest(str(path)) == report_id:
            return path
    raise _NoFile("changed" if there else "gone")


def _cut(file: Path, record: Json, pages: set[int], wishes: list[_Wish], found: list[Evidence], contacts: bool) -> None:
    private = [] if contacts else private_boxes(record)
    turned = {page["number"]: page["rotation"] for page in record["document"]["pages"]}
    for number, image in some_page_images(file, pages, DPI):
        hide(image, [spot for spot in private if spot.page == number])
        standing, _ = upright(image, [], turned.get(number, 0))
        for wish in wishes:
            places = [spot for spot in wish.spots if spot.page == number]
            _, there = upright(image, places, turned.get(number, 0))
            name = f"{wish.side} p.{number}".strip()
            found[wish.number].parts += [(name, part) for part in strips(standing, there)]


def _finish(told: Evidence, path: Path) -> None:
    """Writes the picture, of which all parts are there now, and lets go of them."""
    if told.parts:
        # The pages of a report came in their order; of two reports the one that claims stands first.
        picture, told.whole = stacked(sorted(told.parts, key=lambda part: part[0].partition("p.")[0]), MOST)
        told.picture, told.size, told.parts = path, (picture.shape[1], picture.shape[0]), []
        cv2.imwrite(str(path), picture, [cv2.IMWRITE_JPEG_QUALITY, QUALITY])
