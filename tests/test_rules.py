"""The rules of a province: the national default, a file over it, and what is refused."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from typer.testing import CliRunner

from gouji.check.judging_rules import RULES_VARIABLE, judging_rules, use_rules
from gouji.check.relations.grades import grade_of
from gouji.cli import app
from gouji.schemas.errors import GoujiError
from tests.test_table_structure import understood

LOSS = ["一级指标 | 三级指标 | 指标值 | 完成值 | 分值 | 得分", "产出指标 | 巡查 | ≥5次 | 6次 | 100 | 90", "总分 | < | < | < | 100 | 90"]


def written(folder: Path, text: str) -> Path:
    path = folder / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(autouse=True)
def _national(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(RULES_VARIABLE, "")


def test_the_national_default() -> None:
    assert [grade for grade, _ in judging_rules().bands] == ["优", "良", "中", "差"]
    assert (judging_rules().rate_score, judging_rules().loss_needs_reason) == (Decimal("0.05"), True)
    assert not judging_rules().checks.cap_by_rate
    assert [int(most) for _, most in judging_rules().checks.caps] == [59, 69, 79, 89]


def test_other_bands(tmp_path: Path) -> None:
    use_rules(written(tmp_path, '[bands]\n"优" = 80\n"良" = 70\n"中" = "60"\n"差" = 0\n'))
    assert [grade_of(Decimal(points)) for points in ("80", "79.9", "60", "12")] == ["优", "良", "中", "差"]
    assert judging_rules().words["优秀"] == "优"


def test_a_loss_without_a_reason_is_a_matter_of_the_province(tmp_path: Path) -> None:
    assert [f.status for f in understood(LOSS).findings if f.rule == "target-met"] == ["inconsistent"]
    use_rules(written(tmp_path, "[points]\nloss_needs_reason = false\n"))
    assert [f.status for f in understood(LOSS).findings if f.rule == "target-met"] == ["consistent"]


REFUSED = [
    ('[grades]\n"优" = "90"\n', "[grades]"),
    ('[points]\nrate = "0.1"\n', "rate"),
    ("[points]\nrate_score = 0.1\n", "quotes"),
    ('[points]\nrate_score = "few"\n', "few"),
    ('[points]\nloss_needs_reason = "no"\n', "loss_needs_reason"),
    ('[bands]\n"优" = "60"\n"良" = "80"\n"差" = "0"\n', "fall"),
    ('[bands]\n"优" = "90"\n', "fall"),
    ("bands = 3\n", "bands"),
    ("[checks]\nspeed = true\n", "speed"),
    ('[checks]\nmoney_order = "yes"\n', "money_order"),
    ("[checks]\nadjustment_share = 0.3\n", "quotes"),
    ('[rate_caps]\n"80" = "70"\n"60" = "80"\n', "rate_caps"),
    ('[rate_caps]\n"low" = "70"\n', "low"),
    ("[bands\n", "]"),
]


@pytest.mark.parametrize(("text", "told"), REFUSED)
def test_what_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(GoujiError) as caught:
        use_rules(path)
    assert caught.value.key == "bad_rules"
    assert told in str(caught.value.values["reason"])


@pytest.mark.parametrize("command", [["extract", "a.txt"], ["ingest", "a.txt", "--archive", "a.db"]])
def test_rules_that_cannot_be_read_are_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text("项目绩效自评报告", encoding="utf-8")
    result = CliRunner().invoke(app, [*command, "--rules", str(tmp_path / "none.toml"), "--lang", "en"])
    assert result.exit_code == 2
    assert "none.toml: these rules cannot be used" in result.output
    assert result.output.strip().count("\n") == 0
