"""Seconds by stage of one process with one thread: python -m bench.stages_of OUT.json FILE..."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

os.environ["OMP_NUM_THREADS"] = "1"

import cv2

import gouji
from gouji.ocr.engine.paddle import PaddleReader
from gouji.schemas.stages import take_spent


def main() -> None:
    """Writes {stage: seconds}; the models and word lists are loaded by a first document that is not counted."""
    cv2.setNumThreads(1)
    reader = PaddleReader(threads=1)
    out, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
    gouji.read(files[0], reader=reader)
    take_spent()
    for file in files:
        gouji.read(file, reader=reader)
    out.write_text(json.dumps(take_spent()))


if __name__ == "__main__":
    main()
