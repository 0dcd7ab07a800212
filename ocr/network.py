"""A model of a folder (inference.onnx and inference.yml) on ONNX Runtime, and what its configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ocr.engine import Image
from schemas.errors import MissingComponent
from schemas.outside import outside

Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Network:
    """One loaded model: its name, how its pictures are to be prepared, and what its answers mean."""

    name: str
    steps: dict[str, dict[str, Any]]
    post: dict[str, Any]
    _session: Any
    _input: str

    def as_wanted(self, image: Image) -> Image:
        """The picture with its colours in the order that the model was taught."""
        blue_first = self.steps.get("DecodeImage", {}).get("img_mode", "RGB") == "BGR"
        return image if blue_first else image[:, :, ::-1].copy()

    def __call__(self, x: Values) -> Values:
        """The first output for one prepared batch."""
        said: Values = self._session.run(None, {self._input: x})[0]
        return said


def network(folder: Path, threads: int) -> Network:
    """The model in the folder, working with so many threads. MissingComponent where its configuration is not of PaddleOCR's kind."""
    onnxruntime = outside("onnxruntime")
    config = _config(folder / "inference.yml")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # A thread that waits for the others by turning round takes the core from other programs, and from those others.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Lines are of any width: an arena keeps the largest piece ever needed of each size, and is no faster.
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(str(folder / "inference.onnx"), options, providers=["CPUExecutionProvider"])
    try:
        steps = {name: told or {} for step in config["PreProcess"]["transform_ops"] for name, told in step.items()}
        return Network(config["Global"]["model_name"], steps, config["PostProcess"], session, session.get_inputs()[0].name)
    except (KeyError, TypeError, AttributeError) as error:
        raise MissingComponent("models_incomplete", path=folder, missing=str(error)) from error


def _config(path: Path) -> Any:
    """The list of eighteen thousand characters takes Python's own parser a second, the C library's a twentieth of it."""
    import yaml

    with path.open(encoding="utf-8") as file:
        return yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
