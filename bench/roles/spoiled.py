"""What is left of the columns when the heads cannot be read: python -m bench.roles.spoiled [--forms N] [--share 30,45].

Of the heads of generated forms a share of the characters is replaced by others, as a recogniser replaces them under a seal or
on a fax: with a probability between 0.2 and 0.95, and in a quarter of the cases with the right character among the
alternatives. A column counts as right if it has the role that it has when all heads are whole, as wrong if it has another
role that the record keeps, and else as not taken.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bench.roles.labelled import LabelledTable, generated
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.head_words import SPURIOUS
from gouji.extract.roles.heads import Head, find_heads
from gouji.schemas.glyph import Glyph
from gouji.schemas.traced import Traced
from gouji.tables.cell_grid import CellGrid

LEAST, MOST = 0.2, 0.95
"""How sure a recogniser is of a character that it misread."""
SEEN = 0.25
"""The share of misread characters of which the right one is among the alternatives, and how likely it is there."""
SEEN_PROBABILITY = 0.1


def spoiled(table: LabelledTable, share: float, dice: random.Random, letters: Sequence[str]) -> CellGrid:
    """The table with that share of the characters of its heads replaced."""
    rows = {row for head in table.heads for row in range(head.first, head.body)}
    cells = [
        replace(cell, text=_spoil(cell.text, share, dice, letters)) if cell.row in rows else replace(cell)
        for cell in table.sheet.cells
    ]
    return CellGrid(table.sheet.page, table.sheet.box, cells, {}, 0, 0).reindexed()


def _spoil(text: Traced, share: float, dice: random.Random, letters: Sequence[str]) -> Traced:
    glyphs = []
    for char in text.text:
        if SPURIOUS.match(char) or dice.random() >= share:
            glyphs.append(Glyph(char, 0.99))
            continue
        others = ((char, SEEN_PROBABILITY),) if dice.random() < SEEN else ()
        glyphs.append(Glyph(dice.choice(letters), round(dice.uniform(LEAST, MOST), 2), others))
    return Traced.of(glyphs)


def counted(tables: Sequence[LabelledTable], share: float, seed: int) -> Counter[str]:
    """How many columns are right, wrong, and not taken."""
    grammar = load_grammar()
    letters = sorted(
        {char for words in (*grammar.heads.values(), *grammar.names.values()) for word in words for char in word}
    )
    dice = random.Random(seed)
    out: Counter[str] = Counter()
    for table in tables:
        found = find_heads(spoiled(table, share, dice, letters), grammar)
        for head in table.heads:
            again = next((each for each in found if each.body == head.body), None)
            for column in (c for c in head.columns if c.role is not None and grammar.roles[c.role].field is not None):
                role = _role_at(again, column.left, column.right) if again else None
                kept = role is not None and grammar.roles[role].field is not None
                out["right" if role == column.role else "wrong" if kept else "not taken"] += 1
    return out


def _role_at(head: Head, left: float, right: float) -> str | None:
    middle = (left + right) / 2
    return next((column.role for column in head.columns if column.left < middle < column.right), None)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.roles.spoiled", description="Columns under heads that cannot be read.")
    parser.add_argument("--forms", type=int, default=60, help="so many generated forms (60)")
    parser.add_argument("--seed", type=int, default=77, help="another seed, other forms (77)")
    parser.add_argument("--share", default="0,15,30,45,60", help="percent of the characters of the heads")
    asked = parser.parse_args()
    tables = list(generated(asked.forms, asked.seed))
    print("| characters spoiled | columns | right | wrong | not taken |\n|---|---|---|---|---|")
    for share in map(int, asked.share.split(",")):
        count = counted(tables, share / 100, asked.seed)
        whole = sum(count.values())
        cells = (f"{100 * count[kind] / whole:.1f} %" for kind in ("right", "wrong", "not taken"))
        print(f"| {share} % | {whole} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
