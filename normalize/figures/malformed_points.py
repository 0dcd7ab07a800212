"""Repairs decimal points: commas, colons, stops and specks in their place, and points that are too many."""

from __future__ import annotations

import re

from gouji.normalize.figures.figure_repair import DECIMAL_UNITS, SPECK, FigureRepair
from gouji.normalize.figures.spaced_figures import with_decimal_point
from gouji.normalize.layout.headings import LEADING_SPECK

MONEY = re.compile(r"\s?[百千]?[万亿]?元|倍")
WHOLE_UNITS = "人名户家个份册件辆棵株盏台套座所间"
"""Units of things that come in whole numbers."""


def point_repairs() -> list[FigureRepair]:
    alone = r"(?<![\d,.，。第·])"
    return [
        FigureRepair(
            re.compile(rf"{alone}(\d+)[,'](\d{{1,2}})(?=\s?{DECIMAL_UNITS})"),
            with_point,
            "digit",
            "point_as_comma",
            0.95,
        ),
        FigureRepair(
            re.compile(rf"{alone}\d{{1,3}}(?:,\d{{3}})+,\d{{1,2}}(?=\s?[百千]?[万亿]?元)"),
            lambda m: with_decimal_point(m[0]),
            "digit",
            "point_as_comma",
            0.95,
        ),
        FigureRepair(
            re.compile(rf"{alone}(\d{{1,3}})。(\d{{1,2}})(?=\s?(?:{DECIMAL_UNITS}|[km²㎡]))"),
            with_point,
            "digit",
            "point_as_stop",
            0.9,
        ),
        # 97·80%: no word of figures has a dot in the middle before its unit.
        FigureRepair(
            re.compile(rf"(?<![\d,.，。第·])(\d{{1,9}})·(\d{{1,4}})(?=\s?(?:{DECIMAL_UNITS}|[km²㎡]))"),
            with_point,
            "digit",
            "point_as_dot",
            0.9,
        ),
        FigureRepair(
            re.compile(rf"{alone}(\d+)[:：](\d{{1,2}})(?=\s?(?:[万亿]|倍))"),
            _with_point_unless_scale,
            "digit",
            "point_as_colon",
            0.9,
        ),
        FigureRepair(
            re.compile(r"(?<=[率占比长])(\d{1,2})，(\d{2})(?=\s?%)"), with_point, "digit", "point_as_comma", 0.85
        ),
        # 总投资6，43亿元: no amount ends with a bare digit.
        FigureRepair(
            re.compile(r"(?<=[资金额费款入出计])(\d{1,2})，(\d{2})(?=[万亿]元)"),
            with_point,
            "digit",
            "point_as_comma",
            0.85,
        ),
        # 支出9;024万元: behind the word of an amount, three digits and its unit, a semicolon parts nothing.
        FigureRepair(
            re.compile(
                r"(?<=[资金额费款入出计算余付排达位])(\d{1,3})[;；](\d{3}(?:\.\d{1,2})?)(?=\s?[百千]?[万亿]?元)"
            ),
            lambda m: f"{m[1]},{m[2]}",
            "digit",
            "comma_as_semicolon",
            0.85,
        ),
        # 2.795.80万元: no figure has two decimal points; three digits between them are a group.
        FigureRepair(
            re.compile(rf"{alone}\d{{1,3}}(?:\.\d{{3}})+\.\d{{1,2}}(?=\s?[百千]?[万亿]?元)"),
            _with_group_commas,
            "digit",
            "comma_as_point_in_figure",
            0.9,
        ),
        # 88..86万吨: a decimal point and a speck.
        FigureRepair(
            re.compile(rf"{alone}(\d+)\.\.(\d{{1,4}})(?=\s?{DECIMAL_UNITS})"),
            with_point,
            "digit",
            "point_doubled",
            0.85,
        ),
        # 21.38.万起: no figure has two decimal points; the second may also be the remnant of a digit.
        FigureRepair(
            re.compile(rf"(?<=[㐀-鿿])(\d+\.\d{{1,4}}){SPECK}(?=\s?{DECIMAL_UNITS})"),
            lambda m: m[1],
            "digit",
            "speck_behind_figure",
            0.8,
        ),
        # 23851.人: nobody counts fractions of persons. Digits after the point may be lost, though.
        FigureRepair(
            re.compile(rf"(?<=[㐀-鿿])(\d+)[.·](?=[{WHOLE_UNITS}](?![㐀-鿿]?\d))"),
            lambda m: m[1],
            "digit",
            "speck_behind_figure",
            0.8,
        ),
        # 32.61万。元 and 32.61。万元: a speck at the end of a line, since nothing stands between a figure and 万元.
        FigureRepair(
            re.compile(
                rf"(?<=\d)(\s?[百千]?[万亿]){LEADING_SPECK}(?=元)|(?<=\d\.\d\d){LEADING_SPECK}(?=[百千]?[万亿]元)"
            ),
            lambda m: m[1] or "",
            "punctuation",
            "speck_in_unit",
            0.9,
        ),
    ]


def _with_group_commas(found: re.Match[str]) -> str:
    whole, _, decimals = found[0].rpartition(".")
    return f"{whole.replace('.', ',')}.{decimals}"


def _with_point_unless_scale(found: re.Match[str]) -> str:
    """Returns the figure with a point; 1:5万 is the scale of a map, unless it is one of money."""
    scale = found[1] == "1" and not MONEY.match(found.string, found.end())
    return found[0] if scale else with_point(found)


def with_point(found: re.Match[str]) -> str:
    return f"{found[1]}.{found[2]}"
