"""Readers that do what documents have made readers do: sleep, die, grow."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

from gouji.ocr.engine.protocol import PageReader
from gouji.schemas.batch import Extracted, Failed, Job, PageDone, Settings
from gouji.show.isolated_reader import read_isolated

DEEDS: dict[str, Callable[[], object]] = {
    "hangs": lambda: threading.Event().wait(600),
    "dies": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "grows": lambda: (bytearray(700 << 20), threading.Event().wait(600)),
}


def misbehave(job: Job, settings: Settings, reader: PageReader, say: Callable[[PageDone], None]) -> Extracted | Failed:
    """Does what the document is called after, else reads it."""
    deed = DEEDS.get(Path(job.path).stem)
    if Path(job.path).stem == "turns":
        for done in range(1000):
            say(PageDone(done, 1000))
            time.sleep(0.1)
    if deed:
        deed()
    return read_isolated(job, settings, reader, say)
