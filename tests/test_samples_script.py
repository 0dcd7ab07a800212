"""The script behind the samples: type is set right, wear keeps the page's kind, the same seed gives the same page, texts tell the truth."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from samples import make
from samples.degrade import MOVES, Transform, degrade, qualities
from samples.fonts import MissingFont, font
from samples.layout import CLOSING, MEASURE, OPENING, Paragraph, set_lines
from samples.spec import Spec, load, names
from samples.table import Form, form_pages
from samples.wear import WEAR

REAL_PLACES = (
    "北京|上海|天津|重庆|广东|江门|广州|深圳|湖北|武汉|湖南|长沙|四川|成都|云南|昆明|安徽|合肥|贵州|广西|江西|福建|浙江|江苏|山东|河南|河北"
)
AMOUNTS = {"jpeg": 60.0, "threshold": 0.5, "contrast": 1.5, "skew": 2.0, "tint": 10.0, "noise": 4.0, "specks": 20.0, "streaks": 3.0}
KINDS = [(90, 64), (90, 64, 3)]
SAMPLES = {name: load(name) for name in names()}


def page(shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """White paper with a black block."""
    image = np.full(shape, 250, dtype=np.uint8)
    image[30:40, 20:44] = 20
    return image


def half(char: str, face: str) -> float:
    """Figures and letters half as wide as Chinese characters."""
    return 0.5 if char.isascii() else 1.0


def lines(text: str) -> list[str]:
    """The text of the set lines."""
    return [line.text for line in set_lines(Paragraph(((text, "song"),)), half)]


@pytest.mark.parametrize("shape", KINDS)
@pytest.mark.parametrize("name", sorted(WEAR))
def test_wear_keeps_size_and_dtype_and_shows(name: str, shape: tuple[int, ...]) -> None:
    worn = WEAR[name](page(shape), AMOUNTS.get(name, 0.05), np.random.default_rng(1))
    assert worn.shape == shape and worn.dtype == np.uint8
    assert not np.array_equal(worn, page(shape))


@pytest.mark.parametrize("shape", KINDS)
@pytest.mark.parametrize("quality", qualities())
def test_same_seed_same_scan(quality: str, shape: tuple[int, ...]) -> None:
    first, again, other = (degrade(page(shape), quality, np.random.default_rng(seed)) for seed in (7, 7, 8))
    assert first.image.shape == shape and first.image.dtype == np.uint8
    assert np.array_equal(first.image, again.image) and first.steps == again.steps
    assert not np.array_equal(first.image, other.image)


@pytest.mark.parametrize("name", sorted(MOVES))
def test_a_moved_block_is_where_the_transform_says(name: str) -> None:
    image = np.full((600, 420), 255, dtype=np.uint8)
    image[100:130, 200:280] = 0
    moved, transform = MOVES[name](image, AMOUNTS.get(name, 0.03), np.random.default_rng(5), Transform(width=420.0))
    rows, cols = np.nonzero(moved < 128)
    found = cols.min(), rows.min(), cols.max() + 1, rows.max() + 1
    assert np.allclose(found, transform.box((200, 100, 280, 130)), atol=2.0)
    assert not np.allclose(found, (200, 100, 280, 130), atol=2.0)


def test_bend_is_the_last_move_of_every_quality() -> None:
    for quality in qualities():
        moves = [name for name, _ in degrade(page((90, 64)), quality, np.random.default_rng(0)).steps if name in MOVES]
        assert "bend" not in moves[:-1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲" * 26 + "乙" * 28, ["甲" * 26, "乙" * 28]),
        ("甲" * 26 + "乙" * 29, ["甲" * 26, "乙" * 28, "乙"]),
        ("甲" * 25 + "268.86万元", ["甲" * 25, "268.86万元"]),
        ("甲" * 25 + "乙。丙", ["甲" * 25, "乙。丙"]),
        ("甲" * 24 + "1乙。丙", ["甲" * 24 + "1乙。", "丙"]),
        ("甲" * 25 + "（乙）", ["甲" * 25, "（乙）"]),
        ("1234" * 3, ["123412341234"]),
    ],
)
def test_lines_break_where_type_allows(text: str, expected: list[str]) -> None:
    assert lines(text) == expected


@pytest.mark.parametrize("spec", SAMPLES.values(), ids=SAMPLES)
def test_the_printed_lines(spec: Spec) -> None:
    for paragraph in spec.body:
        rows = set_lines(paragraph, half, spec.spaced)
        assert "".join(row.text for row in rows) == "".join(text for text, _ in paragraph.runs)
        assert all(row.text[0] not in CLOSING and row.text[-1] not in OPENING for row in rows)
        assert all(row.placed[-1].x + row.placed[-1].width <= MEASURE + 0.51 for row in rows)


@pytest.mark.parametrize("spec", SAMPLES.values(), ids=SAMPLES)
def test_texts_name_no_real_place(spec: Spec) -> None:
    assert re.findall(REAL_PLACES, spec.words) == []


@pytest.mark.parametrize("spec", SAMPLES.values(), ids=SAMPLES)
def test_every_fact_is_printed(spec: Spec) -> None:
    told = [row[key] for row in spec.truth["facts"] for key in ("subject", "value", "base") if key in row]
    told += [row[key].lstrip("+-") for row in spec.truth["budget"] for key in row if key not in ("name", "role")]
    told += [item for row in spec.truth["counts"] for item in (row["announced"], *row["items"])]
    if spec.form:
        told = [str(abs(_number(text))) for text in told]  # the unit stands in the head
    assert [text for text in told if text not in spec.words] == []


@pytest.mark.parametrize("spec", SAMPLES.values(), ids=SAMPLES)
def test_rates_follow_from_their_figures_but_for_the_told_errors(spec: Spec) -> None:
    wrong = []
    for row in spec.truth["budget"]:
        if "execution_rate" in row:
            rate = _number(row["spent"]) / _number(row.get("adjusted", row["initial"])) * 100
            printed = _number(row["execution_rate"])
            wrong += [row["name"]] if rate.quantize(Decimal("0.01")) != printed else []
    assert wrong == [row["where"] for row in spec.truth["errors"] if row["rule"] == "execution-rate"]


@pytest.mark.parametrize("spec", SAMPLES.values(), ids=SAMPLES)
def test_adjustments_and_totals_tie_out(spec: Spec) -> None:
    rows = spec.truth["budget"]
    for row in rows:
        if "adjustment" in row:
            assert _number(row["initial"]) + _number(row["adjustment"]) == _number(row["adjusted"])
    for total in (row for row in rows if row["role"] == "total"):
        parts = [row for row in rows if row["role"] == "subproject"]
        if not parts:
            continue
        assert sum(_number(row["initial"]) for row in parts) == _number(total["initial"])
        assert sum(_number(row.get("adjusted", row["initial"])) for row in parts) == _number(total["adjusted"])
        assert sum(_number(row["spent"]) for row in parts) == _number(total["spent"])


@pytest.mark.parametrize("spec", SAMPLES.values(), ids=SAMPLES)
def test_sources_tie_out_but_for_the_told_error(spec: Spec) -> None:
    rows = spec.truth["budget"]
    sources = sum(_number(row.get("allocated") or row.get("adjusted") or "0") for row in rows if row["role"] == "source")
    told = [_number(row["right"]) for row in spec.truth["errors"] if row["rule"] == "sum-of-sources"]
    total = next((_number(row["adjusted"]) for row in rows if row["role"] == "total"), Decimal(0))
    assert sources == (told[0] if told else total)


@pytest.mark.parametrize("spec", [s for s in SAMPLES.values() if s.form], ids=lambda s: s.name)
def test_the_points_of_a_form_tie_out_but_for_the_told_error(spec: Spec) -> None:
    total, verdict = spec.truth["budget"][0], spec.truth["evaluation"]
    for key, whole in (("weight", "full_score"), ("score", "score")):
        points = _number(total[key]) + sum(_number(row[key]) for row in spec.truth["indicators"])
        told = [_number(row["right"]) for row in spec.truth["errors"] if row["rule"] == "scores-total" and key == "score"]
        assert points == (told[0] if told else _number(verdict[whole]))


def test_a_form_goes_over_the_page_where_it_is_told() -> None:
    form = Form(("甲 | 乙", "^ | 丙", "^ | 丁"), (20.0, 20.0), 4.0, breaks=(2,), heads=(0,))
    first, second = form_pages(form, "song", half)
    assert [line.text for line, _, _ in first.lines] == ["甲", "乙", "丙"]
    assert [line.text for line, _, _ in second.lines] == ["甲", "乙", "丁"]
    assert max(r.y1 for r in first.rules) == max(r.y1 for r in second.rules)


def test_a_missing_font_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(MissingFont) as caught:
        font("song", 20, tmp_path)
    assert "fonts-arphic-gbsn00lp" in str(caught.value) and "\n" not in str(caught.value)


@pytest.mark.parametrize(("degrees", "expected"), [(0, (1, 2, 3, 4)), (90, (16, 1, 18, 3)), (180, (7, 16, 9, 18)), (270, (2, 7, 4, 9))])
def test_boxes_turn_with_their_page(degrees: int, expected: tuple[float, ...]) -> None:
    assert make._turn((1, 2, 3, 4), 10, 20, degrees) == expected


def _number(text: str) -> Decimal:
    return Decimal("".join(char for char in text if char in "+-.0123456789"))
