"""PaddleOCR over ONNX Runtime as the recogniser: detection of lines, then recognition with every column's probabilities."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from gouji.ocr.engine.ctc_decode import decode_line
from gouji.ocr.engine.detector import Detector
from gouji.ocr.engine.malloc import keep_freed_memory
from gouji.ocr.engine.model_files import BUNDLED, find_model
from gouji.ocr.engine.onnx_model import load_model
from gouji.ocr.engine.protocol import Image, Quad, Recognition
from gouji.ocr.engine.recognizer import Recognizer
from gouji.schemas.pages import Reader
from gouji.schemas.stages import stage

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
        finder = self._finder
        with stage("detection"):
            return finder.find(image)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """One reading for each picture; widths in order, because a network that sees its sizes grow allocates less.

        Every thread reads a line of its own: several at one line wait for each other, and take half as much processor time again.
        """
        order = sorted(range(len(images)), key=lambda i: images[i].shape[1] / images[i].shape[0])
        if not images:
            return []
        recogniser = self._recogniser

        def read(i: int) -> Recognition:
            ratio = images[i].shape[1] / images[i].shape[0]
            return decode_line(recogniser.read(images[i]), recogniser.characters, min(1.0, ratio / NARROWEST))

        with stage("recognition"), ThreadPoolExecutor(self._threads) as pool:
            found = dict(zip(order, pool.map(read, order) if self._threads > 1 else map(read, order), strict=True))
        return [found[i] for i in range(len(images))]

    def describe(self) -> Reader:
        """Engine, model and version."""
        model = BUNDLED["rec"][0] if self._models is None else self._models.name
        return Reader("paddleocr", model, version("paddleocr"))

    @cached_property
    def _finder(self) -> Detector:
        keep_freed_memory()
        with stage("loading"):
            return Detector(load_model(find_model("det", self._models), self._threads))

    @cached_property
    def _recogniser(self) -> Recognizer:
        keep_freed_memory()
        with stage("loading"):
            return Recognizer(load_model(find_model("rec", self._models), 1))
