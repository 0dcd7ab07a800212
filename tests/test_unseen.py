"""Invisible characters change nothing, hide nothing, and are reported."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest

from gouji.archive.recheck import recheck
from gouji.normalize.document import correct
from gouji.ocr.document import read_document
from gouji.ocr.text.text_file import text_page
from gouji.ocr.text.visible_glyphs import visible_glyphs
from gouji.schemas.unseen import named
from tests.plain_report import REPORT, TABLE, read, told
from tests.test_ocr_files import Finder, pdf


def behind_digits(sign: str) -> Callable[[str], str]:
    return lambda text: re.sub(r"(\d)", lambda found: found[1] + sign, text)


HIDDEN = {
    "zero width space": behind_digits("\u200b"),
    "joiners": behind_digits("\u200c\u200d\u2060"),
    "byte order mark": behind_digits("\ufeff"),
    "soft hyphen": behind_digits("\u00ad"),
    "variation selectors": behind_digits("\ufe0f\U000e0101"),
    "joiner and fillers": behind_digits("\u034f\u115f\u3164\uffa0"),
    "left to right mark": behind_digits("\u200e"),
    "tags": behind_digits("\U000e0041"),
    "bell": lambda text: text.replace("预算", "预\x07算", 3),
    "before digits": lambda text: re.sub(r"(\d)", "\u2060\\1", text),
    "everywhere": lambda text: re.sub(r"(.)", "\\1\u200b", text),
    "first and last": lambda text: "\u200b" + text.replace("\n", "\u200d\n"),
    "unit turned round": lambda text: text.replace("万元", "\u202e万元\u202c"),
    "unit in pieces": lambda text: text.replace("万元", "\u200b万\u00ad元\u2063"),
    "before percent": lambda text: text.replace("%", "\u200f%"),
    "isolated figures": lambda text: re.sub(r"(\d+\.\d+)", "\u2068\\1\u2069", text),
    "colours of a terminal": lambda text: re.sub(r"(\d+)", "\x1b[1;31m\\1\x1b[0m", text),
    "line separators": lambda text: text.replace("\n", "\u2028"),
    "paragraph separators": lambda text: text.replace("\n", "\u2029\n"),
    "next lines": lambda text: text.replace("\n", "\x85"),
    "line tabulations": lambda text: text.replace("\n", "\x0b"),
    "thin thousands": lambda text: re.sub(r"(\d)(?=\d{3}(?!\d))", "\\1\u2009", text.replace("2023", "2023\u200b")),
    "thin before units": lambda text: re.sub(r"(?<=\d)(?=[万%公米分])", "\u202f", text),
    "radicals": lambda text: text.replace("月", "⽉").replace("日", "⽇").replace("一", "⼀").replace("二", "⼆"),
}


@pytest.mark.parametrize("hide", HIDDEN.values(), ids=HIDDEN.keys())
def test_invisible_characters_change_nothing(hide: Callable[[str], str], tmp_path: Path) -> None:
    text = REPORT + TABLE
    plain, hidden = read(text, tmp_path), read(hide(text), tmp_path)
    assert [f.rule for f in plain.findings if f.status == "inconsistent"] == ["execution-rate"]
    assert told(hidden) == told(plain)


@pytest.mark.parametrize("sign", [" ", "\u00a0", "\u2003", "\u3000"])
def test_unusual_blanks_in_a_figure_are_like_an_ordinary_one(sign: str, tmp_path: Path) -> None:
    apart = [re.sub(r"(\d)(?=\d\.)", rf"\1{blank}", REPORT) for blank in (" ", sign)]
    plain, other = (read(text, tmp_path) for text in apart)
    assert told(other) == told(plain) and plain.budget[0].spent and plain.budget[0].spent.value
    assert plain.budget[0].spent.value.number == "1140.57"


def test_the_original_text_is_kept_and_reported_once_per_line(tmp_path: Path) -> None:
    record = read(HIDDEN["zero width space"](REPORT), tmp_path)
    spent = record.budget[0].spent
    assert spent is not None and spent.text == "1140.57万元" and spent.raw == "1\u200b1\u200b4\u200b0\u200b.5\u200b7\u200b万元"
    made = [(c.line, c.before, c.after, c.kind) for c in record.corrections if c.before.startswith("U+")]
    assert made[0] == (4, "U+200B×11", "", "character") and len(made) == len({line for line, *_ in made})
    assert "看不见" in record.corrections[-1].reason


def test_line_ends_are_reported_once(tmp_path: Path) -> None:
    record = read(HIDDEN["line separators"](REPORT), tmp_path)
    made = [(c.line, c.before, c.after, c.kind) for c in record.corrections if c.before.startswith("U+")]
    assert made == [(1, f"U+2028×{REPORT.count(chr(10))}", "↵", "spacing")]


TURNED = [
    ("支出\u202e186.40\u202c万元", "186.40"),
    ("支出\u202e186.40万元", "186.40"),
    ("支出\u202b20 35\u202c万元", "2035"),
    ("调减\u200f-5万元", "-5"),
    ("支出1\u200f8\u200f6\u200f万元", "186"),
    ("\u202e共计三十二万元\u202c", "三十二万"),
    ("支出186.40\u202e万元\u202c", ""),
    ("支出\u202e11.11\u202c万元", ""),
    ("支出\u202d186.40\u202c万元", ""),
    ("支出\u2067甲\u2069186.40万元", ""),
    ("支出186.40万元", ""),
]


@pytest.mark.parametrize(("row", "doubtful"), TURNED)
def test_reordered_figures_are_doubtful(row: str, doubtful: str) -> None:
    assert "".join(g.char for g in visible_glyphs(row, 1) if g.prob < 0.6).replace(" ", "") == doubtful


def test_a_reordered_figure_proves_nothing_and_causes_no_inconsistency(tmp_path: Path) -> None:
    turned = REPORT.replace("97.20%", "\u202e97.20\u202c%").replace("1140.57", "\u202e1140.57\u202c")
    record = read(turned, tmp_path)
    assert not [f for f in record.findings if f.status == "inconsistent"]
    told = [f.message for f in record.findings if f.rule == "turned-figure" and f.status == "unresolved"]
    assert ["“1140.57”" in told[0], "实际支出75.0411万元" in told[0], "“97.20%”" in told[1]] == [True] * 3
    assert [c for c in record.corrections if "存疑" in c.reason]
    assert [f.message for f in recheck(record, "zh").findings if f.rule == "turned-figure"] == told


def test_many_reordered_figures_are_reported_together(tmp_path: Path) -> None:
    record = read(REPORT + "".join(f"支出\u202e12.{n}5\u202c万元。\n" for n in range(30)), tmp_path)
    found = [f.message for f in record.findings if f.rule == "turned-figure"]
    assert len(found) == 21 and "另有10个" in found[-1]


def test_a_row_of_only_invisible_characters_is_a_blank_row() -> None:
    page = text_page("甲\n\u200b\u200b\n乙\n".encode())
    assert [line.text for line in page.lines] == ["甲", " ", "乙"]


@pytest.mark.parametrize(
    ("row", "text", "raws"),
    [
        ("1\u2009234.5", "1234.5", ["1\u2009"]),
        ("1\u202f234\u202f567元", "1234567元", ["1\u202f", "4\u202f"]),
        ("12.5\u00a013.6", "12.5 13.6", ["\u00a0"]),
        ("甲\u2003乙", "甲\u2003乙", []),
        ("12.5\u300013.6", "12.5\u300013.6", []),
        ("\x001", "1", ["\u24001"]),
    ],
)
def test_blanks_within_figures(row: str, text: str, raws: list[str]) -> None:
    glyphs = visible_glyphs(row, 1)
    assert "".join(g.char for g in glyphs) == text and [g.raw for g in glyphs if g.raw] == raws


def test_names_of_characters() -> None:
    assert named("\u200b\u00ad\u200b\U000e0101") == "U+200B×2 U+00AD×1 U+E0101×1"
    assert named("".join(map(chr, range(0xFE00, 0xFE10)))).split()[-2:] == ["U+FE07×1", "…"]


LONG = {
    "one digit and many signs": "1" + "\u200b" * 200_000,
    "many kinds": "".join(chr(0xE0100 + i % 240) + "1" for i in range(200_000)),
    "points and a turn": "\u202e" + "." * 200_000,
    "digits and a turn": "\u202e" + "1" * 200_000 + "2",
    "embedded deeply": "\u202b1 2" * 30_000,
    "escapes": "\x1b[0" * 100_000,
}


@pytest.mark.parametrize("row", LONG.values(), ids=LONG.keys())
def test_long_rows_take_linear_time(row: str) -> None:
    """With quadratic time these would take minutes."""
    began = process_time()
    visible_glyphs(row, 1)
    assert process_time() - began < 20


def layered(content: bytes, table: str) -> bytes:
    """A page whose font has its own code table."""
    cmap = f"begincmap\n1 begincodespacerange <00> <ff> endcodespacerange\n{table}\nendcmap".encode()
    whole = pdf(content).replace(b"/BaseFont/Helvetica", b"/BaseFont/Helvetica/ToUnicode 90 0 R")
    return whole.replace(b"xref\n0", b"90 0 obj\n<</Length %d>>stream\n%s\nendstream\nendobj\nxref\n0" % (len(cmap), cmap))


PRINT = b"BT /F1 12 Tf 60 700 Td (Budget 18~6.40 and a long enough line of visible print for this page, 93.2~0 of it) Tj ET"
SAME = "1 beginbfrange <20> <7d> <0020> endbfrange\n"


def test_invisible_characters_of_a_digital_page(tmp_path: Path) -> None:
    path = tmp_path / "layer.pdf"
    path.write_bytes(layered(PRINT.replace(b"~", b" "), SAME + "1 beginbfchar <20> <200b> endbfchar"))
    document = read_document(path, reader=Finder())
    assert document.kind == "digital" and document.pages[0].lines[0].text.startswith("Budget186.40and")
    first = correct(document).changes[0].before
    assert first.text.startswith("U+200B×") and first.evidence().page == 1 and first.evidence().bbox


def test_print_mapped_to_invisible_characters_is_not_trusted(tmp_path: Path) -> None:
    path = tmp_path / "layer.pdf"
    path.write_bytes(layered(PRINT.replace(b"~", b"7"), SAME + "3 beginbfchar <65> <200b> <69> <200b> <6e> <200b> endbfchar"))
    assert read_document(path, reader=Finder()).kind == "scanned"
