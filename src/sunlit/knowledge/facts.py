"""What do all records of the knowledge share? Strict keys, dates as known, sources beside facts."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, PlainSerializer, model_validator

from sunlit.values.partial_date import PartialDate

#: How far a fact is checked: its source was read, read in part, or it is from memory.
Verified = Literal["read", "partly_read", "unverified"]


def _day(value: object) -> object:
    return PartialDate.parse(str(value)) if isinstance(value, str | int) else value


def _several(value: object) -> object:
    return (value,) if isinstance(value, str) else value


#: A day, month, year, range or "unknown", as in values/partial_date.py.
Day = Annotated[PartialDate, BeforeValidator(_day), PlainSerializer(str)]
#: One text or a list of texts.
Texts = Annotated[tuple[str, ...], BeforeValidator(_several)]


class Record(BaseModel):
    """A frozen record that refuses keys it does not know, so that a typo is no lost fact."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Sourced(Record):
    """A fact with where it is from. Without a source it is unverified, and says so."""

    source: Texts = ()
    source_note: str | None = None
    verified: Verified = "unverified"

    @model_validator(mode="before")
    @classmethod
    def _read_when_sourced(cls, given: Any) -> Any:
        if isinstance(given, dict) and "verified" not in given and given.get("source"):
            return {**given, "verified": "read"}
        return given


def inherit(given: Any, keys: Iterable[str]) -> Any:
    """Give the parts under `keys` that name neither source nor `verified` those of the whole."""
    if not isinstance(given, dict) or not given.get("source"):
        return given
    own = {"source": given["source"], "verified": given.get("verified", "read")}
    filled = {
        key: [_with_default(part, own) for part in given[key]]
        for key in keys
        if isinstance(given.get(key), list)
    }
    return {**given, **filled}


def _with_default(part: Any, own: Mapping[str, object]) -> Any:
    if not isinstance(part, dict) or {"source", "verified", "generated"} & part.keys():
        return part
    return {**part, **own}
