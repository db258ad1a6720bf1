"""How does a table write its money and its days: currency, decimal mark, order of day and month?

Each is voted on the whole column, then taken from what else is known; what still has two readings
is asked, because a guess here could accuse someone of buying on another day or for another sum.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from sunlit.errors import AmbiguousError
from sunlit.settings import Limits
from sunlit.sources.columns.choose import ColumnMeaning
from sunlit.sources.columns.understanding import MIXED
from sunlit.sources.opened import Opened
from sunlit.sources.options import ReadOptions
from sunlit.values.amounts import currency_of, vote_decimal_mark
from sunlit.values.days import DayOrder, vote_day_order

_DAYS: Final = frozenset({"date", "date_other"})
_AMOUNTS: Final = frozenset({"amount", "amount_net", "amount_gross", "tax", "unit_price"})
_POINT_CURRENCIES: Final = frozenset({"GBP", "USD", "CAD", "AUD", "NZD", "MXN", "INR"})
_CURRENCY_OF_PLACE: Final = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "NZ": "NZD"}
_MDY_PLACES: Final = frozenset({"US"})
_DMY_PLACES: Final = frozenset({"GB", "AU", "NZ", "IE", "FR", "DE", "ES", "IT", "BR", "MX", "UA"})


def currency_of_table(
    meanings: Sequence[ColumnMeaning],
    columns: Sequence[Sequence[str | None]],
    jurisdiction: str | None,
) -> tuple[str | None, str]:
    """Give the one currency of a table, or None, and how that is known."""
    if any(c.field == "currency" for c in meanings):
        return None, "a column says so, row by row"
    for c in meanings:
        if c.field in ("amount", "amount_net", "amount_gross", "tax", "unit_price"):
            in_name = currency_of(c.name)
            if in_name:
                return in_name, f"the header {c.name!r} says so"
    amounts = next((c.index for c in meanings if c.field == "amount"), None)
    if amounts is not None:
        found = {currency_of(v) for v in set(columns[amounts][:500]) if v} - {None}
        if len(found) == 1:
            return found.pop(), "the amounts say so"
    if jurisdiction:
        place = jurisdiction.split("-")[0].upper()
        if place in _CURRENCY_OF_PLACE:
            return _CURRENCY_OF_PLACE[place], f"the jurisdiction {jurisdiction} says so"
    return _currency_in_words(columns)


def _currency_in_words(columns: Sequence[Sequence[str | None]]) -> tuple[str | None, str]:
    # A description that says "licence at £75.00" tells what the file's money is, when no other
    # currency is written anywhere in it.
    found: dict[str, int] = {}
    for values in columns:
        for value in values:
            if value and any(sign in value for sign in "£€₴₽"):
                for sign in "£€₴₽":
                    if sign in value:
                        code = currency_of(sign)
                        if code:
                            found[code] = found.get(code, 0) + 1
    if len(found) == 1:
        code, cells = next(iter(found.items()))
        return code, f"{cells} cells of the file are written in it, and none in another"
    return None, "the file does not say"


def days_of_table(
    meanings: Sequence[ColumnMeaning], opened: Opened, first_row: int
) -> tuple[list[str], str]:
    """Give the distinct texts of the columns of days, in file order, and their form.

    The form is "text", "serial" (Excel's day numbers) or "unix_ms".
    """
    wanted = [c for c in meanings if c.field in ("date", "date_other")]
    main = next((c for c in wanted if c.field == "date"), None)
    if main is None or opened.first is None:
        return [], "text"
    values = _distinct(opened, main.index, first_row)
    if values and all(v.strip().isdecimal() for v in values):
        lengths = {len(v.strip()) for v in values}
        if lengths == {5}:
            return values, "serial"
        if lengths <= {12, 13}:
            return values, "unix_ms"
    # Another column of days in the same file was written by the same hand.
    for other in wanted:
        if other is not main:
            values = values + _distinct(opened, other.index, first_row)
    return values, "text"


def _distinct(opened: Opened, index: int, first_row: int) -> list[str]:
    if opened.first is None or index >= opened.width:
        return []
    column = opened.first.column(index).slice(first_row)
    return [v for v in column.unique().to_pylist() if v and v.strip()]


def whole_columns(
    opened: Opened, meanings: Sequence[ColumnMeaning], limits: Limits, fields: frozenset[str]
) -> list[str]:
    """Give the distinct values of some columns over the whole original, in its order."""
    wanted = [c.index for c in meanings if c.field in fields]
    seen: dict[str, None] = {}
    for batch in opened.again():
        for index in wanted:
            if index < batch.num_columns - 2:
                seen.update(dict.fromkeys(v for v in batch.column(index).unique().to_pylist() if v))
        if len(seen) > limits.distinct_values:
            break
    return list(seen)


def day_order(
    days: list[str],
    form: str,
    path: str,
    options: ReadOptions,
    constants: Mapping[str, str],
    whole: Callable[[frozenset[str]], list[str]],
) -> DayOrder:
    """Decide between day first and month first, or raise AmbiguousError with both readings.

    `whole` reads the columns of some fields over the whole original; it is asked only when the
    first rows do not decide.
    """
    if options.date_order:
        return DayOrder(options.date_order, "you said so", None)
    if form != "text" or not days:
        return DayOrder("ymd", "no order to decide", None)
    vote = vote_day_order(days)
    if vote.order is None and not vote.contradictory:
        # One value far down the file can decide for all of them.
        vote = vote_day_order(whole(_DAYS))
    if vote.order is not None:
        return vote
    hint = _order_of_place(constants)
    if hint is not None and not vote.contradictory:
        return hint
    if vote.contradictory:
        raise AmbiguousError(
            path,
            f"the dates are written in two ways ({vote.why}).",
            "Say which most are in with --date-order dmy or mdy; the others are left unknown.",
        )
    example = vote.ambiguous_example or days[0]
    raise AmbiguousError(
        path,
        f"the dates have two readings, e.g. {example!r} is day/month or month/day ({vote.why}).",
        "Say which with --date-order dmy or --date-order mdy.",
    )


def _order_of_place(constants: Mapping[str, str]) -> DayOrder | None:
    place = constants.get("jurisdiction", "").split("-")[0].upper()
    if place in _MDY_PLACES:
        return DayOrder("mdy", f"the jurisdiction {place} writes month first", None)
    if place in _DMY_PLACES:
        return DayOrder("dmy", f"the jurisdiction {place} writes day first", None)
    if constants.get("currency") == "GBP":
        return DayOrder("dmy", "money in pounds: the United Kingdom writes day first", None)
    return None


def decimal_mark(
    meanings: Sequence[ColumnMeaning],
    opened: Opened,
    first_row: int,
    path: str,
    options: ReadOptions,
    constants: Mapping[str, str],
    whole: Callable[[frozenset[str]], list[str]],
) -> tuple[str, str]:
    """Decide between point and comma, or raise AmbiguousError with both readings.

    Where amounts themselves disagree the mark is MIXED, and each is read by itself.
    """
    if options.decimal_mark:
        return options.decimal_mark, "you said so"
    wanted = [c.index for c in meanings if c.field in _AMOUNTS]
    values = [v for i in wanted for v in _distinct(opened, i, first_row)]
    if not values:
        return ".", "no amounts"
    mark, why = vote_decimal_mark(values)
    if mark is None and "disagree" not in why:
        mark, why = vote_decimal_mark(whole(_AMOUNTS))
    if mark is not None:
        return mark, why
    if "disagree" in why:
        return MIXED, f"{why}: each amount by itself, and refused where it reads both ways"
    if constants.get("currency") in _POINT_CURRENCIES:
        return ".", f"{constants['currency']} is written with a point"
    example = next((v for v in values if "." in v or "," in v), values[0])
    raise AmbiguousError(
        path,
        f"the amounts have two readings, e.g. {example!r} is thousands or a fraction ({why}).",
        "Say which with --decimal-mark '.' or --decimal-mark ','.",
    )
