"""The columns of a table without rulings: what its runs of print have in common from row to row."""

from __future__ import annotations

from gouji.tables.placed_runs import Columns, Row, TextRun

MIN_COLUMNS = 3
MIN_RARE, MIN_INNER = 2, 5
"""So many runs beside the other columns are a column, where there are so many: prose in pieces has fewer."""


def columns_of(region: list[Row]) -> Columns:
    """Returns the columns' extents from the rows with most runs: runs that overlap horizontally are one column.

    A row with slightly fewer runs widens the columns, or adds one, unless a run spans two columns: header cells that
    were read as one line.
    """
    most = max(len(row) for row in region)
    out: Columns = []
    for left, right in sorted((p.box[0], p.box[2]) for p in _single([row for row in region if len(row) == most])):
        if out and left < out[-1][1]:
            out[-1] = (out[-1][0], max(out[-1][1], right))
        else:
            out.append((left, right))
    for run in (p for row in region if max(MIN_COLUMNS, 0.8 * most) <= len(row) < most for p in row):
        under = [i for i, (left, right) in enumerate(out) if min(run.box[2], right) > max(run.box[0], left)]
        if len(under) == 1:
            out[under[0]] = (min(out[under[0]][0], run.box[0]), max(out[under[0]][1], run.box[2]))
        elif not under:
            out = sorted([*out, (run.box[0], run.box[2])])
    out = _with_rare(out, region)
    return _merged_by_majority(out, region)


def _with_rare(columns: Columns, region: list[Row]) -> Columns:
    """Returns the columns with those that few rows have, where there are many others: names of groups ahead of the rows,
    reasons behind them, and names of two lines that stand above and below their figures."""
    if len(columns) < MIN_INNER:
        return columns
    rare: list[list[TextRun]] = []
    for run in sorted((p for row in region for p in row if not columns_above(p, columns)), key=lambda p: p.box[0]):
        if rare and run.box[0] < max(p.box[2] for p in rare[-1]):
            rare[-1].append(run)
        else:
            rare.append([run])
    found = [(min(p.box[0] for p in runs), max(p.box[2] for p in runs)) for runs in rare if len(runs) >= MIN_RARE]
    return sorted([*columns, *found])


def columns_above(run: TextRun, columns: Columns) -> int:
    """Returns how many columns a run stands under."""
    return sum(min(run.box[2], right) > max(run.box[0], left) for left, right in columns)


def _single(rows: list[Row]) -> Row:
    """Returns the runs of these rows, without those that two runs of another row stand under: header cells that were read
    as one line. Of few runs nobody knows which is one line."""
    if len(rows[0]) < MIN_INNER:
        return [p for row in rows for p in row]
    out: Row = []
    for row in rows:
        others = [other for other in rows if other is not row]
        out += [p for p in row if all(sum(_overlap(p, q) for q in other) < 2 for other in others)]
    return out or rows[0]


def _overlap(one: TextRun, other: TextRun) -> bool:
    return min(one.box[2], other.box[2]) > max(one.box[0], other.box[0])


def _merged_by_majority(columns: Columns, region: list[Row]) -> Columns:
    """Merges columns that most rows span with one run: only a header was found in two pieces."""
    out = columns[:1]
    for left, right in columns[1:]:
        over = sum(any(p.box[0] < out[-1][1] and p.box[2] > left for p in row) for row in region)
        apart = sum(
            any(p.box[2] <= left and p.box[2] > out[-1][0] for p in row) and any(left <= p.box[0] < right for p in row)
            for row in region
        )
        if over > apart:
            out[-1] = (out[-1][0], right)
        else:
            out.append((left, right))
    return out
