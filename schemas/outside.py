"""Loads libraries that access the network by themselves, or load one that does."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from gouji.schemas.offline import stay_offline

NETWORKED_LIBRARIES = ("onnxruntime", "paddleocr", "paddlex", "rapidocr", "modelscope", "huggingface_hub", "ray")
"""These are loaded only here, so that no module loads one before it has been told to stay offline."""


def outside(module: str) -> Any:
    """The module of a library, loaded after telemetry was turned off. Raises what its import raises."""
    stay_offline()
    return import_module(module)
