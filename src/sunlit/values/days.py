"""Which day, month, quarter or year does each cell of a column name?"""

from datetime import date
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from sunlit.values.day_forms import (
    LAST_YEAR,
    TIME,
    Readings,
    looks_like_day,
    readings_of,
)
from sunlit.values.day_order import DayOrder, vote_day_order

__all__ = [
    "DayOrder",
    "looks_like_day",
    "parse_days",
    "parse_serials",
    "parse_unix_ms",
    "vote_day_order",
]

Days = tuple[pa.Array, pa.Array, pa.Array]
#: Days from Excel's day 0 (1899-12-30, as it counts after its false 29 February 1900) to 1970.
_EXCEL_TO_UNIX: Final = 25_569
_MS_PER_DAY: Final = 86_400_000
_ORDERS: Final = (None, "dmy", "mdy", "ymd")
#: Above this, moments rather than days are listed; dropping the time first makes them few again.
_MANY_DISTINCT: Final = 10_000
_BLANKS: Final = r"(?i)^\s*(-+|n/?a|#n/a|null|none|nan|0+(\.0*)?)?\s*$"
_LAST_DAY: Final = (date(LAST_YEAR, 12, 31) - date(1970, 1, 1)).days


def parse_days(texts: pa.Array, order: str | None) -> Days:
    """Read n texts as n days (date32, the first of a period), their precision, and a mark.

    The mark is true where there is text but no date; blank cells and zero dates ("00/00/0000")
    are null and unmarked. Times and zones are dropped: the day is the one that is written.
    `order` is "dmy", "mdy", "ymd" or None; ValueError on another, and with None on the first
    value that reads differently under "dmy" and "mdy": decide first, with vote_day_order.
    """
    if order not in _ORDERS:
        raise ValueError(f"{order!r} is no order of days: use 'dmy', 'mdy', 'ymd' or None")
    encoded = _one_array(texts).cast(pa.string()).dictionary_encode()
    if len(encoded.dictionary) > _MANY_DISTINCT:
        shorter = pc.replace_substring_regex(encoded.dictionary, "(?i)" + TIME, "")
        again = shorter.dictionary_encode()
        indices = again.indices.take(encoded.indices)
        encoded = pa.DictionaryArray.from_arrays(indices, again.dictionary)
    distinct = encoded.dictionary.to_pylist()
    read = [readings_of(text) for text in distinct]
    if order is None:
        _refuse_open(distinct, read)
    days = [one.under(order) for one in read]
    wrong = [day is None and not one.blank for day, one in zip(days, read, strict=True)]
    firsts = pa.array([day and day.first for day in days], pa.date32())
    precisions = pa.array([day and day.precision for day in days], pa.string())
    return (
        firsts.take(encoded.indices),
        precisions.take(encoded.indices),
        pc.fill_null(pa.array(wrong, pa.bool_()).take(encoded.indices), False),
    )


def parse_serials(texts: pa.Array) -> Days:
    """Read Excel's day numbers of the 1900 system ("43831", "43831.5"); results as parse_days."""
    texts = _one_array(texts).cast(pa.string())
    whole = _whole_numbers(texts, r"^\s*([0-9]{5})(\.[0-9]*)?\s*$")
    return _days_since_1970(texts, pc.subtract(whole, _EXCEL_TO_UNIX))


def parse_unix_ms(texts: pa.Array) -> Days:
    """Read milliseconds since 1970 as days in UTC; results as parse_days."""
    texts = _one_array(texts).cast(pa.string())
    whole = _whole_numbers(texts, r"^\s*([0-9]{1,14})(\.0*)?\s*$")
    return _days_since_1970(texts, pc.divide(whole, _MS_PER_DAY))


def _refuse_open(texts: list[str], read: list[Readings]) -> None:
    for text, one in zip(texts, read, strict=True):
        if one.matters:
            raise ValueError(f"{text!r} reads as two days: give the order, 'dmy' or 'mdy'")


def _one_array(texts: pa.Array | pa.ChunkedArray) -> pa.Array:
    return texts.combine_chunks() if isinstance(texts, pa.ChunkedArray) else texts


def _whole_numbers(texts: pa.Array, form: str) -> pa.Array:
    """The whole part as int64 where the text has that form, else null."""
    fits = pc.match_substring_regex(texts, form)
    digits = pc.replace_substring_regex(texts, form, r"\1")
    return pc.if_else(fits, digits, pa.scalar(None, pa.string())).cast(pa.int64())


def _days_since_1970(texts: pa.Array, numbers: pa.Array) -> Days:
    fits = pc.and_(pc.greater_equal(numbers, 0), pc.less_equal(numbers, _LAST_DAY))
    known = pc.fill_null(fits, False)
    firsts = pc.if_else(known, numbers, pa.scalar(None, pa.int64()))
    days = firsts.cast(pa.int32()).cast(pa.date32())
    precisions = pc.if_else(known, pa.scalar("day"), pa.scalar(None, pa.string()))
    blank = pc.fill_null(pc.match_substring_regex(texts, _BLANKS), True)
    return days, precisions, pc.and_not(pc.invert(known), blank)
