"""Where are the rows in a JSON document, and what are their columns?"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from sunlit.errors import LimitError
from sunlit.settings import Limits
from sunlit.sources.formats.json_cells import (
    PAIR_KEYS,
    cell_text,
    cells_of,
    is_flat,
    is_pair,
    lists_of_objects,
)
from sunlit.sources.formats.json_text import FoundValue, json_text
from sunlit.sources.formats.json_values import Object
from sunlit.sources.raw import Original

#: Names beside a list of results that speak of the answer, not of a purchase.
_OF_ANSWERS: Final = (
    "bbox code copyright count crs exceededtransferlimit first generated generatedat "
    "has_more hasmore hasnext help href last license licence limit links message meta "
    "metadata next next_page offset ok page pagenumber page_size pages pagesize per_page "
    "perpage prev previous records_format resource_id resultsetsize self size sort start "
    "status success timestamp took total total_count total_estimation_threshold "
    "total_was_estimated totalcount totalelements totalpages type updated updatedat uri "
    "url version include_total q filters objectidfieldname globalidfieldname geometrytype "
    "displayfieldname hasz hasm "
)
WRAPPER_NAMES: Final = frozenset(_OF_ANSWERS.split())
#: Lists that describe columns, for rows that are lists themselves.
HEADER_LISTS: Final = ("columns", "fields", "headers", "header")
#: A list beside the rows that takes less text than this is a detail of each row.
DETAIL_CHARACTERS: Final = 2**20
#: The object of a feature that holds its cells (GeoJSON, ArcGIS).
INSIDES: Final = ("properties", "attributes")

Path = tuple[str, ...]


@dataclass
class ListShape:
    """What one list holds: objects, lists, or plain values."""

    path: Path
    count: int = 0
    size: int = 0
    objects: int = 0
    lists: int = 0
    width: int = 0
    pairs: int = 0
    inside: str | None = None  # "properties" when every element keeps its cells there
    inner: dict[str, None] = field(default_factory=dict)  # lists of objects within elements
    kept: list[Any] = field(default_factory=list)  # elements, while they are few
    all_flat: bool = True  # every element is an object of plain values, and
    names: dict[str, None] = field(default_factory=dict)  # these are all of its names

    @property
    def holds_rows(self) -> bool:
        """Are most elements objects or lists, and not names with values?"""
        return 2 * (self.objects + self.lists) > self.count and self.pairs < self.count

    @property
    def is_detail(self) -> bool:
        """Is it small enough to be a cell of each row?"""
        return self.size <= DETAIL_CHARACTERS

    def add(self, found: FoundValue, limits: Limits) -> None:
        """Count one element."""
        value = found.value
        self.count += 1
        self.size += found.size
        flat = is_flat(value)
        self.all_flat = self.all_flat and flat and len(self.names) <= limits.columns
        if self.all_flat and not value.keys() <= self.names.keys():
            self.names.update(dict.fromkeys(value))
        if isinstance(value, dict):
            self.objects += 1
            self.pairs += len(value) <= len(PAIR_KEYS) and is_pair(value)
            if flat:
                self.inside = None
            else:
                self._find_inside(value)
                self.inner.update(dict.fromkeys(lists_of_objects(value, limits.json_depth)))
        elif isinstance(value, list):
            self.lists += 1
            self.width = max(self.width, len(value))
        if self.is_detail:
            self.kept.append(value)

    def _find_inside(self, value: Object) -> None:
        inside = next((name for name in INSIDES if isinstance(value.get(name), dict)), None)
        if self.objects == 1:
            self.inside = inside
        elif inside != self.inside:
            self.inside = None


@dataclass
class DocumentShape:
    """Every list of a document, and the plain values outside them."""

    lists: dict[Path, ListShape] = field(default_factory=dict)
    plain: dict[Path, Any] = field(default_factory=dict)

    @property
    def main(self) -> ListShape | None:
        """The list whose elements are the rows: of those that hold rows, the one with most text."""
        named = self._described_rows()
        if named is not None:
            return named
        rows = [each for each in self.lists.values() if each.holds_rows]
        other = [row for row in rows if not self._describes(row)]
        return max(other or rows, key=lambda each: each.size, default=None)

    def _described_rows(self) -> ListShape | None:
        """Rows that are lists, as many cells in each as a list beside them names columns."""
        widths = {each.count for each in self.lists.values() if each.path[-1:] and _is_header(each)}
        rows = [each for each in self.lists.values() if each.lists and not each.objects]
        return next((row for row in rows if row.width in widths), None)

    def _describes(self, shape: ListShape) -> bool:
        """Does the list describe columns, as CKAN and ArcGIS put beside their rows?"""
        return _is_header(shape) and any(
            other is not shape and (other.holds_rows or not other.count)
            for other in self.lists.values()
        )

    @property
    def further(self) -> list[ListShape]:
        """Lists that become tables of their own: beside an answer's rows, or too large for a cell."""
        main = self.main
        if main is None:
            return [each for path, each in self.lists.items() if path and not each.is_detail]
        loose = self.is_wrapper(main) and not main.lists
        return [
            each
            for each in self.lists.values()
            if each is not main
            and not self._describes(each)
            and (not each.is_detail or (loose and each.holds_rows))
        ]

    def details(self, main: ListShape | None) -> list[tuple[Path, ListShape]]:
        """Give the lists beside `main` that are small enough for a cell."""
        return [
            (path, each) for path, each in self.lists.items() if each is not main and each.is_detail
        ]

    def left_out(self, main: ListShape) -> list[str]:
        """Name what an answer says of itself, which is in none of its rows."""
        if not self.is_wrapper(main):
            return []
        own = {each.path for each in (main, *self.further)}
        return [describe(path) for path in (*self.plain, *self.lists) if path not in own]

    def is_wrapper(self, main: ListShape) -> bool:
        """Do the values around the rows speak of the answer only (paging, help, status)?"""
        if main.path == () or main.inside or main.lists:
            return True
        return all(path[-1].lower() in WRAPPER_NAMES for path in self.plain if path)

    def around(self, main: ListShape, depth: int) -> dict[str, str | None]:
        """Give the cells that every row of `main` shares: its document's values and small lists."""
        if self.is_wrapper(main):
            return {}
        cells = {".".join(path): cell_text(value) for path, value in self.plain.items()}
        for path, shape in self.details(main):
            cells.update(cells_of(shape.kept, depth, ".".join(path)))
        return cells

    def header_of(self, main: ListShape) -> tuple[str, ...] | None:
        """Name the columns of rows that are lists: Socrata's meta.view.columns, CKAN's fields."""
        for path, shape in self.lists.items():
            if path and _is_header(shape) and shape.count == main.width:
                names = [_column_name(each) for each in shape.kept]
                if len(names) == main.width and all(names):
                    return tuple(str(name) for name in names)
        return None


def document_shape(
    found: Iterable[FoundValue], original: Original, limits: Limits
) -> DocumentShape:
    """Walk a document once; raise LimitError for more plain values than columns are allowed."""
    shape = DocumentShape()
    for each in found:
        if each.index is not None:
            if each.path not in shape.lists:
                shape.lists[each.path] = ListShape(each.path)
            shape.lists[each.path].add(each, limits)
        elif each.value != []:
            shape.plain[each.path] = each.value
        else:
            shape.lists.setdefault(each.path, ListShape(each.path))
        if len(shape.plain) + len(shape.lists) > limits.columns:
            raise LimitError(
                original.path,
                f"holds more than {limits.columns} values outside any list.",
                "Sunlit reads lists of records; turn the object into a list.",
            )
    return shape


def _is_header(shape: ListShape) -> bool:
    return bool(shape.path) and shape.path[-1].lower() in HEADER_LISTS


def _column_name(column: Any) -> Any:
    if isinstance(column, dict):
        return next(
            (column[key] for key in ("name", "id", "label", "alias") if column.get(key)), None
        )
    return column


def describe(path: Path) -> str:
    """Write a path as a JSON pointer."""
    return "".join("/" + key.replace("~", "~0").replace("/", "~1") for key in path)


def error_said(shape: DocumentShape) -> str | None:
    """Give what an error answer of a portal says; None for an answer that is none."""
    values = {path[0].lower(): value for path, value in shape.plain.items() if len(path) == 1}
    nested = {path[0].lower() for path in (*shape.plain, *shape.lists) if len(path) > 1}
    if not (values.get("error") or values.get("success") is False or nested & {"error", "errors"}):
        return None
    words = [
        value for path, value in shape.plain.items() if path[-1].lower() in ("message", "error")
    ]
    return "; ".join(word for word in words if isinstance(word, str)) or json_text(values)[:200]
