"""A province's form, given only as files in a folder (--forms DIR), and what is refused."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import gouji
from gouji.extract.roles.grammar import FORMS_VARIABLE, load_grammar, use_forms
from gouji.schemas.errors import GoujiError
from tests.reading import printed, value
from tests.tables import document, grid

ROWS = [
    "明目 | 本级核下 | 划出数 | 兑付比",
    "乡道修补 | 120.00 | 108.00 | 90%",
    "桥梁加固 | 80.00 | 80.00 | 100%",
    "总盘子 | 200.00 | 188.00 | 94%",
]
FILES = {
    "heads.tsv": "role\thead\npart\t明目\nadjusted\t本级核下\nspent\t划出数\nexecution_rate\t兑付比\n",
    "names.tsv": "row\tname\ntotal\t总盘子\n",
}


@pytest.fixture(autouse=True)
def _no_folder_afterwards(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(FORMS_VARIABLE, "")
    yield


def written(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def lines() -> list[tuple[str, str | None, str | None, str | None, str | None]]:
    report = gouji.understand(document([grid(ROWS)]), lang="zh")
    return [(r.role, value(r.name), printed(r.adjusted), printed(r.spent), printed(r.execution_rate)) for r in report.budget]


def test_a_form_that_nobody_knows_is_read_by_the_files_of_a_folder(tmp_path: Path) -> None:
    before = lines()
    use_forms(written(tmp_path, FILES))
    assert before == []
    assert lines() == [
        ("total", "总盘子", "200.00", "188.00", "94%"),
        ("subproject", "乡道修补", "120.00", "108.00", "90%"),
        ("subproject", "桥梁加固", "80.00", "80.00", "100%"),
    ]


@pytest.mark.parametrize(
    ("files", "where"),
    [
        ({"heads.tsv": "role\thead\npart\t明目\nspend\t划出数\n"}, "heads.tsv:3"),
        ({"heads.tsv": "role\thead\npart\n"}, "heads.tsv:2"),
        ({"heads.tsv": "head\trole\n明目\tpart\n"}, "heads.tsv:1"),
        ({"heads.tsv": ""}, "heads.tsv:1"),
        ({"roles.tsv": "role\tkinds\tcells\tfield\tonce\nquota\tmoney\tamounts\t-\tyes\n"}, "roles.tsv:2"),
        ({"roles.tsv": "role\tkinds\tcells\tfield\tonce\nquota\tcash\tfigure\t-\tyes\n"}, "roles.tsv:2"),
        ({"roles.tsv": "role\tkinds\tcells\tfield\tonce\nquota\tmoney\tfigure\t-\tsometimes\n"}, "roles.tsv:2"),
        ({"kinds.tsv": "# needs\nkind\tneeds\nmoney\tspent;quota\n"}, "kinds.tsv:3"),
        ({"contexts.tsv": "field\tword\nquota\t核下\n"}, "contexts.tsv:2"),
        ({"row_roles.tsv": "names\trow\npart\tthing\n"}, "row_roles.tsv:2"),
        ({}, ""),
    ],
)
def test_a_file_that_cannot_be_used_is_told_with_its_line(tmp_path: Path, files: dict[str, str], where: str) -> None:
    with pytest.raises(GoujiError) as caught:
        use_forms(written(tmp_path, files))
    assert caught.value.key == "forms_file"
    assert str(caught.value.values["where"]).endswith(where or tmp_path.name)
    assert load_grammar().heads["spent"]
