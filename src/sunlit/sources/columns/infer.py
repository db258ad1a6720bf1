"""How is a table understood before its rows are read as purchases?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from functools import partial

from sunlit.errors import MappingError, NotSpendingDataError
from sunlit.settings import Limits
from sunlit.sources.columns import profile as profiles
from sunlit.sources.columns.choose import ColumnMeaning, choose
from sunlit.sources.columns.conventions import (
    currency_of_table,
    day_order,
    days_of_table,
    decimal_mark,
    whole_columns,
)
from sunlit.sources.columns.header import Header, find_header
from sunlit.sources.columns.kinds import kind_of, kind_of_date
from sunlit.sources.columns.layout_files import WrittenLayout
from sunlit.sources.columns.layouts import Layout, recognise
from sunlit.sources.columns.understanding import Understanding
from sunlit.sources.opened import Opened
from sunlit.sources.options import ReadOptions
from sunlit.sources.raw import RawTable
from sunlit.tables import FIELDS


def infer_table(
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
    # A table may be all header: its reader refused every record.
    names = list(header.names) + [""] * (opened.width - len(header.names))
    columns = [[row[i] if i < len(row) else None for row in body] for i in range(len(names))]
    layout = _layout(table, names)
    chosen = fitting_layout(options, names, table.name)
    options = options.over(chosen.options) if chosen else options
    meanings = _meanings(table, names, columns, layout, options.mapping)
    if header.index is None and table.header is None and before is not None:
        meanings = _as_before(meanings, before, columns)
    constants, currency_why = _constants(table, layout, options, meanings, columns, chosen)
    days, date_form = days_of_table(meanings, opened, first_row)
    whole = partial(whole_columns, opened, meanings, limits)
    order = day_order(days, date_form, path, options, constants, whole)
    mark, mark_why = decimal_mark(meanings, opened, first_row, path, options, constants, whole)
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
        header_rows=header.rows,
        rules=chosen.rules if chosen and chosen.rules else layout.rules if layout else (),
    )


def names_of(opened: Opened, limits: Limits) -> list[str]:
    """Give the names that a table's header gives its columns; empty for one without."""
    header = _header(opened.table, _records(opened, limits.sample_rows))
    return list(header.names) + [""] * (opened.width - len(header.names))


def check_mapping(options: ReadOptions, path: str, published: Iterable[str]) -> None:
    """Raise MappingError when a column that the user named is none of those of the original."""
    names = {name.strip().casefold(): name for name in published if name.strip()}
    for wanted in options.mapping:
        if wanted.strip().casefold() not in names:
            near = get_close_matches(wanted.casefold(), names, n=3, cutoff=0.5)
            shown = [names[n] for n in near] or list(names.values())[:12]
            raise MappingError(
                path, f"no column is named {wanted!r}.", f"There are: {', '.join(shown)}."
            )


def check_is_table(opened: Opened, understood: Understanding) -> None:
    """Raise NotSpendingDataError for running text: one column that nothing names, without amounts.

    A sheet of a workbook may hold notes; its rows are accounted for like any others.
    """
    alone = opened.table.name == "" and opened.first is not None and opened.width == 1
    named = opened.table.header is not None or understood.header_row is not None
    if alone and not named and understood.column_of("amount") is None:
        raise NotSpendingDataError(
            understood.path,
            "is text without columns.",
            "`sunlit grep` matches text line by line; leave it out here.",
        )


def fitting_layout(options: ReadOptions, names: Sequence[str], table: str) -> WrittenLayout | None:
    """Give the layout of the user's profile that fits a header, under the header's own names."""
    if options.profile is None:
        return None
    chosen = profiles.fitting(profiles.load(options.profile), names, table)
    return None if chosen is None else profiles.in_header(chosen, names)


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
    chosen: WrittenLayout | None,
) -> tuple[dict[str, str], str]:
    constants = dict(table.constants)
    if layout is not None:
        constants |= layout.constants
    if chosen is not None:
        constants |= chosen.constants
    said = {name: getattr(options, name) for name in ("buyer", "jurisdiction", "currency")}
    for name, value in said.items():
        if value and name not in constants:
            constants[name] = value
    if "currency" in constants:
        why = "you said so" if said["currency"] else "the layout says so"
        return constants, why
    found, why = currency_of_table(meanings, columns, constants.get("jurisdiction"))
    if found:
        constants["currency"] = found
    return constants, why


def _repeats_its_amount(table: RawTable, meanings: Sequence[ColumnMeaning]) -> bool:
    """Whether the amount belongs to a record of which several rows were made."""
    repeated = table.understanding.get("repeated", "").split("; ")
    return any(c.field == "amount" and c.name in repeated for c in meanings)


def _kinds(meanings: Sequence[ColumnMeaning], constants: Mapping[str, str]) -> dict[str, str]:
    date = next((c for c in meanings if c.field == "date"), None)
    date_kind = kind_of_date(date.name) if date else "unknown"
    kind, covers = kind_of(meanings, constants.get("date_kind", date_kind))
    return {"kind": kind, "amount_covers": covers, "date_kind": date_kind}
