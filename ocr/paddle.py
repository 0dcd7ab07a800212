"""PaddleOCR over ONNX Runtime as the recogniser: detection of lines, then recognition with every column's probabilities."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np

from ocr.decode import line_reading
from ocr.engine import Image, Quad, Reading
from ocr.memory import keep_freed_memory
from ocr.models import BUNDLED, model_folder
from ocr.posteriors import Tapped
from schemas.errors import MissingComponent
from schemas.pages import Reader
from schemas.stages import stage

DETECTION_SIDE = 960
"""The page's long side in pixels for finding lines. More finds the same lines at several times the cost."""

NARROWEST = 320 / 48
"""The recogniser pads a picture that is narrower than this part of its height."""


class PaddleReader:
    """Reads lines of print, offline. The models are loaded at the first use, `threads` is what one call may take."""

    def __init__(self, models: Path | None = None, threads: int = 2) -> None:
        self._models, self._threads = models, threads

    def __reduce__(self) -> tuple[type[PaddleReader], tuple[Path | None, int]]:
        """Another process loads models of its own."""
        return PaddleReader, (self._models, self._threads)

    def find_lines(self, image: Image) -> list[Quad]:
        """Quadrilaterals round lines of print, in pixels."""
        detector = self._detector
        with stage("detection"):
            found = detector.predict(image, batch_size=1)
            return [np.asarray(p, dtype=np.float64) for p in found[0]["dt_polys"]]

    def read_crops(self, images: Sequence[Image]) -> list[Reading]:
        """One reading for each picture; widths in order, because a network that sees its sizes grow allocates less."""
        order = sorted(range(len(images)), key=lambda i: images[i].shape[1] / images[i].shape[0])
        readings: list[Reading] = [Reading()] * len(images)
        if not images:
            return readings
        recogniser = self._recogniser
        with stage("recognition"):
            for i, rows in zip(order, recogniser.read([images[i] for i in order]), strict=True):
                ratio = images[i].shape[1] / images[i].shape[0]
                readings[i] = line_reading(rows, recogniser.characters, min(1.0, ratio / NARROWEST))
        return readings

    def describe(self) -> Reader:
        """Engine, model and version."""
        model = BUNDLED["rec"][0] if self._models is None else self._models.name
        return Reader("paddleocr", model, version("paddleocr"))

    @cached_property
    def _folder(self) -> Path:
        return model_folder(self._models)

    @cached_property
    def _detector(self) -> Any:
        with stage("loading"):
            kind = _paddleocr().TextDetection
            name = _name(self._folder / "det")
            return kind(limit_side_len=DETECTION_SIDE, limit_type="resize_long", **self._common("det", name))

    @cached_property
    def _recogniser(self) -> Tapped:
        return Tapped(self._paddle_recogniser)

    @cached_property
    def _paddle_recogniser(self) -> Any:
        with stage("loading"):
            return _paddleocr().TextRecognition(**self._common("rec", _name(self._folder / "rec")))

    def _common(self, part: str, name: str) -> dict[str, Any]:
        # Lines are of any width: an arena keeps the largest piece ever needed of each size, and is no faster.
        engine = {"intra_op_num_threads": self._threads, "inter_op_num_threads": 1, "enable_cpu_mem_arena": False}
        place = {"model_name": name, "model_dir": str(self._folder / part), "device": "cpu"}
        return place | {"engine": "onnxruntime", "engine_config": engine}


def _name(folder: Path) -> str:
    """The model's name as its own configuration gives it: the head of the file is enough."""
    with (folder / "inference.yml").open(encoding="utf-8") as file:
        for line in file:
            if line.strip().startswith("model_name:"):
                return line.split(":", 1)[1].strip().strip("'\"")
    raise MissingComponent("models_incomplete", path=folder, missing="model_name")


def _paddleocr() -> Any:
    """The package, told to stay off the network and to be quiet. Two seconds the first time."""
    keep_freed_memory()
    os.environ.setdefault("PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK", "True")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    try:
        import paddleocr
    except ImportError as error:
        raise MissingComponent("engine_missing", package="paddleocr") from error
    for name in ("paddlex", "paddleocr", "modelscope", "ppocr"):
        logging.getLogger(name).setLevel(logging.ERROR)
    return paddleocr
