"""The models in the folder layout of PaddleOCR's own pipelines, for comparison."""

from __future__ import annotations

import shutil
from pathlib import Path

import yaml

from gouji.ocr.engine.model_files import BUNDLED, find_model
from gouji.ocr.engine.onnx_model import load_model


def model_folder(target: Path) -> Path:
    """The folder, with det/ and rec/, each inference.onnx and inference.yml with the characters in it."""
    for part in BUNDLED:
        found = find_model(part)
        place = target / part
        place.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(found.file, place / "inference.onnx")
        config = found.config | {"PostProcess": load_model(found, 1).post}
        (place / "inference.yml").write_text(yaml.safe_dump(config, allow_unicode=True), encoding="utf-8")
    return target
