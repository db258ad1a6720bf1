"""The schemas hold for what is written, and the reference page is what they say."""

import io
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, get_args

import jsonschema
import orjson
import pyarrow as pa
import pytest

from sunlit import tables
from sunlit.ledger import Account
from sunlit.publish import EXPORTERS, Law, load_schema
from sunlit.publish.schemas.describe import reference_page
from sunlit.summary import Summary

REPO = Path(__file__).parent.parent.parent


def validate(record: Any, name: Any) -> None:
    schema = load_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(record)


def lines(findings: pa.Table, law: Law, *, with_law: bool = False) -> list[dict[str, Any]]:
    """The lines that are written of findings."""
    (jsonl,) = [exporter for exporter in EXPORTERS if exporter.name == "jsonl"]
    out = io.BytesIO()
    jsonl.write_findings(iter(findings.to_batches()), out, law, with_law=with_law)
    return [orjson.loads(line) for line in out.getvalue().splitlines()]


@pytest.mark.parametrize("with_law", [False, True])
def test_every_line_that_is_written_is_valid(findings: pa.Table, law: Law, with_law: bool) -> None:
    for line in lines(findings, law, with_law=with_law):
        validate(line, "record" if "record" in line else "finding")


@pytest.mark.parametrize(
    "wrong",
    [{"score": 1.2}, {"stance": "buys"}, {"amount": "1,234"}, {"date": "26/11/2024"}, {"new": 1}],
    ids=str,
)
def test_a_line_that_breaks_the_contract_is_not_valid(
    wrong: dict[str, Any], findings: pa.Table, law: Law
) -> None:
    line = lines(findings.slice(0, 1), law, with_law=True)[0]
    validate(line, "finding")
    with pytest.raises(jsonschema.ValidationError):
        validate({**line, **wrong}, "finding")


def test_the_schema_has_the_keys_of_the_table_in_its_order() -> None:
    properties = load_schema("finding")["properties"]
    further = {"sha256", "points", "law_in_a_word", "status", "columns", "cells"}
    keys = [key for key in properties if key not in further]
    assert keys == [name for name in tables.FINDINGS.names if name != "date_precision"]
    for key, record in (("mentions", tables.Mention), ("status", tables.AnswerWords)):
        inner = list(properties[key]["items"]["properties"])
        assert inner == [one.name for one in fields(record)]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("kind", tables.Kind), ("amount_covers", tables.AmountCovers),
        ("date_kind", tables.DateKind),
        ("grade", tables.Grade), ("stance", tables.Stance),
    ],
)  # fmt: skip
def test_the_schema_knows_the_same_words_as_the_tables(key: str, words: Any) -> None:
    listed = [word for word in load_schema("finding")["properties"][key]["enum"] if word]
    assert listed == list(get_args(words))


def test_an_account_of_the_ledger_is_valid(
    findings: pa.Table, sums: Callable[[pa.Table], Summary]
) -> None:
    account = Account()
    account.open("a.csv", "0" * 64, 10).rows_read = 0
    account.open("missing.csv").error = "missing.csv: no such file."
    validate(account.as_record(), "account")
    validate({**account.as_record(), "summary": sums(findings).as_record()}, "account")


def test_every_key_is_described() -> None:
    def keys(schema: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        found = []
        for key, value in schema.get("properties", {}).items():
            found += [(key, value), *keys(value), *keys(value.get("items", {}))]
        return found

    for name in ("finding", "record", "account"):
        assert not [key for key, value in keys(load_schema(name)) if not value.get("description")]


def test_the_reference_page_is_what_the_schemas_say() -> None:
    page = (REPO / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
    command = "python -m sunlit.publish.schemas.describe > docs/reference/findings.md"
    assert page == reference_page(), f"run: {command}"
