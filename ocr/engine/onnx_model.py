"""Loads a model into ONNX Runtime together with its configuration."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gouji.ocr.engine.model_files import Model
from gouji.ocr.engine.protocol import Image
from gouji.schemas.errors import MissingComponent
from gouji.schemas.outside import outside

FloatArray = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class OnnxModel:
    """A loaded model with its name, its preprocessing steps and its postprocessing settings."""

    name: str
    steps: dict[str, dict[str, Any]]
    post: dict[str, Any]
    _session: Any
    _input: str

    def in_model_channel_order(self, image: Image) -> Image:
        """Returns the image in the channel order that the model was trained with."""
        blue_first = self.steps.get("DecodeImage", {}).get("img_mode", "RGB") == "BGR"
        return image if blue_first else image[:, :, ::-1].copy()

    def __call__(self, x: FloatArray) -> FloatArray:
        """Returns the first output for one preprocessed batch."""
        output: FloatArray = self._session.run(None, {self._input: x})[0]
        return output


def load_model(model: Model, threads: int) -> OnnxModel:
    """Loads the model to run with `threads` threads.

    Raises MissingComponent if its configuration is not in PaddleOCR's form.
    """
    onnxruntime = outside("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads, options.inter_op_num_threads = threads, 1
    # A spinning thread takes the core from other programs, and from the threads that it waits for.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    # Lines vary in width: an arena keeps the largest block ever needed of each size, and is no faster.
    options.enable_cpu_mem_arena = False
    session = onnxruntime.InferenceSession(str(model.file), options, providers=["CPUExecutionProvider"])
    config = model.config
    try:
        steps = {name: output or {} for step in config["PreProcess"]["transform_ops"] for name, output in step.items()}
        post = _characters(session, config["PostProcess"]["name"]) | config["PostProcess"]
        return OnnxModel(config["Global"]["model_name"], steps, post, session, session.get_inputs()[0].name)
    except (KeyError, TypeError, AttributeError) as error:
        raise MissingComponent("models_incomplete", path=model.file.parent, missing=str(error)) from error


def _characters(session: Any, post: str) -> dict[str, list[str]]:
    """Returns a recogniser's characters, which are stored in the model file itself, one a line; {} for other models."""
    listed = session.get_modelmeta().custom_metadata_map.get("character") if post == "CTCLabelDecode" else None
    return {"character_dict": listed.split("\n")} if listed else {}
