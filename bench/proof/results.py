"""The numbers of the experiment as a page, and the reliability diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from bench.proof.measure import ErrorRow, FigureRow, Measured, RelationRow

Row = TypeVar("Row")
SURE = 0.9
BINS = 10
RUINED = frozenset({"fax", "coarse"})
"""Qualities beside the four of the experiment: to see what becomes of figures that can hardly be read."""
UNLISTED = frozenset({"table-narrative", "target-direction"})
"""Rules that the truth does not list: the generator prints one rate under the same name in table and prose, drawn twice."""


def markdown(measured: dict[str, list[Measured]], command: str, damaged: list[str], signs: int) -> str:
    """The page: what was measured, by quality and in total, and each thing that went wrong."""
    documents = [m for each in measured.values() for m in each]
    qualities = list(dict.fromkeys(m.quality for m in documents))
    groups = [(q, [m for m in documents if m.quality == q]) for q in qualities]
    clear = [m for m in documents if m.quality not in RUINED]
    groups += [("the four", clear)] if len(clear) < len(documents) else []
    groups.append(("total", documents))
    head = "| | " + " | ".join(name for name, _ in groups) + " |\n|---|" + "---:|" * len(groups) + "\n"
    rows = "".join(f"| {name} | " + " | ".join(tell(each) for _, each in groups) + " |\n" for name, tell in _lines())
    text = f"# Evidence: misread, inconsistent, or unresolved\nMade by `{command}`; what the words mean stands in `bench/proof/`.\n"
    text += "Documents share no topic, layout or seed with those that the probabilities were calibrated on.\n\n"
    text += (
        head + rows + f"\nRight characters damaged by correction, over {signs} signs of true text: **{len(damaged)}**"
    )
    text += (": " + "; ".join(sorted(set(damaged))[:20]) if damaged else "") + "\n\n![reliability](evidence.png)\n"
    return (
        text
        + "\n## Errors by kind\n"
        + _by_kind(documents)
        + "\n## What went wrong\n"
        + "\n".join(_wrong(documents))
        + "\n"
    )


def _lines() -> list[tuple[str, Callable[[Sequence[Measured]], str]]]:
    return [
        ("documents", lambda ms: str(len(ms))),
        ("figures", lambda ms: str(len(_figures(ms)))),
        ("misread", lambda ms: _count(_figures(ms), lambda f: not f.read)),
        ("wrong before tying out", lambda ms: _count(_figures(ms), lambda f: not f.before)),
        ("wrong after", lambda ms: _count(_figures(ms), lambda f: not f.after)),
        ("first look wrong, in a relation", lambda ms: _count(_figures(ms), lambda f: not f.said and f.related)),
        ("… right in the record", lambda ms: _count(_figures(ms), lambda f: not f.said and f.related and f.after)),
        ("misread, in a relation", lambda ms: _count(_figures(ms), lambda f: not f.read and f.related)),
        ("… repaired", lambda ms: _count(_figures(ms), lambda f: not f.before and f.after and f.related)),
        (
            "… told as unresolved or misread",
            lambda ms: _count(_figures(ms), lambda f: not f.read and f.related and not f.after and f.touched),
        ),
        ("right figures damaged", lambda ms: _count(_figures(ms), lambda f: f.before and not f.after)),
        ("silently wrong (sure ≥ 0.9, no finding)", lambda ms: _count(_figures(ms), silent)),
        ("calibration error (ECE)", lambda ms: f"{calibration_error(_figures(ms)):.4f}"),
        ("genuine errors", lambda ms: str(len(_errors(ms)))),
        ("… found", lambda ms: _count(_errors(ms), lambda e: e.fate == "found")),
        ("… unresolved", lambda ms: _count(_errors(ms), lambda e: e.fate == "unresolved")),
        ("… masked", lambda ms: _count(_errors(ms), lambda e: e.fate == "masked")),
        ("… missed (its relation was not read)", lambda ms: _count(_errors(ms), lambda e: e.fate == "missed")),
        ("relations checked", lambda ms: str(len(_relations(ms)))),
        ("false alarms", lambda ms: _count(_relations(ms), alarm)),
        (
            "sound but unresolved",
            lambda ms: _count(_relations(ms), lambda r: r.status == "unresolved" and r.holds is not False),
        ),
    ]


def _figures(ms: Sequence[Measured]) -> list[FigureRow]:
    return [f for m in ms for f in m.figures]


def _relations(ms: Sequence[Measured]) -> list[RelationRow]:
    return [r for m in ms for r in m.relations if r.rule not in UNLISTED]


def _errors(ms: Sequence[Measured]) -> list[ErrorRow]:
    return [e for m in ms for e in m.errors]


def _count(rows: Sequence[Row], fits: Callable[[Row], bool]) -> str:
    number = sum(fits(row) for row in rows)
    return f"{number} ({number / len(rows):.2%})" if rows else "0"


def silent(figure: FigureRow) -> bool:
    """Wrong, sure, and nothing says so."""
    return not figure.after and not figure.touched and figure.sure >= SURE


def alarm(relation: RelationRow) -> bool:
    """Called a contradiction, where no genuine error broke it."""
    return relation.status == "inconsistent" and not (relation.holds is False and relation.spoiled)


def calibration_error(figures: Sequence[FigureRow]) -> float:
    """The mean distance of confidence and share of right ones over ten equal bins, weighted by their figures.

    A figure that tying out corrected counts with its final text.
    """
    bins: dict[int, list[FigureRow]] = {}
    for figure in figures:
        bins.setdefault(min(BINS - 1, int(figure.sure * BINS)), []).append(figure)
    gaps = (abs(sum(f.sure for f in rows) - sum(_right(f) for f in rows)) for rows in bins.values())
    return sum(gaps) / max(1, len(figures))


def _right(figure: FigureRow) -> bool:
    return figure.after if figure.now != figure.was else figure.read


def _by_kind(documents: Sequence[Measured]) -> str:
    kinds: dict[str, Counter[str]] = {}
    for error in _errors(documents):
        kinds.setdefault(error.kind, Counter())[error.fate] += 1
    fates = ("found", "unresolved", "masked", "missed")
    rows = "".join(
        f"| {kind} | " + " | ".join(str(fate[f]) for f in fates) + " |\n" for kind, fate in sorted(kinds.items())
    )
    return "| kind | " + " | ".join(fates) + " |\n|---|" + "---:|" * len(fates) + "\n" + rows


def _wrong(documents: Sequence[Measured]) -> Iterable[str]:
    for m in documents:
        yield from (
            f"- {m.name}: false alarm {r.rule} {r.subject}: {r.equation}"
            for r in m.relations
            if alarm(r) and r.rule not in UNLISTED
        )
        yield from (
            f"- {m.name}: silently wrong {f.pointer}: page {f.printed}, record {f.now}" for f in m.figures if silent(f)
        )
        yield from (
            f"- {m.name}: damaged {f.pointer}: page {f.printed}, record {f.now}"
            for f in m.figures
            if f.before and not f.after
        )
        yield from (
            f"- {m.name}: {e.fate} {e.rule} ({e.kind}): {e.printed} {e.told}".rstrip()
            for e in m.errors
            if e.fate != "found"
        )


def reliability(documents: Sequence[Measured], path: Path) -> None:
    """The diagram: of figures told with such a confidence, the share that is right; and how many there are."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    figures = _figures(documents)
    figure, (upper, lower) = pyplot.subplots(2, 1, figsize=(5, 6), sharex=True, height_ratios=[3, 1])
    for label, of in (("reader", lambda f: f.raw), ("record", lambda f: f.sure)):
        points = []
        for n in range(BINS):
            rows = [f for f in figures if min(BINS - 1, int(of(f) * BINS)) == n]
            if rows:
                right = sum(f.read if label == "reader" else _right(f) for f in rows) / len(rows)
                points.append((sum(of(f) for f in rows) / len(rows), right, len(rows)))
        upper.plot([p[0] for p in points], [p[1] for p in points], "o-", label=label)
        lower.semilogy([p[0] for p in points], [p[2] for p in points], "o-")
    upper.plot([0, 1], [0, 1], "k:", linewidth=1)
    upper.set_ylabel("share read right")
    upper.legend()
    lower.set_xlabel("confidence")
    lower.set_ylabel("figures")
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    pyplot.close(figure)
