"""A model on ONNX Runtime, and what its configuration says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.model_files import Model
from gouji.ocr.engine.protocol import Image
from gouji.schemas.errors import MissingComponent
from gouji.schemas.outside import outside

Values = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class OnnxModel:
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


def load_model(model: Model, threads: int) -> OnnxModel:
    """The model, working with so many threads. MissingComponent where its configuration is not of PaddleOCR's kind."""
    onnxruntime = outside("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # A thread that waits for the others by turning round takes the core from other programs, and from those others.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Lines are of any width: an arena keeps the largest piece ever needed of each size, and is no faster.
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(str(model.file), options, providers=["CPUExecutionProvider"])
    told = model.config
    try:
        steps = {name: said or {} for step in told["PreProcess"]["transform_ops"] for name, said in step.items()}
        post = _characters(session, told["PostProcess"]["name"]) | told["PostProcess"]
        return OnnxModel(told["Global"]["model_name"], steps, post, session, session.get_inputs()[0].name)
    except (KeyError, TypeError, AttributeError) as error:
        raise MissingComponent("models_incomplete", path=model.file.parent, missing=str(error)) from error


def _characters(session: Any, post: str) -> dict[str, list[str]]:
    """A recogniser's, where they stand in the model file itself, one a line."""
    listed = session.get_modelmeta().custom_metadata_map.get("character") if post == "CTCLabelDecode" else None
    return {"character_dict": listed.split("\n")} if listed else {}
