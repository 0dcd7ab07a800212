"""The door for libraries that reach for the network by themselves, or load one that does."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gouji.schemas.offline import stay_offline

WATCHED = ("onnxruntime", "paddleocr", "paddlex", "rapidocr", "modelscope", "huggingface_hub", "ray")
"""They are had from here only, so that no module loads one that has not been told to keep quiet."""


def outside(module: str) -> Any:
    """The module of a library, loaded after it was told to keep quiet. Raises what its import raises."""
    stay_offline()
    return import_module(module)
