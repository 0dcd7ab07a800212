"""The order of the rooms: who may import whom, what no room may know, and where the word lists are read."""

from __future__ import annotations

import ast
import re
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LEVELS = {"schemas": 0, "ocr": 1, "normalize": 1, "tables": 2, "extract": 3, "check": 4, "archive": 5, "export": 6, "show": 7}
"""A room imports only from rooms of a lower level."""
MAX_OCR_FILES = 20
HAN = re.compile("[㐀-鿿]")
CHARACTER_TABLE = re.compile(r"frozenset\(\"[^\"]*\"\)")
"""A set of single characters: the one place where a reader of pixels may name some."""


def _files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


def _name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(("gouji", *(parts[:-1] if parts[-1] == "__init__" else parts)))


PRODUCT = [path for room in LEVELS for path in _files(room)] + [ROOT / "__init__.py", ROOT / "__main__.py", ROOT / "cli.py"]
MODULES = {_name(path) if path.parent != ROOT or path.stem != "__init__" else "gouji": path for path in PRODUCT}


def _imports(path: Path) -> set[str]:
    """The modules of the product that a file imports, anywhere in it."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found |= {f"{node.module}.{name.name}" if f"{node.module}.{name.name}" in MODULES else node.module for name in node.names}
        elif isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
    return found & MODULES.keys()


IMPORTS = {name: _imports(path) for name, path in MODULES.items()}


def _room(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in LEVELS else None


def test_every_room_is_known() -> None:
    rooms = {path.parent.name for path in ROOT.glob("*/__init__.py")} - {"bench", "samples", "tests"}
    assert rooms == LEVELS.keys()


@pytest.mark.parametrize("room", sorted(LEVELS))
def test_no_arrow_runs_up(room: str) -> None:
    wrong = {
        f"{module} imports {other}"
        for module in MODULES
        if _room(module) == room
        for other in IMPORTS[module]
        if (home := _room(other)) and home != room and LEVELS[home] >= LEVELS[room]
    }
    assert not wrong


def test_no_circle_of_files() -> None:
    try:
        TopologicalSorter(IMPORTS).prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))


@pytest.mark.parametrize("path", [*PRODUCT, *_files("tests"), *_files("bench"), *_files("samples")], ids=lambda p: str(p.relative_to(ROOT)))
def test_rooms_are_imported_by_their_full_name(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        modules = [node.module or ""] if isinstance(node, ast.ImportFrom) else [n.name for n in node.names] if isinstance(node, ast.Import) else []
        assert not {module.split(".")[0] for module in modules} & {*LEVELS, "cli"}


@pytest.mark.parametrize("path", _files("ocr"), ids=lambda p: p.stem)
def test_ocr_knows_no_word_of_chinese(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    assert not [line for line in lines if HAN.search(CHARACTER_TABLE.sub("", line))]


def test_ocr_is_no_flat_folder() -> None:
    assert len(list((ROOT / "ocr").glob("*.py"))) <= MAX_OCR_FILES


@pytest.mark.parametrize("path", [p for p in PRODUCT if "wordlists" not in p.stem], ids=lambda p: _name(p))
def test_a_word_list_is_read_by_its_own_package(path: Path) -> None:
    """`read_rows(__package__, ...)`: another room's list is asked for by a function of that room, never by a string."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("read_rows", "read_records", "any_of"):
            assert isinstance(node.args[0], ast.Name) and node.args[0].id == "__package__", ast.unparse(node)
