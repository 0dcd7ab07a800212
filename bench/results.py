"""The measurements as a table, a plot and a few sentences."""

from __future__ import annotations

import os
import platform
import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.contestants import PEERS, Result
from bench.pages import Paper
from bench.right import characters_wrong, figures_right, share

INSIDE = ("detection", "recognition")
WANTED = {"PaddleOCR": 3.0, "RapidOCR": 2.5, "OCRmyPDF": 3.0}
"""How many times as fast gouji with two workers shall be."""


@dataclass(frozen=True, slots=True)
class Measured:
    """The documents, what each program made of them, and gouji's seconds by stage."""

    papers: Sequence[Paper]
    results: Sequence[Result]
    stages: dict[str, float]

    @property
    def pages(self) -> int:
        """All pages of the documents."""
        return sum(p.pages for p in self.papers)

    @property
    def qualities(self) -> list[str]:
        """The qualities of scan, in the order in which they come."""
        return list(dict.fromkeys(p.quality for p in self.papers))


def write_results(measured: Measured, out: Path) -> None:
    """RESULTS.md and results.png in the folder `out`."""
    parts = [
        _head(measured),
        _speed(measured),
        _ratios(measured),
        _right(measured),
        _stages(measured),
        _notes(measured),
    ]
    out.mkdir(parents=True, exist_ok=True)
    (out / "RESULTS.md").write_text("\n\n".join(parts) + "\n", encoding="utf-8")
    _plot(measured, out / "results.png")


def _head(measured: Measured) -> str:
    cores = len(os.sched_getaffinity(0))
    made = ", ".join(f"{q}: {sum(p.pages for p in measured.papers if p.quality == q)}" for q in measured.qualities)
    return (
        "# gouji beside the others\n\nMade by `make bench`; every number of this file comes from one run. Machines differ: the ratios tell.\n\n"
        f"{measured.pages} pages in {len(measured.papers)} documents ({made}), tables and text. "
        f"{_processor()}, {cores} cores, Python {platform.python_version()}, onnxruntime {version('onnxruntime')}, "
        f"paddleocr {version('paddleocr')}.\n\n"
        "Time runs from the start of a program to its end, start-up and models included. gouji goes the whole way from the PDF to a checked "
        "record in an archive; the others stop at text."
    )


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", info.read_text(encoding="utf-8")) if info.is_file() else None
    return found.group(1).strip() if found else platform.processor() or "processor unknown"


def _done(measured: Measured) -> list[Result]:
    return [r for r in measured.results if not r.run.trouble]


def _speed(measured: Measured) -> str:
    rows = [
        "| program | pages/s | processor s a page | peak memory, all processes (MB) | largest process (MB) |",
        "|---|---|---|---|---|",
    ]
    for r in _done(measured):
        speed, cpu = measured.pages / r.run.seconds, r.run.cpu / measured.pages
        rows.append(f"| {r.name} | {speed:.3f} | {cpu:.2f} | {r.run.together:.0f} | {r.run.largest:.0f} |")
    return "## Speed\n\n" + "\n".join(rows)


def _ratios(measured: Measured) -> str:
    first = measured.results[0]
    rows = ["| beside | times as fast (2 workers) | wanted |", "|---|---|---|"]
    for r in _done(measured):
        if r.name in PEERS and not first.run.trouble:
            wanted = f"{WANTED[r.name]}" if r.name in WANTED else "–"
            rows.append(f"| {r.name} | {r.run.seconds / first.run.seconds:.2f} | {wanted} |")
    return "\n".join(rows) + "\n\n![pages a second and figures exactly right](results.png)"


def figures_of(result: Result, papers: Sequence[Paper]) -> float:
    """Percent of the figures of these documents that stand intact in the program's text."""
    return share([figures_right(result.texts.get(p.name, ""), p.text) for p in papers])


def _right(measured: Measured) -> str:
    names = measured.qualities
    rows = [
        f"| figures exactly right, % | {' | '.join([*names, 'all'])} | characters wrong, % |",
        "|---" * (len(names) + 3) + "|",
    ]
    for r in _done(measured):
        groups = [[p for p in measured.papers if p.quality == q] for q in names] + [list(measured.papers)]
        wrong = share([characters_wrong(r.texts.get(p.name, ""), p.text) for p in measured.papers])
        rows.append(f"| {r.name} | {' | '.join(f'{figures_of(r, g):.2f}' for g in groups)} | {wrong:.2f} |")
    return (
        "## Right\n\nThe share of the figures printed on the pages that stand intact in the text (for gouji: of the record), and of the characters "
        "that are lost or added, wherever they stand: programs order the cells of a table differently.\n\n"
        + "\n".join(rows)
    )


def _stages(measured: Measured) -> str:
    whole = sum(measured.stages.values())
    if not whole:
        return "## gouji's time by stage\n\nNot measured."
    rows = ["| stage | s a page | share |", "|---|---|---|"]
    rows += [
        f"| {name.replace('_', '-')} | {s / measured.pages:.3f} | {s / whole:.1%} |"
        for name, s in measured.stages.items()
    ]
    outside = 1 - sum(measured.stages.get(name, 0.0) for name in INSIDE) / whole
    return (
        "## gouji's time by stage\n\nOne process, one thread.\n\n"
        + "\n".join(rows)
        + f"\n\nOutside detection and recognition: {outside:.1%}."
    )


def _notes(measured: Measured) -> str:
    failed = [f"- {r.name} could not be measured: {r.run.trouble}" for r in measured.results if r.run.trouble]
    lines = [
        "- PaddleOCR reads the PDF itself with the same models as gouji and its own settings; its models for turned pages, unwarping and line "
        "direction cannot be had offline and are left out, which makes it faster.",
        "- RapidOCR reads pages drawn at 200 dots an inch; OCRmyPDF uses tesseract's chi_sim and all cores.",
        *failed,
    ]
    return "## Notes\n\n" + "\n".join(lines)


def _plot(measured: Measured, path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    done = _done(measured)
    names = [r.name for r in done]
    figure, (left, right) = plt.subplots(1, 2, figsize=(10, 0.5 * len(done) + 1.5), sharey=True)
    left.barh(
        names,
        [measured.pages / r.run.seconds for r in done],
        color=["#a33" if n.startswith("gouji") else "#888" for n in names],
    )
    left.set_xlabel("pages a second")
    right.barh(
        names,
        [figures_of(r, measured.papers) for r in done],
        color=["#a33" if n.startswith("gouji") else "#888" for n in names],
    )
    right.set_xlabel("figures exactly right, %")
    left.invert_yaxis()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
