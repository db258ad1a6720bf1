"""What changed between two versions of the knowledge?"""

from collections.abc import Iterator, Mapping
from typing import Any, Final, Literal, NamedTuple

from pydantic import BaseModel

from sunlit.knowledge.base import Knowledge

_LONGEST: Final = 120


class Difference(NamedTuple):
    """A record, or one part of it by its key, that was added, removed or changed.

    `old` and `new` are its words, cut short for a person; null where there was nothing.
    """

    what: Literal["added", "removed", "changed"]
    kind: str
    id: str
    key: str | None
    old: str | None
    new: str | None


def differences(old: Knowledge, new: Knowledge) -> list[Difference]:
    """Every difference of parties, instruments, signals, advisories and cases, by kind and id."""
    found: list[Difference] = []
    for kind, before, after in _records(old, new):
        for one in sorted(before.keys() | after.keys()):
            found += _of_record(kind, one, before.get(one), after.get(one))
    return found


def _records(
    old: Knowledge, new: Knowledge
) -> Iterator[tuple[str, Mapping[str, BaseModel], Mapping[str, BaseModel]]]:
    yield "instrument", old.instruments, new.instruments
    yield "party", old.parties, new.parties
    yield (
        "signal",
        {signal.id: signal for signal in old.signals},
        {signal.id: signal for signal in new.signals},
    )
    yield (
        "advisory",
        {advisory.id: advisory for advisory in old.advisories},
        {advisory.id: advisory for advisory in new.advisories},
    )
    yield "case", {one.id: one for one in old.cases}, {one.id: one for one in new.cases}


def _of_record(
    kind: str, one: str, before: BaseModel | None, after: BaseModel | None
) -> Iterator[Difference]:
    if before is None or after is None:
        what: Literal["added", "removed"] = "added" if before is None else "removed"
        yield Difference(what, kind, one, None, _named(before), _named(after))
        return
    was, is_ = before.model_dump(mode="json"), after.model_dump(mode="json")
    for key in sorted(was.keys() | is_.keys()):
        # A party's listings stand in the instruments' files, and are told there.
        if was.get(key) != is_.get(key) and (kind, key) != ("party", "listings"):
            yield from _of_value(kind, one, key, was.get(key), is_.get(key))


def _of_value(kind: str, one: str, key: str, was: Any, is_: Any) -> Iterator[Difference]:
    """Lists part by part, mappings key by key, anything else as a whole."""
    before, after = _parts(was), _parts(is_)
    if before is None or after is None:
        if was != is_:
            yield Difference("changed", kind, one, key, _short(was), _short(is_))
        return
    for part in dict.fromkeys([*before, *after]):
        name = f"{key}.{part}"
        if part not in after:
            yield Difference("removed", kind, one, name, _short(before[part]), None)
        elif part not in before:
            yield Difference("added", kind, one, name, None, _short(after[part]))
        else:
            yield from _of_value(kind, one, name, before[part], after[part])


def _parts(value: Any) -> Mapping[str, object] | None:
    """The parts of a list or mapping by name: their ids, else texts themselves, else numbers."""
    if isinstance(value, dict):
        return value
    if not isinstance(value, list):
        return None
    return {_part_name(index, part): part for index, part in enumerate(value)}


def _part_name(index: int, part: Any) -> str:
    if isinstance(part, dict):
        return str(part.get("id") or index)
    return _short(part)


def _named(base_model: BaseModel | None) -> str | None:
    return (
        None
        if base_model is None
        else _short(getattr(base_model, "name", None) or getattr(base_model, "id", ""))
    )


def _short(value: Any) -> str:
    if isinstance(value, dict):
        value = {key: inner for key, inner in value.items() if inner not in (None, [], "", {})}
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
