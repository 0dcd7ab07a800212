"""Measures the correction of misread words on clean texts and on the same texts misread on purpose.

    python -m bench.corrections.measure --source s04 [--source s19 …] [--texts FOLDER] [-v]

Each source, or the `.txt` files of a folder, gives a row for each limit of belief: clean texts that would be changed,
misread characters that would be restored, and words that would be mended wrongly.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from math import exp
from pathlib import Path

from bench.corrections.clean_texts import CleanText, clean_text, clean_texts
from bench.corrections.examples import Example, Examples, examples
from gouji.normalize.text.correction_belief import correction_belief
from gouji.normalize.text.misread_words import MAX_CONFIDENCE, MIN_BELIEF, MIN_DOUBT
from gouji.schemas.misread_share import MisreadShare

ODDS = (0.0, 1.0, 2.0, 2.5, 3.0, 3.5, 4.0, 5.0)
"""Logarithms of the odds that are tried as limits besides those in use."""
Judged = tuple[Example, float]


def row(limit: float, documents: int, misread: int, judged: list[Judged]) -> str:
    """What happens at one limit."""
    kept = [e for e, belief in judged if belief >= limit]
    touched = len({(e.document.source, e.document.name) for e in kept if e.clean})
    changed = [sum(a != b for a, b in zip(e.text, e.printed, strict=True)) and e for e in kept if not e.clean]
    right = sum(_restored(e) for e in changed if e and e.right)
    wrong = sum(not e.right for e in kept if not e.clean)
    return f"{limit:.3f}: {touched} of {documents} clean texts, {right / max(1, misread):.1%} restored, {wrong} wrong"


def _restored(e: Example) -> int:
    start, end = e.proposal.start, e.proposal.end
    return sum(a != b for a, b in zip(e.text[start:end], e.proposal.new, strict=True))


def measured(documents: list[CleanText]) -> tuple[int, list[Judged]]:
    """The number of misread characters, and every proposal with the belief in it."""
    found: list[Examples] = [examples(document, "measure") for document in documents]
    return sum(each.misread for each in found), [judged for each in found for judged in _believed(each)]


def _believed(found: Examples) -> Iterator[Judged]:
    """Yields each proposal with the belief in it, by the signs of its document as it is and as it was misread each time."""
    beliefs = [correction_belief(e.text, e.proposal, e.lexicon) for e in found.found]
    shares: dict[int, MisreadShare] = {}
    for e, belief in zip(found.found, beliefs, strict=True):
        share = shares.setdefault(e.round, MisreadShare(sum(map(len, e.document.paragraphs))))
        if belief >= MIN_BELIEF:
            share.signs[_sign(e)] = min(belief, MAX_CONFIDENCE)
    for e, belief in zip(found.found, beliefs, strict=True):
        yield e, shares[e.round].believed(belief, *_sign(e))


def _sign(e: Example) -> tuple[str, str]:
    return e.text[e.proposal.start : e.proposal.end], e.proposal.new


def _documents(args: argparse.Namespace) -> Iterator[tuple[str, list[CleanText]]]:
    for source in args.source:
        yield source, list(clean_texts(source))
    for folder in args.texts:
        yield str(folder), [clean_text(path) for path in sorted(folder.glob("*.txt"))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", action="append", default=[])
    parser.add_argument("--texts", action="append", type=Path, default=[])
    parser.add_argument("-v", action="store_true", help="every word of a clean text that would be changed or doubted")
    args = parser.parse_args()
    documents, misread, judged = 0, 0, list[Judged]()
    for name, texts in _documents(args):
        count, found = measured(texts)
        documents, misread, judged = documents + len(texts), misread + count, judged + found
        print(name, row(MIN_BELIEF, len(texts), count, found))
    for limit in sorted({MIN_BELIEF, MIN_DOUBT, *(1 / (1 + exp(-odds)) for odds in ODDS)}):
        print("all", row(limit, documents, misread, judged))
    for e, belief in judged if args.v else ():
        if e.clean and belief >= MIN_DOUBT:
            start, end = e.proposal.start, e.proposal.end
            around = e.text[max(0, start - 6) : end + 6]
            print(f"{e.document.source}/{e.document.name}", around, e.text[start:end], e.proposal.new, f"{belief:.3f}")


if __name__ == "__main__":
    main()
