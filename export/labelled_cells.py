"""The cells of a table, each with the label that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.normalize.people.contacts import label_kind
from gouji.normalize.text.lexicon import load_lexicon

Json = dict[str, Any]
COLON = "："


def labelled_cells(table: Json) -> Iterator[tuple[Json, str]]:
    """Each cell with the text that says what it holds: the label in the cell to the left, otherwise the nearest label
    above. Empty if neither is a label of a contact, a code or an amount, and for labels themselves."""
    above: dict[int, str] = {}
    for row in table["rows"]:
        col, label_to_left = 0, ""
        new_labels: dict[int, str] = {}
        for cell in row:
            text, cols = cell["text"], range(col, col + cell.get("colspan", 1))
            label = "".join(text.split()).rstrip(":：") if text and label_kind(text) else ""
            label_text = label_to_left or next((above[c] for c in cols if c in above), "")
            yield cell, "" if label or not label_text else label_text + COLON * _may_be_a_name(text)
            col = cols.stop
            label_to_left = label or ("" if text else label_to_left)
            new_labels |= dict.fromkeys(cols, label) if label else {}
        above |= new_labels


def _may_be_a_name(text: str) -> bool:
    """Whether the cell may hold a rare name. A label that heads a column has other column headers beside it (负责人 |
    完成时间)."""
    dense = "".join(text.split())
    return len(dense) in (2, 3) and not load_lexicon().knows(dense)
