"""What may be written where: no original and nothing foreign is ever replaced, by no name, link or order of the files."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from gouji.schemas.errors import GoujiError
from gouji.show.is_record import is_record_of
from gouji.show.marked_png import SIGNATURE, is_marked, marked_png
from gouji.show.output_files import Outputs

PNG = SIGNATURE + bytes.fromhex("0000000d49484452000000010000000108000000003a7e9b55") + b"rest"


def record(sha256: str) -> bytes:
    return json.dumps({"schema_version": "1", "document": {"sha256": sha256}}).encode()


def same(sha256: str) -> Callable[[Path], bool]:
    return partial(is_record_of, sha256=sha256)


def put(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


@pytest.mark.parametrize(
    ("there", "sha256", "force", "name"),
    [
        pytest.param({}, "a", False, "r.json", id="nothing is there"),
        pytest.param({"r.json": record("a")}, "a", False, "r.json", id="the same document's is replaced"),
        pytest.param({"r.json": record("b")}, "a", False, "r-2.json", id="another document's stays"),
        pytest.param({"r.json": b"my notes"}, "a", False, "r-2.json", id="a person's stays"),
        pytest.param({"r.json": b"[1, 2]"}, "a", False, "r-2.json", id="JSON of another program stays"),
        pytest.param({"r.json": b""}, "a", False, "r-2.json", id="an empty file stays"),
        pytest.param({"r.json": record("b"), "r-2.json": record("a")}, "a", False, "r-2.json", id="its number is kept"),
        pytest.param({"r-2.json": record("a")}, "a", False, "r-2.json", id="also where the first has gone"),
        pytest.param({"r.json": record("b"), "r-2.json": record("c")}, "a", False, "r-3.json", id="the next number"),
        pytest.param({"r.json": record("b")}, "a", True, "r.json", id="force replaces another's"),
        pytest.param({"r.json": b"my notes"}, "a", True, "r.json", id="force replaces a person's"),
    ],
)
def test_a_file_is_replaced_only_by_its_own_document(tmp_path: Path, there: dict[str, bytes], sha256: str, force: bool, name: str) -> None:
    for file, data in there.items():
        put(tmp_path / file, data)
    outputs = Outputs(force=force)
    path = outputs.reserve(tmp_path / "r.json", same(sha256))
    assert outputs.write(path, record(sha256), same(sha256)) == tmp_path / name
    assert (tmp_path / name).read_bytes() == record(sha256)
    kept = {file: data for file, data in there.items() if file != name}
    assert {file: (tmp_path / file).read_bytes() for file in kept} == kept


def linked(there: Path, path: Path) -> None:
    path.symlink_to(there)


def hard(there: Path, path: Path) -> None:
    os.link(there, path)


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("link", [linked, hard, None])
def test_what_is_read_is_never_replaced_by_whatever_name(tmp_path: Path, force: bool, link: Callable[[Path, Path], None] | None) -> None:
    original, path = tmp_path / "in/r.json", tmp_path / "r.json"
    put(original, record("a"))
    if link:
        link(original, path)
    else:
        path = tmp_path / "other/../in/r.json"
        (tmp_path / "other").mkdir()
    outputs = Outputs([original], force=force)
    written = outputs.write(outputs.reserve(path, same("a")), b"new", same("a"))
    assert written.name == "r-2.json"
    assert original.read_bytes() == record("a")
    with pytest.raises(GoujiError, match="is_an_input"):
        outputs.refuse(path, same("a"))


def test_a_folder_in_the_way_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "r.json").mkdir()
    assert Outputs(force=True).reserve(tmp_path / "r.json", same("a")).name == "r-2.json"


def test_two_documents_of_one_call_never_share_a_name(tmp_path: Path) -> None:
    outputs = Outputs(force=True)
    assert [outputs.reserve(tmp_path / name, same(name)).name for name in ("r.json", "R.json", "r.json")] == ["r.json", "R-2.json", "r-3.json"]


def test_a_file_that_came_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    outputs = Outputs()
    path = outputs.reserve(tmp_path / "r.json", same("a"))
    put(path, record("b"))
    assert outputs.write(path, record("a"), same("a")).name == "r-2.json"
    assert path.read_bytes() == record("b")


def test_no_other_file_is_left_behind(tmp_path: Path) -> None:
    outputs = Outputs()
    outputs.write(tmp_path / "new/r.json", b"x", same("a"))
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["r.json"]
    with pytest.raises(GoujiError, match="cannot_write"):
        outputs.write(tmp_path / "new/r.json/below.json", b"x", same("a"))
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["r.json"]


@pytest.mark.parametrize(
    ("there", "stem"),
    [
        ({}, "扫描"),
        ({"扫描-01.png": marked_png(PNG, "a")}, "扫描"),
        ({"扫描-01.png": PNG}, "扫描-2"),
        ({"扫描-07.png": marked_png(PNG, "b")}, "扫描-2"),
        ({"扫描-01.png": PNG, "扫描-2-01.png": PNG}, "扫描-3"),
        ({"扫描-一.png": PNG, "扫描.png": PNG}, "扫描"),
    ],
)
def test_pictures_of_a_document_have_one_stem_that_is_free(tmp_path: Path, there: dict[str, bytes], stem: str) -> None:
    for file, data in there.items():
        put(tmp_path / file, data)
    assert Outputs().reserve_pages(tmp_path, "扫描", partial(is_marked, mark="a")) == stem


def test_a_marked_picture_is_a_picture(tmp_path: Path) -> None:
    import cv2
    import numpy as np

    picture = np.arange(300, dtype=np.uint8).reshape(10, 10, 3)
    path = tmp_path / "p.png"
    put(path, marked_png(cv2.imencode(".png", picture)[1].tobytes(), "ab" * 32))
    read = cv2.imread(str(path))
    assert read is not None and (read == picture).all()
    assert is_marked(path, "ab" * 32) and not is_marked(path, "cd" * 32) and not is_marked(tmp_path, "ab" * 32)
