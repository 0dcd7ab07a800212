"""The tables beside the code: one place that reads them all."""

from __future__ import annotations

from pathlib import Path

HERE = Path(__file__).parent


def table_rows(name: str) -> list[dict[str, str]]:
    """The rows of the tab-separated `name` in this folder, keyed by its header; an empty cell is written `-` and comes back as "".

    Lines that begin with # are remarks. A row with too many or too few cells is a ValueError that names the line.
    """
    header: list[str] = []
    found: list[dict[str, str]] = []
    for number, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        if len(cells) != len(header):
            raise ValueError(f"{name}:{number}: {len(cells)} cells, the header has {len(header)}")
        found.append({key: "" if cell == "-" else cell for key, cell in zip(header, cells, strict=True)})
    return found
