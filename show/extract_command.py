"""The command `extract`: reports read, and delivered where the user wants them."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from gouji.archive.machine import cores, machine_memory
from gouji.schemas.batch import Drawn, Extracted, Failed, Job, PageDone, Settings
from gouji.schemas.errors import GoujiError
from gouji.show.delivery import Deliveries, Delivery
from gouji.show.error_message import print_error
from gouji.show.inputs import Input, inspect_inputs
from gouji.show.page_progress import PageProgress
from gouji.show.reading_process import READ_ISOLATED, ReadingProcess

MEMORY_SHARE = 0.8
"""Of the machine's memory, what reading may hold where no limit is given."""
EXTRACT_ERROR_KEYS = {"worker_died": "reader_died"}
"""Sentences that name an option of the batch, and what is said here instead."""


def extract_command(
    files: list[Path], wanted: Delivery, settings: Settings, *, profile: bool = False, task: str = READ_ISOLATED
) -> int:
    """Reads the files one after the other and gives the exit code: 2 where one, or a page of one, could not be read. One never
    stops the others.

    `settings.memory` None is the machine's share.
    """
    lang = settings.lang
    if len(files) > 1 and wanted.out is None and not wanted.summary:
        raise GoujiError("needs_out")
    if wanted.json and wanted.out is None:
        raise GoujiError("json_needs_out")
    with tempfile.TemporaryDirectory(prefix="gouji-") as kept:
        inputs = inspect_inputs(files, Path(kept))
        deliveries = Deliveries(inputs, wanted, lang)
        good = [item for item in inputs if not item.problem]
        reading = ReadingProcess(settings, task) if good else None
        try:
            failed = [item for item in inputs if not _one(item, reading, deliveries, lang)]
        finally:
            if reading:
                reading.end()
    if profile:
        _profile(lang)
    return 2 if failed else 0


def settings_for(
    lang: str,
    models: Path | None,
    workers: int | None,
    timeout: float,
    longest: float,
    memory: int | None,
    *,
    draw: bool,
) -> Settings:
    """How one document after the other is read: by as many processes as there are cores, in the machine's share of memory."""
    held = round(machine_memory() * MEMORY_SHARE) if memory is None else memory
    path = None if models is None else models.absolute()
    return Settings(lang, path, cores(), timeout, held, longest=longest, together=workers or cores(), draw=draw)


def _one(item: Input, reading: ReadingProcess | None, deliveries: Deliveries, lang: str) -> bool:
    """One document; False when it, or one of its pages, could not be read or its results could not be written."""
    try:
        if item.problem or reading is None:
            raise GoujiError(item.problem, path=item.given)
        return _deliver(item, reading, deliveries, lang)
    except GoujiError as err:
        err.values.setdefault("path", item.given)
        print_error(err, lang)
        deliveries.failed(item, err)
        return False


def _deliver(item: Input, reading: ReadingProcess, deliveries: Deliveries, lang: str) -> bool:
    """Whether all pages of the document were read; a line names each that was not, or not wholly."""
    whole = True
    progress = PageProgress(item.given, lang)
    job = Job(deliveries.digest(item), str(item.path.absolute()), "")
    for _, said in reading.answers([job]):
        if isinstance(said, Drawn):
            deliveries.picture(item, said.number, said.png)
        elif isinstance(said, PageDone):
            progress.tell(said.done, said.pages)
        elif isinstance(said, Extracted):
            deliveries.record(item, said)
            whole = not said.lost
            for reason in said.lost:
                print_error(GoujiError("page_unreadable", path=item.given, reason=reason), lang)
        else:
            raise _error(said, item)
    return whole


def _error(said: Any, item: Input) -> GoujiError:
    failed = said if isinstance(said, Failed) else Failed("crashed", {"reason": type(said).__name__})
    return GoujiError(EXTRACT_ERROR_KEYS.get(failed.key, failed.key), **{"path": item.given} | failed.values)


def _profile(lang: str) -> None:
    from gouji.show.console import console
    from gouji.show.profile import print_profile

    print_profile(console(stderr=True), lang)
