"""What the program needs, and what only its developers need: two locks that fit each other and the code."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name

from tests.archived import report, write
from tests.environment import python_path

ROOT = Path(__file__).parent.parent
PRODUCT = ("ocr", "normalize", "extract", "schemas", "check", "archive", "export", "show", "tables", "__init__.py", "cli.py")
EXTRA = {"ray"}
"""Had with gouji[ray] only."""

HIDE = """
import importlib.metadata, os, sys

class Hidden:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in os.environ["HIDDEN"].split():
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)

def version(name):
    if name in os.environ["HIDDEN"].split():
        raise importlib.metadata.PackageNotFoundError(name)
    return told(name)

told, importlib.metadata.version = importlib.metadata.version, version
sys.meta_path.insert(0, Hidden())
"""
"""What a Python runs first that is to find no more than requirements.txt installs."""


def pins(lock: str) -> dict[str, str]:
    """Versions by package."""
    found = re.findall(r"^([\w.-]+)==([\w.]+)", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE)
    return {canonicalize_name(name): version for name, version in found}


def unused() -> list[str]:
    lines = (ROOT / "requirements-unused.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def loads(path: Path) -> Iterator[str]:
    """Top-level packages that a module imports, anywhere in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield (node.module or "").partition(".")[0]


def test_the_program_is_locked_with_what_it_imports() -> None:
    files = [f for room in PRODUCT for f in ([ROOT / room] if room.endswith(".py") else (ROOT / room).rglob("*.py"))]
    packages, locked = packages_distributions(), pins("requirements.txt")
    wanted = {name for file in files for name in loads(file) if name in packages}
    assert len(wanted) > 15
    lost = [name for name in wanted if not any(canonicalize_name(p) in {*locked, "gouji", *EXTRA} for p in packages[name])]
    assert lost == []


def test_the_developers_lock_holds_the_programs() -> None:
    program, developers = pins("requirements.txt"), pins("requirements-dev.txt")
    assert len(program) < len(developers) / 2
    assert {name: developers.get(name) for name in program} == program
    assert set(unused()) <= set(developers) - set(program), "a line of requirements-unused.txt that nothing asks for any more, or too much"
    assert not {"pytest", "ruff", "mypy", "ray", "modelscope", "scikit-learn"} & set(program)


@pytest.mark.parametrize("lock", ["requirements.txt", "requirements-dev.txt"])
def test_every_package_has_its_hashes_and_no_address(lock: str) -> None:
    said = (ROOT / lock).read_text(encoding="utf-8")
    assert said.count("--hash=sha256:") > 3 * len(pins(lock)) / 2 and "://" not in said
    assert all(" \\\n    --hash=" in said[m.start() : m.start() + 300] for m in re.finditer(r"^[\w.-]+==", said, re.MULTILINE))


@pytest.mark.scan
def test_a_scan_is_read_with_what_the_lock_installs(tmp_path: Path) -> None:
    """From the page to the tables, with everything else hidden."""
    locked = pins("requirements.txt")
    hidden = [name for name, of in packages_distributions().items() if not any(canonicalize_name(p) in {*locked, "gouji"} for p in of)]
    assert {"pytest", "modelscope", "huggingface_hub", "requests"} <= set(hidden) and "cv2" not in hidden
    (tmp_path / "sitecustomize.py").write_text(HIDE, encoding="utf-8")
    hidden += [name for name in pins("requirements-dev.txt") if name not in locked]
    env = os.environ | {"HIDDEN": " ".join(hidden), "PYTHONPATH": python_path(tmp_path)}
    (scans := tmp_path / "scans").mkdir()
    write(scans, [report()])
    (scans / "seal.pdf").symlink_to(ROOT / "samples/table_seal.pdf")
    archive = ["--archive", str(tmp_path / "a.db")]
    for command in (
        ["ingest", str(scans), *archive, "--workers", "1", "--lang", "en"],
        ["export", *archive, "--format", "all", "--out", str(tmp_path / "out")],
    ):
        done = subprocess.run([sys.executable, "-m", "gouji", *command], cwd=ROOT, env=env, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
        assert command[0] != "ingest" or "2 read" in done.stdout
