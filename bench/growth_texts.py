"""Texts that are large in one dimension: reports with n of something."""

from __future__ import annotations

from collections.abc import Callable

HEAD = "岚溪县2023年度乡村道路养护项目绩效自评报告\n一、资金情况\n"
NUMERALS = "一二三四五六七八九十"
GRID = "一级指标\t二级指标\t三级指标\t年度指标值\t实际完成值\t分值\t得分"
MONEY = "2023年度财政预算资金100万元，其中中央资金60万元、县级资金40万元，支出95万元，执行率95%。"


def growing_texts() -> dict[str, tuple[int, Callable[[int], str]]]:
    """By the name of the dimension: the smallest n to measure, and the text for any n."""
    return {**_lines(), **_figures(), **_tables(), **_contents(), **_marks()}


def _lines() -> dict[str, tuple[int, Callable[[int], str]]]:
    return {
        "lines of prose": (4000, lambda n: HEAD + "全县道路养护工作按计划推进，群众出行条件持续改善。\n" * n),
        "lines without a stop": (4000, lambda n: HEAD + "全县道路养护工作按计划推进群众出行条件持续改善\n" * n),
        "lines of one sign": (8000, lambda n: HEAD + "路\n" * n),
        "blank lines": (20000, lambda n: HEAD + "\n" * n + "预算100万元。"),
        "signs of one line": (40000, lambda n: HEAD + "养护" * (n // 2)),
        "sentences of one line": (2000, lambda n: HEAD + "全县道路养护工作按计划推进，群众出行条件持续改善。" * n),
        "blanks in a line": (40000, lambda n: HEAD + "预算" + " " * n + "100万元"),
        "words apart in a line": (10000, lambda n: HEAD + "养护 " * n),
        "letters in a line": (20000, lambda n: HEAD + "abcDEF" * (n // 6)),
        "lines of letters": (4000, lambda n: HEAD + "Road maintenance\n" * n),
        "combining signs": (20000, lambda n: HEAD + "养" + "\u0301" * n),
        "headings": (1000, lambda n: "".join(f"{_numeral(i)}、养护情况\n已完成。\n" for i in range(1, n + 1))),
        "same headings": (1000, lambda n: "一、养护情况\n" * n),
        "headings of the second level": (
            1000,
            lambda n: HEAD + "".join(f"（{_numeral(i)}）养护情况\n已完成。\n" for i in range(1, n + 1)),
        ),
        "numbered items": (1000, lambda n: HEAD + "".join(f"{i}.养护情况良好。\n" for i in range(1, n + 1))),
        "nested headings": (300, lambda n: "".join(f"一、总\n（一）分\n1.细{i}\n（1）再细\n" for i in range(n))),
        "page numbers": (1000, lambda n: HEAD + "".join(f"养护工作按计划推进。\n- {i} -\n\f" for i in range(1, n + 1))),
    }


def _figures() -> dict[str, tuple[int, Callable[[int], str]]]:
    return {
        "digits of one figure": (4000, lambda n: HEAD + "预算" + "1234567890" * (n // 10) + "万元"),
        "digits without a unit": (4000, lambda n: HEAD + "1" * n),
        "decimals of one figure": (4000, lambda n: HEAD + "预算1." + "25" * (n // 2) + "万元"),
        "zeros": (4000, lambda n: HEAD + "预算" + "0" * n + "元"),
        "groups of one figure": (2000, lambda n: HEAD + "预算1" + ",234" * n + "元"),
        "points between digits": (2000, lambda n: HEAD + "预算1" + ".2" * n + "元"),
        "digits and blanks": (2000, lambda n: HEAD + "1 " * n),
        "digits and commas": (2000, lambda n: HEAD + "1," * n),
        "digits and dashes": (2000, lambda n: HEAD + "1-" * n),
        "digits and letters": (2000, lambda n: HEAD + "预算" + "1oIl" * (n // 4) + "万元"),
        "numerals": (4000, lambda n: HEAD + "预算" + "一二三四五" * (n // 5) + "万元"),
        "numerals with places": (4000, lambda n: HEAD + "预算" + "三百二十" * (n // 4) + "万元"),
        "figures of one line": (1000, lambda n: HEAD + "支出" + "12.5万元、" * n),
        "rates of one line": (1000, lambda n: HEAD + "完成率95.5%，" * n),
        "dates of one line": (1000, lambda n: HEAD + "2023年5月6日验收，" * n),
        "percent signs": (4000, lambda n: HEAD + "95" + "%" * n),
        "signs of money": (4000, lambda n: HEAD + "预算" + "万元" * (n // 2)),
        "lines of digits": (1000, lambda n: HEAD + "1234567890\n" * n),
        "lines of figures": (1000, lambda n: HEAD + "".join(f"{i}.5万元\n" for i in range(n))),
    }


def _tables() -> dict[str, tuple[int, Callable[[int], str]]]:
    return {
        "columns of a text table": (
            20,
            lambda n: HEAD + ("\t".join(["指标"] * n) + "\n") + ("\t".join(["5"] * n) + "\n") * 19,
        ),
        "columns of indicators": (20, lambda n: HEAD + ("\t".join(["指标"] * n) + "\n") * 20),
        "columns apart by blanks": (20, lambda n: HEAD + ("  ".join(["指标"] * n) + "\n") * 20),
        "columns of a form": (20, lambda n: HEAD + (" ".join(["三级指标", "分值", "得分"] * (n // 3)) + "\n") * 20),
        "rows of a table": (
            300,
            lambda n: (
                HEAD + GRID + "\n" + "".join(f"产出\t数量\t养护里程{i}\t≥{i}公里\t{i}公里\t5\t5\n" for i in range(n))
            ),
        ),
        "same rows of a table": (
            300,
            lambda n: HEAD + GRID + "\n" + "产出指标\t数量指标\t养护里程\t≥5公里\t5公里\t5\t5\n" * n,
        ),
        "rows apart by blanks": (
            200,
            lambda n: (
                HEAD + GRID.replace("\t", "  ") + "\n" + "产出指标  数量指标  养护里程  ≥5公里  5公里  5  5\n" * n
            ),
        ),
        "rows of a form": (
            200,
            lambda n: HEAD + GRID.replace("\t", " ") + "\n" + "产出指标 数量指标 养护里程 ≥5公里 5公里 5 5\n" * n,
        ),
        "cells on lines of their own": (
            300,
            lambda n: HEAD + GRID.replace("\t", " ") + "\n" + "产出\n数量\n养护里程\n≥5公里\n5公里\n5\n5\n" * (n // 7),
        ),
        "rows of money": (
            200,
            lambda n: (
                HEAD
                + "项目名称\t年初预算数\t全年预算数\t全年执行数\t执行率\n"
                + "".join(f"养护{i}段\t{i + 1}\t{i + 1}\t{i + 1}\t100%\n" for i in range(n))
            ),
        ),
        "rows of money in a form": (
            200,
            lambda n: (
                HEAD
                + "年初预算数 全年预算数 全年执行数 执行率\n"
                + "".join(f"养护{i}段 {i + 1} {i + 1} {i + 1} 100%\n" for i in range(n))
            ),
        ),
        "bars, 40 wide": (250, lambda n: HEAD + ("|" * 40 + "\n") * n),
        "bars, 20 rows": (500, lambda n: HEAD + ("|" * n + "\n") * 20),
        "cells between bars, 20 rows": (100, lambda n: HEAD + ("|" + "5|" * n + "\n") * 20),
        "cells between bars, 10 wide": (200, lambda n: HEAD + ("|" + "指标|" * 10 + "\n") * n),
        "tables": (
            100,
            lambda n: HEAD + (GRID + "\n产出\t数量\t里程\t≥5公里\t5公里\t5\t5\n小计\t\t\t\t\t5\t5\n说明。\n") * n,
        ),
        "labels of a form": (300, lambda n: "".join(f"项目名称 养护{i}\n主管部门 交通局\n" for i in range(n // 2))),
        "heads of a form": (300, lambda n: HEAD + "分值\n得分\n" * (n // 2)),
        "heads without rows": (300, lambda n: HEAD + "一级指标 二级指标 三级指标 分值 得分\n" * n),
        "lines of one cell": (
            300,
            lambda n: HEAD + "一级指标 二级指标 三级指标 指标值 分值 得分\n产出 数量\n" + "养护\n" * n + "5 5 5\n",
        ),
    }


def _contents() -> dict[str, tuple[int, Callable[[int], str]]]:
    return {
        "budgets": (
            200,
            lambda n: (
                HEAD
                + "".join(f"{i}.养护{_numeral(i)}段。预算{i}万元，支出{i}万元，执行率100%。\n" for i in range(1, n + 1))
            ),
        ),
        "same budgets": (200, lambda n: HEAD + (MONEY + "\n") * n),
        "budgets of one line": (200, lambda n: HEAD + MONEY * n),
        "sources": (
            200,
            lambda n: (
                HEAD + f"预算{n}万元，其中" + "、".join(f"{_numeral(i)}镇资金1万元" for i in range(1, n + 1)) + "。\n"
            ),
        ),
        "facts": (
            300,
            lambda n: HEAD + "二、完成情况\n" + "".join(f"养护道路{i}公里，增长{i}%。\n" for i in range(1, n + 1)),
        ),
        "facts of one line": (
            300,
            lambda n: HEAD + "二、完成情况\n" + "".join(f"养护道路{i}公里，增长{i}%，" for i in range(1, n + 1)),
        ),
        "listed things": (
            300,
            lambda n: HEAD + f"建成{n}个站：" + "、".join(f"{_numeral(i)}站" for i in range(1, n + 1)) + "。",
        ),
        "parts of a sum": (
            300,
            lambda n: (
                HEAD + f"养护道路{n}公里，其中" + "、".join(f"{_numeral(i)}路1公里" for i in range(1, n + 1)) + "。"
            ),
        ),
        "events": (
            200,
            lambda n: (
                HEAD + "".join(f"2023年{i % 12 + 1}月6日养护{i}段通过验收，2023年3月1日签订合同。\n" for i in range(n))
            ),
        ),
        "scores": (200, lambda n: HEAD + "".join(f"养护质量指标{i}得分5分，满分5分。\n" for i in range(n))),
        "indicators in prose": (
            200,
            lambda n: (
                HEAD
                + "".join(f"数量指标：养护里程{i}，目标值≥5公里，实际完成5公里，分值5分，得分5分。\n" for i in range(n))
            ),
        ),
        "names": (
            300,
            lambda n: HEAD + "".join(f"项目名称：{_numeral(i)}号路养护\n单位名称：交通局\n" for i in range(n)),
        ),
        "announced counts": (300, lambda n: HEAD + "共完成3项工作：一是巡查，二是修补，三是除雪。\n" * n),
        "firsts of one line": (
            300,
            lambda n: HEAD + "工作如下：" + "".join(f"{_numeral(i)}是巡查到位，" for i in range(1, n + 1)),
        ),
    }


def _marks() -> dict[str, tuple[int, Callable[[int], str]]]:
    signs = {
        "opening brackets": "（", "closing brackets": "）", "opening titles": "《", "quotes": "“", "bars of a line": "|", "dashes": "—", "points": ".",
        "middle dots": "·", "full stops": "。", "commas": "，", "colons": "：", "hyphens": "-", "stars": "*", "slashes": "/", "ones": "一",
        "tens": "十", "squares": "口", "unknown signs": "\ufffd", "tabs": "\t", "wide blanks": "\u3000", "comparisons": "≥", "years": "年",
    }  # fmt: skip
    mixed = {
        "nested brackets": lambda n: "（" * (n // 2) + "5万元" + "）" * (n // 2),
        "pairs of brackets": lambda n: "（5）" * (n // 3),
        "pairs of titles": lambda n: "《路》" * (n // 3),
        "items in brackets": lambda n: "".join(f"（{i}）路，" for i in range(n // 5)),
        "labels of a line": lambda n: "项目名称：" * (n // 5),
        "colons and blanks": lambda n: "路： " * (n // 3),
        "letters and digits": lambda n: "a1" * (n // 2),
        "dots and digits": lambda n: "·1" * (n // 2),
        "digits and brackets": lambda n: "1）" * (n // 2),
    }
    single = {name: (5000, _repeated(sign)) for name, sign in signs.items()}
    return {**single, **{name: (5000, _behind(make)) for name, make in mixed.items()}}


def _repeated(sign: str) -> Callable[[int], str]:
    return lambda n: HEAD + "预算" + sign * n + "100万元"


def _behind(make: Callable[[int], str]) -> Callable[[int], str]:
    return lambda n: HEAD + make(n)


def _numeral(number: int) -> str:
    """Number in Chinese, below ten thousand."""
    if number < 10:
        return "零一二三四五六七八九"[number]
    words, zero = "", False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // place % 10
        if digit:
            words += ("零" if zero else "") + "零一二三四五六七八九"[digit] + name
            zero = False
        elif words and number % place:
            zero = True
    return words[1:] if 10 <= number < 20 else words
