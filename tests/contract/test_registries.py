"""Does every entry of every registry keep its contract?"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pytest
import typer.main
import yaml

import sunlit
from sunlit import errors, knowledge
from sunlit.cli import app
from sunlit.errors import OriginalError
from sunlit.publish import EXPORTERS, Exporter
from sunlit.settings import Limits
from sunlit.sources import Original, ReadOptions
from sunlit.sources.formats import READERS, Reader
from sunlit.tables import FINDINGS, PURCHASES

CONTENTS = {
    "nothing": b"",
    "a nul": b"\0",
    "words": b"words without a table\n",
    "csv": b"Supplier,Amount\nAlder Ltd,1.50\n",
    "json": b'[{"Supplier": "Alder Ltd", "Amount": 1.5}]',
    "json that breaks off": b'{"releases": [{"ocid": "x", "awards": [',
    "xml": b'<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><entry/></feed>',
    "xml that breaks off": b'<?xml version="1.0"?><feed><entry><content>',
    "xml with entities": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>',
    "zip of nothing": b"PK\x05\x06" + bytes(18),
    "old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
    "all bytes": bytes(range(256)) * 4,
}


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
@pytest.mark.parametrize("content", CONTENTS.values(), ids=list(CONTENTS))
def test_a_reader_gives_numbered_records_or_an_original_error(
    reader: Reader, content: bytes
) -> None:
    original = Original("file", len(content), "0" * 64, lambda: io.BytesIO(content))
    assert reader.recognises(content, original) in (True, False)
    try:
        for table in reader.tables(original, ReadOptions(), Limits()):
            for batch in table.batches:
                assert batch.schema.names[-2:] == ["row_number", "locator"]
                assert batch.schema.names[0] == "c0"
    except OriginalError as refused:
        assert refused.path == "file"
        assert refused.problem


def test_names_of_readers_and_endings_of_exporters_are_each_their_own() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert len({exporter.suffix for exporter in EXPORTERS}) == len(EXPORTERS)
    assert len({exporter.name for exporter in EXPORTERS}) == len(EXPORTERS)


@pytest.fixture(scope="module")
def payments(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("contract") / "payments.csv"
    path.write_text(
        "Payment Date,Supplier,Description,Amount\n"
        "26/11/2024,Alder Ltd,4 x Hikvision dome cameras,780.77\n"
        "27/11/2024,Birch Ltd,Repair of gate,1.50\n"
    )
    return path


@pytest.mark.parametrize("exporter", EXPORTERS, ids=lambda exporter: exporter.name)
def test_an_exporter_writes_findings_and_purchases_and_leaves_the_stream_open(
    exporter: Exporter, payments: Path
) -> None:
    for table, write, schema in (
        (sunlit.scan(payments), exporter.write_findings, FINDINGS),
        (sunlit.read(payments), exporter.write_purchases, PURCHASES),
    ):
        nothing: list[pa.RecordBatch] = []
        for batches in (table.cast(schema).to_batches(), nothing):
            out = io.BytesIO() if exporter.binary else io.StringIO()
            write(iter(batches), out)
            assert not out.closed
            assert out.getvalue() or (exporter.name in ("jsonl", "table") and not batches)


INSTRUMENTS = sorted((Path(knowledge.__file__).parent / "instruments").glob("*.yaml"))


def test_every_instrument_file_is_named_by_its_id_and_gives_source_and_place() -> None:
    assert INSTRUMENTS
    loaded = knowledge.load().instruments
    for path in INSTRUMENTS:
        assert yaml.safe_load(path.read_text(encoding="utf-8"))["id"] == path.stem
        instrument = loaded[path.stem]
        assert instrument.jurisdiction, path.stem
        assert instrument.source or instrument.verified == "unverified", path.stem


def verbs() -> Iterator[tuple[str, str]]:
    """Give each verb, "knowledge show" for one within another, and its help."""

    def walk(command: object, path: list[str]) -> Iterator[tuple[str, str]]:
        if path:
            yield " ".join(path), getattr(command, "help", "") or ""
        for name, inner in getattr(command, "commands", {}).items():
            yield from walk(inner, [*path, name])

    yield from walk(typer.main.get_command(app), [])


@pytest.mark.parametrize(("verb", "text"), list(verbs()), ids=[verb for verb, _ in verbs()])
def test_the_help_of_a_verb_opens_with_a_sentence_and_has_an_example_to_paste(
    verb: str, text: str
) -> None:
    first = text.strip().split("\n\n")[0].replace("\n", " ")
    assert re.match(r"^[A-Z].*\.$", first), first
    assert "Example: " in text
    assert f"sunlit {verb}" in text.split("Example: ")[1]


def test_the_public_surface_is_what_it_was() -> None:
    assert set(sunlit.__all__) >= {
        *("SunlitError", "UnreadOriginalWarning", "__version__"),
        *("account", "columns", "explain", "grep", "read", "scan"),
    }
    for name in sunlit.__all__:
        assert getattr(sunlit, name) is not None
        assert name == "__version__" or getattr(sunlit, name).__doc__


def test_every_error_stands_in_the_tree_that_heads_its_module() -> None:
    classes = {
        name
        for name, value in vars(errors).items()
        if isinstance(value, type) and issubclass(value, errors.SunlitError)
    }
    assert classes == set(re.findall(r"\w+Error", errors.__doc__ or ""))


def test_the_statuses_of_exit_are_said_in_the_help_of_scan_and_read() -> None:
    for verb, text in verbs():
        if verb in ("scan", "read"):
            assert "0 done, 1 failed, 2 usage, 3 done but rows or files were refused" in text
