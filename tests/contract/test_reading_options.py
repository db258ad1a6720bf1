"""Can each reading option be given on the command line, in Python and in a profile, to one effect?"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml
from typer.testing import CliRunner

import sunlit
from sunlit.cli import app
from sunlit.errors import InputError
from sunlit.sources import OF_TEXT, OPTIONS, OptionError, ReadingOptions, ReadOptions, TextOptions
from sunlit.sources.options import PROFILE_KEYS

HEAD = "Date,Supplier,Xq,Amount\n"
ROWS = "03/04/2021,Café Alder,Repair of the old gate,£1.234\n"
TEXT = HEAD + ROWS * 5


@dataclass(frozen=True)
class Case:
    """What is said, in which column it shows, what that holds without it and with it."""

    said: Any
    column: str
    without: object
    with_it: object
    content: bytes = TEXT.encode("cp1252")


CASES = {
    "mapping": Case({"Xq": "title"}, "title", None, "Repair of the old gate"),
    "date_order": Case("mdy", "date", "2021-04-03", "2021-03-04"),
    "decimal_mark": Case(",", "amount", "1.234000", "1234.000000"),
    "encoding": Case("latin-1", "supplier", "Alder €", "Alder \x80", b"Supplier,Amount\nAlder \x80,5\n"),
    "delimiter": Case(";", "supplier", None, "Alder", b"Supplier;Amount,Total\n" + b"Alder;5,50\n" * 5),
    "buyer": Case("Ash County", "buyer", None, "Ash County"),
    "jurisdiction": Case("GB", "jurisdiction", None, "GB"),
    "currency": Case("usd", "currency", "GBP", "USD", TEXT.replace("03/", "13/").encode("cp1252")),
}  # fmt: skip
#: The columns of each case as they are without it, so that a profile fits and says nothing more.
FIELDS_WITHOUT = {"Date": "date", "Supplier": "supplier", "Xq": "other", "Amount": "amount"}
FIELDS_WITHOUT |= {"Amount,Total": "amount"}


def first(path: Path, column: str, **said: Any) -> object:
    try:
        table = sunlit.read(path, **said)
    except InputError:
        return None
    value = table.column(column)[0].as_py() if table.num_rows else None
    return value if value is None else str(value)


def made(tmp_path: Path, case: Case) -> Path:
    path = tmp_path / "payments.csv"
    path.write_bytes(case.content)
    return path


def profile_saying(tmp_path: Path, said: Mapping[str, object], columns: Mapping[str, str]) -> Path:
    path = tmp_path / "layout.yaml"
    path.write_text(yaml.safe_dump({"layouts": [{"columns": dict(columns), **said}]}))
    return path


def test_every_option_has_a_case() -> None:
    assert {*CASES, "profile"} == set(OPTIONS)
    assert set(PROFILE_KEYS.values()) == set(CASES)


@pytest.mark.parametrize("name", CASES)
def test_in_python(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    path = made(tmp_path, case)
    assert first(path, case.column) == case.without
    assert first(path, case.column, **{name: case.said}) == case.with_it


@pytest.mark.parametrize("name", CASES)
def test_on_the_command_line(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    path, out = made(tmp_path, case), tmp_path / "out.parquet"
    texts = [f"{c}={f}" for c, f in case.said.items()] if name == "mapping" else [case.said]
    flags = [part for text in texts for part in (OPTIONS[name].flag, text)]
    done = CliRunner().invoke(app, ["read", str(path), "--out", str(out), "--quiet", *flags])
    assert done.exit_code in (0, 1), done.output
    found = sunlit_read_back(out, case.column)
    assert found == case.with_it


def sunlit_read_back(out: Path, column: str) -> object:
    import pyarrow.parquet as pq

    values = pq.read_table(out).column(column).to_pylist() if out.exists() else []
    return str(values[0]) if values and values[0] is not None else None


@pytest.mark.parametrize("name", CASES)
def test_in_a_profile(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    path = made(tmp_path, case)
    header = case.content.split(b"\n")[0].decode()
    names = header.split(case.said if name == "delimiter" else ",")
    columns = {name: FIELDS_WITHOUT[name] for name in names}
    said = {} if name == "mapping" else {OPTIONS[name].key: case.said}
    columns |= case.said if name == "mapping" else {}
    profile = profile_saying(tmp_path, {str(k): v for k, v in said.items()}, columns)
    assert first(path, case.column, profile=profile) == case.with_it


def test_a_profile_is_given_in_python_and_on_the_command_line(tmp_path: Path) -> None:
    path = made(tmp_path, CASES["buyer"])
    profile = profile_saying(tmp_path, {"buyer": "Ash County"}, FIELDS_WITHOUT)
    assert first(path, "buyer", profile=profile) == "Ash County"
    out = tmp_path / "out.parquet"
    arguments = ["read", str(path), "--out", str(out), "--quiet", "--profile", str(profile)]
    assert CliRunner().invoke(app, arguments).exit_code == 0
    assert sunlit_read_back(out, "buyer") == "Ash County"


def test_a_profile_says_nothing_of_files_that_it_does_not_fit(tmp_path: Path) -> None:
    path = made(tmp_path, CASES["encoding"])
    said = {"encoding": "utf-16", "delimiter": "|"}
    profile = profile_saying(tmp_path, said, {"Whom": "supplier", "How much": "amount"})
    assert first(path, "supplier", profile=profile) == "Alder €"


def test_what_is_declared_for_type_checkers_is_what_there_is() -> None:
    assert set(get_type_hints(ReadingOptions)) == set(OPTIONS)
    assert set(get_type_hints(TextOptions)) == set(OF_TEXT)


@pytest.mark.parametrize(
    ("verb", "names"),
    [
        *((verb, tuple(OPTIONS)) for verb in ("scan", "read", "columns", "leads", "facts")),
        *((verb, OF_TEXT) for verb in ("grep", "check")),
    ],
)
def test_every_verb_takes_the_options_that_bear_on_it(verb: str, names: tuple[str, ...]) -> None:
    told = CliRunner().invoke(app, [verb, "--help"]).output
    for name, option in OPTIONS.items():
        own = verb == "check" and name == "jurisdiction"  # a fact of its question
        assert (f"{option.flag} {option.metavar}" in told) == (name in names) or own


def test_an_unknown_name_is_told_the_nearest(tmp_path: Path) -> None:
    path = made(tmp_path, CASES["buyer"])
    with pytest.raises(OptionError, match="Did you mean delimiter"):
        sunlit.read(path, delimeter=";")  # type: ignore[call-arg]
    with pytest.raises(OptionError, match="There are mapping, profile, encoding"):
        sunlit.grep(path, buyer="Ash County")  # type: ignore[call-arg]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("date_order", "ydm"),
        ("decimal_mark", ";"),
        ("encoding", "utf-9"),
        ("encoding", "rot13"),
        ("delimiter", ";;"),
        ("delimiter", '"'),
        ("currency", "pounds"),
        ("mapping", {"Net": "money"}),
        ("mapping", {"Net": ["amount"]}),
        ("mapping", "Net=amount"),
        ("buyer", 7),
        ("profile", 7),
    ],
)
def test_a_value_that_cannot_be_is_refused(name: str, value: object) -> None:
    with pytest.raises(OptionError, match=r"write|no such encoding") as refused:
        ReadOptions.said({name: value})
    assert refused.value.option == name


def test_a_column_that_the_user_named_has_its_meaning_in_grep(tmp_path: Path) -> None:
    path = tmp_path / "assets.csv"
    path.write_text("Xq,Note\n4 x Hikvision dome cameras,none\n")
    (hit,) = sunlit.grep(path, mapping={"Xq": "description"})
    assert [(mention.column, mention.field) for mention in hit.tie.mentions][:1] == [
        ("Xq", "description")
    ]
    assert sunlit.grep(path, mapping={"Xq": "ignored"}) == []
    with pytest.raises(InputError, match="no column is named 'Xy'"):
        sunlit.grep(path, mapping={"Xy": "description"})


def test_columns_saves_what_was_said(tmp_path: Path) -> None:
    path, profile = made(tmp_path, CASES["buyer"]), tmp_path / "layout.yaml"
    said = [
        "--buyer",
        "Ash County",
        "--encoding",
        "cp1252",
        "--currency",
        "gbp",
        "--map",
        "Xq=title",
    ]
    done = CliRunner().invoke(app, ["columns", str(path), *said, "--save", str(profile)])
    assert done.exit_code == 0, done.output
    (layout,) = yaml.safe_load(profile.read_text())["layouts"]
    assert layout["columns"]["Xq"] == "title"
    kept = {key: layout[key] for key in ("buyer", "encoding", "currency", "date_order")}
    assert kept == {
        "buyer": "Ash County",
        "encoding": "cp1252",
        "currency": "GBP",
        "date_order": "dmy",
    }
