"""The grammar of forms: what their columns and rows are called and hold, read from files that a person can edit."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from gouji.extract.roles.cell_types import CELL_TYPES
from gouji.schemas.errors import GoujiError

FILES = ("roles", "heads", "kinds", "names", "row_roles", "contexts")
FORMS_VARIABLE = "GOUJI_FORMS"
"""The environment variable with the folder of the user's files, so that every process that reads for this user reads
alike."""
NOTHING = "-"


@dataclass(frozen=True, slots=True)
class Role:
    """What a column may hold: the kinds of forms that have it, what its cells look like, its field in the record."""

    name: str
    kinds: tuple[str, ...]
    cells: tuple[str, ...]
    field: str | None
    once: bool
    order: int


@dataclass(frozen=True, slots=True, eq=False)
class Grammar:
    """All files of the grammar.

    `heads` and `names` map a role of columns, or of rows, to its wordings. `needs` are the alternatives that make a
    head one of its kind: each has groups of roles, and a head has one role of every group. `rows` says what a row is by
    the role of its column of names, `contexts` which field a word over a table stands for.
    """

    roles: dict[str, Role]
    heads: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[tuple[frozenset[str], ...], ...]]
    names: dict[str, tuple[str, ...]]
    rows: dict[str, str]
    contexts: dict[str, str]

    def of_kind(self, kind: str) -> list[Role]:
        """The roles that a column of this kind of form may have, in their usual order."""
        return [role for role in self.roles.values() if kind in role.kinds]


def load_grammar() -> Grammar:
    """Returns the grammar in force. Raises GoujiError("forms_file") that names the file, the line and what is wrong there."""
    return _load(os.environ.get(FORMS_VARIABLE) or None)


def use_forms(folder: Path) -> None:
    """Makes this process, and those that it starts, read forms by the files in `folder` too. Raises
    GoujiError("forms_file") if one of them cannot be used, or there is none.
    """
    names = [name for name in FILES if (folder / f"{name}.tsv").is_file()]
    _check(bool(names), str(folder), ", ".join(f"{name}.tsv" for name in FILES))
    _load(str(folder))
    os.environ[FORMS_VARIABLE] = str(folder.resolve())


@cache
def _load(own: str | None) -> Grammar:
    folder = None if own is None else Path(own)
    rows = {name: _rows(name, folder) for name in FILES}
    roles: dict[str, Role] = {}
    for where, (name, kinds, cells, field, once) in rows["roles"]:
        types = tuple(cells.split(","))
        _check(set(types) <= set(CELL_TYPES), where, cells)
        _check(once in ("yes", "no"), where, once)
        kept = None if field == NOTHING else field
        roles[name] = Role(name, tuple(kinds.split(",")), types, kept, once == "yes", len(roles))
    heads: dict[str, tuple[str, ...]] = {}
    for where, (role, head) in rows["heads"]:
        _check(role in roles, where, role)
        heads[role] = (*heads.get(role, ()), head)
    needs: dict[str, tuple[tuple[frozenset[str], ...], ...]] = {}
    for where, (kind, groups) in rows["kinds"]:
        parts = tuple(frozenset(group.split(",")) for group in groups.split(";"))
        _check(all(part <= set(roles) for part in parts), where, groups)
        needs[kind] = (*needs.get(kind, ()), parts)
    for where, (_, kinds, *_rest) in rows["roles"]:
        _check(set(kinds.split(",")) <= set(needs), where, kinds)
    names: dict[str, tuple[str, ...]] = {}
    for _, (row, name) in rows["names"]:
        names[row] = (*names.get(row, ()), name)
    default: dict[str, str] = {}
    for where, (role, row) in rows["row_roles"]:
        _check(role in roles and row in names, where, f"{role} {row}")
        default[role] = row
    contexts: dict[str, str] = {}
    for where, (field, word) in rows["contexts"]:
        _check(field in roles, where, field)
        contexts[word] = field
    return Grammar(roles, heads, needs, names, default, contexts)


def _rows(name: str, folder: Path | None) -> list[tuple[str, tuple[str, ...]]]:
    """The rows of a file with their places (heads.tsv:12), without the header row; those of `folder` behind ours."""
    own = resources.files(__package__).joinpath(f"{name}.tsv").read_text(encoding="utf-8")
    header, *out = _split(own, f"{name}.tsv")
    more = folder / f"{name}.tsv" if folder is not None else None
    if more is not None and more.is_file():
        first, *added = _split(more.read_text(encoding="utf-8-sig"), str(more))
        _check(first[1] == header[1], first[0], "\t".join(first[1]))
        out += [row for row in added if row[1] not in {known for _, known in out}]
    for where, row in out:
        _check(len(row) == len(header[1]) and all(row), where, "\t".join(row))
    return out


def _split(text: str, name: str) -> list[tuple[str, tuple[str, ...]]]:
    lines = [(f"{name}:{number}", line) for number, line in enumerate(text.splitlines(), 1)]
    kept = [(where, line) for where, line in lines if line.strip() and not line.startswith("#")]
    _check(bool(kept), f"{name}:1", "")
    return [(where, tuple(cell.strip() for cell in line.split("\t"))) for where, line in kept]


def _check(holds: bool, where: str, what: str) -> None:
    if not holds:
        raise GoujiError("forms_file", where=where, what=what)
