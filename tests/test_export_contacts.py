"""Nothing that tells of a person leaves an archive readable unless it is asked for; no figure is lost over it."""

from __future__ import annotations

import csv
import json
import zipfile
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from sqlalchemy import update

from gouji.archive.find import Filters
from gouji.archive.sql_tables import DATA
from gouji.archive.store import Store, open_store
from gouji.export.export import FORMATS, export
from gouji.export.finding_places import personal_data_boxes
from gouji.export.json_lines import mask_contacts
from gouji.export.options import ExportOptions
from gouji.export.personal_data import personal_data
from gouji.export.problems import write_problems
from tests.archived import put

SECRETS = [
    "欧阳明月",
    "李雷",
    "0750-3829700",
    "07503829700",
    "13812345678",
    "13987654321",
    "15500001111",
    "3829701",
    "买买提·艾力",
    "韩梅梅",
    "王建国",
    "诸葛敏",
    "440702199001011234",
    "440702900101123",
    "440702123456789",
    "6222021234567890128",
    "hanmm@example.gov.cn",
    "hanmm_88",
    "87654321",
    "18800002222",
]
"""As dense text, without blanks."""
FIGURES = ["13812345699", "6212345678900", "91440700MA4W12345X", "6222021234567890136", "粤财预〔2023〕138号"]
"""What looks like a contact and is none."""
NARRATIVE = """2023年度项目绩效自评报告
项目名称：图书流转服务项目
单位名称：青屏县文化馆
填报人姓名：欧阳明月、李 雷
联系电话：0750-3829700、13812345678
填报日期：2024年3月15日
一、项目概况
（一）项目资金情况
1.图书流转服务项目。年初预算13812345699元，实际支出13000000000元，预算执行率93.00%。发文粤财预〔2023〕138号，统一社会信用代码91440700MA4W12345X，项目代码6222021234567890136。
（二）组织情况
经办人李雷，139 8765 4321均可联系，传真：3829701。项目负责人王建国负责统筹，王建国表示流通图书12.50万册。2.15500001111均可咨询，实际支出6212345678900元。
审核人： 诸葛 敏    制表人（签字）：买买提·艾力
收款人身份证号440702199001011234、440702900101123，开户行及账号：青屏支行 4407 0212 3456 789，卡 6222 0212 3456 7890 128。
联系人：韩梅梅（科长），邮箱 hanmm@example.gov.cn，微信号：hanmm_88，QQ 87654321。韩梅梅手机 1 8 8 0 0 0 0 2 2 2 2。
二、绩效完成情况
流通图书册次12.50万册，由欧阳 明月和（0750）3829700登记，07503829700备查，138-1234-5678。
三、自评结论
自评得分95分。
"""


@pytest.fixture
def store(tmp_path: Path):
    """An archive of one report that names many people, two of them in its file's name and in its folder's; another report beside it."""
    folder = tmp_path / "scans" / "韩梅梅"
    folder.mkdir(parents=True)
    (folder / "李雷自评13987654321.txt").write_text(NARRATIVE, encoding="utf-8")
    other = tmp_path / "other.txt"
    other.write_text(NARRATIVE.replace("13000000000", "13000000001").replace("13.2", "13.3"), encoding="utf-8")
    with open_store(tmp_path / "a.db", create=True) as opened:
        put(opened, [folder / "李雷自评13987654321.txt", other])
        yield opened


def said(folder: Path) -> dict[str, str]:
    """All that the files of a folder say, each part of a workbook for itself."""
    out: dict[str, str] = {}
    for file in folder.iterdir():
        if file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as packed:
                out |= {f"{file.name}/{name}": packed.read(name).decode("utf-8", "replace") for name in packed.namelist()}
        elif file.suffix == ".parquet":
            out[file.name] = str(pq.read_table(file).to_pylist())
        else:
            out[file.name] = file.read_text(encoding="utf-8-sig")
    return out


def exported(store: Store, out: Path, manner: ExportOptions) -> dict[str, str]:
    export(store, FORMATS, out, Filters(), manner, lambda *_: None)
    write_problems(store, out, Filters(), manner, max_pictures=9, report_progress=lambda *_: None)
    return said(out)


def dense(text: str) -> str:
    for sign in " \u3000-—()（）":
        text = text.replace(sign, "")
    return text


@pytest.mark.parametrize("secret", SECRETS)
def test_the_made_up_report_names_its_secrets(secret: str) -> None:
    assert dense(secret) in dense(NARRATIVE)


def test_no_file_of_an_export_tells_a_secret(store: Store, tmp_path: Path) -> None:
    hidden = exported(store, tmp_path / "hidden", ExportOptions())
    assert len(hidden) > 25
    found = [(name, secret) for name, text in hidden.items() for secret in SECRETS if dense(secret) in dense(text)]
    assert found == []


def test_with_contacts_all_of_them_are_readable(store: Store, tmp_path: Path) -> None:
    plain = dense("".join(exported(store, tmp_path / "plain", ExportOptions(contacts=True)).values()))
    assert [secret for secret in SECRETS if dense(secret) not in plain] == []


def test_no_figure_is_masked(store: Store, tmp_path: Path) -> None:
    hidden = exported(store, tmp_path / "hidden", ExportOptions())
    assert [figure for figure in FIGURES if figure not in hidden["records.jsonl"]] == []
    lines = list(csv.DictReader(hidden["budget.csv"].splitlines()))
    assert {line["initial_yuan"] for line in lines} == {"13812345699"} and {line["initial_raw"] for line in lines} == {"13812345699元"}
    plain = exported(store, tmp_path / "plain", ExportOptions(contacts=True))
    for name in ("budget.csv", "facts.csv", "events.csv"):
        figures = [{k: v for k, v in row.items() if k not in ("path", "subject")} for row in csv.DictReader(hidden[name].splitlines())]
        assert figures == [
            {k: v for k, v in row.items() if k not in ("path", "subject")} for row in csv.DictReader(plain[name].splitlines())
        ]
    for line, other in zip(hidden["records.jsonl"].splitlines(), plain["records.jsonl"].splitlines(), strict=True):
        one, two = json.loads(line), json.loads(other)
        assert one["budget"] == two["budget"] and one["evaluation"] == two["evaluation"]
    found, whole = (list(csv.DictReader(files["findings.csv"].splitlines())) for files in (hidden, plain))
    for key in ("observed", "expected", "difference"):
        assert [row[key] for row in found] == [row[key] for row in whole]


def test_an_amount_that_has_the_form_of_a_telephone_stays_in_every_column(store: Store, tmp_path: Path) -> None:
    with store.writing() as connection:
        changed = {"rule": "sum-of-parts", "observed": "13912345678", "expected": "13912345679", "equation": "13912345678元 + 1元"}
        connection.execute(update(DATA["findings"]).where(DATA["findings"].c.row == 1).values(**changed))
    rows = [row for row in csv.DictReader(exported(store, tmp_path / "out", ExportOptions())["findings.csv"].splitlines()) if row["row"] == "1"]
    assert all((row["observed"], row["expected"], row["equation"]) == ("13912345678", "13912345679", "13912345678元 + 1元") for row in rows)


@pytest.mark.parametrize("named", ["填报人：文化馆", "联系人：文化馆"])
def test_an_office_in_the_place_of_a_person_is_no_name_to_hide_elsewhere(tmp_path: Path, named: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(NARRATIVE.replace("填报人姓名：欧阳明月、李 雷", named), encoding="utf-8")
    with open_store(tmp_path / "a.db", create=True) as store:
        put(store, [file])
        (row,) = csv.DictReader(exported(store, tmp_path / "out", ExportOptions())["reports.csv"].splitlines())
    assert (row["department"], row["contact_person"]) == ("青屏县文化馆", "文**")


# Records with places


def leaf(text: str, page: int = 1, top: float = 10.0, **more: Any) -> dict[str, Any]:
    return {"value": text, "raw": text, "text": text, "page": page, "bbox": [10.0, top, 90.0, top + 10], "line": None} | more


def record(**more: Any) -> dict[str, Any]:
    page = {"number": 1, "text": "经办人：李雷，电话3829700。"}
    return {"cover": {}, "document": {"pages": [page]}, "tables": [], "findings": [], "corrections": [], "evidence": []} | more


def quantity(number: str, unit: str = "") -> dict[str, str]:
    return {"number": number, "unit": unit, "canonical": number, "canonical_unit": unit}


CELLS = [
    (["负责人", "王芳"], ["负责人", "王*"]),
    (["联系电话", "3829701"], ["联系电话", "*****01"]),
    (["账号", "440702123456789"], ["账号", "*************89"]),
    (["项目代码", "6222021234567890128"], ["项目代码", "6222021234567890128"]),
    (["项目代码", "13812345678"], ["项目代码", "13812345678"]),
    (["实际支出（元）", "13812345678"], ["实际支出（元）", "13812345678"]),
    (["三级指标", "13812345678"], ["三级指标", "*********78"]),
    (["负责人", "完成时间"], ["负责人", "完成时间"]),
]


@pytest.mark.parametrize(("before", "after"), CELLS)
@pytest.mark.parametrize("upright", [False, True])
def test_cells_say_for_each_other_what_they_hold(before: list[str], after: list[str], upright: bool) -> None:
    rows = [[leaf(text, colspan=1)] for text in before] if upright else [[leaf(text, colspan=1) for text in before]]
    told = mask_contacts(record(tables=[{"page": 1, "rows": rows}]))
    assert [cell["text"] for row in told["tables"][0]["rows"] for cell in row] == after
    boxes = personal_data_boxes(record(tables=[{"page": 1, "rows": rows}]))
    assert len(boxes) == sum(a != b for a, b in zip(before, after, strict=True))


def test_an_amount_of_the_record_stays_where_its_cell_has_no_unit() -> None:
    budget = [{"spent": leaf("13812345678", value=quantity("13812345678", "元"))}]
    cell = leaf("13812345678", value=quantity("13812345678"), colspan=1)
    told = mask_contacts(record(budget=budget, tables=[{"rows": [[cell]]}]))
    assert told["budget"] == budget and told["tables"][0]["rows"] == [[cell]]


def test_what_is_masked_has_its_place_blackened_too() -> None:
    facts = [{"subject": leaf("李雷流通图书", top=50.0)}, {"subject": leaf("流通图书", top=70.0)}]
    cover = {"contact_phone": leaf("0750-3829799", top=90.0, boxes=[[10.0, 90.0, 50.0, 95.0], [10.0, 95.0, 40.0, 100.0]])}
    told = {spot.box for spot in personal_data_boxes(record(facts=facts, cover=cover))}
    assert told == {(10.0, 50.0, 90.0, 60.0), (10.0, 90.0, 50.0, 95.0), (10.0, 95.0, 40.0, 100.0)}


def test_other_readings_of_a_contact_and_its_corrections_are_masked() -> None:
    cover = {"contact_person": leaf("李霄", line=None), "contact_phone": leaf("3829702", top=40.0)}
    pointer, phone = "/cover/contact_person", "/cover/contact_phone"
    readings = [{"field": pointer, "text": "李雪", "value": "李雪", "probability": 0.1}]
    evidence = [
        {
            "field": phone,
            "readings": [{"field": phone, "text": "3829708", "value": "3829708"}],
            "looks": [{"source": "first", "text": "3829703"}],
        }
    ]
    finding = {"rule": "doubtful-reading", "fields": [phone], "observed": "3829702", "expected": None, "message": "“3829702”或“3829708”"}
    about = {
        "rule": "unreadable",
        "fields": [pointer],
        "observed": "李霄",
        "expected": None,
        "message": "“李霄”也可能是“李雪”",
        "readings": readings,
    }
    corrections = [leaf("", before="雷", after="霄"), leaf("", top=300.0, before="甲", after="乙")]
    made = mask_contacts(record(cover=cover, evidence=evidence, findings=[finding, about], corrections=corrections))
    told = json.dumps({key: part for key, part in made.items() if key != "document"}, ensure_ascii=False)
    assert [each for each in ("李霄", "李雪", "霄", "雷", "3829702", "3829708", "3829703") if each in told] == []
    assert made["corrections"][1]["before"] == "甲"
    assert personal_data(record(cover=cover, corrections=corrections)).corrections == (0,)
