"""Decoding of the recogniser's columns into characters with alternatives, and the library classes that are used for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import cv2
import numpy as np
import pytest

from bench.model_folder import model_folder
from gouji.ocr.engine.ctc_decode import decode_line
from gouji.ocr.engine.model_files import BUNDLED
from gouji.ocr.engine.onnx_model import OnnxModel
from gouji.ocr.engine.paddle import PaddleReader
from gouji.ocr.engine.paddle_internals import RECOGNITION, paddle_class
from gouji.ocr.engine.recognizer import Recognizer
from gouji.schemas.errors import MissingComponent
from gouji.schemas.outside import outside

CLASSES = ["blank", "2", "5", "3", "8", ".", ",", "万", " "]


def rows(columns: Sequence[dict[str, float]]) -> Any:
    """Posteriors: the probability not given in a column belongs to the blank."""
    out = np.zeros((len(columns), len(CLASSES)), np.float32)
    for row, column in zip(out, columns, strict=True):
        for char, prob in column.items():
            row[CLASSES.index(char)] = prob
        row[0] = max(0.0, 1 - row[1:].sum())
    return out


@pytest.mark.parametrize(
    ("columns", "text", "probs"),
    [
        ([{}, {"2": 0.9}, {}, {"5": 0.8}], "25", [0.9, 0.8]),
        ([{"2": 0.7}, {"2": 0.95}, {}], "2", [0.95]),
        ([{"2": 0.9}, {}, {"2": 0.9}], "22", [0.9, 0.9]),
        ([{"2": 0.9}, {"5": 0.9}], "25", [0.9, 0.9]),
        ([{}, {}], "", []),
    ],
)
def test_characters_and_probabilities(columns: list[dict[str, float]], text: str, probs: list[float]) -> None:
    reading = decode_line(rows(columns), CLASSES)
    assert reading.text == text
    assert [m.prob for m in reading.chars] == pytest.approx(probs, abs=1e-3)


def test_no_character_extends_far_however_far_away_its_neighbours_are() -> None:
    """If two line images share one strip, half-way to the neighbour is already the other image."""
    reading = decode_line(rows([{"万": 0.9}, *[{}] * 30, {"2": 0.9}, {}, {}, {"5": 0.9}]), CLASSES)
    assert [m.char for m in reading.chars] == ["万", "2", "5"]
    left = reading.chars[1].left * 35
    assert left == pytest.approx(31.5 - 6)


def test_alternatives_are_sorted_by_probability_with_the_blank_and_without_noise() -> None:
    reading = decode_line(rows([{"3": 0.6, "5": 0.25, "8": 0.1, "2": 0.004}]), CLASSES)
    assert reading.chars[0].alternatives == (("5", 0.25), ("8", 0.1), ("", 0.046))


@pytest.mark.parametrize(
    ("columns", "gaps"),
    [
        ([{"5": 0.9}, {".": 0.3}, {"8": 0.9}], [(1, ".", 0.3)]),
        ([{"5": 0.9}, {"5": 0.3}, {"8": 0.9}], []),
        ([{"5": 0.9}, {"万": 0.4}, {"8": 0.9}], []),
        ([{".": 0.2}, {"5": 0.9}, {",": 0.05}], [(0, ".", 0.2)]),
    ],
)
def test_near_misses(columns: list[dict[str, float]], gaps: list[tuple[int, str, float]]) -> None:
    found = decode_line(rows(columns), CLASSES).gaps
    assert [(at, char) for at, char, _ in found] == [(at, char) for at, char, _ in gaps]
    assert [p for *_, p in found] == pytest.approx([p for *_, p in gaps], abs=1e-3)


def test_positions_ascend_over_the_unpadded_part() -> None:
    marks = decode_line(rows([{}, {"2": 0.9}, {}, {}, {"5": 0.9}, {}, {}, {}, {}, {}]), CLASSES, share=0.6).chars
    assert [(m.left + m.right) / 2 for m in marks] == pytest.approx([0.25, 0.75], abs=0.1)
    assert marks[0].left < marks[0].right <= marks[1].left < marks[1].right <= 1


def test_a_moved_class_is_detected() -> None:
    with pytest.raises(MissingComponent, match="engine_changed"):
        paddle_class(RECOGNITION, "NoSuchStep")


@pytest.mark.parametrize("characters", [[], ["a", "b"], ["blank", "a"]])
def test_a_decoder_of_another_type_is_detected(characters: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The first class must be the blank and the last one the space."""
    monkeypatch.setattr("gouji.ocr.engine.recognizer.paddle_class", lambda *_: lambda **_: SimpleNamespace(character=characters))
    with pytest.raises(MissingComponent, match="engine_changed"):
        Recognizer(OnnxModel("", {"RecResizeImg": {"image_shape": [3, 48, 320]}}, {}, None, "x"))


def test_an_output_of_another_shape_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser = PaddleReader(threads=1)._recognizer
    monkeypatch.setattr(recogniser, "characters", recogniser.characters[:-1])
    with pytest.raises(MissingComponent, match="engine_changed"):
        recogniser.read(np.full((48, 100, 3), 255, np.uint8))


def test_the_rest_of_the_package_is_not_loaded_but_can_still_be() -> None:
    """Its training and plotting code takes seconds to load; a later import of the package still gets all of it."""
    code = (
        "import sys; from gouji.ocr.engine.paddle_internals import *; paddle_class(DETECTION, 'DBPostProcess'); paddle_class(RECOGNITION, 'CTCLabelDecode')\n"
        "assert not {'paddlex', 'sklearn', 'matplotlib', 'pandas', 'scipy'} & set(sys.modules)\n"
        "import paddlex, paddlex.inference; assert paddlex.__version__ and paddlex.inference.create_predictor"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_installed_engine_still_has_the_decoder() -> None:
    """Fails if an upgrade of PaddleOCR moves the decoder or changes its input."""
    picture = np.full((60, 260, 3), 255, np.uint8)
    cv2.putText(picture, "258.50", (20, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (0, 0, 0), 3)
    reader = PaddleReader()
    page = np.full((900, 700, 3), 255, np.uint8)
    page[200:260, 100:360] = picture
    first = reader.read_crops([picture, picture[:, :130]])
    assert first[0].text == "258.50" and len(first[1].chars) < 6
    assert all(0.3 < m.prob <= 1 and m.left < m.right for m in first[0].chars)
    quads = reader.find_lines(page)
    assert len(quads) == 1 and np.allclose(quads[0].mean(axis=0), (230, 232), atol=25)
    assert reader.describe().engine == "paddleocr"


def test_calling_the_engine_directly_gives_its_own_results(tmp_path: Path) -> None:
    """Preprocessing, network and postprocessing are called one by one: text, score and boxes must equal the library's own."""
    paddleocr, folder = outside("paddleocr"), model_folder(tmp_path)
    reader = PaddleReader(threads=1)
    place = {"device": "cpu", "engine": "onnxruntime", "engine_config": {"intra_op_num_threads": 1}}
    recogniser, detector = (
        kind(model_name=BUNDLED[name][0], model_dir=str(folder / name), **place, **told)
        for kind, name, told in (
            (paddleocr.TextRecognition, "rec", {}),
            (paddleocr.TextDetection, "det", {"limit_side_len": 960, "limit_type": "resize_long"}),
        )
    )
    page = np.full((1000, 1000, 3), 250, np.uint8)
    for row, (text, width) in enumerate((("99.38%", 300), ("1,234.56 / 2023 / 1,234.56 / 2024", 900), ("7", 40))):
        picture = np.full((60, width, 3), 250, np.uint8)
        cv2.putText(picture, text, (10, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2, cv2.LINE_AA)
        page[200 * row + 100 : 200 * row + 160, 50 : 50 + width] = picture
        own = recogniser.predict([picture], batch_size=1)[0]
        rows = reader._recognizer.read(picture)
        best = rows.argmax(axis=1)
        kept = (best != 0) & (np.diff(best, prepend=-1) != 0)
        assert "".join(reader._recognizer.characters[i] for i in best[kept]) == own["rec_text"]
        assert float(rows.max(axis=1)[kept].mean()) == pytest.approx(own["rec_score"], abs=1e-4)
        assert rows.sum(axis=1) == pytest.approx(1, abs=1e-3)
    theirs = detector.predict(page, batch_size=1)[0]["dt_polys"]
    assert len(theirs) >= 2 and np.array_equal(np.array(reader.find_lines(page)), np.array(theirs))


def test_threads_recognize_lines_independently() -> None:
    pictures = []
    for k in range(12):
        picture = np.full((60, 120 + 40 * (k * 5 % 12), 3), 255, np.uint8)
        cv2.putText(picture, str(10 + k), (20, 45), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (0, 0, 0), 3)
        pictures.append(picture)
    alone, together = PaddleReader(threads=1).read_crops(pictures), PaddleReader(threads=3).read_crops(pictures)
    assert alone == together and [r.text for r in alone] == [str(10 + k) for k in range(12)]
    assert PaddleReader(threads=3).read_crops([]) == []
