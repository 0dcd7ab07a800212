"""The tables and records that leave an archive: exact, whole, harmless in a spreadsheet, contacts masked; from both databases."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from frictionless import validate
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update
from typer.testing import CliRunner

from gouji.archive.find import Filters
from gouji.archive.sql_tables import DATA
from gouji.archive.store import Store, open_store
from gouji.cli import app
from gouji.export.atomic_folder import atomic_folder
from gouji.export.columns import tables
from gouji.export.csv_file import BOM, csv_lines
from gouji.export.escape_formulas import escape_formula, escape_formulas, may_be_formula, unescape_formula
from gouji.export.export import FORMATS, export
from gouji.export.frames import frames, snapshot
from gouji.export.json_lines import mask_contacts
from gouji.export.mask import Mask, masked_name, masked_phone
from gouji.export.options import ExportOptions
from gouji.export.original_link import original_link
from gouji.export.parquet_file import DECIMAL_TYPE
from gouji.export.problem_rows import problem_rows
from gouji.export.report_masks import ReportMasks
from gouji.schemas.errors import GoujiError
from gouji.schemas.record import Report
from tests.archived import put, report, write
from tests.postgres import postgres, postgres_server  # noqa: F401

ALL = Filters()
PERSON, PHONE = "苏小满", "0781-5550133"


def with_contacts() -> str:
    """A report that names its contact on the cover and again in its text."""
    return (
        report()
        .replace("填报日期", f"填报人：{PERSON}\n联系电话：{PHONE}\n填报日期", 1)
        .replace("三、自评结论", f"资料由{PERSON[0]} {PERSON[1:]}（0781 5550133）保管。\n三、自评结论")
    )


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path):
    """An archive of three reports, of two years and two units, in each of the two databases."""
    address = str(tmp_path / "a.db") if request.param == "sqlite" else request.getfixturevalue("postgres")
    with open_store(address, create=True) as opened:
        texts = [
            with_contacts(),
            report(year=2022, budget="100.00", spent="90.00", rate="90.00"),
            report(unit="白石县文化馆", rate="93.00"),
        ]
        put(opened, write(tmp_path, texts))
        yield opened


def exported(store: Store, out: Path, *formats: str, filters: Filters = ALL, contacts: bool = False, headings: str | None = None) -> Path:
    export(store, formats, out, filters, ExportOptions(contacts, "zh", headings), lambda *_: None)
    return out


def read_csv(path: Path) -> list[dict[str, str]]:
    data = path.read_bytes()
    assert data.startswith(BOM) and not data[3:].startswith(BOM)
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def test_the_tables_are_those_of_the_record() -> None:
    assert list(tables()) == ["reports", "budget", "indicators", "facts", "events", "findings", "corrections"]
    for columns in tables().values():
        names = [column.name for column in columns]
        assert names[0] == "report_id"
        for column in columns:
            assert all(column.label.values()) and all(column.description.values())
            if column.kind == "number" and column.name != "difference":
                stem = column.name.removesuffix("_yuan").removesuffix("_percent")
                assert {f"{stem}_raw", f"{stem}_page", f"{stem}_confidence"} <= set(names), column.name
            if column.unit == "元":
                assert column.name.endswith("_yuan") and column.kind == "number"
            if column.name in ("date", "report_date"):
                assert f"{column.name}_precision" in names


@pytest.mark.parametrize("table", ["budget", "indicators", "facts", "events", "findings", "corrections"])
def test_every_row_finds_its_report(store: Store, tmp_path: Path, table: str) -> None:
    out = exported(store, tmp_path / "out", "csv")
    ids = {row["report_id"] for row in read_csv(out / "reports.csv")}
    rows = read_csv(out / f"{table}.csv")
    assert len(ids) == 3 and {row["report_id"] for row in rows} <= ids
    assert len({(row["report_id"], row["row"]) for row in rows}) == len(rows)
    assert rows or table in ("indicators", "events", "corrections")


def test_csv_holds_exact_figures_and_dates(store: Store, tmp_path: Path) -> None:
    out = exported(store, tmp_path / "out", "csv", filters=Filters(unit="白石"))
    (line,) = read_csv(out / "budget.csv")
    assert (line["spent_yuan"], line["initial_yuan"], line["balance_yuan"]) == ("1108600", "1205000", "")
    assert (line["spent_raw"], line["execution_rate_percent"]) == ("110.86万元", "93")
    (told,) = read_csv(out / "reports.csv")
    assert (told["report_date"], told["report_date_precision"], told["fiscal_year"]) == ("2024-03-15", "day", "2023")
    wrong = [row for row in read_csv(out / "findings.csv") if row["status"] == "inconsistent"]
    assert [(row["rule"], row["observed"], row["difference"]) for row in wrong] == [("execution-rate", "93", "1.0000")] or wrong[0][
        "difference"
    ] == "1"


@pytest.mark.parametrize(
    ("filters", "count"), [(ALL, 3), (Filters(year=2022), 1), (Filters(unit="白石"), 1), (Filters(unit="%"), 0), (Filters(year=1999), 0)]
)
def test_filters_hold_for_all_tables(store: Store, tmp_path: Path, filters: Filters, count: int) -> None:
    out = exported(store, tmp_path / "out", "csv", "jsonl", "parquet", filters=filters)
    ids = {row["report_id"] for row in read_csv(out / "reports.csv")}
    assert len(ids) == count == len((out / "records.jsonl").read_text(encoding="utf-8").splitlines())
    for table in tables():
        assert {row["report_id"] for row in read_csv(out / f"{table}.csv")} <= ids
        assert pq.read_table(out / f"{table}.parquet").schema.names == [column.name for column in tables()[table]]


def test_findings_between_reports_are_among_the_findings(store: Store, tmp_path: Path) -> None:
    put(store, write(tmp_path, [report(), report(spent="108.60", rate="90.12")]))
    rows = read_csv(exported(store, tmp_path / "out", "csv") / "findings.csv")
    between = [row for row in rows if row["other_report_id"]]
    assert between and all(row["rule"] in ("same-project", "same-document", "prior-year", "unit-sum") for row in between)
    assert len({(row["report_id"], row["row"]) for row in rows}) == len(rows)
    assert all(
        row["difference"] == "" or Decimal(row["difference"]) == Decimal(row["observed"]) - Decimal(row["expected"]) for row in between
    )


def test_the_export_is_the_same_from_both_databases(tmp_path: Path, postgres: str) -> None:  # noqa: F811
    texts = [with_contacts(), report(year=2022), report(unit="白石县文化馆", rate="93.00")]
    made = []
    for name, address in (("a", str(tmp_path / "a.db")), ("b", postgres)):
        with open_store(address, create=True) as opened:
            put(opened, write(tmp_path, texts))
            out = exported(opened, tmp_path / name, *("csv", "jsonl"))
        made.append({file.name: file.read_bytes() for file in out.iterdir()})
    assert made[0] == made[1]


# What a spreadsheet may take for a formula

RISKY = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\x00x",
    "\x1fx",
    " =1+1",
    "　＝1+1",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "'=1",
    "'",
]
HARMLESS = ["", "甲", "1+1", "a=b", "≥95%", "—", "10", "万元", "（=1）"]


@pytest.mark.parametrize("text", RISKY)
def test_formulas_are_made_harmless(text: str) -> None:
    assert may_be_formula(text) and escape_formula(text) == "'" + text and unescape_formula(escape_formula(text)) == text


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay(text: str) -> None:
    assert escape_formula(text) == text == unescape_formula(text)


@given(st.lists(st.one_of(st.none(), st.text()), max_size=20))
def test_arrow_defuses_as_python_does_and_the_text_comes_back(texts: list[str | None]) -> None:
    made = escape_formulas(pa.array(texts, pa.string())).to_pylist()
    assert made == [text if text is None else escape_formula(text) for text in texts]
    assert [text if text is None else unescape_formula(text) for text in made] == texts


@given(
    st.lists(
        st.tuples(st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8), st.integers()),
        min_size=1,
        max_size=9,
    )
)
def test_csv_comes_back_as_it_was(rows: list[tuple[str, int]]) -> None:
    made = bytes(csv_lines(pa.table({"a": [a for a, _ in rows], "n": [str(n) for _, n in rows]}), ["text", "number"])).decode()
    back = list(csv.reader(io.StringIO(made, newline="")))
    assert [(unescape_formula(a), int(n)) for a, n in (row or ["", ""] for row in back)] == rows


def poisoned(store: Store) -> None:
    with store.writing() as connection:
        connection.execute(
            update(DATA["budget"]).values(name='=HYPERLINK("http://x","甲")', adjustment_yuan=Decimal("-60000"), initial_raw="-6,万元")
        )


def test_no_cell_of_a_csv_begins_a_formula_and_negative_figures_stay(store: Store, tmp_path: Path) -> None:
    poisoned(store)
    row = read_csv(exported(store, tmp_path / "out", "csv") / "budget.csv")[0]
    assert row["name"] == '\'=HYPERLINK("http://x","甲")' and row["initial_raw"] == "'-6,万元"
    assert row["adjustment_yuan"] == "-60000"
    for table, columns in tables().items():
        for row in read_csv(tmp_path / "out" / f"{table}.csv"):
            assert not any(
                may_be_formula(row[column.name]) and not row[column.name].startswith("'") for column in columns if column.kind == "text"
            )


def test_excel_keeps_text_as_text_and_figures_as_figures(store: Store, tmp_path: Path) -> None:
    poisoned(store)
    with store.writing() as connection:
        connection.execute(update(DATA["budget"]).values(balance_yuan=Decimal("12345678901234567.89"), spent_yuan=Decimal("1108600.07")))
    book = openpyxl.load_workbook(exported(store, tmp_path / "out", "xlsx") / "gouji.xlsx")
    assert book.sheetnames == ["数据字典", *tables()]
    sheet = book["budget"]
    at = {cell.value: cell.column for cell in sheet[1]}
    name, adjustment = sheet.cell(2, at["name"]), sheet.cell(2, at["adjustment_yuan"])
    assert (name.data_type, name.quotePrefix) == ("s", True) and name.value.startswith("=HYPERLINK")
    assert (adjustment.data_type, adjustment.value) == ("n", -60000)
    spent = sheet.cell(2, at["spent_yuan"])
    assert spent.value == 1108600.07 and spent.number_format.startswith("#,##0.00")
    assert sheet.cell(2, at["balance_yuan"]).value == "12345678901234567.89"  # more than Excel's 15 digits: not rounded in silence
    assert sheet.freeze_panes and sheet.auto_filter.ref
    assert not any(cell.data_type == "f" for each in book for row in each.iter_rows() for cell in row)


def test_a_sheet_that_is_full_goes_on_in_another(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("gouji.export.xlsx_file.MAX_ROWS_PER_SHEET", 3)
    book = openpyxl.load_workbook(exported(store, tmp_path / "out", "xlsx") / "gouji.xlsx")
    parts = [name for name in book.sheetnames if name.startswith("findings")]
    assert len(parts) > 1
    rows = [row[0].value for name in parts for row in book[name].iter_rows(min_row=2)]
    assert len(rows) == len(read_csv(exported(store, tmp_path / "csv", "csv") / "findings.csv"))


@pytest.mark.parametrize("most", [3, 1000])
def test_every_sheet_filters_its_own_columns_and_rows(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr("gouji.export.xlsx_file.MAX_ROWS_PER_SHEET", most)
    book = openpyxl.load_workbook(exported(store, tmp_path / "out", "xlsx") / "gouji.xlsx")
    for name in book.sheetnames[1:]:
        sheet, columns = book[name], tables()[name.partition("_")[0]]
        assert sheet.auto_filter.ref == f"A1:{openpyxl.utils.get_column_letter(len(columns))}{max(sheet.max_row, 2)}", name
        assert sheet.max_column == len(columns) and sheet.freeze_panes == "B2"
        widths = {at: each.width for each in sheet.column_dimensions.values() for at in range(each.min, each.max + 1)}
        for cell, column in zip(sheet[1], columns, strict=True):
            assert cell.value == column.name and cell.comment and cell.font.bold
            assert widths[cell.column] > (15 if column.kind in ("text", "number") else 7)
        for cells in sheet.iter_rows(min_row=2):
            for cell, column in zip(cells, columns, strict=True):
                types = {"text": "s", "boolean": "b"}.get(column.kind, "n")
                assert cell.value is None or cell.data_type == types, (name, column.name, cell.value)


# Parquet, JSON Lines, the package


def test_parquet_has_exact_types(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        connection.execute(
            update(DATA["budget"]).values(balance_yuan=Decimal("12345678901234567890.12"), spent_yuan=Decimal("0.0000000001"))
        )
    table = pq.read_table(exported(store, tmp_path / "out", "parquet") / "budget.parquet")
    assert table.schema.field("spent_yuan").type == DECIMAL_TYPE
    assert table.schema.field("row").type == pa.int64() and table.schema.field("spent_confidence").type == pa.float64()
    assert table["balance_yuan"][0].as_py() == Decimal("12345678901234567890.12")
    assert table["spent_yuan"][0].as_py() == Decimal("0.0000000001")
    assert table["adjustment_yuan"][0].as_py() is None
    assert table.schema.field("spent_yuan").metadata[b"label_zh"].decode() == "实际支出（元）"
    assert pd.read_parquet(tmp_path / "out" / "reports.parquet")["fiscal_year"].tolist() != []


def test_a_figure_that_parquet_cannot_hold_is_told_of(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        connection.execute(update(DATA["facts"]).values(value=Decimal("0.12345678901")))
    done = export(store, ["parquet", "csv"], tmp_path / "out", ALL, ExportOptions(), lambda *_: None)
    assert len(done.notes) == 1 and "facts" in done.notes[0]
    assert pq.read_table(tmp_path / "out/facts.parquet")["value"].null_count == 3
    assert {row["value"] for row in read_csv(tmp_path / "out/facts.csv")} == {"0.12345678901"}


def test_records_are_whole_and_one_a_line(store: Store, tmp_path: Path) -> None:
    lines = (exported(store, tmp_path / "out", "jsonl", contacts=True) / "records.jsonl").read_text(encoding="utf-8").splitlines()
    told = [Report.model_validate_json(line) for line in lines]
    assert [each.document.path for each in told] == [store.paths(each.document.sha256)[0] for each in told]
    for each in told:
        each.document.path = None
    assert told == [record for _, record in store.records()]


def test_the_package_validates(store: Store, tmp_path: Path) -> None:
    poisoned(store)
    out = exported(store, tmp_path / "out", *FORMATS)
    result = validate(str(out / "datapackage.json"))
    assert result.valid, result.flatten(["type", "message"])
    told = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    names = [each["name"] for each in told["resources"]]
    assert len(set(names)) == len(names) and set(tables()) < set(names)
    field = next(f for r in told["resources"] if r["name"] == "budget" for f in r["schema"]["fields"] if f["name"] == "spent_yuan")
    assert (field["type"], field["unit"], field["title"], field["titles"]["en"]) == ("number", "元", "实际支出（元）", "spent, yuan")
    assert {each["path"] for each in told["resources"]} == {file.name for file in out.iterdir()} - {"datapackage.json"}


def test_the_package_finds_what_is_wrong(store: Store, tmp_path: Path) -> None:
    out = exported(store, tmp_path / "out", "csv")
    path = out / "budget.csv"
    path.write_text(path.read_text(encoding="utf-8-sig").replace("1108600", "x"), encoding="utf-8-sig")
    assert not validate(str(out / "datapackage.json")).valid


def test_the_dictionary_tells_every_column(store: Store, tmp_path: Path) -> None:
    rows = read_csv(exported(store, tmp_path / "out", "parquet") / "data_dictionary.csv")
    assert {(row["table"], row["column"]) for row in rows} == {(c.table, c.name) for columns in tables().values() for c in columns}
    assert all(row["label_zh"] and row["description_en"] and row["type"] for row in rows)


# Contacts


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("由苏小满填报", "由苏**填报"),
        ("苏 小满、苏　小　满", "苏 **、苏　*　*"),
        ("苏小明", "苏小明"),
        ("电话0781-5550133。", "电话****-*****33。"),
        ("07815550133", "*********33"),
        ("(0781) 555 0133", "(****) *** **33"),
        ("107815550133", "107815550133"),
        ("0781555013300元", "0781555013300元"),
        ("7815550133", "7815550133"),
        ("2023年", "2023年"),
    ],
)
def test_contacts_in_texts(text: str, masked: str) -> None:
    mask = Mask([PERSON], [PHONE])
    assert mask(text) == masked
    assert mask.may_touch(text) or masked == text


@pytest.mark.parametrize(
    ("names", "phones", "text", "masked"),
    [
        (["苏■满"], [], "“苏■满”读数置信度仅30%", "“苏**”读数置信度仅30%"),
        (["苏小满（主任）"], [], "苏小满主任", "苏**主任"),
        ([], ["0781-555■133"], "（可见“0781-555■133”）", "（可见“****-***■*33”）"),
        ([], ["0781-5550133、13800001111"], "13800001111", "*********11"),
    ],
)
def test_contacts_that_were_not_read_whole(names: list[str | None], phones: list[str | None], text: str, masked: str) -> None:
    mask = Mask(names, phones)
    assert mask(text) == masked and mask.may_touch(text)


def test_a_contact_in_doubt_is_masked_in_its_finding(store: Store, tmp_path: Path) -> None:
    doubt = {
        "status": "unresolved",
        "rule": "doubtful-reading",
        "pointers": "/cover/contact_person",
        "observed": "赵■四",
        "excerpt": "赵■四",
    }
    with store.writing() as connection:
        connection.execute(update(DATA["findings"]).where(DATA["findings"].c.row == 1).values(message="“赵■四”读数置信度仅30%", **doubt))
    rows = [row for row in read_csv(exported(store, tmp_path / "out", "csv") / "findings.csv") if row["rule"] == "doubtful-reading"]
    assert rows and all((row["observed"], row["excerpt"], row["message"]) == ("赵**", "赵**", "“赵**”读数置信度仅30%") for row in rows)
    with snapshot(store) as connection:
        found = list(problem_rows(connection, ALL, "unresolved", ReportMasks(connection), lang="zh", limit=99))
    assert [each.message for each in found if each.rule == "doubtful-reading"] == ["“赵**”读数置信度仅30%"] * len(rows)


@pytest.mark.parametrize(("names", "phones"), [(["王"], []), ([None], ["2023"]), ([""], ["12345"])])
def test_what_is_too_short_masks_nothing_else(names: list[str | None], phones: list[str | None]) -> None:
    told = "王家坝2023年12345户"
    assert Mask(names, phones)(told) == told


@pytest.mark.parametrize(("value", "masked"), [("苏小满", "苏**"), ("王", "*"), ("苏小满、李一", "苏*****")])
def test_a_name_field(value: str, masked: str) -> None:
    assert masked_name(value) == masked


@pytest.mark.parametrize(
    ("value", "masked"), [("0781-5550133", "****-*****33"), ("8812", "****"), ("转8801", "*****"), ("138 0000 1234", "*** **** **34")]
)
def test_a_phone_field(value: str, masked: str) -> None:
    assert masked_phone(value) == masked


def everything(folder: Path) -> str:
    """All that the files of a folder say."""
    told = [file.read_text(encoding="utf-8-sig") for suffix in ("csv", "jsonl", "json") for file in folder.glob(f"*.{suffix}")]
    told += [str(pq.read_table(file).to_pylist()) for file in folder.glob("*.parquet")]
    for file in folder.glob("*.xlsx"):
        told += [str(cell) for sheet in openpyxl.load_workbook(file) for row in sheet.iter_rows(values_only=True) for cell in row]
    return "\n".join(told)


def test_contacts_are_masked_everywhere_unless_asked_for(store: Store, tmp_path: Path) -> None:
    hidden = everything(exported(store, tmp_path / "hidden", *FORMATS))
    plain = everything(exported(store, tmp_path / "plain", *FORMATS, contacts=True))
    dense = ("".join(hidden.split()), "".join(plain.split()))
    for secret in (PERSON, PHONE, "5550133", "07815550133"):
        assert secret not in hidden and secret not in dense[0]
        assert secret in dense[1]
    assert "苏**" in hidden and "****-*****33" in hidden


def test_a_masked_record_is_still_a_record_with_all_its_figures(store: Store, tmp_path: Path) -> None:
    lines = (exported(store, tmp_path / "out", "jsonl") / "records.jsonl").read_text(encoding="utf-8").splitlines()
    for line, (_, record) in zip(lines, store.records(), strict=True):
        masked = Report.model_validate_json(line)
        assert masked.budget == record.budget and masked.findings == record.findings and masked.facts == record.facts


def test_a_phone_in_a_cell_is_no_figure_any_more() -> None:
    leaf = {"value": None, "raw": "5550133", "text": "5550133"}
    cell = leaf | {"value": {"number": "5550133", "canonical": "5550133"}}
    other = {"value": {"number": "5550133.5", "canonical": "5550133.5"}, "raw": "5550133.5", "text": "5550133.5"}
    told = mask_contacts({"cover": {"contact_phone": dict(leaf)}, "tables": [{"rows": [[cell, other]]}]})
    assert told["tables"][0]["rows"][0] == [{"value": None, "raw": "*****33", "text": "*****33"}, other]


# Whole files, the command


def test_nothing_stands_half_written(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = exported(store, tmp_path / "out", "csv")
    before = {file.name: file.read_bytes() for file in out.iterdir()}

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("gouji.export.export.write_dictionary", broken)
    with pytest.raises(GoujiError, match="cannot_write"):
        exported(store, out, "csv", filters=Filters(year=2022))
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(GoujiError, match="cannot_write"), atomic_folder(tmp_path / "file"):
        pass


def test_what_a_killed_export_left_is_cleared_up(tmp_path: Path) -> None:
    code = "import os, sys; from pathlib import Path; from gouji.export.atomic_folder import atomic_folder\nwith atomic_folder(Path(sys.argv[1])) as f: (f / 'half.csv').write_text('x'); os._exit(9)"
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], cwd=Path(__file__).parent.parent, check=False)
    assert [file.name for file in tmp_path.glob("**/*") if file.is_file()] == ["half.csv"]
    with atomic_folder(tmp_path) as folder:
        assert [each.name for each in tmp_path.iterdir()] == [folder.name]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_headings_are_whole_and_no_two_of_a_table_alike(lang: str) -> None:
    for table, columns in tables().items():
        heads = [column.heading(lang) for column in columns]
        assert all(heads) and len(set(heads)) == len(heads), (table, [head for head in heads if heads.count(head) > 1])
        assert [column.heading(None) for column in columns] == [column.name for column in columns]


def test_chinese_headings(store: Store, tmp_path: Path) -> None:
    out = exported(store, tmp_path / "out", *FORMATS, headings="zh")
    line = read_csv(out / "budget.csv")[0]
    assert line["资金名称"] == "合计" and line["预算执行率（%）"] and "spent_yuan" not in line
    sheet = openpyxl.load_workbook(out / "gouji.xlsx")["budget"]
    assert [cell.value for cell in sheet[1]] == list(line)
    assert next(cell.comment.text for cell in sheet[1] if cell.value == "实际支出（元）").startswith("spent_yuan [元]")
    parquet = pq.read_schema(out / "budget.parquet")
    assert parquet.names == [column.name for column in tables()["budget"]]
    assert [parquet.field(name).metadata[b"label_zh"].decode() for name in parquet.names] == list(line)
    assert validate(str(out / "datapackage.json")).valid
    rows = read_csv(out / "data_dictionary.csv")
    assert [row["label_zh"] for row in rows if row["table"] == "budget"] == list(line)


# Where the original lies


def put_in(store: Store, file: Path, told: str) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(told, encoding="utf-8")
    put(store, [file])
    return file


def test_every_row_tells_where_its_original_lies(store: Store, tmp_path: Path) -> None:
    files = [put_in(store, tmp_path / unit / "自评报告.txt", report(unit=f"{unit}档案馆", rate="93.00")) for unit in ("甲县", "乙县")]
    out = exported(store, tmp_path / "out", *FORMATS, filters=Filters(unit="档案馆"))
    for table in ("reports", "budget", "facts", "findings"):
        rows = read_csv(out / f"{table}.csv")
        assert {row["path"] for row in rows} == set(map(str, files)), table
        assert pq.read_table(out / f"{table}.parquet")["path"].to_pylist() == [row["path"] for row in rows]
    lines = (out / "records.jsonl").read_text(encoding="utf-8").splitlines()
    assert {json.loads(line)["document"]["path"] for line in lines} == set(map(str, files))


def test_a_text_tells_the_line_and_a_scan_the_page(store: Store, tmp_path: Path) -> None:
    (line,) = read_csv(exported(store, tmp_path / "out", "csv", filters=Filters(unit="白石")) / "budget.csv")
    assert (line["spent_line"], line["spent_page"], line["balance_line"]) == ("7", "", "")
    (fact,) = read_csv(tmp_path / "out" / "facts.csv")
    assert (fact["value_line"], fact["change_line"], fact["delta_line"]) == ("9", "", "")
    (told,) = read_csv(tmp_path / "out" / "reports.csv")
    assert (told["score_line"], told["score_page"], told["full_score_line"]) == ("11", "", "")
    with store.writing() as connection:
        connection.execute(update(DATA["reports"]).values(kind="scanned"))
    (line,) = read_csv(exported(store, tmp_path / "scan", "csv", filters=Filters(unit="白石")) / "budget.csv")
    assert line["spent_line"] == ""


HOME = Path("/srv/out")


@pytest.mark.parametrize(
    ("path", "page", "address", "anchor"),
    [
        ("/srv/扫描/甲县/自评 报告#2.pdf", 3, "file:///srv/扫描/甲县/自评%20报告%232.pdf", "page=3"),
        ("/srv/扫描/100%.png", 3, "file:///srv/扫描/100%25.png", ""),
        ("/srv/out/甲县/a.PDF", None, "甲县/a.PDF", ""),
        ("/srv/out2/a.pdf", 1, "file:///srv/out2/a.pdf", "page=1"),
        ("C:\\扫描\\a b.pdf", 2, "file:///C:/扫描/a%20b.pdf", "page=2"),
        ("\\\\server\\共享\\a.tif", 2, "file://server/共享/a.tif", ""),
    ],
)
def test_links_lead_to_the_original(path: str, page: int | None, address: str, anchor: str) -> None:
    to = original_link(path, HOME, page)
    assert to is not None and (to._target(), to._anchor) == (address, anchor)


@pytest.mark.parametrize("path", ["/srv/" + "长" * 255 + ".pdf", "a.pdf", "/srv/\\udcc7\\udce0.txt", "/srv/a\nb.pdf"])
def test_where_no_link_can_lead(path: str) -> None:
    assert original_link(path, HOME) is None


def test_the_workbook_links_to_the_originals_as_often_as_excel_allows(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put_in(store, tmp_path / "甲 县" / "自评#1.txt", report(unit="甲县档案馆"))
    sheet = openpyxl.load_workbook(exported(store, tmp_path / "out", "xlsx", filters=Filters(unit="档案馆")) / "gouji.xlsx")["findings"]
    at = next(cell.column for cell in sheet[1] if cell.value == "path")
    cells = [row[at - 1] for row in sheet.iter_rows(min_row=2)]
    assert cells and all(cell.value == str(file) for cell in cells)
    assert {cell.hyperlink.target for cell in cells} == {f"file://{file}".replace(" ", "%20").replace("#", "%23")}
    monkeypatch.setattr("gouji.export.xlsx_file.LINKS", 1)
    done = export(store, ["xlsx"], tmp_path / "few", Filters(unit="档案馆"), ExportOptions(), lambda *_: None)
    sheet = openpyxl.load_workbook(tmp_path / "few/gouji.xlsx")["findings"]
    assert [cell.hyperlink is None for cell in (row[at - 1] for row in sheet.iter_rows(min_row=2))] == [False] + [True] * (len(cells) - 1)
    assert len(done.notes) == 1 and "255" in done.notes[0]


def test_the_path_of_a_folder_that_names_a_contact_is_masked_and_leads_nowhere(store: Store, tmp_path: Path) -> None:
    put_in(store, tmp_path / PERSON / "a.txt", with_contacts().replace("青屏县", "丙县"))
    out = exported(store, tmp_path / "out", *FORMATS, filters=Filters(unit="丙县"))
    assert {row["path"] for row in read_csv(out / "facts.csv")} == {str(tmp_path / "苏**" / "a.txt")}
    book = openpyxl.load_workbook(out / "gouji.xlsx")
    assert not any(cell.hyperlink for sheet in book for row in sheet.iter_rows() for cell in row)


def test_an_empty_archive_gives_tables_without_rows(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        out = exported(store, tmp_path / "out", *FORMATS)
    assert all(read_csv(out / f"{table}.csv") == [] and pq.read_table(out / f"{table}.parquet").num_rows == 0 for table in tables())
    assert validate(str(out / "datapackage.json")).valid


def test_frames_come_in_parts_that_make_the_whole(store: Store) -> None:
    with snapshot(store) as connection:
        whole = next(iter(frames(connection, "facts", ALL, None)))
        parts = list(frames(connection, "facts", ALL, None, rows=2))
    assert len(parts) == 2 and pd.concat(parts, ignore_index=True).equals(whole)


def test_what_is_written_meanwhile_is_not_seen(store: Store) -> None:
    with snapshot(store) as connection:
        first = next(iter(frames(connection, "reports", ALL, None)))
        with store.writing() as other:
            other.execute(insert(DATA["facts"]).values(report_id=first["report_id"][0], row=999))
        rows = pd.concat(list(frames(connection, "facts", ALL, None)))["row"].tolist()
    assert 999 not in rows


run = CliRunner()


def test_the_command(tmp_path: Path) -> None:
    with open_store(tmp_path / "a.db", create=True) as store:
        put(store, write(tmp_path, [with_contacts()]))
    done = run.invoke(
        app,
        [
            "export",
            "--archive",
            str(tmp_path / "a.db"),
            "--format",
            "csv,jsonl",
            "--format",
            "parquet",
            "--out",
            str(tmp_path / "out"),
            "--lang",
            "en",
        ],
    )
    assert done.exit_code == 0 and "written: " in done.stdout
    assert {"reports.csv", "reports.parquet", "records.jsonl", "datapackage.json", "data_dictionary.csv"} <= {
        f.name for f in (tmp_path / "out").iterdir()
    }


@pytest.mark.parametrize(("archive", "form", "word"), [("missing.db", "csv", "gouji ingest"), ("missing.db", "docx", "parquet")])
def test_a_command_that_cannot_work_says_why(tmp_path: Path, archive: str, form: str, word: str) -> None:
    done = run.invoke(
        app, ["export", "--archive", str(tmp_path / archive), "--format", form, "--out", str(tmp_path / "out"), "--lang", "en"]
    )
    assert done.exit_code == 2 and word in done.stderr
    assert not (tmp_path / "out").exists()
