"""How does a frozen record class become an Arrow schema, and how do rows pass between the two?

A table is declared once, as a dataclass whose fields are annotated with what they hold; the
schema is read off it, so that record, schema and reference page cannot part.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from types import NoneType, UnionType
from typing import (
    Annotated,
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeVar,
    get_args,
    get_origin,
    get_type_hints,
)

import pyarrow as pa

#: An amount or a quantity: exact, never a float. 12 digits after the point hold unit prices.
MONEY: Final = pa.decimal128(38, 6)
_NOTE: Final = b"note"
_PLAIN: Final[dict[Any, pa.DataType]] = {
    str: pa.string(),
    int: pa.int64(),
    float: pa.float64(),
    bool: pa.bool_(),
    bytes: pa.binary(),
    Decimal: MONEY,
    date: pa.date32(),
}

Row = TypeVar("Row")


class Note(NamedTuple):
    """What a column holds, in words; and its type where the Python type leaves it open."""

    text: str
    kind: pa.DataType | None = None


def schema_of(record: Any) -> pa.Schema:
    """The schema of a record class: one field each, nullable where None is allowed, with its note."""
    hints = get_type_hints(record, include_extras=True)
    return pa.schema([_field(one.name, hints[one.name]) for one in fields(record)])


def struct_of(record: Any) -> pa.StructType:
    """The type of a column that holds such records."""
    return pa.struct(list(schema_of(record)))


def note_of(field: pa.Field) -> str:
    """What a column holds, in words; empty where nothing more needs saying."""
    note: bytes = (field.metadata or {}).get(_NOTE, b"")
    return note.decode()


def rows_of(record: type[Row], table: pa.RecordBatch | pa.Table) -> Iterator[Row]:
    """The n rows of a table that has the record's schema, in its order."""
    kind: Any = record
    makers = _makers(kind)
    columns = [
        column if make is None else [make(value) for value in column]
        for make, column in zip(
            makers, (table.column(name).to_pylist() for name in _names(kind)), strict=True
        )
    ]
    return map(record, *columns)


def batch_of(record: type[Row], rows: Iterable[Row]) -> pa.RecordBatch:
    """A batch with one row for each record, in their order."""
    schema, kept = schema_of(record), list(rows)
    arrays = [
        pa.array([plain(getattr(row, field.name)) for row in kept], field.type) for field in schema
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def plain(value: Any) -> Any:
    """A record as a dict and a tuple as a list, all the way down; anything else as it is."""
    if is_dataclass(value) and not isinstance(value, type):
        return {name: plain(getattr(value, name)) for name in _names(value.__class__)}
    if isinstance(value, tuple | list):
        return [plain(one) for one in value]
    return value


@cache
def _names(record: Any) -> tuple[str, ...]:
    return tuple(one.name for one in fields(record))


@cache
def _makers(record: Any) -> tuple[Callable[[Any], Any] | None, ...]:
    hints = get_type_hints(record)
    return tuple(_maker(hints[name]) for name in _names(record))


def _maker(hint: Any) -> Callable[[Any], Any] | None:
    """What turns a value of `to_pylist` into that of the record; None where they are the same."""
    kind = _without_none(hint)[0]
    if get_origin(kind) is tuple:
        inner = _maker(get_args(kind)[0])
        if inner is None:
            return lambda values: None if values is None else tuple(values)
        return lambda values: None if values is None else tuple(map(inner, values))
    return _record_maker(kind) if is_dataclass(kind) else None


def _record_maker(kind: Any) -> Callable[[Any], Any]:
    makers = dict(zip(_names(kind), _makers(kind), strict=True))
    return lambda value: None if value is None else _made(kind, makers, value)


def _made(kind: Any, makers: dict[str, Callable[[Any], Any] | None], value: dict[str, Any]) -> Any:
    return kind(
        *(value[name] if make is None else make(value[name]) for name, make in makers.items())
    )


def _field(name: str, hint: Any) -> pa.Field:
    note = Note("")
    if get_origin(hint) is Annotated:
        hint, *told = get_args(hint)
        note = next((one for one in told if isinstance(one, Note)), note)
    kind, nullable = _without_none(hint)
    metadata = {_NOTE: note.text.encode()} if note.text else None
    return pa.field(name, note.kind or _type(kind), nullable=nullable, metadata=metadata)


def _type(kind: Any) -> pa.DataType:
    if get_origin(kind) is tuple:
        return pa.list_(_type(get_args(kind)[0]))
    if get_origin(kind) is Literal:
        return pa.string()
    return struct_of(kind) if is_dataclass(kind) else _PLAIN[kind]


def _without_none(hint: Any) -> tuple[Any, bool]:
    if isinstance(hint, UnionType):
        left = [one for one in get_args(hint) if one is not NoneType]
        return left[0], len(left) < len(get_args(hint))
    return hint, False
