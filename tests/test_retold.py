"""Sentences of records in another language than the one they were made in."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import regex
from rich.console import Console

import gouji
from gouji.archive.find import Filters
from gouji.archive.store import open_store
from gouji.export.export import export
from gouji.export.options import ExportOptions
from gouji.export.problems import write_problems
from gouji.schemas.retold import FIELD_PLACEHOLDERS, INNER_TEMPLATES, PLACEHOLDER, SENTENCE_GROUPS, retold
from gouji.schemas.texts import LANGUAGES, names, template, text
from gouji.show.check_command import check_archive
from gouji.show.records import check_records
from tests.archived import put, report, write

DATA = Path(__file__).parent / "data"
SAMPLES = Path(__file__).parent.parent / "samples"
HAN = regex.compile(r"\p{Han}")
KEYS = [key for group in SENTENCE_GROUPS for name in names(group) if (key := f"{group}.{name}") not in INNER_TEMPLATES]
VALUES = {
    "subject": "合计",
    "claimed": "4个",
    "equation": "1.00元 + 2.00元 = 3.00元",
    "late": "2024-03-15",
    "early": "2023",
    "early_kind": "评审",
    "late_kind": "验收",
}


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_sentence_is_told_in_the_other_language(key: str, lang: str) -> None:
    other = next(each for each in LANGUAGES if each != lang)
    places = set(PLACEHOLDER.findall(template(key, "zh")))
    values = {name: VALUES.get(name, f"甲{number}") for number, name in enumerate(sorted(places))}
    here, there = (
        {name: text("field.spent", each) if name in FIELD_PLACEHOLDERS else value for name, value in values.items()} for each in (lang, other)
    )
    sentence = text(key, lang, **here)
    assert retold(sentence, other) == text(key, other, **there)
    assert retold(sentence, lang) == sentence


@pytest.mark.parametrize(
    ("sentence", "rule", "told"),
    [
        ("甲：乙：1元 + 1元 = 2元，文中为3元，数据不一致", "sum-of-parts", "甲：乙: 1元 + 1元 = 2元, but the report says 3元"),
        ("合计 实际支出：1元 = 2元，文中为2元，数据不一致", "same-figure", "合计 spent: 1元 = 2元, but the report says 2元"),
        ("合计 实际支出：1元 = 2元，文中为2元，数据不一致", "balance", "合计 实际支出: 1元 = 2元, but the report says 2元"),
        ("实际支出1元，而b.txt中为2元，同一项目数据不一致", "same-project", "spent 1元, but 2元 in b.txt: inconsistent figures for the same project"),
        (
            "甲：1元，文中读作2元，不一致；是误读还是报告有误无法判定，请核对扫描件；“2元”也可能是“1元”（12%）；“3元”也可能是“8元”（1%）",
            "balance",
            "甲: 1元, read as 2元; the page does not show whether it was misread or is wrong in the report: check the scan; “2元” may also be “1元” (12%); “3元” may also be “8元” (1%)",
        ),
        ("宣布4个子项目，实际列举3项", "announced-count", "4个 子项目 announced, 3 listed"),
        (
            "按 UTF-8 读取，有9个字节不是文字，读作“�”，其旁的数字存疑：第3行2个、第5行1个，另有4行",
            "damaged-text",
            "read as UTF-8; 9 bytes are not text and appear as “�”, so the figures next to them are doubtful: 2 in line 3, 1 in line 5, and 4 more lines",
        ),
        ("older wording that nobody knows", "balance", "older wording that nobody knows"),
        ("旧版的说法", "balance", "旧版的说法"),
        ("", "", ""),
    ],
)
def test_sentences(sentence: str, rule: str, told: str) -> None:
    assert retold(sentence, "en", rule) == told
    assert retold(told, "zh", rule) == sentence


@pytest.mark.parametrize("name", ["report_errors", "report_seal", "report_poor", "table_seal", "table_two_pages", "dirty"])
def test_a_record_says_in_the_other_language_what_it_would_have_said_in_it(name: str, recorded: Callable[[Path], Any]) -> None:
    def read(lang: str) -> Any:
        scan = SAMPLES / f"{name}.pdf"
        return gouji.understand(recorded(scan), lang=lang) if scan.is_file() else gouji.read(DATA / "dirty_report.txt", lang=lang)[0]

    records = {lang: read(lang) for lang in LANGUAGES}
    for source, target in (("zh", "en"), ("en", "zh")):
        for here, there in zip(records[source].findings, records[target].findings, strict=True):
            assert retold(here.message, target, here.rule) == there.message
            assert here.suggestion is None or retold(here.suggestion, target, here.rule) == there.suggestion
        for before, after in zip(records[source].corrections, records[target].corrections, strict=True):
            assert retold(before.reason, target) == after.reason


def test_an_archive_that_was_read_in_chinese_speaks_english(tmp_path: Path) -> None:
    texts = [report(), report(spent="108.60", rate="90.12"), report(unit="Hall", project="Books", rate="93.00")]
    out = tmp_path / "out"
    with open_store(tmp_path / "a.db", create=True) as store:
        put(store, [*write(tmp_path, texts), DATA / "dirty_report.txt"])
        export(store, ("csv", "jsonl"), out, Filters(), ExportOptions(lang="en"), lambda *_: None)
        write_problems(store, out, Filters(), ExportOptions(lang="en"), max_pictures=0, report_progress=lambda *_: None)
    rows = list(csv.DictReader((out / "findings.csv").read_text(encoding="utf-8-sig").splitlines()))
    said = [row[key] for row in rows for key in ("message", "suggestion") if row[key]]
    said += [row["reason"] for row in csv.DictReader((out / "corrections.csv").read_text(encoding="utf-8-sig").splitlines())]
    for line in (out / "records.jsonl").read_text(encoding="utf-8").splitlines():
        said += [each["message"] for each in json.loads(line)["findings"]] + [each["reason"] for each in json.loads(line)["corrections"]]
    book = openpyxl.load_workbook(out / "problem-list.xlsx")
    said += [str(row[-5].value) for row in book["Contradictions"].iter_rows(min_row=4)]
    console = Console(record=True, width=400, highlight=False)
    check_archive(str(tmp_path / "a.db"), Filters(), console, "en", limit=0, rerun=False)
    shown = console.export_text()
    assert "but the report says 93.00%" in shown and "figures compared, these differ: 108.60万元 ≠ 110.86万元" in shown
    assert len(said) > 30
    for word in ("数据不一致", "与文中一致", "请核对", "请向", "请查看", "请对照", "误读", "同一单位", "不晚于", "年度结束之后"):
        assert not [each for each in [*said, shown] if word in each], word
    assert "doubtful " in shown and "check the scan 0" not in shown


def test_records_on_the_disk_are_shown_in_the_language_asked_for(tmp_path: Path) -> None:
    (file,) = write(tmp_path, [report(rate="93.00")])
    kept = tmp_path / "a.json"
    kept.write_text(gouji.read(file, lang="zh")[0].model_dump_json(), encoding="utf-8")
    console = Console(record=True, width=400, highlight=False)
    check_records([kept], console, "en")
    assert "but the report says 93.00%" in (shown := console.export_text()) and "ask the reporting unit" in shown and "数据不一致" not in shown
