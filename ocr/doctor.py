"""Is this installation able to read a scan? Looks at everything a reading needs and says what to do where something lacks."""

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

from gouji.ocr.engine.model_files import BUNDLED, model
from gouji.ocr.engine.paddle_internals import DETECTION, part
from gouji.schemas.errors import MissingComponent
from gouji.schemas.offline import QUIET, stay_offline
from gouji.schemas.outside import outside
from gouji.schemas.texts import default_language, has_text, text

OLDEST_PYTHON = (3, 11)
SPECIMEN = "2023 258.50"
"""What the picture of the deep look shows: digits and a point, the characters that matter most."""
IN_PART = {"paddleocr", "paddlex", "rapidocr"}
"""Packages of which gouji takes pieces. Loading them whole loads training and model hubs, which make folders in the user's home."""


@dataclass(frozen=True, slots=True)
class Ailment:
    """One thing that was looked at: what is there (`found`), and where it is not `ok`, which sentence says what to do."""

    subject: str
    ok: bool
    found: str = ""
    key: str = ""
    values: Mapping[str, object] = field(default_factory=dict)

    def remedy(self, lang: str | None = None) -> str:
        """What to do, in zh or en (by the locale when None); empty where all is well."""
        return (
            "" if self.ok else text(f"doctor.{self.key}", lang or default_language(), found=self.found, **self.values)
        )


def examine(models: Path | None = None, *, deep: bool = False) -> list[Ailment]:
    """All that was looked at, the well and the ill, in the order in which to mend it.

    `models` is a model folder of the user's own. `deep` reads a small picture too, which takes some seconds.
    Never raises for a broken installation, and never asks the network.
    """
    looked = [_python(), *_packages(), _cv2(), _recogniser(), _models(models), _network()]
    return [*looked, _reading(models)] if deep else looked


def _python(running: tuple[int, ...] = sys.version_info[:3]) -> Ailment:
    found, wanted = ".".join(map(str, running)), ".".join(map(str, OLDEST_PYTHON))
    return _judged("Python", running >= OLDEST_PYTHON, found, "python", wanted=wanted)


def _packages() -> Iterator[Ailment]:
    """One for each package that gouji's own metadata asks for, so that pyproject.toml stays the only list."""
    try:
        needed = [Requirement(line) for line in requires("gouji") or []]
    except PackageNotFoundError:
        yield _judged("gouji", False, "", "not_installed")
        return
    for wanted in needed:
        if wanted.marker is None or wanted.marker.evaluate({"extra": ""}):
            yield _package(wanted)


def _package(wanted: Requirement) -> Ailment:
    """Is it there, in a version that fits, and can it be imported?"""
    try:
        found = version(wanted.name)
    except PackageNotFoundError:
        return _judged(wanted.name, False, "", "package_missing", name=wanted.name, wanted=wanted)
    if not wanted.specifier.contains(found, prereleases=True):
        return _judged(wanted.name, False, found, "package_version", name=wanted.name, wanted=wanted)
    error = _import_error(wanted.name)
    kind = "library_missing" if error and "cannot open shared object file" in error else "package_broken"
    return _judged(wanted.name, error is None, found, kind, name=wanted.name, error=error)


def _import_error(package: str) -> str | None:
    """Why the package's modules cannot be imported, None where they can."""
    try:
        for module in _modules().get(canonicalize_name(package), ()) if package not in IN_PART else ():
            outside(module)
    except Exception as error:  # a broken wheel raises whatever it likes, and the next package is still to be looked at
        return f"{type(error).__name__}: {error}"
    return None


@cache
def _modules() -> dict[str, list[str]]:
    """The public top-level modules of each installed package, by the package's normal name."""
    found: dict[str, list[str]] = {}
    for module, packages in packages_distributions().items():
        for package in packages if module.isidentifier() and not module.startswith("_") else ():
            found.setdefault(canonicalize_name(package), []).append(module)
    return found


def _cv2() -> Ailment:
    """Every package that brings cv2 writes into the same folder: only equal versions leave it whole."""
    owners = {name: version(name) for name in sorted(set(packages_distributions().get("cv2", ())))}
    found = ", ".join(f"{name} {number}" for name, number in owners.items())
    return _judged("cv2", len(set(owners.values())) == 1, found, "cv2_mixed" if owners else "cv2_missing")


def _recogniser() -> Ailment:
    """The pieces of PaddleOCR that a reading takes, as it takes them."""
    try:
        part(DETECTION, "DBPostProcess")
    except Exception as error:  # a broken installation raises whatever it likes
        return _judged("recogniser", False, "", "recogniser", error=f"{type(error).__name__}: {error}")
    return Ailment("recogniser", True, "PaddleOCR")


def _models(models: Path | None) -> Ailment:
    """The files' checksums are looked at by `model` itself."""
    try:
        return Ailment("models", True, ", ".join(str(model(part, models).file) for part in BUNDLED))
    except MissingComponent as lack:
        kind = lack.key if has_text(f"doctor.{lack.key}") else "models_other"
        return _judged("models", False, "", kind, **{"error": lack, **lack.values})
    except Exception as error:  # an unreadable file, a full disk, a broken onnxruntime
        return _judged("models", False, "", "models_other", error=f"{type(error).__name__}: {error}")


def _network() -> Ailment:
    """Whether the libraries were told in time to tell nobody that they are used."""
    early = ", ".join(stay_offline())
    return _judged(
        "network", not early, early or ", ".join(f"{name}={value}" for name, value in QUIET.items()), "network"
    )


def _reading(models: Path | None) -> Ailment:
    """Draws some digits and has them read, the whole way from a file."""
    try:
        found = _read_specimen(models)
    except Exception as error:  # whatever is broken deep down in the recogniser is what this look is for
        return _judged(
            "reading", False, "", "reading_failed", wanted=SPECIMEN, error=f"{type(error).__name__}: {error}"
        )
    return _judged("reading", found.replace(" ", "") == SPECIMEN.replace(" ", ""), found, "reading", wanted=SPECIMEN)


def _read_specimen(models: Path | None) -> str:
    import cv2
    import numpy as np

    from gouji.ocr.document import read_document

    strip = np.full(
        (400, 1654, 3), 255, dtype=np.uint8
    )  # across a sheet of A4 at 200 dots an inch, in print of an ordinary size
    cv2.putText(strip, SPECIMEN, (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    with tempfile.TemporaryDirectory(prefix="gouji-") as folder:
        path = Path(folder, "specimen.png")
        path.write_bytes(cv2.imencode(".png", strip)[1].tobytes())
        pages = read_document(path, models=models).pages
    return " ".join(line.text for page in pages for line in page.lines)


def _judged(subject: str, ok: bool, found: str, key: str, **values: object) -> Ailment:
    """`key` and `values` are of use only when something is to be done."""
    return Ailment(subject, True, found) if ok else Ailment(subject, False, found, key, values)
