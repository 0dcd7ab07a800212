"""The recogniser: PaddleOCR on ONNX Runtime, with line detection and with the probabilities of every column."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from importlib.metadata import version
from pathlib import Path

from gouji.ocr.engine.ctc_decode import decode_line
from gouji.ocr.engine.detector import Detector
from gouji.ocr.engine.malloc import keep_freed_memory
from gouji.ocr.engine.model_files import find_model
from gouji.ocr.engine.model_identity import model_identity
from gouji.ocr.engine.onnx_model import load_model
from gouji.ocr.engine.protocol import Image, Quad, Recognition
from gouji.ocr.engine.quick_model import quick_model
from gouji.ocr.engine.recognizer import Recognizer
from gouji.schemas.errors import MissingComponent
from gouji.schemas.pages import Reader
from gouji.schemas.stages import stage

MIN_ASPECT_RATIO = 320 / 48
"""Width to height: the recogniser pads an image that is narrower."""


class PaddleReader:
    """Detects and recognizes lines of text, offline.

    Loads models on first use; one call runs up to `threads` threads. `quick`: pages may be read by the quick model first.
    """

    def __init__(self, models: Path | None = None, threads: int = 2, *, quick: bool = False) -> None:
        self._models, self._threads, self.quick = models, threads, quick

    def __reduce__(self) -> tuple[object, ...]:
        """A copy in another process loads its own models."""
        return partial(PaddleReader, self._models, self._threads, quick=self.quick), ()

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
        return self._read(images, self._recognizer) if images else []

    def read_quickly(self, images: Sequence[Image]) -> list[Recognition]:
        """Returns what the quick model reads in each image, in the same order.

        Raises MissingComponent("quick_missing") if it is not installed.
        """
        return self._read(images, self._quick_recognizer) if images else []

    def _read(self, images: Sequence[Image], recognizer: Recognizer) -> list[Recognition]:
        order = sorted(range(len(images)), key=lambda i: images[i].shape[1] / images[i].shape[0])

        def read(i: int) -> Recognition:
            ratio = images[i].shape[1] / images[i].shape[0]
            return decode_line(recognizer.read(images[i]), recognizer.characters, min(1.0, ratio / MIN_ASPECT_RATIO))

        with stage("recognition"), ThreadPoolExecutor(self._threads) as pool:
            found = dict(zip(order, pool.map(read, order) if self._threads > 1 else map(read, order), strict=True))
        return [found[i] for i in range(len(images))]

    def describe(self) -> Reader:
        """Returns engine, model and version."""
        return Reader("paddleocr", self._identity, version("paddleocr"))

    @cached_property
    def _identity(self) -> str:
        return model_identity(self._models, quick=self.quick)

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

    @cached_property
    def _quick_recognizer(self) -> Recognizer:
        keep_freed_memory()
        found = quick_model(self._models)
        if found is None:
            raise MissingComponent("quick_missing")
        with stage("loading"):
            return Recognizer(load_model(found, 1))
