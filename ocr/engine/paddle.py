"""The recogniser: PaddleOCR on ONNX Runtime, with line detection and with the probabilities of every column."""

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

MIN_ASPECT_RATIO = 320 / 48
"""Width to height: the recogniser pads an image that is narrower."""


class PaddleReader:
    """Detects and recognizes lines of text, offline.

    Loads models on first use; one call runs up to `threads` threads.
    """

    def __init__(self, models: Path | None = None, threads: int = 2) -> None:
        self._models, self._threads = models, threads

    def __reduce__(self) -> tuple[type[PaddleReader], tuple[Path | None, int]]:
        """A copy in another process loads its own models."""
        return PaddleReader, (self._models, self._threads)

    def find_lines(self, image: Image) -> list[Quad]:
        """Returns quadrilaterals around lines of text, in pixels of `image`."""
        detector = self._detector
        with stage("detection"):
            return detector.find(image)

    def read_crops(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns one recognition for each image, in the same order.

        Runs the images in order of width, because a network whose inputs grow steadily allocates less. Every thread
        recognizes its own line: several threads on one line wait for each other and take half as much CPU time again.
        """
        order = sorted(range(len(images)), key=lambda i: images[i].shape[1] / images[i].shape[0])
        if not images:
            return []
        recognizer = self._recognizer

        def read(i: int) -> Recognition:
            ratio = images[i].shape[1] / images[i].shape[0]
            return decode_line(recognizer.read(images[i]), recognizer.characters, min(1.0, ratio / MIN_ASPECT_RATIO))

        with stage("recognition"), ThreadPoolExecutor(self._threads) as pool:
            found = dict(zip(order, pool.map(read, order) if self._threads > 1 else map(read, order), strict=True))
        return [found[i] for i in range(len(images))]

    def describe(self) -> Reader:
        """Returns engine, model and version."""
        model = BUNDLED["rec"][0] if self._models is None else self._models.name
        return Reader("paddleocr", model, version("paddleocr"))

    @cached_property
    def _detector(self) -> Detector:
        keep_freed_memory()
        with stage("loading"):
            return Detector(load_model(find_model("det", self._models), self._threads))

    @cached_property
    def _recognizer(self) -> Recognizer:
        keep_freed_memory()
        with stage("loading"):
            return Recognizer(load_model(find_model("rec", self._models), 1))
