"""The cover of a report: title, project, unit, persons, dates, wherever they stand."""
