"""What may a person say about the files, over anything that is guessed?

Each thing that can be said is declared once, as a field of `ReadOptions` with its `Option`. The
command line, the Python API and the layouts of a profile are made from these declarations.
"""

import codecs
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, Self, TypedDict, get_args

from sunlit.errors import InputError
from sunlit.tables import FIELDS
from sunlit.values.day_order import Order


class OptionError(InputError):
    """An option is not known, or cannot have that value. `option` names it, `problem` says why."""

    def __init__(self, option: str, problem: str) -> None:
        self.option = option
        self.problem = problem
        super().__init__(f"{option} {problem}")


@dataclass(frozen=True)
class Option:
    """One thing that can be said: how it is told to a person, and how what they wrote is read.

    `read` gives the value that what was written stands for, and raises ValueError, with what to
    write instead, for what stands for none. `flag` is its name on the command line, `key` in a
    profile: None for what no profile can say.
    """

    help: str
    metavar: str
    read: Callable[[Any], Any]
    flag: str = ""
    key: str | None = ""
    repeated: bool = False

    def named(self, name: str) -> "Option":
        """The option of the field `name`, called so wherever it has no name of its own."""
        flag = self.flag or f"--{name.replace('_', '-')}"
        return replace(self, flag=flag, key=name if self.key == "" else self.key)


def _said(help_: str, metavar: str, read: Callable[[Any], Any], **more: Any) -> dict[str, Option]:
    return {"option": Option(help_, metavar, read, **more)}


def _text(written: object) -> str:
    if not isinstance(written, str) or not written.strip():
        raise ValueError(f"{written!r}: write a text.")
    return written


def _encoding(written: object) -> str:
    try:
        "".encode(_text(written))
        codecs.lookup(_text(written))
    except (LookupError, ValueError):
        raise ValueError(f"{written!r}: no such encoding. Try utf-8, cp1252 or utf-16.") from None
    return _text(written)


def _delimiter(written: object) -> str:
    one = {"\\t": "\t", "tab": "\t"}.get(str(written), written)
    if not isinstance(one, str) or len(one) != 1 or one in '\r\n"\0':
        raise ValueError(f"{written!r}: write one character, such as ';', or tab.")
    return one


def _one_of(*words: str) -> Callable[[object], str]:
    def read(written: object) -> str:
        if not isinstance(written, str) or written not in words:
            raise ValueError(f"{written!r}: write {' or '.join(words)}.")
        return written

    return read


def _currency(written: object) -> str:
    code = str(written).upper()
    if len(code) != 3 or not (code.isascii() and code.isalpha()):
        raise ValueError(f"{written!r}: write an ISO 4217 code, such as GBP.")
    return code


def _path(written: object) -> str:
    if not isinstance(written, str | Path):
        raise ValueError(f"{written!r}: write the path of a file.")
    return str(written)


def _mapping(written: object) -> Mapping[str, str]:
    """Fields by column, from a mapping, or from texts such as "Net Paid=amount"."""
    given: Iterable[tuple[object, object]]
    if isinstance(written, Mapping):
        given = written.items()
    elif isinstance(written, list | tuple):
        given = [(pair.rpartition("=")[0], pair.rpartition("=")[2]) for pair in map(str, written)]
    else:
        raise ValueError(f"{written!r}: write the field of each column, by its name.")
    mapping = {}
    for column, meaning in given:
        if not (isinstance(column, str) and column and str(meaning) in FIELDS):
            wrong = f"{column}={meaning}" if column else str(meaning)
            raise ValueError(
                f"{wrong!r}: write COLUMN=FIELD, where FIELD is one of {', '.join(FIELDS)}."
            )
        mapping[column] = str(meaning)
    return mapping


@dataclass(frozen=True)
class ReadOptions:
    """What the user said about the files. None, or no column, is nothing said.

    Every value is read by its option: `ReadOptions(currency="gbp")` holds "GBP". Raises
    OptionError for a value that cannot be.
    """

    mapping: Mapping[str, str] = field(
        default_factory=dict,
        metadata=_said(
            "Say what a column means, e.g. --map 'Net Paid=amount'. May be repeated.",
            "COLUMN=FIELD",
            _mapping,
            flag="--map",
            key="columns",
            repeated=True,
        ),
    )
    profile: str | None = field(
        default=None,
        metadata=_said("Use the profile that `columns --save` wrote.", "FILE", _path, key=None),
    )
    date_order: Order | None = field(
        default=None,
        metadata=_said("Order of day, month and year.", "dmy|mdy|ymd", _one_of(*get_args(Order))),
    )
    decimal_mark: str | None = field(
        default=None,
        metadata=_said(
            "The decimal mark of amounts: . or , or mixed (each amount by itself).",
            "MARK",
            _one_of(".", ",", "mixed"),
        ),
    )
    encoding: str | None = field(
        default=None, metadata=_said("Encoding of the text, e.g. cp1252.", "NAME", _encoding)
    )
    delimiter: str | None = field(
        default=None, metadata=_said("The character between cells, e.g. ';'.", "CHAR", _delimiter)
    )
    buyer: str | None = field(
        default=None, metadata=_said("The buyer, where files do not say.", "NAME", _text)
    )
    jurisdiction: str | None = field(
        default=None,
        metadata=_said("Where the buyer is: US-GA, GB, where files do not say.", "CODE", _text),
    )
    currency: str | None = field(
        default=None, metadata=_said("ISO 4217 code, where files do not say.", "CODE", _currency)
    )

    def __post_init__(self) -> None:
        for name, option in OPTIONS.items():
            written = getattr(self, name)
            if written is None or written == {}:
                continue
            try:
                object.__setattr__(self, name, option.read(written))
            except ValueError as error:
                raise OptionError(name, str(error)) from None

    @classmethod
    def said(cls, given: Mapping[str, Any], names: Collection[str] | None = None) -> Self:
        """The options by their names; None is nothing said. OptionError for one not in `names`."""
        names = OPTIONS if names is None else names
        for name in given:
            if name not in names:
                near = get_close_matches(name, names, n=1, cutoff=0.5)
                advice = f"Did you mean {near[0]}?" if near else f"There are {', '.join(names)}."
                raise OptionError(name, f"is no option here. {advice}")
        return cls(**{name: value for name, value in given.items() if value is not None})

    def over(self, other: "ReadOptions") -> "ReadOptions":
        """These options, and what `other` says where these say nothing; of columns, both."""
        more = {name: getattr(self, name) or getattr(other, name) for name in OPTIONS}
        return ReadOptions(**{**more, "mapping": {**other.mapping, **self.mapping}})


class TextOptions(TypedDict, total=False):
    """The options of a Python call that takes rows as text, for type checkers; see OF_TEXT."""

    mapping: Mapping[str, str] | None
    profile: str | Path | None
    encoding: str | None
    delimiter: str | None


class ReadingOptions(TextOptions, total=False):
    """The options of a Python call that reads spending; `ReadOptions` says what each is."""

    date_order: str | None
    decimal_mark: str | None
    buyer: str | None
    jurisdiction: str | None
    currency: str | None


#: Every option, by the name of its field, in the order in which they are shown.
OPTIONS: Final[Mapping[str, Option]] = MappingProxyType(
    {one.name: one.metadata["option"].named(one.name) for one in fields(ReadOptions)}
)
#: The options that a layout of a profile can say: its key there -> the name of the field.
PROFILE_KEYS: Final[Mapping[str, str]] = MappingProxyType(
    {option.key: name for name, option in OPTIONS.items() if option.key}
)
#: The options that bear on rows which are taken as text, of which no purchases are made.
OF_TEXT: Final = ("mapping", "profile", "encoding", "delimiter")
