"""How is the meaning of columns kept, so that next month's file is read in the same way?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Literal

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from sunlit.errors import InputError, NotFoundError
from sunlit.io.files import written_whole
from sunlit.io.strict_yaml import read_yaml
from sunlit.sources.meaning.understanding import Understanding
from sunlit.tables import FIELDS

_MAX_BYTES: Final = 1_000_000
_HEAD: Final = (
    "# How Sunlit reads files of this layout. Edit a field, then use it with --profile.\n"
    "# Fields: {fields}\n"
)


class ProfileError(InputError):
    """A profile cannot be used; the message names the file and the key."""


class _Layout(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    columns: dict[str, str]
    table: str = ""
    date_order: Literal["dmy", "mdy", "ymd"] | None = None
    decimal_mark: Literal[".", ",", "mixed"] | None = None
    encoding: str | None = None
    delimiter: str | None = None
    buyer: str | None = None
    jurisdiction: str | None = None
    currency: str | None = None

    @field_validator("columns")
    @classmethod
    def _known_fields(cls, columns: dict[str, str]) -> dict[str, str]:
        for name, meaning in columns.items():
            if meaning not in FIELDS:
                raise ValueError(f"column {name!r} has the unknown field {meaning!r}")
        return columns


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    layouts: list[_Layout]


@dataclass(frozen=True)
class Profile:
    """One layout of a profile file: column name -> field, and what else was decided."""

    columns: Mapping[str, str]
    date_order: str | None = None
    decimal_mark: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    buyer: str | None = None
    jurisdiction: str | None = None
    currency: str | None = None
    table: str = field(default="")


def save(understood: Sequence[Understanding], path: Path) -> None:
    """Write the meanings of the tables as a profile, one layout per distinct header."""
    layouts: list[dict[str, Any]] = []
    for one in understood:
        layout = {
            "table": one.table,
            "columns": {c.name: c.field for c in one.columns if c.name},
            "date_order": one.date_order,
            "decimal_mark": one.decimal_mark,
        }
        if layout["columns"] and layout not in layouts:
            layouts.append(layout)
    text = _HEAD.format(fields=", ".join(FIELDS)) + yaml.safe_dump(
        {"layouts": layouts}, allow_unicode=True, sort_keys=False
    )
    with written_whole(path, binary=False) as stream:
        stream.write(text)


def load(path: str) -> list[Profile]:
    """Read a profile file. Raises ProfileError, naming the key, for what is not valid."""
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(path, "no such profile.", "`sunlit columns FILE --save` writes one.")
    if file.stat().st_size > _MAX_BYTES:
        raise ProfileError(f"{path}: is too large for a profile. Was a data file meant?")
    content = read_yaml(file, path, ProfileError)
    try:
        layouts = _File.model_validate(content).layouts
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ProfileError(f"{path}: {where}: {first['msg']}.") from error
    return [Profile(**layout.model_dump()) for layout in layouts]


def fitting(profiles: Sequence[Profile], header: Sequence[str], table: str) -> Profile | None:
    """Choose the layout whose columns are in the header, the fullest first."""
    names = {name.strip().casefold() for name in header if name.strip()}

    def share(profile: Profile) -> float:
        wanted = {name.strip().casefold() for name in profile.columns}
        return len(wanted & names) / len(wanted) if wanted else 0.0

    ranked = sorted(profiles, key=lambda p: (share(p), p.table == table), reverse=True)
    return ranked[0] if ranked and share(ranked[0]) >= 0.6 else None
