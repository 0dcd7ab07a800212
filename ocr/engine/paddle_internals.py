"""Gives access to PaddleOCR's own processing steps without importing the rest of the package.

gouji uses three things of PaddleOCR: its image preprocessing, its conversion of the detector's map to quadrilaterals,
and its list of characters. They are in two modules with few dependencies. But Python runs the surrounding packages
first, and those import training, plotting and machine learning code: 2.5 seconds of CPU time in every process that
reads. So the two modules are loaded inside empty packages. Only this file knows where the two modules are.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import RLock
from types import ModuleType
from typing import Any

from gouji.schemas.errors import MissingComponent
from gouji.schemas.outside import outside

DETECTION = "paddlex.inference.models.text_detection.processors"
RECOGNITION = "paddlex.inference.models.text_recognition.processors"
HEAVY_PACKAGES = (
    "paddlex", "paddlex.inference", "paddlex.inference.utils", "paddlex.inference.models",
    "paddlex.inference.models.text_detection", "paddlex.inference.models.text_recognition",
)  # fmt: skip
"""The packages around the two modules whose own initialization is skipped."""

_loading = RLock()


def paddle_class(module: str, name: str) -> Any:
    """Returns a class of one of the two modules.

    Raises MissingComponent: "engine_missing", or "engine_changed" if the class is not where it was.
    """
    found = getattr(_modules().get(module), name, None)
    if found is None:
        raise MissingComponent("engine_changed", part=f"{module}.{name}")
    return found


@cache
def _modules() -> dict[str, ModuleType]:
    for package in ("paddleocr", "paddlex"):
        if find_spec(package) is None:
            raise MissingComponent("engine_missing", package=package)
    with _loading, _empty_packages():
        try:
            _accept_any_cv2()
            found = {name: outside(name) for name in (DETECTION, RECOGNITION)}
        except (ImportError, AttributeError) as error:
            raise MissingComponent("engine_changed", part=DETECTION.rpartition(".")[0]) from error
    logging.getLogger("paddlex").setLevel(logging.ERROR)
    return found


def _accept_any_cv2() -> None:
    """Makes PaddleX accept any package that provides cv2.

    PaddleX checks for one of them by its name, then imports cv2. The smaller package provides the same.
    """
    needs = outside("paddlex.utils.deps")
    known: Callable[..., bool] = needs.is_dep_available

    def available(name: str, /, check_version: bool = False) -> bool:
        return (
            find_spec("cv2") is not None
            if name == "opencv-contrib-python"
            else known(name, check_version=check_version)
        )

    needs.is_dep_available = available


@contextmanager
def _empty_packages() -> Iterator[None]:
    """Replaces the heavy packages by empty ones inside the `with` block. A later import of paddleocr loads all of it.

    Does nothing if the whole package is loaded already: then its own modules are used.
    """
    if "paddlex" in sys.modules:
        yield
        return
    root = Path(_package_folder("paddlex"))
    for name in HEAVY_PACKAGES:
        package = ModuleType(name)
        package.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    try:
        yield
    finally:
        for name in [n for n in sys.modules if n.partition(".")[0] == "paddlex"]:
            del sys.modules[name]


def _package_folder(package: str) -> str:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingComponent("engine_missing", package=package)
    return spec.submodule_search_locations[0]
