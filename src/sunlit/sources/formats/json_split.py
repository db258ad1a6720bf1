"""How do the elements of a JSON list become rows?"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final

from sunlit.errors import LimitError
from sunlit.settings import Limits
from sunlit.sources.formats.json_batches import JsonRow
from sunlit.sources.formats.json_cells import Cells, TooDeepError, cell_text, cells_of, list_named
from sunlit.sources.formats.json_shape import ListShape
from sunlit.sources.formats.json_text import FoundValue
from sunlit.sources.raw import Original

#: A record's own values, repeated for each of its lines, may take so much text.
REPEATED_CHARACTERS: Final = 2**30


@dataclass(frozen=True)
class Split:
    """How the elements of one list become rows."""

    main: ListShape
    prefix: str
    lines_name: str | None
    around: Cells
    original: Original
    limits: Limits

    @property
    def by_position(self) -> bool:
        """Are the rows lists, whose cells have places and no names?"""
        return bool(self.main.lists) and not self.main.objects

    def say_repeated(self, said: dict[str, str], names: tuple[str, ...]) -> None:
        """Name the columns that several rows share: a sum over one counts it many times."""
        repeated = tuple(self.around)
        if self.lines_name is not None:
            repeated = tuple(n for n in names if not n.startswith(f"{self.lines_name}."))
        if repeated:
            said["repeated"] = "; ".join(repeated)

    def known_names(self) -> tuple[str, ...]:
        """Give the columns when the first reading saw all of them; else none."""
        if not self.main.all_flat or self.prefix or self.around:
            return ()
        check_columns(len(self.main.names), self.original, self.limits)
        return tuple(self.main.names)

    def rows(self, found: FoundValue, place: str) -> Iterator[JsonRow]:
        """Give an element's rows: one, or one for each of its own lines."""
        if self.main.all_flat and not self.prefix and not self.around:
            yield JsonRow(place, cells_of(found.value, 1), found.size)
            return
        with not_too_deep(self.original, self.limits, place):
            if self.by_position:
                yield JsonRow(place, _by_position(found.value, self.limits.json_depth), found.size)
            else:
                yield from self._named(found, place)

    def _named(self, found: FoundValue, place: str) -> Iterator[JsonRow]:
        depth, lines_name = self.limits.json_depth, self.lines_name
        value = _turned_out(found.value, self.main.inside)
        parent = cells_of(value, depth, self.prefix, lines_name)
        parent.update({key: cell for key, cell in self.around.items() if key not in parent})
        json_rows = list_named(value, lines_name) if lines_name is not None else []
        if lines_name is None or not json_rows:
            yield JsonRow(place, parent, found.size)
            return
        shared = sum(len(cell) for cell in parent.values() if cell)
        if shared * len(json_rows) > REPEATED_CHARACTERS:
            raise LimitError(
                self.original.path,
                f"repeating the record at {place} for its {len(json_rows)} lines takes too much room.",
                "Export the lines without their record.",
            )
        for index, line in enumerate(json_rows):
            cells = cells_of(line, depth, lines_name)
            cells.update({key: cell for key, cell in parent.items() if key not in cells})
            where = f"{place}/{lines_name.replace('.', '/')}/{index}"
            yield JsonRow(where, cells, shared + found.size // len(json_rows))


@contextmanager
def not_too_deep(original: Original, limits: Limits, place: str) -> Iterator[None]:
    """Translate what flattening raises for values that are nested too deep."""
    try:
        yield
    except (TooDeepError, RecursionError) as error:
        raise LimitError(
            original.path,
            f"values are nested deeper than {limits.json_depth} levels, at {place}.",
            "Published records never are; check where the file is from.",
        ) from error


def _turned_out(value: Any, inside: str | None) -> Any:
    """Put what a feature keeps inside (its properties) beside its geometry."""
    if inside is None or not isinstance(value, dict):
        return value
    return {**value[inside], **{key: each for key, each in value.items() if key != inside}}


def _by_position(value: Any, depth: int) -> list[str | None]:
    if not isinstance(value, list):
        return [cell_text(value)]
    cells = [cells_of({"c": each}, depth) for each in value]
    return [cell["c"] if list(cell) == ["c"] else "; ".join(_said_in(cell)) for cell in cells]


def _said_in(cells: Cells) -> Iterator[str]:
    for name, cell in cells.items():
        if cell:
            yield f"{name.removeprefix('c.')}: {cell}"


def check_columns(count: int, original: Original, limits: Limits) -> None:
    """Raise LimitError for more columns than the limits allow."""
    if count > limits.columns:
        raise LimitError(
            original.path,
            f"the records have {count} or more columns; at most {limits.columns} are read.",
            "Sunlit reads lists of records; is this an object of objects?",
        )
