"""Counts the weights of extract/roles: python -m bench.roles.fit [--forms N] [TEXT.txt ...].

Counted on generated forms and on labelled texts (those of the sources for fitting, unless others are named): the wording
of heads and of rows by role, what stands in the cells of each role, which role stands behind which, and the letters of
formulas. Written into extract/roles/weights.tsv, a row a count.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from bench.roles.labelled import LabelledTable, generated, texts
from gouji.extract.roles.cell_types import cell_type
from gouji.extract.roles.columns import LETTERS
from gouji.extract.roles.grammar import load_grammar
from gouji.extract.roles.head_words import bare
from gouji.extract.roles.rows import LEAD

ROOT = Path(__file__).parents[2]
WEIGHTS = ROOT / "extract" / "roles" / "weights.tsv"
FITTING = ("s01", "s02", "s03")
NOTE = "# Counted by bench/roles/fit.py on {tables} labelled tables: how often the value was seen where the form has the role."
SURE = 0.9
MIN_LABELS = 2
"""So many columns of a head must be known by truth."""
MAX_COUNT = 60
"""A wording, or a cell of one look, counts so often at the most: generated forms repeat themselves."""

Counts = Counter[tuple[str, str, str]]


def counts(tables: Iterable[LabelledTable]) -> tuple[Counts, int]:
    """All counts, and the number of tables."""
    out: Counts = Counter()
    seen = 0
    for table in tables:
        seen += 1
        ends = [*(head.first for head in table.heads[1:]), table.sheet.rows][: len(table.heads)]
        for head, end in zip(table.heads, ends, strict=True):
            labels = table.labels(head, end)
            if sum(label is not None for label in labels) < MIN_LABELS:
                continue  # a row that was taken for a head
            roles = [
                _role(label, column.role, column.probability)
                for label, column in zip(labels, head.columns, strict=True)
            ]
            for row in (r for r in range(head.body, end) if table.rows.get(r) in ("total", "source")):
                words = [cell.words for cell in table.sheet.own(row) if cell_type(cell.words) in ("words", "top")]
                name = bare(LEAD.sub("", words[-1])) if words else ""
                if head.kind == "money" and name in load_grammar().names[table.rows[row]]:
                    out["names", table.rows[row], name] += 1
            before = ""
            for column, role in zip(head.columns, roles, strict=True):
                out[f"order {head.kind}", before, role] += 1
                before = role
                if role == "other":
                    continue
                word = bare(column.heads[-1].words)
                others = any(word in words for other, words in load_grammar().heads.items() if other != role)
                listed = word in load_grammar().heads.get(role, ())
                if word and (listed or not others) and cell_type(word) in ("words", "top", "level", "grade"):
                    out["heads", role, word] += 1
                if letters := LETTERS.search(column.words):
                    found = letters["letters"]
                    formula = "formula" if len(found) > 1 and any(s in found for s in "/÷") else found[0]
                    out["letters", role, formula] += 1
                for row in range(head.body, end):
                    cell = table.sheet.under(row, column.left, column.right)
                    if cell is not None and cell.row == row and row in table.rows and cell.words:
                        out["cells", role, cell_type(cell.words)] += 1
            out[f"order {head.kind}", before, ""] += 1
    return out, seen


def _role(label: str | None, guessed: str | None, prob: float) -> str:
    """The role by truth; where the truth says nothing, that of the model where it is sure."""
    names = {"line", "origin", "part", "project", "area", "account", "aspect", "name", "block"}
    if label is not None and label != "name":
        return label
    if label == "name":
        return guessed if guessed in names else "other"
    return guessed if guessed is not None and prob >= SURE else "other"


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(prog="bench.roles.fit", description="Counts the weights of extract/roles.")
    parser.add_argument("texts", nargs="*", type=Path, help="labelled texts instead of those for fitting")
    parser.add_argument("--forms", type=int, default=150, help="so many generated forms (150)")
    parser.add_argument("--seed", type=int, default=1, help="another seed, other forms (1)")
    asked = parser.parse_args()
    WEIGHTS.write_text("table\tgiven\tvalue\tcount\n", encoding="utf-8")  # by the grammar alone, not by the last counts
    corpus = ROOT / "bench" / "corpus" / "texts"
    paths = asked.texts or sorted(p for source in FITTING for p in (corpus / source).glob("*.txt"))
    made, first = counts(generated(asked.forms, asked.seed))
    made = Counter({key: min(count, MAX_COUNT) for key, count in made.items()})
    more, second = counts(texts(paths))
    grammar = load_grammar()
    rows = sorted((made + more).items(), key=lambda item: (item[0][0], item[0][1], -item[1], item[0][2]))
    lines = [NOTE.format(tables=first + second), "table\tgiven\tvalue\tcount"]
    for (table, given, value), count in rows:
        if given in grammar.roles or given in ("", "other", "total", "source"):
            lines.append("\t".join((table, given or "-", value or "-", str(count))))
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{first} generated and {second} labelled tables, {len(lines) - 2} counts -> {WEIGHTS}")


if __name__ == "__main__":
    main()
