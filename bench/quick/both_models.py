"""A recogniser that keeps what both models read in every line image, and what each of them took."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.protocol import Image, Quad, Recognition, RecognizedChar

TABLE = "create table if not exists {} (image text primary key, kept text)"


@dataclass(frozen=True, slots=True)
class Pair:
    """What the full and the quick model read in one line image, and the processor seconds of each."""

    full: Recognition
    quick: Recognition
    full_seconds: float
    quick_seconds: float


class BothModels(PaddleReader):
    """Reads every line image once in its life, with both models, and answers as either. `spent` counts the seconds of the
    answers given and how many there were."""

    def __init__(self, store: Path, *, quick: bool) -> None:
        super().__init__(threads=1, quick=quick)
        self._kept = sqlite3.connect(store, timeout=600, isolation_level=None)
        for name in ("pairs", "quads"):
            self._kept.execute(TABLE.format(name))
        self.spent: Counter[str] = Counter()
        self.seen: list[str] = []
        """The line images of this reader's answers."""
        self.reading_seconds = 0.0
        """What it took to read what was not kept."""

    def find_lines(self, image: Image) -> list[Quad]:
        """The lines of a page, detected once."""
        key = _key(image)
        kept = self._get("quads", key)
        if kept is None:
            started = time.thread_time()
            quads = super().find_lines(image)
            kept = [[quad.tolist() for quad in quads], time.thread_time() - started]
            self.reading_seconds += kept[1]
            self._put("quads", key, kept)
        self.spent["detection"] += kept[1]
        return [np.array(quad) for quad in kept[0]]

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """As the full model reads them."""
        pairs = [self.pair(image) for image in images]
        self.spent += Counter({"full": sum(p.full_seconds for p in pairs), "full images": len(pairs)})
        return [pair.full for pair in pairs]

    def read_quickly(self, images: Sequence[Image]) -> list[Recognition]:
        """As the quick model reads them."""
        pairs = [self.pair(image) for image in images]
        self.spent += Counter({"quick": sum(p.quick_seconds for p in pairs), "quick images": len(pairs)})
        return [pair.quick for pair in pairs]

    def pair(self, image: Image) -> Pair:
        """What both models read."""
        key = _key(image)
        self.seen.append(key)
        kept = self._get("pairs", key)
        if kept is None:
            kept = []
            for read in (super().read_crops, super().read_quickly):
                started = time.thread_time()
                kept += [_row(read([image])[0]), time.thread_time() - started]
                self.reading_seconds += kept[-1]
            self._put("pairs", key, kept)
        return _pair(kept)

    def pairs(self) -> Iterator[Pair]:
        """The pairs of all images that this reader was asked, each once."""
        for key in dict.fromkeys(self.seen):
            yield _pair(self._get("pairs", key))

    def _get(self, table: str, key: str) -> Any:
        row = self._kept.execute(f"select kept from {table} where image = ?", (key,)).fetchone()
        return json.loads(row[0]) if row else None

    def _put(self, table: str, key: str, kept: Any) -> None:
        self._kept.execute(f"insert or replace into {table} values (?, ?)", (key, json.dumps(kept, ensure_ascii=False)))


def _key(image: Image) -> str:
    digest = hashlib.blake2b(np.ascontiguousarray(image).tobytes(), digest_size=16)
    digest.update(str(image.shape).encode())
    return digest.hexdigest()


def _row(reading: Recognition) -> list[Any]:
    return [[[c.char, c.prob, c.alternatives, c.left, c.right] for c in reading.chars], reading.gaps]


def _pair(kept: Any) -> Pair:
    full, full_seconds, quick, quick_seconds = kept
    return Pair(_reading(full), _reading(quick), full_seconds, quick_seconds)


def _reading(row: Any) -> Recognition:
    chars = [RecognizedChar(c, p, tuple((o, q) for o, q in others), x0, x1) for c, p, others, x0, x1 in row[0]]
    return Recognition(chars, [(at, char, prob) for at, char, prob in row[1]])
