"""The schemas hold for what is written, and the reference page is what they say."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

import jsonschema
import orjson
import pyarrow as pa
import pytest

from sunlit import tables
from sunlit.ledger import Account
from sunlit.publish import EXPORTERS, load_schema, summarise
from sunlit.publish.schemas.describe import reference_page

REPO = Path(__file__).parent.parent.parent


def validate(record: Any, name: Any) -> None:
    schema = load_schema(name)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(record)


def test_every_line_that_is_written_is_valid(findings: pa.Table, tmp_path: Path) -> None:
    (jsonl,) = [exporter for exporter in EXPORTERS if exporter.name == "jsonl"]
    with (tmp_path / "out.jsonl").open("wb") as out:
        jsonl.write_findings(iter(findings.to_batches()), out)
    lines = (tmp_path / "out.jsonl").read_bytes().splitlines()
    assert len(lines) == 9
    for line in lines:
        validate(orjson.loads(line), "finding")


@pytest.mark.parametrize(
    "wrong",
    [{"score": 1.2}, {"stance": "buys"}, {"amount": "1,234"}, {"date": "26/11/2024"}, {"new": 1}],
    ids=str,
)
def test_a_line_that_breaks_the_contract_is_not_valid(
    wrong: dict[str, Any], build: Callable[..., dict[str, Any]]
) -> None:
    with pytest.raises(jsonschema.ValidationError):
        validate({**build(1), **wrong}, "finding")


def test_the_schema_has_the_keys_of_the_table_in_its_order() -> None:
    properties = load_schema("finding")["properties"]
    assert list(properties) == tables.FINDINGS.names
    assert list(properties["mentions"]["items"]["properties"]) == [f.name for f in tables.MENTION]
    assert list(properties["status"]["items"]["properties"]) == [f.name for f in tables.STATUS]


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("kind", tables.Kind), ("amount_covers", tables.AmountCovers),
        ("date_precision", tables.DatePrecision), ("date_kind", tables.DateKind),
        ("grade", tables.Grade), ("stance", tables.Stance),
    ],
)  # fmt: skip
def test_the_schema_knows_the_same_words_as_the_tables(key: str, words: Any) -> None:
    listed = [word for word in load_schema("finding")["properties"][key]["enum"] if word]
    assert listed == list(get_args(words))


def test_an_account_of_the_ledger_is_valid(findings: pa.Table) -> None:
    account = Account()
    account.open("a.csv", "0" * 64, 10).rows_read = 0
    account.open("missing.csv").error = "missing.csv: no such file."
    validate(account.as_record(), "account")
    validate({**account.as_record(), "summary": summarise(findings).as_record()}, "account")


def test_every_key_is_described() -> None:
    def keys(schema: Mapping[str, Any]) -> list[tuple[str, Mapping[str, Any]]]:
        found = []
        for key, value in schema.get("properties", {}).items():
            found += [(key, value), *keys(value), *keys(value.get("items", {}))]
        return found

    for name in ("finding", "account"):
        assert not [key for key, value in keys(load_schema(name)) if not value.get("description")]


def test_the_reference_page_is_what_the_schemas_say() -> None:
    page = (REPO / "docs" / "reference" / "findings.md").read_text(encoding="utf-8")
    command = "python -m sunlit.publish.schemas.describe > docs/reference/findings.md"
    assert page == reference_page(), f"run: {command}"
