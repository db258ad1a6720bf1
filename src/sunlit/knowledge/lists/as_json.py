"""Lists as JSON: FollowTheMoney lines, the US Consolidated Screening List, plain watch lists."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import ijson
import orjson

from sunlit.errors import DamagedOriginalError, LimitError
from sunlit.knowledge.lists.entries import EntryKind, ListNameKind, ListRecord, Notes

_LONGEST_LINE: Final = 16 * 2**20
_DEEPEST: Final = 30
_FTM_NAMES: Final[tuple[tuple[str, ListNameKind], ...]] = (
    ("name", "legal_name"),
    ("alias", "name"),
    ("previousName", "former_name"),
    ("abbreviation", "weak"),
    ("weakAlias", "weak"),
)
_FTM_KINDS: Final[Mapping[str, EntryKind]] = {
    "Person": "person",
    "Company": "company",
    "Organization": "company",
    "LegalEntity": "unknown",
    "PublicBody": "company",
    "Vessel": "vessel",
    "Airplane": "vessel",
}
_CSL_KINDS: Final[Mapping[str, EntryKind]] = {
    "individual": "person",
    "entity": "company",
    "vessel": "vessel",
    "aircraft": "vessel",
}
_PLAIN_NAMES: Final[tuple[tuple[str, ListNameKind], ...]] = (
    ("name", "legal_name"),
    ("legal_name", "legal_name"),
    ("alt_names", "name"),
    ("aliases", "name"),
    ("names", "name"),
    ("previous_names", "former_name"),
    ("weak_aliases", "weak"),
    ("brands", "brand"),
    ("models", "model"),
    ("nonlatin", "native_name"),
)


def records(path: Path, opening: bytes, notes: Notes) -> tuple[str, Iterator[ListRecord]]:
    """The layout in a word and its records, one at a time."""
    if opening[:1] == b"[":
        return "json", _plain(path, "item", notes)
    first_line = opening.split(b"\n", 1)[0]
    if b'"results"' in opening[:4096] and b'"schema"' not in first_line:
        return "csl-json", _plain(path, "results.item", notes)
    return "ftm", _lines(path, notes)


def _lines(path: Path, notes: Notes) -> Iterator[ListRecord]:
    with path.open("rb") as stream:
        number = 0
        while line := stream.readline(_LONGEST_LINE + 1):
            number += 1
            if len(line) > _LONGEST_LINE:
                raise LimitError(
                    str(path), f"line {number} is longer than {_LONGEST_LINE} bytes.", "Split it."
                )
            line = line.removeprefix(b"\xef\xbb\xbf").strip()
            if line:
                record = _of_line(path, number, line, notes)
                if record is not None:
                    yield record


def _of_line(path: Path, number: int, line: bytes, notes: Notes) -> ListRecord | None:
    try:
        given = orjson.loads(line)
    except orjson.JSONDecodeError as error:
        raise DamagedOriginalError(
            str(path),
            f"line {number} is no JSON ({error}).",
            "A list in JSON lines has one whole object on each line.",
        ) from error
    if not isinstance(given, dict):
        notes.refuse(f"line {number}", "is no object.")
        return None
    if "schema" in given and isinstance(given.get("properties"), dict):
        return _of_ftm(given)
    return _of_plain(given, number, notes)


def _of_ftm(given: Mapping[str, Any]) -> ListRecord | None:
    """None for what is no one: addresses, sanctions, passports, holdings."""
    kind = _FTM_KINDS.get(str(given["schema"]))
    if kind is None:
        return None
    properties = given["properties"]
    names = [(str(given["caption"]), _FTM_NAMES[0][1])] if given.get("caption") else []
    names += [(text, said) for key, said in _FTM_NAMES for text in _texts(properties.get(key))]
    programs = tuple(_texts(given.get("datasets")))
    return ListRecord(str(given.get("id")), kind, names, programs)


def _plain(path: Path, prefix: str, notes: Notes) -> Iterator[ListRecord]:
    try:
        with path.open("rb") as stream:
            events = ijson.parse(_shallow(path, ijson.basic_parse(stream)))
            for number, given in enumerate(ijson.items(events, prefix), start=1):
                record = _of_plain(given, number, notes)
                if record is not None:
                    yield record
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise DamagedOriginalError(
            str(path), f"is no JSON to its end ({error}).", "Fetch or export the list again."
        ) from error


def _shallow(path: Path, events: Iterable[tuple[str, Any]]) -> Iterator[tuple[str, Any]]:
    """The events as they are, until something is nested deeper than any list: that ends it."""
    depth = 0
    for event in events:
        depth += event[0].startswith("start_") - event[0].startswith("end_")
        if depth > _DEEPEST:
            raise DamagedOriginalError(
                str(path), f"is nested more than {_DEEPEST} deep.", "A list is a row of entries."
            )
        yield event


def _of_plain(given: Any, number: int, notes: Notes) -> ListRecord | None:
    if isinstance(given, str):
        return ListRecord(str(number), "unknown", [(given, "legal_name")])
    if not isinstance(given, dict):
        notes.refuse(f"record {number}", "is neither an object nor a name.")
        return None
    names = [(text, said) for key, said in _PLAIN_NAMES for text in _texts(given.get(key))]
    if not names:
        notes.refuse(f"record {number}", "has no name.")
        return None
    said = str(given.get("type") or given.get("kind") or given.get("schema") or "").lower()
    kind = _CSL_KINDS.get(said) or kind_of_word(said) or _unsaid(given)
    entry_id = given.get("id") or given.get("entity_number") or number
    return ListRecord(str(entry_id), kind, names, tuple(_texts(given.get("source"))))


def _unsaid(given: Mapping[str, object]) -> EntryKind:
    """Who has brands, models or a list of aliases only is a maker; the US list leaves people unsaid."""
    return "unknown" if "source" in given else "company"


def kind_of_word(word: str) -> EntryKind | None:
    """The kind that a word of a list says; None when it says none."""
    return _KIND_WORDS.get(word.strip().lower())


_KIND_WORDS: Final[Mapping[str, EntryKind]] = {
    **{name.lower(): kind for name, kind in _FTM_KINDS.items()},
    **_CSL_KINDS,
    "organisation": "company",
    "business": "company",
    "firm": "company",
    "supplier": "company",
    "vendor": "company",
    "people": "person",
    "ship": "vessel",
}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one for one in value if isinstance(one, str))
