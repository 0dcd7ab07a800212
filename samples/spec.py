"""One sample as it was written: the words (texts/NAME.txt) and how they are printed, scanned and understood (texts/NAME.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.layout import Paragraph
from samples.table import Form, words

TEXTS = Path(__file__).with_name("texts")
HEADINGS = {"#": "hei", "##": "kai", "##p": None, "###": None}
"""The face of a heading by its mark (None: that of the text); `|` ends a heading that runs on into its paragraph."""


@dataclass(frozen=True, slots=True)
class Seal:
    """The name on the seal, its middle and diameter in mm, how far its ink ran (share of the diameter) and how much there was of it."""

    name: str
    centre: tuple[float, float]
    diameter: float
    wet: float
    weight: float


@dataclass(frozen=True, slots=True)
class Spec:
    """All that makes one sample. `headings` are (level, text) in reading order; `turned` is page -> degrees clockwise."""

    name: str
    title: str
    fields: tuple[tuple[str, str], ...]
    body: tuple[Paragraph, ...]
    headings: tuple[tuple[int, str], ...]
    face: str
    cover: bool
    folio: str
    spaced: bool
    dpi: int
    colour: bool
    quality: str
    jpeg: int
    seed: int
    turned: dict[int, int]
    seal: Seal | None
    truth: dict[str, Any]
    form: Form | None = None
    """The table that the sample is, with its fields in its cells; `fields` then are the lines between title and table."""

    @property
    def words(self) -> str:
        """Everything that is printed, without line breaks."""
        fields = "".join(label + value for label, value in self.fields)
        told = "".join(words(self.form)) if self.form else ""
        return self.title + fields + told + "".join(text for paragraph in self.body for text, _ in paragraph.runs)


def names() -> list[str]:
    """The samples that are written."""
    return sorted(path.stem for path in TEXTS.glob("*.toml"))


def load(name: str) -> Spec:
    """The sample `name`; KeyError or a TOML error where its files are not complete."""
    raw = tomllib.loads((TEXTS / f"{name}.toml").read_text(encoding="utf-8"))
    text = TEXTS / f"{name}.txt"
    lines = (
        [line for line in text.read_text(encoding="utf-8").splitlines() if line.strip()] if "form" not in raw else []
    )
    paper, scan, seal = raw["paper"], raw["scan"], raw.get("seal")
    return Spec(
        name=name,
        title=raw["title"],
        fields=tuple((label, value) for label, value in raw["fields"]),
        body=tuple(_paragraph(line, paper["body"]) for line in lines),
        headings=tuple(heading for line in lines if (heading := _heading(line))),
        face=paper["body"],
        cover=paper["cover"],
        folio=paper["folio"],
        spaced=paper["spaced"],
        dpi=scan["dpi"],
        colour=scan["colour"],
        quality=scan["quality"],
        jpeg=scan["jpeg"],
        seed=scan["seed"],
        turned={int(page): degrees for page, degrees in scan.get("turned", {}).items()},
        seal=Seal(seal["name"], tuple(seal["centre"]), seal["diameter"], seal["wet"], seal["weight"]) if seal else None,
        truth=raw["truth"],
        form=_form(raw["form"]) if "form" in raw else None,
    )


def _form(raw: dict[str, Any]) -> Form:
    return Form(
        rows=tuple(raw["rows"]),
        widths=tuple(raw["widths"]),
        em=raw["em"],
        breaks=tuple(raw.get("breaks", ())),
        heads=tuple(raw.get("heads", ())),
        left=tuple(raw.get("left", ())),
    )


def _paragraph(line: str, face: str) -> Paragraph:
    mark, _, rest = line.partition(" ")
    if mark not in HEADINGS:
        return Paragraph(((line, face),))
    head, _, run_in = rest.partition("|")
    return Paragraph(tuple((text, kind) for text, kind in ((head, HEADINGS[mark] or face), (run_in, face)) if text))


def _heading(line: str) -> tuple[int, str] | None:
    mark, _, rest = line.partition(" ")
    return (mark.count("#"), rest.partition("|")[0].rstrip("。")) if mark in HEADINGS else None
