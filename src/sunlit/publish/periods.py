"""Which days does a date of a table stand for? 2024-11-26, 2024-11, 2024-Q4, 2024, or unknown."""

import re
from datetime import date
from typing import Final

from sunlit.values.partial_date import UNKNOWN, PartialDate

_QUARTER: Final = re.compile(r"(\d{4})-Q([1-4])")
_WORDS: Final = ((" to ", ".."), ("until ", ".."))


def period(text: str | None) -> PartialDate:
    """Read a date of FINDINGS, of a listing ("2019-07..") or of a report ("2019 to 2021-05").

    What cannot be read is unknown: it is shown as it is, and placed nowhere.
    """
    if not text:
        return UNKNOWN
    quarter = _QUARTER.fullmatch(text)
    if quarter:
        first = date(int(quarter[1]), int(quarter[2]) * 3 - 2, 1)
        return PartialDate.of_period(first, "quarter")
    for words, dots in _WORDS:
        text = text.replace(words, dots)
    if text.startswith("from "):
        text = f"{text.removeprefix('from ')}.."
    try:
        return PartialDate.parse(text)
    except ValueError:
        return UNKNOWN
