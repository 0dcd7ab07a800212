"""PaddleOCR's own steps round its networks, without the rest of the package.

Of PaddleOCR three things are used: how it prepares a picture, how it turns the detector's map into quadrilaterals, and its list of
characters. They stand in two modules that need little. But Python runs the package round a module first, and that loads training,
plotting and machine learning: two and a half seconds of processor time in every process that reads. So the two modules are loaded
with empty packages round them. This is the one file that knows where they stand.
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
HEAVY = (
    "paddlex", "paddlex.inference", "paddlex.inference.utils", "paddlex.inference.models",
    "paddlex.inference.models.text_detection", "paddlex.inference.models.text_recognition",
)  # fmt: skip
"""The packages round the two modules whose own loading is left out."""

_loading = RLock()


def paddle_class(module: str, name: str) -> Any:
    """A class of one of the two modules. Raises MissingComponent: "engine_missing", or "engine_changed" when it is not where it was."""
    found = getattr(_modules().get(module), name, None)
    if found is None:
        raise MissingComponent("engine_changed", part=f"{module}.{name}")
    return found


@cache
def _modules() -> dict[str, ModuleType]:
    for package in ("paddleocr", "paddlex"):
        if find_spec(package) is None:
            raise MissingComponent("engine_missing", package=package)
    with _loading, _light_packages():
        try:
            _any_cv2_will_do()
            found = {name: outside(name) for name in (DETECTION, RECOGNITION)}
        except (ImportError, AttributeError) as error:
            raise MissingComponent("engine_changed", part=DETECTION.rpartition(".")[0]) from error
    logging.getLogger("paddlex").setLevel(logging.ERROR)
    return found


def _any_cv2_will_do() -> None:
    """The library looks for one of the packages that bring cv2 by its name, and imports cv2. The smaller package brings the same."""
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
def _light_packages() -> Iterator[None]:
    """Empty packages in the place of the heavy ones, as long as this lasts: whoever imports paddleocr later gets all of it.

    Where somebody has loaded the whole package already, its own modules are taken.
    """
    if "paddlex" in sys.modules:
        yield
        return
    root = Path(_home("paddlex"))
    for name in HEAVY:
        package = ModuleType(name)
        package.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = package
    try:
        yield
    finally:
        for name in [n for n in sys.modules if n.partition(".")[0] == "paddlex"]:
            del sys.modules[name]


def _home(package: str) -> str:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise MissingComponent("engine_missing", package=package)
    return spec.submodule_search_locations[0]
