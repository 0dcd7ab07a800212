"""What the record keeps of the evidence for a figure: its readings, and what each look at the page saw."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FieldReading(BaseModel):
    """One reading of a field's figure or date: `value` is the canonical number or the ISO date, `probability` counts all looks."""

    model_config = ConfigDict(extra="forbid")

    field: str
    text: str
    value: str
    probability: float


class LookSeen(BaseModel):
    """What one look took for the figure. `source`: first, enlarged, contrast, softened, uncleaned, layer (an old text layer)."""

    model_config = ConfigDict(extra="forbid")

    source: str
    text: str
    probability: float


class FieldEvidence(BaseModel):
    """All that is known of one doubtful field: its readings, likeliest first, the looks, and the share that no reading explains."""

    model_config = ConfigDict(extra="forbid")

    field: str
    readings: list[FieldReading]
    looks: list[LookSeen]
    unknown: float
