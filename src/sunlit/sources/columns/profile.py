"""How is the meaning of columns kept, so that next month's file is read in the same way?"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from sunlit.errors import NotFoundError
from sunlit.io.files import written_whole
from sunlit.io.strict_yaml import read_yaml, yaml_text
from sunlit.sources.columns.layout_files import ProfileError, Rule, WrittenLayout, layouts_of
from sunlit.sources.columns.understanding import Understanding
from sunlit.sources.options import PROFILE_KEYS, ReadOptions
from sunlit.tables import FIELDS

_MAX_BYTES: Final = 1_000_000
_HEAD: Final = (
    "# How Sunlit reads files of this layout. Edit a field, then use it with --profile.\n"
    "# Fields: {fields}\n"
)


def save(
    understood: Sequence[Understanding], path: Path, read_options: ReadOptions | None = None
) -> None:
    """Write the meanings of the tables as a profile, one layout per distinct header.

    `said` is what a person said of the files: it is kept beside what was worked out.
    """
    layouts: list[dict[str, Any]] = []
    for one in understood:
        columns = {c.name: c.field for c in one.columns if c.name}
        worked_out = ReadOptions(date_order=one.date_order, decimal_mark=one.decimal_mark)
        options = replace((read_options or ReadOptions()).over(worked_out), mapping=columns)
        told = {key: getattr(options, name) for key, name in PROFILE_KEYS.items()}
        layout = {"table": one.table} | {key: value for key, value in told.items() if value}
        if columns and layout not in layouts:
            layouts.append(layout)
    text = _HEAD.format(fields=", ".join(FIELDS)) + yaml_text({"layouts": layouts})
    with written_whole(path, binary=False) as stream:
        stream.write(text)


def load(path: str) -> list[WrittenLayout]:
    """Read a profile file. Raises ProfileError, naming the key, for what is not valid."""
    file = Path(path)
    if not file.is_file():
        raise NotFoundError(path, "no such profile.", "`sunlit columns FILE --save` writes one.")
    if file.stat().st_size > _MAX_BYTES:
        raise ProfileError(f"{path}: is too large for a profile. Was a data file meant?")
    return layouts_of(read_yaml(file, path, ProfileError), path)


def fitting(
    layouts: Sequence[WrittenLayout], header: Sequence[str], table: str
) -> WrittenLayout | None:
    """Choose the layout whose columns are in the header, the fullest first."""
    names = {_folded(name): name for name in header if name.strip()}

    def share(layout: WrittenLayout) -> float:
        if not all(_in_header(one, names) for one in layout.signature):
            return 0.0
        found = [bool(_in_header(column, names)) for column in layout.columns]
        return sum(found) / len(found) if found else 0.0

    ranked = sorted(
        layouts, key=lambda layout: (share(layout), layout.table == table), reverse=True
    )
    return ranked[0] if ranked and share(ranked[0]) >= 0.6 else None


def in_header(layout: WrittenLayout, header: Sequence[str]) -> WrittenLayout:
    """Give the layout with its columns under the names that the header has for them."""
    names = {_folded(name): name for name in header if name.strip()}

    def here(written: str) -> str:
        return _in_header(written, names) or written

    def value(told: str | None) -> str | None:
        return f"={here(told[1:])}" if told is not None and told.startswith("=") else told

    ignored = {here(one): "ignored" for one in layout.ignored}
    mapping = {here(one): meaning for one, meaning in layout.columns.items()}
    rules = (
        Rule(
            rule.field,
            here(rule.column),
            tuple((pattern, value(told) or "") for pattern, told in rule.cases),
            value(rule.otherwise),
        )
        for rule in layout.rules
    )
    return replace(
        layout,
        options=replace(layout.options, mapping={**ignored, **mapping}),
        rules=tuple(rule for rule in rules if rule.column in header),
    )


def _in_header(written: str, names: Mapping[str, str]) -> str | None:
    """The header's own spelling of a column, which may be written with all names it has had."""
    for name in (written, *written.split("|")):
        if _folded(name) in names:
            return names[_folded(name)]
    return None


def _folded(name: str) -> str:
    return name.strip().casefold()
