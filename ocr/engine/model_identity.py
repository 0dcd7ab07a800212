"""Names the recognition models, so that what was measured of one is never taken for another with the same name."""

from __future__ import annotations

from pathlib import Path

from gouji.ocr.engine.model_files import BUNDLED, file_sha256, find_model
from gouji.ocr.engine.quick_model import FOLDER, MODEL_FILE, quick_model
from gouji.ocr.engine.quick_model import NAME as QUICK_NAME


def model_identity(models: Path | None, *, quick: bool) -> str:
    """Returns the name of the recognition model, with `quick` also that of the quick one.

    The wheels' models have their published names, also if they lie in a folder of the user's own; a model with another
    checksum has the name of its folder and the beginning of its checksum. MissingComponent if the folder is incomplete.
    """
    name = _full(models)
    return f"{name}+{_quick(models)}" if quick else name


def _full(models: Path | None) -> str:
    known, _, digest = BUNDLED["rec"]
    return known if models is None else _name(find_model("rec", models).file, models.name, known, digest)


def _quick(models: Path | None) -> str:
    found = None if models is None else quick_model(models)
    return QUICK_NAME if found is None else _name(found.file, FOLDER, QUICK_NAME, MODEL_FILE[1])


def _name(file: Path, folder: str, known: str, digest: str) -> str:
    found = file_sha256(file)
    return known if found == digest else f"{folder}:{found[:8]}"
