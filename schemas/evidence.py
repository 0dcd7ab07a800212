"""The evidence for a figure that the record keeps: its candidates, and what each look at the page saw."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class FieldReading(BaseModel):
    """One candidate of a field's figure or date. `value` is the canonical number or the ISO 8601 date; `probability`
    (0..1) takes all looks into account.
    """

    model_config = ConfigDict(extra="forbid")

    field: str
    text: str
    value: str
    probability: float


class LookSeen(BaseModel):
    """What one look read in the figure's place. `source`: first, enlarged, contrast, softened, uncleaned, layer (an old
    text layer).
    """

    model_config = ConfigDict(extra="forbid")

    source: str
    text: str
    probability: float


class FieldEvidence(BaseModel):
    """The evidence for one doubtful field: its candidates, the likeliest first, the looks, and the probability that
    none of the candidates is right.
    """

    model_config = ConfigDict(extra="forbid")

    field: str
    readings: list[FieldReading]
    looks: list[LookSeen]
    unknown: float
