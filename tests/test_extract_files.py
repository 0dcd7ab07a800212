"""`gouji extract` and files: bad ones cost a line, none stops the others, originals stay, results are told."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.cli import app
from gouji.show.delivery import Delivery
from gouji.show.extract_command import extract_command, settings_for
from gouji.show.inputs import inspect_inputs
from tests.environment import python_path

ROOT = Path(__file__).parent.parent
REPORT = "一、概况\n1.甲养护经费。预算费用100万元，实际使用95万元，使用率95%。\n自评得分98分。\n"
WRONG = REPORT.replace("95万元", "90万元")
MISBEHAVING = "tests.misbehaving:misbehave"
run = CliRunner()


def extract(*args: str | Path) -> tuple[int, str, str]:
    result = run.invoke(app, ["extract", *map(str, args), "--lang", "zh"])
    return result.exit_code, result.stdout, result.stderr


def put(path: Path, words: str = REPORT) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")
    return path


def test_every_bad_file_costs_its_line_and_the_good_one_is_read(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "one").symlink_to(tmp_path / "two")
    (tmp_path / "two").symlink_to(tmp_path / "one")
    (tmp_path / "broken").symlink_to(tmp_path / "nothing")
    (tmp_path / "zero").symlink_to("/dev/zero")
    said = {"folder": "是文件夹", "pipe": "不是文件", "one": "链接互相指向"}
    said |= {"broken": "不存在", "zero": "不是文件", "gone/a.pdf": "不存在"}
    good = put(tmp_path / "good.txt")
    code, out, err = extract(*(tmp_path / name for name in said), good, "--out", tmp_path / "o")
    assert code == 2
    for (name, word), line in zip(said.items(), err.splitlines(), strict=True):
        assert str(tmp_path / name) in line and word in line
    assert out == f"已写入 {tmp_path / 'o/good.json'}\n"
    assert [p.name for p in (tmp_path / "o").iterdir()] == ["good.json"]


@contextmanager
def nobody() -> Iterator[None]:
    """Without the rights of root, where the tests have them."""
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(before)


def test_files_without_permission_are_told_before_anything_is_read(tmp_path: Path) -> None:
    secret, below = put(tmp_path / "secret.txt"), put(tmp_path / "closed/below.txt")
    secret.chmod(0)
    below.parent.chmod(0)
    for folder in (tmp_path, *list(tmp_path.parents)[:3]):
        folder.chmod(folder.stat().st_mode | 0o055)
    with nobody():
        problems = [item.problem for item in inspect_inputs([secret, below], tmp_path)]
    below.parent.chmod(0o755)
    assert problems == ["not_readable", "not_readable"]


def test_originals_and_other_documents_stay_and_names_do_not_depend_on_the_order(tmp_path: Path) -> None:
    a, b = put(tmp_path / "a/报告.txt"), put(tmp_path / "b/报告.txt", WRONG)
    out = tmp_path / "o"
    assert extract(b, a, "--out", out)[0] == 0
    assert "95" in json.loads((out / "报告.json").read_text())["budget"][0]["spent"]["raw"]
    first = {p.name: p.read_bytes() for p in out.iterdir()}
    code, told, err = extract(b, "--out", out, "--quiet")
    assert (code, told) == (0, "")
    assert [word in err for word in ("报告.json", "报告-2.json", "--force")] == [True] * 3 and len(err.splitlines()) == 1
    assert {p.name: p.read_bytes() for p in out.iterdir()} == first
    assert sorted(first) == ["报告-2.json", "报告.json"]


def test_an_input_is_not_replaced_even_by_force(tmp_path: Path) -> None:
    text = put(tmp_path / "rec.json")
    code, out, err = extract(text, "--out", tmp_path, "--force")
    assert (code, out) == (0, "")
    assert "原件" in err and len(err.splitlines()) == 1
    assert text.read_text(encoding="utf-8") == REPORT
    assert json.loads((tmp_path / "rec-2.json").read_text())["document"]["source"] == "rec.json"


def test_a_program_is_told_line_by_line(tmp_path: Path) -> None:
    code, out, err = extract(put(tmp_path / "w.txt", WRONG), tmp_path / "gone.pdf", "--out", tmp_path / "o", "--json")
    assert code == 2 and len(err.splitlines()) == 1
    read, gone = (json.loads(line) for line in out.splitlines())
    assert read["record"] == str(tmp_path / "o/w.json") and read["findings"]["inconsistent"] == 1 and read["pages"] == 1
    assert (gone["error"], gone["message"]) == ("not_found", err.strip().removeprefix("gouji: "))


def test_drawings_do_not_replace_scans(tmp_path: Path) -> None:
    import cv2
    import numpy as np

    page = np.full((400, 1654, 3), 255, dtype=np.uint8)
    cv2.putText(page, "2023 258.50", (200, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2, cv2.LINE_AA)
    for name in ("scan.png", "scan-01.png"):
        cv2.imwrite(str(tmp_path / name), page)
    before = (tmp_path / "scan-01.png").read_bytes()
    code, _, err = extract(tmp_path / "scan.png", "--summary", "--draw", tmp_path)
    assert code == 0 and "scan-2-01.png" in err
    assert (tmp_path / "scan-01.png").read_bytes() == before
    assert extract(tmp_path / "scan.png", "--summary", "--draw", tmp_path)[0] == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["scan-01.png", "scan-2-01.png", "scan.png"]


@pytest.mark.parametrize(
    ("name", "limits", "word"),
    [
        ("hangs", {"timeout": 8.0}, "没有读完一页"),
        ("turns", {"longest": 8.0}, "没有读完"),
        ("grows", {"memory": 600}, "内存超过 600 MB"),
        ("dies", {}, "意外终止（SIGKILL）"),
    ],
)
def test_what_a_document_does_harms_no_other(
    tmp_path: Path, name: str, limits: dict[str, float], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, good = put(tmp_path / f"{name}.txt"), put(tmp_path / "good.txt")
    settings = replace(settings_for("zh", None, 1, 300, 0, 0, draw=False), **limits)  # type: ignore[arg-type]
    assert extract_command([bad, good], Delivery(tmp_path / "o"), settings, task=MISBEHAVING) == 2
    (line,) = capsys.readouterr().err.splitlines()
    assert str(bad) in line and word in line
    assert [p.name for p in (tmp_path / "o").iterdir()] == ["good.json"]


def program(*args: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    start = [sys.executable, "-m", "gouji", "extract", *args]
    env = os.environ | {"PYTHONPATH": python_path(), "GOUJI_LANG": "zh"}
    return subprocess.run(start, cwd=ROOT, env=env, capture_output=True, timeout=200, check=False, **more)  # type: ignore[call-overload, no-any-return]


def test_standard_input_is_read() -> None:
    done = program("-", input=REPORT.encode())
    assert done.returncode == 0, done.stderr.decode()
    assert json.loads(done.stdout)["document"]["source"] == "stdin"


def test_a_name_of_gbk_is_read_and_shown(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path)
    name = folder + b"/" + "青年宫自评.txt".encode("gb18030")
    Path(os.fsdecode(name)).write_text(REPORT, encoding="utf-8")
    done = program(os.fsdecode(name), "--out", str(tmp_path / "o"))
    assert done.returncode == 0, done.stderr.decode()
    assert "青年宫自评.json" in done.stdout.decode()
    assert json.loads((tmp_path / "o/青年宫自评.json").read_bytes())["document"]["source"] == "青年宫自评.txt"


HEAVY = ("cv2", "onnxruntime", "pandas", "paddleocr", "numpy", "pypdfium2", "sqlalchemy")


QUICK = (
    "--help", "--version", "extract gone.pdf", "extract -h", "check gone.json", "schema more", "explain gone.json /a", "gone/below",
    "ingest gone --archive gone.db", "export --archive gone.db --format csv --out gone", "check --archive gone.db", "README.md",
)  # fmt: skip


@pytest.mark.parametrize("line", QUICK)
def test_nothing_heavy_is_loaded_before_the_files_are_looked_at(line: str) -> None:
    code = (
        "import sys\nfrom gouji.cli import main\nsys.argv[1:] = " + repr(line.split()) + "\ntry:\n    main()\nexcept SystemExit:\n    pass\n"
        f"print('loaded', [m for m in {HEAVY!r} if m in sys.modules], file=sys.stderr)"
    )
    env = os.environ | {"PYTHONPATH": python_path()}
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=env, capture_output=True, check=False, timeout=60)
    assert done.stderr.decode().splitlines()[-1] == "loaded []"
