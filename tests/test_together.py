"""One document in many files: page images in their order, from a list or from a folder of one running number."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image as Pillow
from sqlalchemy import select

import gouji
from gouji.archive.digest import digest
from gouji.archive.discover import discover
from gouji.archive.read_for_archive import archive_entry
from gouji.archive.sql_tables import documents, history, paths
from gouji.archive.store import Store, open_store
from gouji.ocr.document import read_document
from gouji.ocr.page_files import have_running_number, page_files
from gouji.ocr.page_images import some_page_images
from gouji.schemas.batch import Job
from gouji.schemas.errors import UnreadableDocument
from gouji.schemas.pages import Document
from gouji.show.inputs import inspect_pages
from tests.archived import ledger
from tests.test_ocr_files import Finder


def page(path: Path, ink: int) -> Path:
    """A page image whose only line is `ink` pixels wide."""
    pixels = np.full((400, 300), 255, np.uint8)
    pixels[100:120, 20 : 20 + ink] = 0
    path.parent.mkdir(parents=True, exist_ok=True)
    Pillow.fromarray(pixels).save(path, dpi=(72, 72))
    return path


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Eleven page images, page 2 before page 10."""
    for number in range(1, 12):
        page(tmp_path / "scan" / f"p{number}.png", 20 * number)
    return tmp_path / "scan"


def widths(document: Document) -> list[int]:
    return [
        round((line.box or (0, 0, 0, 0))[2] - (line.box or (0, 0, 0, 0))[0]) for p in document.pages for line in p.lines
    ]


def test_a_folder_is_read_in_the_natural_order_of_its_names(folder: Path) -> None:
    document = read_document(folder, reader=Finder())
    assert document.source == "scan" and [p.number for p in document.pages] == list(range(1, 12))
    assert widths(document) == sorted(widths(document)) and len(widths(document)) == 11
    assert {g.page for line in document.pages[9].lines for g in line.glyphs} == {10} and document.pages[9].lines[
        0
    ].page == 10
    assert document.pages[9].look is not None
    box = document.pages[9].lines[0].box
    assert box is not None and {line.page for _, line in document.pages[9].look(box)} == {10}


def test_files_are_read_in_the_order_given(folder: Path) -> None:
    given = [folder / "p5.png", folder / "p2.png", folder / "p9.png"]
    document = read_document(given, reader=Finder())
    assert [width // 20 for width in widths(document)] == [5, 2, 9] and document.source == "p5.png"
    assert read_document(given[::-1], reader=Finder()).sha256 != document.sha256
    assert (
        read_document(page_files(folder), reader=Finder()).sha256
        == read_document(folder, reader=Finder()).sha256
        == digest(str(folder))
    )


def test_one_file_is_the_document_that_it_is_alone(folder: Path) -> None:
    one = folder / "p1.png"
    assert (
        read_document([one], reader=Finder()).sha256 == read_document(one, reader=Finder()).sha256 == digest(str(one))
    )


def test_a_page_image_that_is_broken_is_one_unreadable_page(folder: Path) -> None:
    (folder / "p3.png").write_bytes((folder / "p3.png").read_bytes()[:60])
    document = read_document(folder, reader=Finder())
    assert [p.number for p in document.pages if p.kind == "unreadable"] == [3] and len(document.pages) == 11


def test_a_text_is_no_page_image(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("一、概况", encoding="utf-8")
    with pytest.raises(UnreadableDocument, match="pages_no_pictures"):
        read_document([folder / "p1.png", tmp_path / "a.txt"], reader=Finder())


def test_pages_are_shown_by_their_numbers_in_the_document(folder: Path) -> None:
    ((number, image),) = some_page_images(folder, {10}, 72)
    assert number == 10 and int((image.min(axis=2) < 128).any(axis=0).sum()) == 200
    assert [n for n, _ in some_page_images([folder / "p3.png", folder / "p1.png"], None, 72)] == [1, 2]


@pytest.mark.parametrize(
    ("names", "running"),
    [
        (["p1.png", "p2.png", "p10.png", *[f"p{n}.png" for n in range(3, 10)]], True),
        (["扫描_0008.jpg", "扫描_0009.jpg", "扫描_0010.jpg"], True),
        (["1.jpg", "2.JPG"], True),
        (["第1页.png", "第2页.png"], True),
        (["1.jpg"], False),
        (["1.jpg", "3.jpg"], False),
        (["1.jpg", "2.png"], False),
        (["a1.jpg", "b2.jpg"], False),
        (["甲自评表.jpg", "乙自评表.jpg"], False),
        (["01.jpg", "1.jpg"], False),
    ],
)
def test_a_running_number(names: list[str], running: bool) -> None:
    assert have_running_number(names) is running


def beside(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_bytes(b"x")


@pytest.mark.parametrize(
    ("change", "found"),
    [
        pytest.param(lambda folder: None, 1, id="page images alone"),
        pytest.param(beside(".DS_Store"), 1, id="a hidden file"),
        pytest.param(beside("自评表.pdf"), 12, id="another document"),
        pytest.param(beside("说明.docx"), 12, id="another kind of file"),
        pytest.param(lambda folder: (folder / "p4.png").unlink(), 10, id="a page is missing"),
        pytest.param(lambda folder: page(folder / "more" / "p1.png", 9), 12, id="another folder"),
    ],
)
def test_a_folder_of_page_images_alone_is_one_document(
    folder: Path, change: Callable[[Path], object], found: int
) -> None:
    change(folder)
    assert len([seen for seen in discover([str(folder.parent)])]) == found
    (folder / "勾稽结果").mkdir()
    (folder / "勾稽结果" / ".gouji-results").touch()
    assert len([seen for seen in discover([str(folder)])]) == found
    assert all(not seen.members for seen in discover([str(folder)], separate=True))


def take_in(store: Store, folder: Path, *, separate: bool = False) -> None:
    """What a batch does with the folder."""
    book = ledger(store)
    for seen in discover([str(folder)], separate=separate):
        sha256 = digest(seen.path)
        book.register([(seen, sha256)])
        known = book.known([sha256])[sha256]
        if known.state != "done":
            assert book.claim(sha256, known, gone=False)
            reports = gouji.read(Path(seen.path), lang="zh", reader=Finder())
            assert reports.sha256 == sha256
            assert book.finish(Job(sha256, seen.path, book.me), archive_entry(reports), 0.1)


def current(store: Store) -> set[str]:
    with store.engine.connect() as connection:
        return set(connection.scalars(select(documents.c.sha256).where(documents.c.superseded.is_(False))))


def test_a_folder_in_an_archive_is_known_again_and_read_again_when_a_page_changes(folder: Path, tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        take_in(store, folder)
        first = digest(str(folder))
        assert current(store) == {first}
        (seen,) = discover([str(folder)])
        assert ledger(store).unchanged([seen]) == {str(folder): first}
        page(folder / "p4.png", 90)
        (seen,) = discover([str(folder)])
        assert ledger(store).unchanged([seen]) == {}
        take_in(store, folder)
        assert current(store) == {digest(str(folder))} and digest(str(folder)) != first


def test_the_same_pages_are_never_counted_twice(folder: Path, tmp_path: Path) -> None:
    single = {digest(str(file)) for file in page_files(folder)}
    with open_store(tmp_path / "a.db", create=True) as store:
        take_in(store, folder, separate=True)
        assert current(store) == single
        take_in(store, folder)
        assert current(store) == {digest(str(folder))}
        take_in(store, folder, separate=True)
        assert current(store) == single
        with store.engine.connect() as connection:
            assert str(folder) not in set(connection.scalars(select(paths.c.path)))
            assert {str(file) for file in page_files(folder)} <= set(connection.scalars(select(history.c.path)))


def test_what_cannot_be_read_together_is_told(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert inspect_pages([tmp_path / "empty"]).problem == "no_page_images"
    assert inspect_pages([folder / "p1.png", folder / "p99.png"]).problem == "not_found"
    whole = inspect_pages([folder])
    assert (whole.problem, whole.stem, len(whole.files)) == ("", "scan", 11)
    assert [os.path.basename(file) for file in whole.files][-1] == "p11.png"
