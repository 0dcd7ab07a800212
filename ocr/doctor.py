"""Checks whether this installation can read a scan, and says what to do about each missing or broken component."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, packages_distributions, requires, version
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from gouji.ocr.engine.model_files import BUNDLED, find_model
from gouji.ocr.engine.model_identity import model_identity
from gouji.ocr.engine.paddle_internals import DETECTION, paddle_class
from gouji.ocr.engine.quick_model import quick_model
from gouji.schemas.errors import MissingComponent
from gouji.schemas.measured_models import ENGINE, MAX_UNMEASURED_CONFIDENCE, is_measured
from gouji.schemas.offline import TELEMETRY_OFF, stay_offline
from gouji.schemas.outside import outside
from gouji.schemas.texts import default_language, has_text, text

MIN_PYTHON_VERSION = (3, 11)
TEST_TEXT = "2023 258.50"
"""Text in the test image of the deep check: digits and a decimal point, the characters that matter most."""
UNMEASURED = "models_unmeasured"
"""Key of the message that nobody has measured the confidences of the models."""
ABSENT = "quick_absent"
"""Key of the message that the optional quick model is not installed."""
PARTLY_USED_PACKAGES = {"paddleocr", "paddlex", "rapidocr"}
"""Packages of which gouji uses only parts.

Importing them whole loads training code and model hubs, which create folders in the user's home.
"""


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check: what was found, and the key of the message that says what to do or what is left out."""

    subject: str
    ok: bool
    found: str = ""
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def remedy(self, lang: str | None = None) -> str:
        """Returns what to do, in zh or en (None: by the locale); empty if the check passed."""
        return (
            "" if self.ok else text(f"doctor.{self.key}", lang or default_language(), found=self.found, **self.values)
        )

    def message(self, lang: str | None = None) -> str:
        """Returns what was found if the check passed, else what to do, in zh or en (None: by the locale)."""
        passed = text(f"doctor.{self.key}", lang or default_language(), **self.values) if self.key else self.found
        return passed if self.ok else self.remedy(lang)


def run_checks(models: Path | None = None, *, deep: bool = False) -> list[CheckResult]:
    """Returns the results of all checks, passed and failed, in the order in which problems should be fixed.

    `models` is a model folder of the user's own. `deep` also reads a small test image, which takes some seconds.
    Never raises for a broken installation, and never uses the network.
    """
    results = [
        _python(),
        *_packages(),
        _cv2(),
        _recogniser(),
        _models(models),
        _quick_model(models),
        *_confidences(models),
        _network(),
    ]
    return [*results, _test_reading(models)] if deep else results


def _python(running: tuple[int, ...] = sys.version_info[:3]) -> CheckResult:
    found, wanted = ".".join(map(str, running)), ".".join(map(str, MIN_PYTHON_VERSION))
    return _result("Python", running >= MIN_PYTHON_VERSION, found, "python", wanted=wanted)


def _packages() -> Iterator[CheckResult]:
    """Yields one result for each package in gouji's own metadata, so that pyproject.toml stays the only list."""
    try:
        needed = [Requirement(line) for line in requires("gouji") or []]
    except PackageNotFoundError:
        yield _result("gouji", False, "", "not_installed")
        return
    for wanted in needed:
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield _package(wanted)


def _package(wanted: Requirement) -> CheckResult:
    """Checks that the package is installed, in a suitable version, and can be imported."""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return _result(wanted.name, False, "", "package_missing", name=wanted.name, wanted=wanted)
    if not wanted.specifier.contains(found, prereleases=True):
        return _result(wanted.name, False, found, "package_version", name=wanted.name, wanted=wanted)
    error = _import_error(wanted.name)
    kind = "library_missing" if error and "cannot open shared object file" in error else "package_broken"
    return _result(wanted.name, error is None, found, kind, name=wanted.name, error=error)


def _import_error(package: str) -> str | None:
    """Returns why the package's modules cannot be imported, None if they can."""
    try:
        for module in _modules().get(canonicalize_name(package), ()) if package not in PARTLY_USED_PACKAGES else ():
            outside(module)
    except Exception as error:  # a broken wheel can raise anything, and the remaining packages must still be checked
        return f"{type(error).__name__}: {error}"
    return None


@cache
def _modules() -> dict[str, list[str]]:
    """Returns the public top-level modules of each installed package, by the package's canonical name."""
    found: dict[str, list[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages if module.isidentifier() and not module.startswith("_") else ():
            found.setdefault(canonicalize_name(package), []).append(module)
    return found


def _cv2() -> CheckResult:
    """All packages that provide cv2 write into the same folder, so it is intact only if their versions are equal."""
    owners = {name: version(name) for name in sorted(set(packages_distributions().get("cv2", ())))}
    found = ", ".join(f"{name} {number}" for name, number in owners.items())
    return _result("cv2", len(set(owners.values())) == 1, found, "cv2_mixed" if owners else "cv2_missing")


def _recogniser() -> CheckResult:
    """Loads the parts of PaddleOCR that gouji uses, in the way in which gouji loads them."""
    try:
        paddle_class(DETECTION, "DBPostProcess")
    except Exception as error:  # a broken installation can raise anything
        return _result("recogniser", False, "", "recogniser", error=f"{type(error).__name__}: {error}")
    return CheckResult("recogniser", True, "PaddleOCR")


def _models(models: Path | None) -> CheckResult:
    """Checks the model files; `find_model` itself verifies their checksums."""
    try:
        return CheckResult("models", True, ", ".join(str(find_model(part, models).file) for part in BUNDLED))
    except MissingComponent as lack:
        kind = lack.key if has_text(f"doctor.{lack.key}") else "models_other"
        return _result("models", False, "", kind, **{"error": lack, **lack.values})
    except Exception as error:  # an unreadable file, a full disk, a broken onnxruntime
        return _result("models", False, "", "models_other", error=f"{type(error).__name__}: {error}")


def _quick_model(models: Path | None) -> CheckResult:
    """Checks the quick model if there is one. It is optional, so that its absence is no fault."""
    try:
        found = quick_model(models)
    except Exception as error:  # a broken installation can raise anything
        kind = error.key if isinstance(error, MissingComponent) and has_text(f"doctor.{error.key}") else "models_other"
        values = {"error": error} | (error.values if isinstance(error, MissingComponent) else {})
        return _result("quick model", False, "", kind, **values)
    return CheckResult("quick model", True, str(found.file)) if found else CheckResult("quick model", True, "", ABSENT)


def _confidences(models: Path | None) -> Iterator[CheckResult]:
    """Yields whether the confidences of the models were measured, alone and behind the quick model if there is one; nothing
    if there are no models."""
    for quick in (False, True):
        try:
            if quick and quick_model(models) is None:
                return
            name = model_identity(models, quick=quick)
        except Exception:  # `_models` and `_quick_model` say what is wrong
            return
        subject, key = f"confidences{' --quick' * quick}", "" if is_measured(ENGINE, name) else UNMEASURED
        yield CheckResult(subject, True, name, key, {"model": name, "most": f"{MAX_UNMEASURED_CONFIDENCE:g}"})


def _network() -> CheckResult:
    """Whether telemetry of the libraries was switched off before they were loaded."""
    early = ", ".join(stay_offline())
    return _result(
        "network", not early, early or ", ".join(f"{name}={value}" for name, value in TELEMETRY_OFF.items()), "network"
    )


def _test_reading(models: Path | None) -> CheckResult:
    """Renders some digits to a file and reads that file."""
    try:
        found = _read_test_image(models)
    except Exception as error:  # this check exists to catch anything that is broken inside the recogniser
        return _result(
            "reading", False, "", "reading_failed", wanted=TEST_TEXT, error=f"{type(error).__name__}: {error}"
        )
    return _result("reading", found.replace(" ", "") == TEST_TEXT.replace(" ", ""), found, "reading", wanted=TEST_TEXT)


def _read_test_image(models: Path | None) -> str:
    import cv2
    import numpy as np

    from gouji.ocr.document import read_document

    # As wide as an A4 page at 200 dpi, with text of an ordinary size.
    strip = np.full((400, 1654, 3), 255, dtype=np.uint8)
    cv2.putText(strip, TEST_TEXT, (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        path = Path(folder, "specimen.png")
        path.write_bytes(cv2.imencode(".png", strip)[1].tobytes())
        pages = read_document(path, models=models).pages
    return " ".join(line.text for page in pages for line in page.lines)


def _result(subject: str, ok: bool, found: str, key: str, **values: object) -> CheckResult:
    """Returns the result; `key` and `values` matter only if the check failed."""
    return CheckResult(subject, True, found) if ok else CheckResult(subject, False, found, key, values)
