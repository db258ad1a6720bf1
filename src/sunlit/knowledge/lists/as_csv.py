"""Lists as tables: the OFAC files without headers, the US Consolidated Screening List, any CSV."""

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from sunlit.errors import DamagedOriginalError
from sunlit.knowledge.lists.as_json import kind_of_word
from sunlit.knowledge.lists.entries import EntryKind, ListNameKind, ListRecord, Notes

_NAME: Final = ("name", "entity_name", "company", "company_name", "supplier", "vendor", "names")
_ID: Final = ("id", "ent_num", "entity_number", "uid", "entity_id", "list_id")
_KIND: Final = ("kind", "type", "schema", "sdn_type", "entity_type")
_ALIASES: Final = ("alt_names", "aliases", "alias", "aka", "other_names")
_PROGRAM: Final = ("source", "dataset", "programs", "program", "list")
_NAME_KINDS: Final[Mapping[str, ListNameKind]] = {
    "alias": "name",
    "aka": "name",
    "name": "legal_name",
    "legal_name": "legal_name",
    "former_name": "former_name",
    "fka": "former_name",
    "weak": "weak",
    "brand": "brand",
    "model": "model",
    "native_name": "native_name",
}
_OFAC_KINDS: Final[Mapping[str, EntryKind]] = {
    "individual": "person",
    "vessel": "vessel",
    "aircraft": "vessel",
}
#: How the OFAC files write an empty cell.
_NOTHING: Final = "-0-"
_PRIMARY_CELLS: Final = 12
_ALIAS_CELLS: Final = 5
_ADDRESS_CELLS: Final = 6
_QUOTED_ALIAS: Final = re.compile(r"[af]\.k\.a\. '([^']{2,80})'")
_ALIAS_FILE: Final = re.compile(r"sdn|prim", re.IGNORECASE)
_DELIMITERS: Final = ",;\t|"
_LONGEST_LINE: Final = 65_536


def records(path: Path, head: bytes, notes: Notes) -> tuple[str, Iterator[ListRecord]]:
    """The layout in a word and its records, one at a time."""
    first = next(_rows(path, ","), [])
    if _is_ofac(first):
        return _ofac(path, len(first))
    delimiter = _delimiter(head)
    header = [cell.strip().lower().replace(" ", "_") for cell in next(_rows(path, delimiter), [])]
    if _first_of(header, _NAME) is None:
        return "names", _one_per_line(path, notes)
    layout = "csl" if "source_list_url" in header else "csv"
    return layout, _table(path, delimiter, header, notes, said_by_list=layout == "csl")


def companions(path: Path) -> tuple[Path, ...]:
    """The OFAC table of further names that stands beside a primary one; else none."""
    beside = path.with_name(_ALIAS_FILE.sub(_like, path.name, count=1))
    if beside == path or not beside.is_file() or not _is_ofac(next(_rows(path, ","), [])):
        return ()
    return (beside,)


def _like(found: re.Match[str]) -> str:
    return "ALT" if found.group().isupper() else "alt"


def _is_ofac(row: Sequence[str]) -> bool:
    return (
        len(row) in (_PRIMARY_CELLS, _ALIAS_CELLS, _ADDRESS_CELLS)
        and row[0].strip().isdigit()
        and any(cell.strip() == _NOTHING for cell in row)
    )


def _ofac(path: Path, cells: int) -> tuple[str, Iterator[ListRecord]]:
    if cells == _ADDRESS_CELLS:
        raise DamagedOriginalError(
            str(path),
            "is the OFAC table of addresses, which names nobody.",
            "Give the primary table (sdn.csv, cons_prim.csv); the aliases beside it are read too.",
        )
    if cells == _ALIAS_CELLS:
        return "ofac-aliases", _ofac_aliases(path)
    return "ofac", _ofac_with_aliases(path)


def _ofac_with_aliases(path: Path) -> Iterator[ListRecord]:
    for row in _rows(path, ","):
        if len(row) < _PRIMARY_CELLS:  # the files end with a lone control character
            continue
        kind = _OFAC_KINDS.get(row[2].strip().lower(), "company")
        names: list[tuple[str, ListNameKind]] = [(row[1], "legal_name")]
        names += [(alias, "weak") for alias in _QUOTED_ALIAS.findall(row[11])]
        programs = () if row[3].strip() == _NOTHING else (row[3].strip(),)
        yield ListRecord(row[0].strip(), kind, names, programs)
    for beside in companions(path):
        yield from _ofac_aliases(beside)


def _ofac_aliases(path: Path) -> Iterator[ListRecord]:
    for row in _rows(path, ","):
        if len(row) >= _ALIAS_CELLS - 1 and row[3].strip() != _NOTHING:
            kind: ListNameKind = "former_name" if row[2].strip() == "fka" else "name"
            yield ListRecord(row[0].strip(), "unknown", [(row[3], kind)])


def _one_per_line(path: Path, notes: Notes) -> Iterator[ListRecord]:
    with path.open(encoding="utf-8-sig", errors="surrogateescape") as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE):
            number += 1
            name = _decoded(line).strip().strip('"')
            if len(line) == _LONGEST_LINE:
                notes.refuse(name, "is too long for a name.")
            elif name:
                yield ListRecord(str(number), "unknown", [(name, "legal_name")])


def _table(
    path: Path, delimiter: str, header: list[str], notes: Notes, *, said_by_list: bool
) -> Iterator[ListRecord]:
    at_name = _first_of(header, _NAME)
    at = {key: _first_of(header, words) for key, words in _COLUMNS.items()}
    rows = _rows(path, delimiter)
    next(rows)
    for number, row in enumerate(rows, start=2):
        name = _cell(row, at_name)
        if not name:
            if any(cell.strip() for cell in row):
                notes.refuse(f"row {number}", "has no name.")
            continue
        said = _cell(row, at["kind"]).lower()
        first: ListNameKind = _NAME_KINDS.get(said, "legal_name")
        names = [(name, first), *((alias, "name") for alias in _split(_cell(row, at["aliases"])))]
        kind = kind_of_word(said) or ("unknown" if said_by_list else "company")
        program = _cell(row, at["program"])
        yield ListRecord(
            _cell(row, at["id"]) or f"row-{number}",
            _unless_alias(kind, said),
            names,
            (program,) if program else (),
        )


_COLUMNS: Final = {"id": _ID, "kind": _KIND, "aliases": _ALIASES, "program": _PROGRAM}


def _unless_alias(kind: EntryKind, said: str) -> EntryKind:
    """A row that says `alias` says nothing of what it names: the other rows of its id do."""
    return "unknown" if said in _NAME_KINDS else kind


def _first_of(header: Sequence[str], words: Sequence[str]) -> int | None:
    return next((header.index(word) for word in words if word in header), None)


def _cell(row: Sequence[str], at: int | None) -> str:
    return row[at].strip() if at is not None and at < len(row) else ""


def _split(aliases: str) -> list[str]:
    return [alias for alias in re.split(r"[;|]", aliases) if alias.strip()]


def _delimiter(head: bytes) -> str:
    first = head.split(b"\n", 1)[0].decode("utf-8", "replace")
    return max(_DELIMITERS, key=first.count)


def _rows(path: Path, delimiter: str) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", errors="surrogateescape", newline="") as stream:
            for row in csv.reader(stream, delimiter=delimiter):
                yield [_decoded(cell) for cell in row]
    except csv.Error as error:
        raise DamagedOriginalError(
            str(path), f"is no table to its end ({error}).", "Export the list again as CSV."
        ) from error


def _decoded(cell: str) -> str:
    """A cell that is no UTF-8 as Windows text: the US files are."""
    if cell.isascii() or not any("\udc80" <= letter <= "\udcff" for letter in cell):
        return cell
    return cell.encode("utf-8", "surrogateescape").decode("cp1252", "replace")
