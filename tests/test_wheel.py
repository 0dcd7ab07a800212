"""What `pip install .` leaves in site-packages: one package, which works far from its source."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
REPORT = "项目支出绩效自评报告\n项目名称：河道清淤项目\n项目单位：青山县水利局\n2023年度预算资金200万元，实际支出190.00万元，执行率95%。\n"
ENV = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
SOURCES = ("archive", "check", "export", "extract", "normalize", "ocr", "schemas", "show", "tables")


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site-packages of a fresh environment that holds the wheel; what gouji needs is borrowed from this one."""
    folder = tmp_path_factory.mktemp("wheel")
    source = folder / "source"
    source.mkdir()
    for name in ("pyproject.toml", "LICENSE", "__init__.py", "__main__.py", "cli.py"):
        shutil.copy(ROOT / name, source / name)
    for name in (*SOURCES, "backend"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", str(folder / "dist"), str(source)], check=True)
    (wheel,) = (folder / "dist").glob("*.whl")
    venv.create(folder / "env", with_pip=False, symlinks=True)
    (packages,) = (folder / "env").glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    subprocess.run([*pip, "--python", str(folder / "env"), "install", "--no-deps", "--ignore-installed", str(wheel)], check=True)
    return packages


def test_one_package_is_installed(installed: Path) -> None:
    found = {path.name for path in installed.iterdir()} - {"borrowed.pth", "__pycache__"}
    assert {name.split("-")[0] for name in found} == {"gouji"}
    inside = {path.name for path in (installed / "gouji").iterdir() if path.is_dir()} - {"__pycache__"}
    assert inside == set(SOURCES)


def test_every_data_file_is_installed(installed: Path) -> None:
    kinds = ("*.tsv", "*.toml", "*.json", "py.typed")
    wanted = {path.relative_to(ROOT) for name in SOURCES for kind in kinds for path in (ROOT / name).rglob(kind)}
    assert len(wanted) > 40
    assert not [path for path in wanted if not (installed / "gouji" / path).is_file()]


@pytest.mark.parametrize("way", [["-m", "gouji"], ["{bin}/gouji"]], ids=["module", "program"])
def test_it_runs_beside_a_users_own_files(installed: Path, tmp_path: Path, way: list[str]) -> None:
    """Everyday names beside the report (export.py, check.py, a folder extract) are nobody's business."""
    (tmp_path / "export.py").write_text("raise SystemExit('the user\\'s own')\n")
    (tmp_path / "check.py").write_text("raise SystemExit('the user\\'s own')\n")
    (tmp_path / "extract").mkdir()
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    binaries = installed.parents[2] / "bin"
    command = [str(binaries / "python"), *(part.format(bin=binaries) for part in way), "extract", "报告.txt", "--out", "out"]
    done = subprocess.run(command, cwd=tmp_path, env=ENV, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    record = (tmp_path / "out" / "报告.json").read_text(encoding="utf-8")
    assert '"number": "190.00"' in record


def test_it_is_not_this_checkout_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import gouji, gouji.extract.report; print(gouji.__file__)"
    done = subprocess.run([installed.parents[2] / "bin" / "python", "-c", code], cwd=tmp_path, env=ENV, capture_output=True, text=True, check=True)
    assert Path(done.stdout.strip()).is_relative_to(installed)
