"""A made-up document is read once; after that its recording and the second looks that were taken are replayed."""

from __future__ import annotations

import gzip
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gouji.ocr.document import read_document
from gouji.ocr.engine.protocol import PageReader
from gouji.ocr.recording import _line_from_json, _line_to_json, read_recording, write_recording
from gouji.ocr.reopen import restore_rereading
from gouji.schemas.glyph import Box
from gouji.schemas.pages import Document, Line, SecondLook

RECORDING, LOOKS = "recording.json.gz", "looks.json.gz"


@dataclass(slots=True)
class KeptLook:
    """A second look that remembers what it saw; `seen` is shared by all pages of the document."""

    inner: SecondLook
    page: int
    seen: dict[str, Any]

    def __call__(self, box: Box) -> list[tuple[str, Line]]:
        """From memory where this place was looked at before."""
        key = f"{self.page}:{','.join(f'{v:.1f}' for v in box)}"
        if key not in self.seen:
            self.seen[key] = [[way, _line_to_json(line)] for way, line in self.inner(box)]
        return [(way, _line_from_json(row)) for way, row in self.seen[key]]


@dataclass(slots=True)
class Replay:
    """The document of a case, and its looks so far."""

    folder: Path
    document: Document
    seen: dict[str, Any]
    known: int

    def keep(self) -> None:
        """Writes the looks down if new ones were taken."""
        if len(self.seen) > self.known:
            text = json.dumps(self.seen, ensure_ascii=False, separators=(",", ":"))
            (self.folder / LOOKS).write_bytes(gzip.compress(text.encode("utf-8"), mtime=0))
            self.known = len(self.seen)


def record(folder: Path, reader: PageReader) -> None:
    """Reads the case's input, unless that was done before."""
    if not (folder / RECORDING).is_file():
        write_recording(read_document(folder / "input.pdf", reader=reader), folder / RECORDING)


def replay(folder: Path, reader: PageReader) -> Replay:
    """The document as it was read, with second looks that are taken from the input where they were not taken yet."""
    record(folder, reader)
    document = read_recording(folder / RECORDING)
    restore_rereading(document, folder / "input.pdf", reader)
    kept = folder / LOOKS
    seen: dict[str, Any] = json.loads(gzip.decompress(kept.read_bytes())) if kept.is_file() else {}
    for page in document.pages:
        if page.look:
            page.look = KeptLook(page.look, page.number, seen)
    return Replay(folder, document, seen, len(seen))
