"""The wheel holds what the sources hold, and building it leaves the sources alone."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
BUILD = "import sys; sys.path.insert(0, 'backend'); import gouji_build; print(gouji_build.{})"
LEFT_OUT = shutil.ignore_patterns(".*", "samples", "bench", "tests", "docs", "out", "build", "dist", "*.egg-info", "__pycache__")


def tree(folder: Path) -> set[str]:
    return {str(f.relative_to(folder)) for f in folder.rglob("*") if "__pycache__" not in f.parts}


def built(source: Path, hook: str) -> str:
    command = [sys.executable, "-B", "-c", BUILD.format(hook)]
    done = subprocess.run(command, cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()[-1]


def test_a_wheel_takes_nothing_stale_and_leaves_nothing(tmp_path: Path) -> None:
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    stale = source / "build/lib/gouji/ocr/long_gone.py"
    stale.parent.mkdir(parents=True)
    stale.touch()
    before = tree(source)
    wheel = tmp_path / built(source, f"build_wheel({str(tmp_path)!r})")
    assert tree(source) == before
    names = zipfile.ZipFile(wheel).namelist()
    assert not [name for name in names if "long_gone" in name]
    assert {"gouji/__init__.py", "gouji/cli.py", "gouji/schemas/texts.toml", "gouji/ocr/engine/onnx_model.py"} <= set(names)


def test_a_source_archive_can_be_built_from(tmp_path: Path) -> None:
    """It brings what builds it."""
    source = tmp_path / "source"
    shutil.copytree(ROOT, source, ignore=LEFT_OUT)
    packed = tmp_path / built(source, f"build_sdist({str(tmp_path)!r})")
    shutil.unpack_archive(packed, tmp_path / "unpacked", filter="data")
    (unpacked,) = (tmp_path / "unpacked").iterdir()
    assert built(unpacked, f"build_wheel({str(tmp_path)!r})").endswith(".whl")
