"""The roles that a figure can have in a report, and which of them are alike."""

from __future__ import annotations

OTHER = "O"
LINES = ("T", "S", "F")
"""The total, a sub-project or spending item, a source of funds."""
MONEY = ("initial", "adjustment", "adjusted", "allocated", "spent", "balance")
OPEN: dict[str, tuple[str, ...]] = {
    "money": (OTHER, *(f"{line}.{field}" for line in LINES for field in MONEY)),
    "rate": (OTHER, *(f"{line}.execution_rate" for line in LINES)),
    "score": (OTHER, "T.weight", "T.score", "S.weight", "S.score", "E.score", "E.full_score", "P.weight", "P.score", "I.weight", "I.score"),
}  # fmt: skip
OPEN["bare"] = OPEN["score"]
"""The roles that a figure of each kind can have; points are often printed without 分."""
LABELS = tuple(dict.fromkeys(label for labels in OPEN.values() for label in labels))

KIN: dict[str, frozenset[str]] = {
    **{f"{line}.*": frozenset(label for label in LABELS if label.startswith(f"{line}.")) for line in "TSFPIE"},
    **{
        f"*.{field}": frozenset(label for label in LABELS if label.endswith(f".{field}"))
        for field in (*MONEY, "execution_rate", "weight", "score")
    },
    "*.plan": frozenset(label for label in LABELS if label.endswith((".initial", ".adjusted", ".allocated"))),
    "SF.*": frozenset(label for label in LABELS if label[0] in "SF"),
    "*.*": frozenset(label for label in LABELS if "." in label),
}
"""Labels that are alike: those of one line, of one field, plans of any kind, parts of the total, and all that are any line's."""
EVIDENCE: dict[str, frozenset[str]] = {**{label: frozenset({label}) for label in LABELS}, **KIN}
"""What a feature can speak for: one label, or all of one kin."""
