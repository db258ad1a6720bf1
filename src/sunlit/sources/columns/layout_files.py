"""How is a layout written down, by a user in a profile and by this package for those it knows?

```yaml
layouts:
- name: Ash County's ledger
  columns:
    Paid On: date
    Paid To|Payee: supplier     # the names that one column has had, best first
    Net Paid: amount
  date_order: dmy               # and every other reading option that a profile can say
  kind: payment                 # what every row is; amount_covers and date_kind likewise
```
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

import pyarrow as pa
import pyarrow.compute as pc
from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from sunlit.errors import InputError
from sunlit.io.strict_yaml import own_yaml
from sunlit.sources.options import OPTIONS, PROFILE_KEYS, OptionError, ReadOptions
from sunlit.tables import FIELDS, AmountCovers, DateKind, Kind

#: Fields that differ from row to row but are no meaning of a column of text.
PER_ROW: Final = ("kind", "amount_covers", "date_kind", "jurisdiction")
#: The files of known layouts. The first layout whose signature a header has is the one.
_KNOWN: Final = ("subawards.yaml", "usaspending.yaml", "elsewhere.yaml")


class ProfileError(InputError):
    """A profile cannot be used; the message names the file and the key."""


@dataclass(frozen=True)
class Rule:
    """A field told row by row by the cell of `column`: the first pattern that it matches decides.

    A value is a word for the field, or `=name` to take the cell of that column. A missing cell
    is compared as empty. `otherwise` stands where no pattern matches; None is unknown.
    """

    field: str
    column: str
    cases: tuple[tuple[str, str], ...]
    otherwise: str | None = None


@dataclass(frozen=True)
class WrittenLayout:
    """A layout as written. `a|b` are the names that one column has had over the years.

    `signature` names the columns that a header must have, `options` what is said of its files,
    the fields of its columns among them; `constants` what every row is. The rest of the columns
    are told by their names and cells, but for the `ignored`.
    """

    options: ReadOptions
    name: str = ""
    table: str = ""
    signature: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def columns(self) -> Mapping[str, str]:
        """The field of each column, by its names."""
        return self.options.mapping


class _Rule(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    field: str
    column: str
    cases: dict[str, str]
    otherwise: str | None = None

    @field_validator("field")
    @classmethod
    def _known(cls, name: str) -> str:
        if name not in FIELDS and name not in PER_ROW:
            raise ValueError(f"{name!r} is no field")
        return name

    @field_validator("cases")
    @classmethod
    def _patterns(cls, cases: dict[str, str]) -> dict[str, str]:
        for pattern in cases:
            try:
                pc.match_substring_regex(pa.array([""]), pattern)
            except pa.ArrowInvalid:
                raise ValueError(f"{pattern!r} is no pattern") from None
        return cases


class _Layout(BaseModel):
    model_config = ConfigDict(extra="allow", frozen=True)

    columns: dict[str, str]
    name: str = ""
    table: str = ""
    signature: list[str] = []
    kind: Kind | None = None
    amount_covers: AmountCovers | None = None
    date_kind: DateKind | None = None
    rules: list[_Rule] = []
    ignored: list[str] = []


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    layouts: list[_Layout]
    ignored: list[str] = []  # of every layout of the file


def layouts_of(content: Any, path: str) -> list[WrittenLayout]:
    """Give the layouts of a file's content. Raises ProfileError, which names file and key."""
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ProfileError(f"{path}: {where}: {first['msg']}.") from error
    return [
        _written(one, (*one.ignored, *file.ignored), f"{path}: layouts.{index}")
        for index, one in enumerate(file.layouts)
    ]


def _written(layout: _Layout, ignored: tuple[str, ...], where: str) -> WrittenLayout:
    constants = {
        "kind": layout.kind,
        "amount_covers": layout.amount_covers,
        "date_kind": layout.date_kind,
    }
    return WrittenLayout(
        options=_options({"columns": layout.columns, **(layout.model_extra or {})}, where),
        name=layout.name,
        table=layout.table,
        signature=tuple(layout.signature),
        constants={name: value for name, value in constants.items() if value},
        rules=tuple(
            Rule(rule.field, rule.column, tuple(rule.cases.items()), rule.otherwise)
            for rule in layout.rules
        ),
        ignored=ignored,
    )


def _options(said: Mapping[str, object], where: str) -> ReadOptions:
    for key in said:
        if key not in PROFILE_KEYS:
            known = ", ".join(dict.fromkeys([*_Layout.model_fields, *PROFILE_KEYS]))
            raise ProfileError(f"{where}.{key}: is no key of a layout. There are {known}.")
    try:
        return ReadOptions.said({PROFILE_KEYS[key]: value for key, value in said.items()})
    except OptionError as error:
        raise ProfileError(f"{where}.{OPTIONS[error.option].key}: {error.problem}") from None


@cache
def known_layouts() -> tuple[WrittenLayout, ...]:
    """The layouts that this package knows, in the order in which they are tried."""
    return tuple(
        layout
        for name in _KNOWN
        for layout in layouts_of(own_yaml("sunlit.sources.columns", f"known_layouts/{name}"), name)
    )
