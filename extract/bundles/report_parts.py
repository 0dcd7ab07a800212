"""Divides a document into the documents of its reports, and the pages that belong to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from gouji.extract.bundles.block_features import block_features
from gouji.extract.bundles.page_blocks import is_form_title, page_blocks
from gouji.extract.bundles.sequence_model import most_probable_labels
from gouji.extract.bundles.title_lines import title_lines
from gouji.extract.bundles.word_classes import body_classes
from gouji.schemas.pages import NO_READER, Document, Page, document_kind, is_read_by_ocr

EVALUATION_CLASSES = ("evaluation", "indicator", "achieved")
MIN_EVALUATION_WORDS = 3
"""A report without a legible title uses at least so many words of evaluation: indicators, points, rates."""


@dataclass(slots=True)
class Division:
    """The documents of the reports, in order. `front` are the pages before all of them. `others` are the numbers of
    pages that hold no self-evaluation, `lost` those of unreadable pages that belong to no report that was read."""

    parts: list[Document]
    others: list[int] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)
    front: list[Page] = field(default_factory=list)


def divide(document: Document) -> Division:
    """The reports of a document. A document in which none is found is one report: nobody knows what else it is."""
    printed = [page for page in document.pages if page.kind != "blank"]
    if any(page.kind == "text" for page in printed):
        return Division([document])
    blocks = page_blocks(replace(document, pages=printed))
    labels = most_probable_labels(block_features(blocks))
    runs = [run for run in _runs(blocks, labels) if _speaks_of_evaluation(run)]
    held = {id(block) for run in runs for block in run}
    outside = [block for block in blocks if id(block) not in held]
    others = {page.number for page in outside if page.kind != "unreadable"}
    if not runs or (len(runs) == 1 and not others):
        return Division([document])
    lost = sorted(page.number for page in outside if page.kind == "unreadable")
    front = [page for page in outside if page.number < runs[0][0].number]
    others -= {page.number for run in runs for page in run}
    return Division([_part(run, document) for run in runs], sorted(others), lost, front)


def _speaks_of_evaluation(run: list[Page]) -> bool:
    """Whether the pages say that they are a report of this kind, by their title or by their words."""
    titled = any(is_form_title(title) for page in run for title in title_lines(page))
    words = (line.text for page in run for line in page.lines)
    cells = ("".join(x.text for x in cell.lines) for page in run for grid in page.tables for cell in grid.cells)
    spoken = body_classes("\n".join([*words, *cells]))
    return titled or sum(spoken[kind] for kind in EVALUATION_CLASSES) >= MIN_EVALUATION_WORDS


def _runs(blocks: list[Page], labels: list[str]) -> Iterator[list[Page]]:
    """The blocks of each report."""
    run: list[Page] = []
    for block, label in zip(blocks, labels, strict=True):
        if label == "continues":
            run.append(block)
            continue
        if run:
            yield run
        run = [block] if label == "begins" else []
    if run:
        yield run


def _part(run: list[Page], document: Document) -> Document:
    """The report as a document of its own, with the blank pages between its pages."""
    first, last = run[0].number, run[-1].number
    blank = [page for page in document.pages if page.kind == "blank" and first < page.number < last]
    pages = sorted([*_whole_pages(run, document), *blank], key=lambda page: page.number)
    reader = document.reader if is_read_by_ocr(pages) else NO_READER
    return replace(document, kind=document_kind(pages), pages=pages, reader=reader)


def _whole_pages(run: list[Page], document: Document) -> list[Page]:
    """The pages of a report. A page that was cut, though all of it belongs to this report, is whole again."""
    originals = {page.number: page for page in document.pages}
    out = []
    for number, group in groupby(run, key=lambda page: page.number):
        blocks = list(group)
        lines, tables = [x for b in blocks for x in b.lines], [t for b in blocks for t in b.tables]
        whole = sum(len(grid.cells) for grid in tables) == sum(len(g.cells) for g in originals[number].tables)
        same = whole and len(lines) == len(originals[number].lines)
        out.append(originals[number] if same else replace(blocks[0], lines=lines, tables=tables))
    return out
