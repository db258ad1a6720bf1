"""The standard library's `csv.reader`, without its bound on the length of a cell.

That bound is one for the whole process: a server that reads files would find its own changed, and
two readers with different bounds would take each other's. So the extension module behind `csv` is
loaded once more, for this package alone; who reads records bounds their cells.
"""

from collections.abc import Iterable, Iterator
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any, Final


def _loaded_again(name: str) -> ModuleType:
    spec = find_spec(name)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_CSV: Final[Any] = _loaded_again("_csv")
_CSV.field_size_limit(2**31 - 1)


def records(lines: Iterable[str], **dialect: Any) -> Iterator[list[str]]:
    """Read lines, each with its line end; `dialect` as of csv.reader."""
    found: Iterator[list[str]] = _CSV.reader(lines, **dialect)
    return found
