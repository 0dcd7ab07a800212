"""Real papers as pictures: python -m bench.rasterised PAPERS --work DIR [--part built|kept] [--only js07-p12] [-v].

`PAPERS` is a folder of public digital PDFs. A hundred of their pages, spread over all files, are drawn and worn by
`samples/degrade.py`, 25 of each quality; what is read of them is held against the PDF's own text layer. Counted are the
figures that are right, and of those that are not printed on the page how many no finding tells (silently wrong).
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pdfplumber
import pypdfium2 as pdfium
from pdfplumber.page import Page
from PIL import Image

import gouji
from gouji.ocr.document import read_document
from samples.degrade import degrade

FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
NUMBER_AND_YEAR = re.compile(r"(?<![\d.])(\d{1,2})\.(?=20\d\d年)")
"""The number of a heading that begins with a year: 4.2025年 is two figures."""
QUALITIES = ("office", "poor", "copy", "photo")
DPI = 200
MIN_FIGURES = 8
"""A page of fewer figures (a cover, a heading) says little."""
PAGES = {"built": (0, 60), "kept": (60, 100)}
MIN_INK = 40
"""Levels of grey between the lightest and the darkest dot of a character that is painted."""
SEEN = ("swwunit25-p9", "swwunit25-p12")
"""Pages that an earlier choice had shown: they are not kept unseen."""
SEED = 2026
OPEN = ("inconsistent", "unresolved", "misread")


@dataclass(frozen=True, slots=True)
class Worn:
    """A page that is drawn and worn: its file's name, where it comes from, how it is worn, the figures of its layer."""

    name: str
    paper: Path
    page: int
    quality: str
    figures: Counter[str]


def figures(text: str | None) -> Counter[str]:
    """Every figure of a text without its thousands commas, and how often."""
    plain = NUMBER_AND_YEAR.sub(r"\1. ", unicodedata.normalize("NFKC", text or ""))
    return Counter(t.replace(",", "") for t in FIGURE.findall(plain))


def chosen_pages(folder: Path, part: str) -> list[Worn]:
    """The pages of one part, the same for the same folder: the papers take turns, each gives its pages in a drawn order."""
    queues = [_pages(path) for path in sorted(folder.glob("*.pdf"))]
    turns = [queue[turn] for turn in range(max(map(len, queues))) for queue in queues if turn < len(queue)]
    start, end = PAGES[part]
    unseen = [page for k, page in enumerate(turns) if k < PAGES["built"][1] or f"{page[0].stem}-p{page[1]}" not in SEEN]
    picked = enumerate(unseen[:end])
    return [Worn(f"{p.stem}-p{n}", p, n, QUALITIES[i % 4], want) for i, (p, n, want) in picked if i >= start]


def _pages(path: Path) -> list[tuple[Path, int, Counter[str]]]:
    pictures = pdfium.PdfDocument(path)
    with pdfplumber.open(path) as pdf:
        layer = [figures(_painted(page, pictures[n]).extract_text(x_tolerance=1.5)) for n, page in enumerate(pdf.pages)]
    full = [(path, n, want) for n, want in enumerate(layer, 1) if sum(want.values()) >= MIN_FIGURES]
    order = np.random.default_rng([SEED, *path.stem.encode()]).permutation(len(full))
    return [full[i] for i in order]


def _painted(page: Page, picture: pdfium.PdfPage) -> Page:
    """The page without the print that no picture shows: beyond its edges, cut off, or white."""
    grey = picture.render(grayscale=True).to_numpy()  # one dot a point

    def shows(item: dict[str, Any]) -> bool:
        left, top, right, bottom = (max(0, round(item[key])) for key in ("x0", "top", "x1", "bottom"))
        dots = grey[top : bottom + 1, left : right + 1]
        return item["object_type"] != "char" or not item["text"].strip() or (dots.size > 0 and np.ptp(dots) >= MIN_INK)

    return page.dedupe_chars().filter(shows)


def draw(page: Worn, out: Path) -> Path:
    """The page as a PDF of one picture, as large as it was."""
    path = out / f"{page.name}-{page.quality}.pdf"
    if not path.exists():
        source = pdfium.PdfDocument(page.paper)[page.page - 1]
        clean = source.render(scale=DPI / 72, rev_byteorder=True).to_numpy()[..., :3]
        worn = degrade(np.ascontiguousarray(clean), page.quality, np.random.default_rng([SEED, *page.name.encode()]))
        Image.fromarray(worn.image).save(path, "PDF", resolution=DPI, quality=90)
    return path


def score(path: Path, page: Worn, kept: Path) -> tuple[Counter[str], list[str]]:
    """The counts of one worn page, and the figures that were lost or are not printed, a line each."""
    recorded = kept / f"{path.stem}.pickle"
    if not recorded.exists():
        recorded.write_bytes(pickle.dumps(read_document(path)))
    reports = gouji.understand_all(pickle.loads(recorded.read_bytes()), lang="zh")  # our own file
    records = [json.loads(r.model_dump_json()) for r in reports]
    read = Counter[str]()
    for record in records:
        read |= figures("\n".join(p["text"] or "" for p in record["document"]["pages"]))
    findings = [f for record in records for f in record["findings"] if f["status"] in OPEN]
    told = figures("\n".join(str(f[k]) for f in findings for k in ("message", "observed", "expected")))
    lost, added = page.figures - read, read - page.figures
    silent = [figure for figure in added.elements() if figure not in told]
    count = Counter(
        pages=1,
        figures=sum(page.figures.values()),
        right=sum((page.figures & read).values()),
        added=sum(added.values()),
        silent=len(silent),
        amounts_silent=sum("." in figure for figure in silent),
        contradictions=sum(f["status"] == "inconsistent" for f in findings),
    )
    count["doubts"] = len(findings) - count["contradictions"]
    lines = [f"lost {sorted(lost.elements())}, not printed {sorted(added.elements())}, silent {silent}"] * bool(
        lost or added
    )
    return count, lines + [f"CONTRADICTION {f['message']}" for f in findings if f["status"] == "inconsistent"]


def table(counts: dict[str, Counter[str]]) -> str:
    """The counts as a table of Markdown, a line a quality and the sum."""
    head = "| | pages | figures | right | % | not printed | of them silent | with a point | contradictions | doubts |"
    rows = [*counts.items(), ("all", sum(counts.values(), Counter[str]()))]
    lines = [
        f"| {name} | {c['pages']} | {c['figures']} | {c['right']} | {100 * c['right'] / max(1, c['figures']):.2f} | "
        f"{c['added']} | {c['silent']} | {c['amounts_silent']} | {c['contradictions']} | {c['doubts']} |"
        for name, c in rows
    ]
    return "\n".join([head, "|---" * 10 + "|", *lines])


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.rasterised", description="Reads real papers as worn pictures.")
    parser.add_argument("papers", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="where pictures and recognised pages are kept")
    parser.add_argument("--part", choices=PAGES, default="built")
    parser.add_argument("--only", help="pages whose name begins so")
    parser.add_argument("-v", action="store_true", dest="verbose")
    wanted = parser.parse_args()
    pages, kept = wanted.work / "pages", wanted.work / "recorded"
    for folder in (pages, kept):
        folder.mkdir(parents=True, exist_ok=True)
    counts: dict[str, Counter[str]] = {}
    for page in chosen_pages(wanted.papers, wanted.part):
        if wanted.only and not page.name.startswith(wanted.only):
            continue
        count, lines = score(draw(page, pages), page, kept)
        counts.setdefault(page.quality, Counter()).update(count)
        if wanted.verbose and lines:
            print(f"## {page.name} ({page.quality})", *lines, sep="\n   ", flush=True)
    print(table(counts))


if __name__ == "__main__":
    main()
