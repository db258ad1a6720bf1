"""How does a JSON object become cells with names?"""

from collections.abc import Iterator
from typing import Any

from sunlit.sources.formats.json_text import NumberText, json_text

Cells = dict[str, str | None]
#: Keys of lists that hold properties of one thing ({"name": "Colour", "value": "red"}).
PAIR_KEYS = frozenset({"name", "key", "label", "id", "field", "type", "value", "unit", "units"})
WORDS = frozenset({str, NumberText})
PLAIN = WORDS | {bool, type(None)}
#: The only column of a value that is no object.
VALUE = "value"


class TooDeepError(ValueError):
    """Values are nested deeper than allowed; the reader says where."""


def cells_of(value: Any, depth: int, prefix: str = "", skip: str | None = None) -> Cells:
    """Flatten an object: nested names dotted, lists of words joined, other lists as JSON text.

    `skip` is the dotted name of a list that is left out, because its elements become rows.
    """
    if not prefix and is_flat(value):
        return {
            name: cell if cell.__class__ in WORDS else cell_text(cell)
            for name, cell in value.items()
        }
    cells: Cells = {}
    _fill(cells, prefix, value, depth, skip)
    return cells


def is_flat(value: Any) -> bool:
    """Is it an object with neither objects nor lists in it, as most records are?"""
    return isinstance(value, dict) and PLAIN.issuperset(map(type, value.values()))


def _fill(cells: Cells, name: str, value: Any, depth: int, skip: str | None) -> None:
    if depth < 0:
        raise TooDeepError
    if skip is not None and name == skip:
        return
    if isinstance(value, dict):
        for key, member in value.items():
            _fill(cells, f"{name}.{key}" if name else key, member, depth - 1, skip)
        return
    cells[name or VALUE] = cell_text(value)


def cell_text(value: Any) -> str | None:
    """Give one value's text: null for null, "true", a number as published, words joined by "; "."""
    if value is None:
        return None
    if isinstance(value, list):
        if any(isinstance(each, dict | list) for each in value):
            return json_text(value)
        return "; ".join(cell_text(each) or "" for each in value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


def lists_of_objects(value: Any, depth: int, prefix: str = "") -> Iterator[str]:
    """Name the lists in an object whose elements could be rows: objects, and not name and value."""
    if not isinstance(value, dict) or depth < 0:
        return
    for key, member in value.items():
        name = f"{prefix}.{key}" if prefix else key
        if isinstance(member, dict):
            yield from lists_of_objects(member, depth - 1, name)
        elif is_list_of_objects(member):
            yield name


def is_list_of_objects(value: Any) -> bool:
    """Could the elements be rows: objects, with more in them than a name and a value?"""
    if not isinstance(value, list) or not value:
        return False
    return all(isinstance(each, dict) and not is_pair(each) for each in value)


def is_pair(value: Any) -> bool:
    """Is it one property of a thing, rather than a thing: a name with its value?"""
    return isinstance(value, dict) and "value" in value and PAIR_KEYS.issuperset(value)


def list_named(value: Any, name: str) -> list[Any]:
    """Give the list at a dotted name; none when it is not there."""
    rest = name
    here = value
    while isinstance(here, dict):
        if rest in here:
            return here[rest] if isinstance(here[rest], list) else []
        key = next((key for key in here if rest.startswith(f"{key}.")), None)
        if key is None:
            return []
        here, rest = here[key], rest[len(key) + 1 :]
    return []
