"""The command `extract`: reports read, and delivered where the user wants them."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console

import gouji
from schemas.errors import GoujiError
from schemas.record import Report
from schemas.texts import text
from show.complaint import complain
from show.files import names_for, write_whole
from show.picture import pictures
from show.profile import cores, print_profile
from show.summary import summary


@dataclass(frozen=True)
class Delivery:
    """What is wanted of a record: a file in the folder `out` (standard output where neither is asked for), a summary, pictures in `draw`."""

    out: Path | None = None
    summary: bool = False
    draw: Path | None = None


def extract_command(
    files: list[Path], wanted: Delivery, lang: str, *, models: Path | None = None, workers: int | None = None, profile: bool = False
) -> int:
    """Reads the files one after the other, long ones with `workers` processes, and gives the exit code: 2 where one could not be read."""
    if wanted.out is None and not wanted.summary and len(files) > 1:
        complain(GoujiError("needs_out"), lang)
        return 2
    names = names_for(files, ".json")
    count = workers or cores()
    read = [_one(file, name, wanted, lang, models, count) for file, name in zip(files, names, strict=True)]
    if profile:
        print_profile(Console(stderr=True, highlight=False), lang)
    return 0 if all(read) else 2


def _one(file: Path, name: str, wanted: Delivery, lang: str, models: Path | None, workers: int) -> bool:
    """One document; False when it could not be read. It never stops the others."""
    try:
        record = gouji.read(file, lang=lang, models=models, progress=_progress(file, lang), workers=workers)
        _deliver(record, file, name, wanted, lang)
    except GoujiError as err:
        err.values.setdefault("path", file)
        complain(err, lang)
        return False
    except Exception as err:
        complain(GoujiError("crashed", path=file, reason=f"{type(err).__name__}: {err}"), lang)
        return False
    return True


def _deliver(record: Report, file: Path, name: str, wanted: Delivery, lang: str) -> None:
    data = record.model_dump_json(indent=2)
    if wanted.out is not None:
        write_whole(wanted.out / name, data.encode() + b"\n")
    elif not wanted.summary:
        print(data)
    if wanted.summary:
        summary(record, Console(), lang)
    if wanted.draw is not None:
        for number, picture in pictures(file, record, lang):
            write_whole(wanted.draw / f"{Path(name).stem}-{number:02}.png", picture)


def _progress(file: Path, lang: str) -> Callable[[int, int], None] | None:
    """Tells the page that is being read, on a terminal's standard error only."""
    if not sys.stderr.isatty():
        return None

    def tell(done: int, total: int) -> None:
        if total > 1:
            end = "\n" if done == total else ""
            print(f"\r{file.name}: {text('summary.pages', lang, done=done, total=total)}", end=end, file=sys.stderr, flush=True)

    return tell
