"""The masks of the reports of an archive, each built once."""

from __future__ import annotations

import json
from collections.abc import Iterable

from sqlalchemy import Connection, select

from gouji.archive.sql_tables import records
from gouji.export.mask import Mask
from gouji.export.personal_data import PersonalData, personal_data
from gouji.export.queries import select_contacts, select_doubted_contacts

REPORTS_PER_QUERY = 100
NO_PERSONAL_DATA = PersonalData()


class ReportMasks:
    """The personal data of each report, kept for the next table: a few strings per report."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._known: dict[str, PersonalData] = {}
        self._doubted: dict[str, tuple[list[str], list[str]]] = {}
        for report_id, pointers, *texts in connection.execute(select_doubted_contacts()):
            names, phones = self._doubted.setdefault(report_id, ([], []))
            (phones if "contact_phone" in pointers else names).extend(filter(None, texts))

    def known(self, ids: Iterable[str]) -> dict[str, PersonalData]:
        """The personal data of these reports."""
        wanted = list(dict.fromkeys(ids))
        missing = [each for each in wanted if each not in self._known]
        for start in range(0, len(missing), REPORTS_PER_QUERY):
            self._read(missing[start : start + REPORTS_PER_QUERY])
        return {each: self._known[each] for each in wanted}

    def of(self, report_id: str) -> Mask:
        """The mask of one report."""
        return self.known([report_id])[report_id].mask()

    def _read(self, ids: list[str]) -> None:
        c = records.c
        personal = {
            key: personal_data(json.loads(text))
            for key, text in self._connection.execute(select(c.report_id, c.json).where(c.report_id.in_(ids)))
        }
        fields = {key: (person, phone) for key, person, phone in self._connection.execute(select_contacts(ids))}
        for each in ids:
            found = personal.get(each, NO_PERSONAL_DATA)
            # The record shows better which of its fields name a person.
            person, phone = (None, None) if each in personal else fields.get(each, (None, None))
            names, phones = self._doubted.get(each, ([], []))
            names, numbers = (
                [*found.names, *filter(None, [person, *names])],
                [*found.numbers, *filter(None, [phone, *phones])],
            )
            combined = PersonalData(
                tuple(dict.fromkeys(names)), tuple(dict.fromkeys(numbers)), found.figures, found.corrections
            )
            self._known[each] = NO_PERSONAL_DATA if combined == NO_PERSONAL_DATA else combined
