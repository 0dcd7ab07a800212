"""Dates in running text and on their own."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji.normalize.figures.dates import find_dates, parse_date

FOUND = [
    ("2023年6月12日签订合同，同月29日验收", ["2023年6月12日|2023-06-12", "同月29日|2023-06-29+"]),
    ("2023年三月五日起，同月二十日止", ["2023年三月五日|2023-03-05", "同月二十日|2023-03-20+"]),
    ("2023年验收，当月8日到账", ["2023年|2023", "当月8日|None"]),
    ("于2022年12月19日签订", ["2022年12月19日|2022-12-19"]),
    ("2021 年 4 月 22 日，2022 年 8 月 10", ["2021 年 4 月 22 日|2021-04-22", "2022 年 8 月 10|2022-08-10"]),
    ("2022年8月10人到岗", ["2022年8月|2022-08"]),
    ("时间2023-04-27 14:20:36止", ["2023-04-27 14:20:36|2023-04-27"]),
    ("于2023.2.24完成，2023/4/6验收", ["2023.2.24|2023-02-24", "2023/4/6|2023-04-06"]),
    ("2017.1.1-2017.3.31", ["2017.1.1|2017-01-01", "2017.3.31|2017-03-31"]),
    ("二〇二三年四月六日、二○一一年", ["二〇二三年四月六日|2023-04-06", "二○一一年|2011"]),
    ("2022年3月-2022年11月", ["2022年3月|2022-03", "2022年11月|2022-11"]),
    ("2022年3月至11月", ["2022年3月|2022-03", "11月|2022-11+"]),
    ("2022年3—11月", ["2022年3|2022-03", "11月|2022-11+"]),
    ("2022年4月11日至15日", ["2022年4月11日|2022-04-11", "15日|2022-04-15+"]),
    ("2021年6月底，9月中旬", ["2021年6月底|2021-06", "9月中旬|2021-09+"]),
    (
        "2022年4月11日评审，5月12日完成，6月2日签约",
        ["2022年4月11日|2022-04-11", "5月12日|2022-05-12+", "6月2日|2022-06-02+"],
    ),
    ("2022年12月至次年3月，上年5月", ["2022年12月|2022-12", "3月|2023-03+", "5月|2021-05+"]),
    ("6月2日签约", ["6月2日|None"]),
    ("2022年2月30日", ["2022年2月30日|None"]),
    ("2022年4月，￡月12日、?月 3日", ["2022年4月|2022-04", "￡月12日|None", "?月 3日|None"]),
    ("2022年度预算，2021年项目，1.2022年双贯标", ["2022年度|2022", "2021年|2021", "2022年|2022"]),
    ("2021-2023年，2019、2020年", ["2021|2021", "2023年|2023", "2019|2019", "2020年|2020"]),
    ("历时3个月、12个月，连续11年，第9月，1980年代，〔2020〕10号，30日内，1.5月", []),
    ("填报日期：    年  月  日", []),
    ("贰零贰肆年叁月壹拾伍日签发", ["贰零贰肆年叁月壹拾伍日|2024-03-15"]),
    ("填报 February 6, 2024", ["February 6, 2024|2024-02-06"]),
    ("Sep. 3rd, 2023 至 17 Nov 2023", ["Sep. 3rd, 2023|2023-09-03", "17 Nov 2023|2023-11-17"]),
    (
        "6-Feb-2024、27/02/2024、02/27/2024、Feb 2024",
        ["6-Feb-2024|2024-02-06", "27/02/2024|2024-02-27", "02/27/2024|2024-02-27", "Feb 2024|2024-02"],
    ),
    ("05/06/2024、decade 2024、LED 2024、12/15", []),
]


def _words(text: str, year: int | None = None) -> list[str]:
    return [f"{text[d.start : d.end]}|{d.value}" + ("+" if d.inherited else "") for d in find_dates(text, year)]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_dates_of_a_text(text: str, expected: list[str]) -> None:
    assert _words(text) == expected


def test_the_callers_year_applies_if_the_text_names_none() -> None:
    assert _words("6月2日签约，2021年9月验收，10月付款", 2022) == [
        "6月2日|2022-06-02+",
        "2021年9月|2021-09",
        "10月|2021-10+",
    ]


def test_precision() -> None:
    assert [d.precision for d in find_dates("2022年，2022年3月，2022年3月5日，￡月5日")] == [
        "year",
        "month",
        "day",
        None,
    ]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2023年4月6日", "2023-04-06"),
        ("2024 年 3 月 28 日", "2024-03-28"),
        ("（2022年度）", "2022"),
        ("2022.9", "2022-09"),
        ("20240926", "2024-09-26"),
        ("20241926", None),
        ("年 月 日", None),
        ("2022年3月至11月", None),
        ("6月2日", None),
        ("12个月", None),
        ("", None),
    ],
)
def test_whole_dates(text: str, value: str | None) -> None:
    assert parse_date(text) == value


FORMS = [
    "{0}年{1}月{2}日",
    "{0} 年 {1} 月 {2} 日",
    "{0}.{1}.{2}",
    "{0}-{1:02}-{2:02}",
    "{0}/{1}/{2}",
    "{0}年{1:02}月{2:02}日",
]


@settings(database=None)
@given(
    st.dates(min_value=datetime.date(1950, 1, 1), max_value=datetime.date(2099, 12, 31)),
    st.sampled_from(FORMS),
)
def test_every_written_form_round_trips(date: datetime.date, form: str) -> None:
    written = form.format(date.year, date.month, date.day)
    assert parse_date(written) == date.isoformat()
    assert _words(f"于{written}签订合同") == [f"{written}|{date.isoformat()}"]


def test_the_months_behind_a_day_of_the_next_year_are_of_that_year() -> None:
    found = find_dates("2022年10月9日进场，翌年2月20日完工，5月6日验收。8月移交", 2022)
    assert [each.value for each in found] == ["2022-10-09", "2023-02-20", "2023-05-06", "2022-08"]
    assert [each.value for each in find_dates("2022年11月开工，上年9月立项，12月完工", 2022)][-1] == "2022-12"
