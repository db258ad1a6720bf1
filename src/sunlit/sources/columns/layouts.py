"""Is this header one whose meaning is known exactly, whatever the column names suggest?

A name alone cannot say that `total_dollars_obligated` restates earlier rows, or that a row with
`rec_type` H repeats the sum of the D rows under it. Where a publisher's layout is documented, it
is written down in `known_layouts/*.yaml` and this module recognises it; every other header is left
to the column mapping.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import pyarrow as pa
import pyarrow.compute as pc

from sunlit.sources.columns.layout_files import Rule, WrittenLayout, known_layouts

#: Names that say of a column that it holds numbers, codes, days or flags, and no words.
NUMBER_LIKE: Final = (
    r"(_code|_codes|_amount|_value|_uei|_duns|_number|_date|_year|_month|_key|_id|_zip_?4?"
    r"|_permalink|_cost|_obligations?|_cd_original|_cd_current|_zip|_phone_number)$"
    r"|(outlayed|obligated)_amount|_officer_\d_|_date_fiscal_year|_fips_|payemployee"
)


@dataclass(frozen=True)
class Layout:
    """What each column of one header means.

    `fields` gives a field of `tables.FIELDS` for every name of the header, as published there.
    `constants` holds for all rows: kind, amount_covers, date_kind, currency, jurisdiction.
    `rules` tell a field row by row from the value of another column; see `per_row`. A field that
    a rule gives is not among `constants`, and no column has it in `fields`.
    """

    name: str
    fields: Mapping[str, str]
    constants: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()


def per_row(
    rules: Sequence[Rule], columns: Mapping[str, pa.StringArray]
) -> dict[str, pa.StringArray]:
    """Give the fields that differ from row to row: kind, amount_covers, date_kind, amount...

    `columns` holds the n cells of every column by its name as published; each array of the
    result has n values in the same order, null where no rule says anything.
    """
    return {rule.field: _told_by(rule, columns) for rule in rules}


def taken_for(rules: Sequence[Rule]) -> dict[str, str]:
    """Give the field that a rule takes the cells of a column for, by the column's name."""
    return {
        value[1:]: rule.field
        for rule in rules
        for value in (*(value for _, value in rule.cases), rule.otherwise)
        if value is not None and value.startswith("=")
    }


def squashed(name: str) -> str:
    """Give a column name with nothing but its letters and digits: "Award ID (PIID)" is awardidpiid.

    Portals publish one layout as `vend_name_1`, "Vend Name 1" and `VENDNAME1`.
    """
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def recognise(header: Sequence[str]) -> Layout | None:
    """Name the known layout that `header` follows, or None when it follows none.

    Every column that makes a layout what it is must be there; further columns may be too, and
    come out as "other" (or "ignored" where the name says that they hold numbers or codes).
    """
    by_squashed: dict[str, str] = {}
    for name in header:
        by_squashed.setdefault(squashed(name), name)
    for known in known_layouts():
        if all(any(a in by_squashed for a in names) for names in _squashed_names(known.signature)):
            return _layout(known, header, by_squashed)
    return None


@cache
def _squashed_names(signature: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(squashed(a) for a in names.split("|")) for names in signature)


def _layout(known: WrittenLayout, header: Sequence[str], by_squashed: Mapping[str, str]) -> Layout:
    rules = tuple(_with_names(rule, by_squashed) for rule in known.rules)
    rules = tuple(rule for rule in rules if rule.column in header)
    told = {rule.field for rule in rules}
    meant: dict[str, str] = {}
    for names, meaning in known.columns.items():
        if meaning in told:
            continue
        found = (by_squashed.get(squashed(name)) for name in names.split("|"))
        first = next((name for name in found if name is not None), None)
        if first is not None:
            meant.setdefault(first, meaning)
    ignored = {squashed(name) for name in known.ignored}
    fields = {name: meant.get(name) or _left_over(name, ignored) for name in header}
    constants = {k: v for k, v in _constants(known).items() if k not in told}
    return Layout(known.name, fields, constants, rules)


def _constants(known: WrittenLayout) -> dict[str, str]:
    said = {name: getattr(known.options, name) for name in ("currency", "jurisdiction")}
    return {**known.constants, **{name: value for name, value in said.items() if value}}


def _left_over(name: str, ignored: set[str]) -> str:
    if squashed(name) in ignored or re.search(NUMBER_LIKE, name.casefold()):
        return "ignored"
    return "other"


def _with_names(rule: Rule, by_squashed: Mapping[str, str]) -> Rule:
    """Replace the column names of a rule by the header's own spellings of them."""

    def here(value: str | None) -> str | None:
        if value is None or not value.startswith("="):
            return value
        names = value[1:].split("|")
        found = (by_squashed.get(squashed(name)) for name in names)
        return "=" + next((name for name in found if name is not None), "")

    columns = (by_squashed.get(squashed(name)) for name in rule.column.split("|"))
    return Rule(
        rule.field,
        next((name for name in columns if name is not None), ""),
        tuple((pattern, here(value) or "") for pattern, value in rule.cases),
        here(rule.otherwise),
    )


def _told_by(rule: Rule, columns: Mapping[str, pa.StringArray]) -> pa.StringArray:
    decides = pc.fill_null(columns[rule.column], "")
    result = _value(rule.otherwise, columns, len(decides))
    for pattern, value in reversed(rule.cases):
        matches = pc.match_substring_regex(decides, pattern)
        result = pc.if_else(matches, _value(value, columns, len(decides)), result)
    return result


def _value(value: str | None, columns: Mapping[str, pa.StringArray], count: int) -> pa.StringArray:
    if value is not None and value.startswith("="):
        return columns.get(value[1:], pa.nulls(count, pa.string()))
    return pa.repeat(pa.scalar(value, pa.string()), count)
