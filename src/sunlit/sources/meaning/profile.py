"""How is the meaning of columns kept, so that next month's file is read in the same way?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from sunlit.errors import InputError, NotFoundError, OutputError
from sunlit.sources.meaning.understanding import Understanding
from sunlit.sources.options import OPTIONS, PROFILE_KEYS, OptionError, ReadOptions
from sunlit.tables import FIELDS

_MAX_BYTES: Final = 1_000_000
_HEAD: Final = (
    "# How Sunlit reads files of this layout. Edit a field, then use it with --profile.\n"
    "# Fields: {fields}\n"
)


class ProfileError(InputError):
    """A profile cannot be used; the message names the file and the key."""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    layouts: list[dict[str, Any]]


@dataclass(frozen=True)
class Profile:
    """One layout of a profile file: what it says of a table whose columns fit it."""

    options: ReadOptions
    table: str = ""

    @property
    def columns(self) -> Mapping[str, str]:
        """The field of each column, by its name as published."""
        return self.options.mapping


def save(understood: Sequence[Understanding], path: Path, said: ReadOptions | None = None) -> None:
    """Write the meanings of the tables as a profile, one layout per distinct header.

    `said` is what a person said of the files: it is kept beside what was worked out.
    """
    layouts: list[dict[str, Any]] = []
    for one in understood:
        columns = {c.name: c.field for c in one.columns if c.name}
        worked_out = ReadOptions(date_order=one.date_order, decimal_mark=one.decimal_mark)
        options = replace((said or ReadOptions()).over(worked_out), mapping=columns)
        told = {key: getattr(options, name) for key, name in PROFILE_KEYS.items()}
        layout = {"table": one.table} | {key: value for key, value in told.items() if value}
        if columns and layout not in layouts:
            layouts.append(layout)
    text = _HEAD.format(fields=", ".join(FIELDS)) + yaml.safe_dump(
        {"layouts": layouts}, allow_unicode=True, sort_keys=False
    )
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise OutputError(
            f"{path}: cannot be written ({error.strerror}). Choose another place."
        ) from error


def load(path: str) -> list[Profile]:
    """Read a profile file. Raises ProfileError, naming the key, for what is not valid."""
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(path, "no such profile.", "`sunlit columns FILE --save` writes one.")
    if file.stat().st_size > _MAX_BYTES:
        raise ProfileError(f"{path}: is too large for a profile. Was a data file meant?")
    text = file.read_text(encoding="utf-8", errors="replace")
    if any(line.startswith(" " * 40) for line in text.splitlines()) or text.count("[") > 1000:
        raise ProfileError(f"{path}: is nested too deeply for a profile.")
    try:
        content = _File.model_validate(yaml.load(text, Loader=_PlainLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise ProfileError(f"{path}: is not YAML ({error}).") from error
    except RecursionError as error:
        raise ProfileError(f"{path}: is nested too deeply for a profile.") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ProfileError(f"{path}: {where}: {first['msg']}.") from error
    except ValueError as error:  # PyYAML's own, for a day or a number that is none
        raise ProfileError(f"{path}: holds a value that cannot be read ({error}).") from error
    return [_profile(f"{path}: layouts.{i}", one) for i, one in enumerate(content.layouts)]


def _profile(where: str, layout: Mapping[str, Any]) -> Profile:
    said = {}
    for key, value in layout.items():
        if key in PROFILE_KEYS:
            said[PROFILE_KEYS[key]] = value
        elif key != "table":
            raise ProfileError(
                f"{where}.{key}: is no key of a layout: {', '.join(['table', *PROFILE_KEYS])}."
            )
    if "columns" not in layout:
        raise ProfileError(f"{where}.columns: is missing.")
    try:
        return Profile(ReadOptions.said(said), str(layout.get("table") or ""))
    except OptionError as error:
        raise ProfileError(f"{where}.{OPTIONS[error.option].key}: {error.problem}") from None


class _PlainLoader(yaml.SafeLoader):
    """The safe loader without aliases, which can make a small file huge."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.events.AliasEvent):
            raise yaml.YAMLError("aliases are not used in profiles")
        return super().compose_node(parent, index)


def fitting(profiles: Sequence[Profile], header: Sequence[str], table: str) -> Profile | None:
    """Choose the layout whose columns are in the header, the fullest first."""
    names = {name.strip().casefold() for name in header if name.strip()}

    def share(profile: Profile) -> float:
        wanted = {name.strip().casefold() for name in profile.columns}
        return len(wanted & names) / len(wanted) if wanted else 0.0

    ranked = sorted(profiles, key=lambda p: (share(p), p.table == table), reverse=True)
    return ranked[0] if ranked and share(ranked[0]) >= 0.6 else None
