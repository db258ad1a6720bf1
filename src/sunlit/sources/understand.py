"""How is a table understood before its rows are read as purchases?"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import partial
from typing import Final, Literal

import pyarrow as pa

from sunlit.errors import AmbiguousError, MappingError
from sunlit.settings import Limits
from sunlit.sources.layouts import Layout, recognise
from sunlit.sources.meaning import profile as profiles
from sunlit.sources.meaning.choose import ColumnMeaning, choose
from sunlit.sources.meaning.header import Header, find_header
from sunlit.sources.meaning.kinds import kind_of, kind_of_date
from sunlit.sources.meaning.understanding import MIXED, Understanding
from sunlit.sources.raw import RawTable, ReadOptions
from sunlit.tables import FIELDS
from sunlit.values.amounts import currency_of, vote_decimal_mark
from sunlit.values.days import DayOrder, vote_day_order

#: Fields of a layout that give a value per row but are no meaning of a column of text.
PER_ROW: Final = ("kind", "amount_covers", "date_kind", "jurisdiction")
_DAYS: Final = frozenset({"date", "date_other"})
_AMOUNTS: Final = frozenset({"amount", "amount_net", "amount_gross", "tax", "unit_price"})
_POINT_CURRENCIES: Final = frozenset({"GBP", "USD", "CAD", "AUD", "NZD", "MXN", "INR"})
_CURRENCY_OF_PLACE: Final = {"US": "USD", "GB": "GBP", "CA": "CAD", "AU": "AUD", "NZ": "NZD"}
_MDY_PLACES: Final = frozenset({"US"})
_DMY_PLACES: Final = frozenset({"GB", "AU", "NZ", "IE", "FR", "DE", "ES", "IT", "BR", "MX", "UA"})


@dataclass(frozen=True)
class Opened:
    """A table with its first batch taken out to be looked at."""

    table: RawTable
    first: pa.RecordBatch | None
    again: Callable[[], Iterator[pa.RecordBatch]]  # all batches once more, from the original

    @property
    def width(self) -> int:
        """How many columns of cells the first batch has."""
        return self.first.num_columns - 2 if self.first is not None else 0

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Give all batches, the one that was looked at first."""
        if self.first is not None:
            yield self.first
        yield from self.table.batches


def open_table(table: RawTable, again: Callable[[], Iterator[pa.RecordBatch]]) -> Opened:
    """Take the first batch out of a table; `again` reads all of them anew."""
    return Opened(table, next(iter(table.batches), None), again)


def understand_table(
    opened: Opened, path: str, options: ReadOptions, limits: Limits, before: Understanding | None
) -> Understanding:
    """Say what a table's columns mean.

    `before` is the table before it in the same workbook, whose header serves a page that has
    none of its own. Raises AmbiguousError when dates or amounts have two readings and nothing
    decides, MappingError when `options.mapping` names a column that is not there.
    """
    table = opened.table
    records = _records(opened, limits.sample_rows)
    header = _header(table, records)
    first_row = header.index + 1 if header.index is not None else 0
    body = records[first_row:]
    columns = [[row[i] for row in body] for i in range(opened.width)]
    names = list(header.names) + [""] * (opened.width - len(header.names))
    layout = _layout(table, names)
    chosen = fitting_profile(options, names, table.name)
    mapping = {**(chosen.columns if chosen else {}), **options.mapping}
    meanings = _meanings(table, names, columns, layout, mapping)
    if header.index is None and table.header is None and before is not None:
        meanings = _as_before(meanings, before, columns)
    constants, currency_why = _constants(table, layout, options, meanings, columns, chosen)
    days, date_form = _days(meanings, opened, first_row)
    whole = partial(_whole_columns, opened, meanings, limits)
    order = _day_order(days, date_form, path, options, constants, chosen, whole)
    mark, mark_why = _decimal_mark(
        meanings, opened, first_row, path, options, constants, chosen, whole
    )
    constants = {**_kinds(meanings, constants), **constants}
    if _repeats_its_amount(table, meanings):
        constants["amount_covers"] = "document"
    return Understanding(
        path=path,
        table=table.name,
        reading=dict(table.understanding),
        layout=layout.name if layout else None,
        header_row=None if header.index is None else _row_number(opened, header.index),
        header_why=header.why,
        columns=tuple(meanings),
        date_order=order.order,
        date_why=order.why,
        date_form=date_form,
        decimal_mark=mark,
        decimal_why=mark_why,
        currency_why=currency_why,
        constants=constants,
        warnings=(),
    )


def check_mapping(options: ReadOptions, path: str, understood: Sequence[Understanding]) -> None:
    """Raise MappingError when a column that the user named is in none of the tables."""
    names = {c.name.strip().casefold(): c.name for u in understood for c in u.columns if c.name}
    for wanted in options.mapping:
        if wanted.strip().casefold() not in names:
            near = get_close_matches(wanted.casefold(), names, n=3, cutoff=0.5)
            shown = [names[n] for n in near] or list(names.values())[:12]
            raise MappingError(
                path, f"no column is named {wanted!r}.", f"There are: {', '.join(shown)}."
            )


def fitting_profile(
    options: ReadOptions, names: Sequence[str], table: str
) -> profiles.Profile | None:
    """Give the layout of the user's profile that fits a header, if there is one."""
    if options.profile is None:
        return None
    return profiles.fitting(profiles.load(options.profile), names, table)


def _records(opened: Opened, rows: int) -> list[list[str | None]]:
    if opened.first is None:
        return []
    sample = opened.first.slice(0, rows)
    columns = [sample.column(i).to_pylist() for i in range(opened.width)]
    return [list(row) for row in zip(*columns, strict=True)] if columns else []


def _header(table: RawTable, records: Sequence[Sequence[str | None]]) -> Header:
    if table.header is not None:
        return Header(None, table.header, "the format names the columns")
    return find_header(records)


def _row_number(opened: Opened, index: int) -> int:
    assert opened.first is not None
    return int(opened.first.column("row_number")[index].as_py())


def _layout(table: RawTable, names: Sequence[str]) -> Layout | None:
    return None if table.fields is not None else recognise(names)


def _meanings(
    table: RawTable,
    names: Sequence[str],
    columns: Sequence[Sequence[str | None]],
    layout: Layout | None,
    mapping: Mapping[str, str],
) -> list[ColumnMeaning]:
    """Take what the format or the layout says of a column; what a person says wins over both."""
    chosen = choose(names, columns, mapping, known=table.fields is not None or layout is not None)
    said = {name.strip().casefold() for name in mapping}
    fields: Mapping[int, str] = table.fields or {}
    why = f"the format {table.understanding.get('format', '')}".strip()
    if layout is not None:
        fields = {i: layout.fields[n] for i, n in enumerate(names) if n in layout.fields}
        why = f"the layout {layout.name}"
    return [
        c
        if c.index not in fields or c.name.strip().casefold() in said
        else replace(c, field=_field(fields[c.index]), confidence=1.0, why=f"{why} says so")
        for c in chosen
    ]


def _field(name: str) -> str:
    return name if name in FIELDS else "ignored"


def _as_before(
    meanings: list[ColumnMeaning], before: Understanding, columns: Sequence[Sequence[str | None]]
) -> list[ColumnMeaning]:
    """Take the meanings of the page before when the values of this one bear them out."""
    if before.header_row is None or len(before.columns) != len(meanings):
        return meanings
    again = choose([c.name for c in before.columns], columns)
    kept = sum(a.field == b.field for a, b in zip(again, before.columns, strict=True))
    return again if kept >= 0.7 * len(again) else meanings


def _constants(
    table: RawTable,
    layout: Layout | None,
    options: ReadOptions,
    meanings: Sequence[ColumnMeaning],
    columns: Sequence[Sequence[str | None]],
    chosen: profiles.Profile | None,
) -> tuple[dict[str, str], str]:
    constants = dict(table.constants)
    if layout is not None:
        constants |= layout.constants
    said = {
        "buyer": options.buyer or (chosen.buyer if chosen else None),
        "jurisdiction": options.jurisdiction or (chosen.jurisdiction if chosen else None),
        "currency": options.currency or (chosen.currency if chosen else None),
    }
    for name, value in said.items():
        if value and name not in constants:
            constants[name] = value
    if "currency" in constants:
        why = "you said so" if said["currency"] else "the layout says so"
        return constants, why
    found, why = _currency(meanings, columns, constants.get("jurisdiction"))
    if found:
        constants["currency"] = found
    return constants, why


def _currency(
    meanings: Sequence[ColumnMeaning],
    columns: Sequence[Sequence[str | None]],
    jurisdiction: str | None,
) -> tuple[str | None, str]:
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


def _days(
    meanings: Sequence[ColumnMeaning], opened: Opened, first_row: int
) -> tuple[list[str], str]:
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
    assert opened.first is not None
    column = opened.first.column(index).slice(first_row)
    return [v for v in column.unique().to_pylist() if v and v.strip()]


def _whole_columns(
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


def _day_order(
    days: list[str],
    form: str,
    path: str,
    options: ReadOptions,
    constants: Mapping[str, str],
    chosen: profiles.Profile | None,
    whole: Callable[[frozenset[str]], list[str]],
) -> DayOrder:
    said = options.date_order or (chosen.date_order if chosen else None)
    if said:
        return DayOrder(_order(said, path), "you said so", None)
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


def _order(said: str, path: str) -> Literal["dmy", "mdy", "ymd"]:
    orders: tuple[Literal["dmy", "mdy", "ymd"], ...] = ("dmy", "mdy", "ymd")
    for order in orders:
        if said == order:
            return order
    raise MappingError(path, f"{said!r} is no order of dates.", "Write dmy, mdy or ymd.")


def _order_of_place(constants: Mapping[str, str]) -> DayOrder | None:
    place = constants.get("jurisdiction", "").split("-")[0].upper()
    if place in _MDY_PLACES:
        return DayOrder("mdy", f"the jurisdiction {place} writes month first", None)
    if place in _DMY_PLACES:
        return DayOrder("dmy", f"the jurisdiction {place} writes day first", None)
    if constants.get("currency") == "GBP":
        return DayOrder("dmy", "money in pounds: the United Kingdom writes day first", None)
    return None


def _decimal_mark(
    meanings: Sequence[ColumnMeaning],
    opened: Opened,
    first_row: int,
    path: str,
    options: ReadOptions,
    constants: Mapping[str, str],
    chosen: profiles.Profile | None,
    whole: Callable[[frozenset[str]], list[str]],
) -> tuple[str, str]:
    said = options.decimal_mark or (chosen.decimal_mark if chosen else None)
    if said:
        return said, "you said so"
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


def _repeats_its_amount(table: RawTable, meanings: Sequence[ColumnMeaning]) -> bool:
    """Whether the amount belongs to a record of which several rows were made."""
    repeated = table.understanding.get("repeated", "").split("; ")
    return any(c.field == "amount" and c.name in repeated for c in meanings)


def _kinds(meanings: Sequence[ColumnMeaning], constants: Mapping[str, str]) -> dict[str, str]:
    date = next((c for c in meanings if c.field == "date"), None)
    date_kind = kind_of_date(date.name) if date else "unknown"
    kind, covers = kind_of(meanings, constants.get("date_kind", date_kind))
    return {"kind": kind, "amount_covers": covers, "date_kind": date_kind}
