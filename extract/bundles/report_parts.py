"""Divides a document into the documents of its reports, and the pages that belong to none."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from gouji.extract.bundles.block_features import block_features
from gouji.extract.bundles.page_blocks import page_blocks
from gouji.extract.bundles.sequence_model import most_probable_labels
from gouji.schemas.pages import NO_READER, Document, Page, document_kind, is_read_by_ocr


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
    runs = list(_runs(blocks, labels))
    readable = [run for run in runs if any(page.kind != "unreadable" for page in run)]
    outside = [block for block, label in zip(blocks, labels, strict=True) if label == "outside"]
    if not readable or (len(readable) == 1 and not any(page.kind != "unreadable" for page in outside)):
        return Division([document])
    lost = [page.number for run in runs if run not in readable for page in run]
    lost += [page.number for page in outside if page.kind == "unreadable"]
    held = {page.number for run in readable for page in run}
    others = sorted({page.number for page in outside if page.kind != "unreadable"} - held)
    front = [page for page in outside if page.number < readable[0][0].number]
    return Division([_part(run, document) for run in readable], others, sorted(lost), front)


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
