"""Makes show/labels.otf anew: the small typeface that the labels of drawn pages are set in. `python -m samples.label_font`."""

from __future__ import annotations

import string
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTCollection

from samples.fonts import SIMPLIFIED, font

TOP = Path(__file__).parent.parent
OUT = TOP / "show" / "labels.otf"


def make_label_font(out: Path = OUT) -> None:
    """Writes Noto Sans CJK with the characters of the catalogue only. Raises MissingFont where the whole typeface is not on this machine."""
    whole = TTCollection(str(font("label", 10).path)).fonts[SIMPLIFIED]
    options = Options(layout_features=[], hinting=False, name_IDs=[0, 1, 2, 4, 5, 6, 13, 14], notdef_outline=True)
    cut = Subsetter(options)
    cut.populate(text=(TOP / "schemas" / "texts.toml").read_text(encoding="utf-8") + string.printable)
    cut.subset(whole)
    whole["head"].modified = whole["head"].created  # the same characters give the same bytes
    whole.recalcTimestamp = False
    whole.save(str(out))


if __name__ == "__main__":
    make_label_font()
