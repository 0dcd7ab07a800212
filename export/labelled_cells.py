"""The cells of a table as it was read, each with the label that it belongs to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gouji.normalize.people.contacts import label_kind
from gouji.normalize.text.lexicon import load_lexicon

Json = dict[str, Any]
COLON = "："


def labelled_cells(table: Json) -> Iterator[tuple[Json, str]]:
    """Each cell with the words that say what it is: the label in the cell to the left, else the nearest above; empty where neither
    is a label of a contact, a code or an amount, and for labels themselves."""
    above: dict[int, str] = {}
    for row in table["rows"]:
        at, left = 0, ""
        fresh: dict[int, str] = {}
        for cell in row:
            text, wide = cell["text"], range(at, at + cell.get("colspan", 1))
            label = "".join(text.split()).rstrip(":：") if text and label_kind(text) else ""
            said = left or next((above[col] for col in wide if col in above), "")
            yield cell, "" if label or not said else said + COLON * _may_be_a_name(text)
            at = wide.stop
            left = label or ("" if text else left)
            fresh |= dict.fromkeys(wide, label) if label else {}
        above |= fresh


def _may_be_a_name(text: str) -> bool:
    """Whether the cell may hold a rare name: where the label heads a column, other heads stand beside it (负责人 | 完成时间)."""
    dense = "".join(text.split())
    return len(dense) in (2, 3) and not load_lexicon().knows(dense)
