"""The record of a check: one HTML page that asks nothing of the outside and prints on paper."""

from typing import Final

from sunlit.publish.pages import page
from sunlit.publish.records.check_record import (
    ANSWERS,
    CAUTION,
    MARKS,
    NOTHING,
    CheckRecord,
    settling,
)

_CLASSES: Final = {"prohibited": "barred", "depends": "open"}


def check_page(record: CheckRecord) -> str:
    """The page, the same for the same record."""
    return page(
        "check.html.j2",
        record=record,
        caution=CAUTION,
        nothing=NOTHING,
        answers=ANSWERS,
        marks=MARKS,
        classes=_CLASSES,
        settling=settling,
    )
