"""The programs that are compared, and how each runs over the same files. Each peer has its own environment under
build/peers."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.meter import Run, measured
from bench.model_folder import model_folder
from bench.pages import ROOT, Paper

PEERS = {
    "PaddleOCR": "paddleocr",
    "RapidOCR": "rapidocr",
    "OCRmyPDF": "ocrmypdf",
    "docling": "docling",
}
"""What is shown, and the environment and script of the same name."""

LIMIT = 900.0
"""Seconds after which a program is given up."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a program cost, and the text of each document by its name."""

    name: str
    run: Run
    texts: dict[str, str]


def gouji(papers: Sequence[Paper], folder: Path, workers: int) -> Result:
    """The whole way, from files to checked records in an archive."""
    place = fresh(folder / f"gouji-{workers}")
    given = fresh(place / "given")
    for paper in papers:
        shutil.copyfile(paper.path, given / paper.path.name)
    archive = place / "archive.db"
    command = [
        sys.executable,
        "-m",
        "gouji",
        "ingest",
        str(given),
        "--archive",
        str(archive),
        "--workers",
        str(workers),
        "--lang",
        "en",
    ]
    run = measured(["env", "-C", str(ROOT), *command], place, LIMIT)
    return Result(f"gouji, {workers} worker{'s' * (workers > 1)}", run, _records(archive) if archive.is_file() else {})


def _records(archive: Path) -> dict[str, str]:
    """The text of each record's pages."""
    found = (json.loads(row[0]) for row in sqlite3.connect(archive).execute("select json from records"))
    return {
        Path(r["document"]["source"]).stem: "\n".join(page["text"] for page in r["document"]["pages"]) for r in found
    }


def peer(name: str, papers: Sequence[Paper], folder: Path) -> Result:
    """A peer with its own settings; its texts are what it wrote."""
    key = PEERS[name]
    place = fresh(folder / key)
    python = ROOT / "build" / "peers" / key / "bin" / "python"
    if not python.is_file():
        return Result(name, Run(trouble=f"not installed (make bench-{key})"), {})
    script = ROOT / "bench" / "peers" / f"{key}_pages.py"
    command = [
        str(python),
        str(script),
        str(model_folder(folder / "models")),
        str(place),
        *(str(p.path) for p in papers),
    ]
    run = measured(command, place, LIMIT)
    return Result(
        name,
        run,
        {p.name: (place / f"{p.name}.txt").read_text("utf-8") for p in papers if (place / f"{p.name}.txt").is_file()},
    )


def stages(papers: Sequence[Paper], folder: Path) -> dict[str, float]:
    """Seconds of one process by stage over the same files, without loading."""
    place = fresh(folder / "stages")
    command = [sys.executable, "-m", "bench.stages_of", str(place / "stages.json"), *(str(p.path) for p in papers)]
    run = measured(["env", "-C", str(ROOT), *command], place, LIMIT)
    told: dict[str, float] = {} if run.trouble else json.loads((place / "stages.json").read_text())
    return told


def fresh(folder: Path) -> Path:
    """The folder, empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
