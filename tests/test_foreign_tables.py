"""Tables in the marks of other programs: HTML without tables, wikis, LaTeX, values parted by marks, bars read as letters, numbered lines."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from gouji.schemas.record import Report
from tests.reading import printed, value

HEAD = "2021年度渔港疏浚项目绩效自评报告\n实施单位：南岙市渔港管理处\n"
WIKI = """\
{| border=1
! 资金来源
! 年初预算（万元）
! 支出（万元）
|-
| 中央财政
| 300
| 285
|- style="background:#eee"
| 市级财政
| 100
| style="text-align:right" | 96
|-
| '''合计''' || 400 || 381
|}
"""
LATEX = r"""
\begin{tabular}{|l|c|c|}
\toprule
\multirow{2}{*}{资金来源} & \multicolumn{2}{c|}{金额（万元）} \\
\cline{2-3}
 & 年初预算 & 支出 \\
\midrule
中央财政 & 300 & 285 \\
市级财政 & 100 & 96 \\ \hline
\textbf{合计} & \textbf{400} & 381 \\
\end{tabular}
"""
SEMICOLONS = """\
sep=;
资金来源;年初预算（元）;支出（元）
中央财政;3,000,000;2,850,000
市级财政;1,000,000;960,000
合计;4,000,000;3,810,000
"""
QUOTED = """\
资金来源\t"年初
预算
（万元）"\t"支出
（万元）"
"中央
财政"\t300\t285
市级财政\t100\t96
合计\t400\t381
"""
BROKEN = """\
| 资金来源 | 年初预算（万元） | 支出（万元） |
|---|---|---|
| 中央
财政 | 300 | 285 |
| 市级财政 | 100
 | 96 |
| 合
计 | 400 |
381 |
"""
STROKES = """\
丨资金来源丨年初预算（万元）丨支出（万元）丨
l 中央财政 l 300 l 285 l
I市级财政 I 100 I 96 I
! 合计 ! 400 ! 381 !
"""
FRAMED = """\
+----------+--------+--------+
| 资金     | 年初   | 支出   |
| （万元） | 预算   |        |
+----------+--------+--------+
| 中央     |        |        |
| 财政     | 300    | 285    |
+----------+--------+--------+
| 市级     | 100    | 96     |
| 财政     |        |        |
+----------+--------+--------+
| 合计     | 400    | 381    |
+----------+--------+--------+
"""
UNIT_ROW = """\
| 资金来源 | 年初预算 | 支出 | 执行率 |
|---|---|---|---|
|  | 万元 | 元 | % |
| 中央财政 | 300 | 2850000 | 95 |
| 市级财政 | 100 | 960000 | 96 |
| 合计 | 400 | 3810000 | 95.25 |
"""
CELL_LINES = """\
金额单位：万元 |
资金来源 |
年初预算 |
追加 |
支出 |
中央财政 |
300 |
|
285 |
市级财政 |
100 |
5 |
96 |
合计 |
400 |
5 |
381 |
"""


def read(tmp_path: Path, text: str) -> Report:
    path = tmp_path / "report.txt"
    path.write_text(text, encoding="utf-8")
    return gouji.read(path, lang="zh")[0]


@pytest.mark.parametrize(
    "table",
    [WIKI, LATEX, SEMICOLONS, QUOTED, BROKEN, STROKES, FRAMED, UNIT_ROW, CELL_LINES],
    ids=lambda t: t.split("\n")[0],
)
def test_lines(tmp_path: Path, table: str) -> None:
    found = {value(row.name): row for row in read(tmp_path, HEAD + table).budget}
    assert {name: (amount(row.initial), amount(row.spent)) for name, row in found.items()} == {
        "合计": (4000000, 3810000),
        "中央财政": (3000000, 2850000),
        "市级财政": (1000000, 960000),
    }


def amount(leaf: object) -> int:
    quantity = leaf.value  # type: ignore[attr-defined]
    assert quantity.canonical_unit == "元"
    return int(quantity.amount)


def test_terms_of_html(tmp_path: Path) -> None:
    text = """\
<h2>2021年度渔港疏浚项目绩效自评报告</h2>
<dl>
<dt>实施单位</dt><dd>南岙市渔港管理处</dd>
<dt>年初预算</dt><dd>60.00万元</dd>
<dt>年中调整</dt><dd>调增8.00万元</dd>
<dt>调整后预算</dt><dd>68.00万元</dd>
<dt>实际支出</dt><dd>65.30万元</dd>
<dt>年末结余</dt><dd>3.70万元</dd>
</dl>
"""
    record = read(tmp_path, text)
    assert value(record.cover.department) == "南岙市渔港管理处"
    assert printed(record.budget[0].balance) == "3.70万元"
    assert ("balance", "inconsistent") in {(f.rule, f.status) for f in record.findings}


def test_labels_below_their_values(tmp_path: Path) -> None:
    text = "绩效自评表\n古城墙夜间照明\n（项目名称）\n石梁县文管所\n（实施单位）\n2021\n（年度）\n200万元\n（年初预算）\n190万元\n（实际支出）\n"
    record = read(tmp_path, text)
    assert (value(record.cover.project_name), value(record.cover.department)) == ("古城墙夜间照明", "石梁县文管所")
    assert (printed(record.budget[0].initial), printed(record.budget[0].spent)) == ("200万元", "190万元")


def test_notes_and_escaped_bars_in_cells(tmp_path: Path) -> None:
    text = HEAD + (
        "| 资金来源 | 年初预算（万元） | 支出（万元） |\n|---|---|---|\n"
        "| 中央\\|省级^[1] | 300* | 285.50[2] |\n| 市级财政① | 100.5③ | 96** |\n| 合计 | 400.5 | 381.50 |\n"
    )
    record = read(tmp_path, text)
    assert [(value(r.name), printed(r.initial), printed(r.spent)) for r in record.budget] == [
        ("合计", "400.5万元", "381.50万元"),
        ("中央∣省级", "300万元", "285.50万元"),
        ("市级财政", "100.5万元", "96万元"),
    ]


def test_numbered_lines(tmp_path: Path) -> None:
    rows = [
        *HEAD.splitlines(),
        "",
        "1.年初预算50万元，实际支出45万元，执行率90%。",
        "2.自评得分90分。",
        "3.问题：进度慢。",
    ]
    record = read(tmp_path, "\n".join(f"{n:4}\t{row}" for n, row in enumerate(rows, 1)))
    assert value(record.cover.project_name) == "渔港疏浚项目"
    assert (printed(record.budget[0].initial), printed(record.budget[0].spent)) == ("50万元", "45万元")


def test_numbered_points_stay(tmp_path: Path) -> None:
    rows = [
        "1 年初预算50万元，实际支出45万元，执行率90%。",
        "2 自评得分90分。",
        "3 问题：进度慢。",
        "4 建议：加强管理。",
        "6 其他。",
    ]
    assert read(tmp_path, "\n".join(rows)).document.pages[0].text.startswith("1年初预算")
