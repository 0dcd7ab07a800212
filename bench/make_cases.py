"""Generates report documents with their ground truth, for measuring.

    python -m bench.make_cases --out DIR --count N --seed S [--form table|narrative|mixed] [--layout NAME]
                               [--quality office,poor,copy,fax,photo,digital,layered,text] [--errors K]
                               [--turn 0,90,180,270] [--topic NAME] [--fonts DIR]

Each case is DIR/<id>/input.pdf (`text`: input.txt) and truth.json, in the format of the scorer. The same arguments give
the same files. `digital` and `layered` need the package fpdf2.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from bench.cases.case import QUALITIES, Order, make_case
from bench.cases.topics import topic_names
from bench.cases.writer import FORMS, layouts
from samples.fonts import MissingFont


def orders(asked: argparse.Namespace, forms: list[str], qualities: list[str], turns: list[int]) -> list[Order]:
    """The cases in order: forms, qualities and rotations alternate, so that every prefix is a mixture. KeyError for an
    unknown layout."""
    layout = asked.layout
    fit = [form for form in forms if layout is None or layout in layouts(form)]
    if not fit:
        raise KeyError(layout)
    return [
        Order(
            n, asked.seed, fit[n % len(fit)], qualities[(n // len(fit)) % len(qualities)], asked.errors,
            layout, asked.topic, turns[(n // len(fit)) % len(turns)],
        )
        for n in range(asked.count)
    ]  # fmt: skip


def main() -> int:
    """The command line; 0 when all was made, 2 when a typeface is missing or an argument does not fit."""
    asked = _parser().parse_args()
    qualities = asked.quality.split(",")
    if unknown := [q for q in qualities if q not in QUALITIES]:
        print(f"no such quality: {', '.join(unknown)}; take some of {', '.join(QUALITIES)}", file=sys.stderr)
        return 2
    try:
        for order in orders(
            asked, [asked.form] if asked.form else list(FORMS), qualities, [int(turn) for turn in asked.turn.split(",")]
        ):
            folder = make_case(order, asked.out, asked.fonts)
            print(f"{folder.name}: {next(folder.glob('input.*')).stat().st_size // 1000} kB")
    except MissingFont as missing:
        print(missing, file=sys.stderr)
        return 2
    except KeyError as unknown_layout:
        print(
            f"no such layout: {unknown_layout}; take one of {', '.join(n for f in FORMS for n in layouts(f))}",
            file=sys.stderr,
        )
        return 2
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="bench.make_cases", description="Makes fictional reports with their truth.")
    parser.add_argument("--out", type=Path, required=True, help="the folder that the cases go to")
    parser.add_argument("--count", type=int, default=10, help="how many cases (10)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other reports (1)")
    parser.add_argument("--form", choices=FORMS, help="only reports of this form")
    parser.add_argument("--layout", help="only this layout")
    parser.add_argument("--quality", default="office", help=f"some of {','.join(QUALITIES)}, by commas (office)")
    parser.add_argument("--errors", type=int, default=0, help="genuine errors a document (0)")
    parser.add_argument(
        "--turn", default="0", help="degrees clockwise that the pages of a scan lie turned, by commas (0)"
    )
    parser.add_argument("--topic", choices=topic_names(), help="only this topic")
    parser.add_argument("--fonts", type=Path, help="a folder with the fonts; without it those of the system")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
