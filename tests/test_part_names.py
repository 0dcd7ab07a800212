"""What the names of the members of a list say of it as a breakdown."""

from __future__ import annotations

import pytest

from gouji.extract.statements.figure_context import contexts
from gouji.extract.statements.part_names import part_name_features
from tests.reading import passed

CASES = [
    ("接待渔船430艘，其中大型渔船60艘、中型渔船140艘、小型渔船230艘。", "kinds=one"),
    ("新建及修复水井91眼，新建60眼、修复31眼。", "whole-says=all"),
    ("抽检样品640批次，合格样品631批次，不合格样品9批次。", "opposites=True"),
    ("发放农机412台，其中拖拉机120台、插秧机292台。", "opposites=False"),
    ("完成改造58处，其中青岭乡20处、石桥镇38处。", "whole-says=none"),
    ("配备设备31台，22台已到货，9台在途。", "kinds=many"),
]


@pytest.mark.parametrize(("text", "feature"), CASES)
def test_part_names(text: str, feature: str) -> None:
    every = contexts(passed(text))
    assert feature in set(part_name_features(every[0], every[1:]))
