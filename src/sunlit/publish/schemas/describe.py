"""Write the reference page of the findings and the account from their schemas.

`python -m sunlit.publish.schemas.describe > docs/reference/findings.md`; a test holds the page to
it, so that page and schema cannot part.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from sunlit.publish.schemas import load_schema

_HEAD = """# Findings and account

Generated from the JSON Schemas in `sunlit/publish/schemas/`: `finding.schema.json`,
`record.schema.json` and `account.schema.json`. Do not edit: run `python -m sunlit.publish.schemas.describe`.

`sunlit scan --format jsonl` writes one finding per line, keys in the order below. Amounts are
decimal text, never floats. What many findings share (the SHA-256 of the original, the names of its
columns, what the law says) is told once, in a line with a `record`; with `--with-law` there are no
such lines, and each finding holds all of it. In Parquet the columns and types are those of
`sunlit.tables.FINDINGS`, and the records of the law are the file's note `sunlit.law`. CSV and XLSX
hold a finding on one flat row; XLSX has the mentions on a second sheet. How to judge one:
[Read a finding](../how-to/read-a-finding.md).
"""


def reference_page() -> str:
    """Give the whole page as Markdown."""
    parts = [_HEAD]
    for title, schema in (
        ("A finding", load_schema("finding")),
        ("What findings share", load_schema("record")),
        ("The account of a run", load_schema("account")),
    ):
        parts.append(f"## {title}\n\n{schema['description']}\n")
        parts.extend(_tables("", schema))
    return "\n".join(parts)


def _tables(name: str, schema: Mapping[str, Any]) -> Iterator[str]:
    """The table of one object, then those of the objects in it."""
    if name:
        yield f"### `{name}`\n"
    yield "| key | type | meaning | example |\n|---|---|---|---|"
    inner: list[tuple[str, Mapping[str, Any]]] = []
    for key, value in schema["properties"].items():
        nested = value.get("items", value)
        if "properties" in nested:
            inner.append((f"{name}.{key}".lstrip("."), nested))
        yield f"| `{key}` | {_type(value)} | {_meaning(value)} | {_example(value)} |"
    yield ""
    for path, nested in inner:
        yield from _tables(path, nested)


def _type(value: Mapping[str, Any]) -> str:
    kinds = value["type"]
    if kinds == "array":
        return f"list of {_type(value['items'])}"
    return " or ".join([kinds] if isinstance(kinds, str) else kinds)


def _meaning(value: Mapping[str, Any]) -> str:
    said: str = value.get("description", "")
    words = [word for word in value.get("enum", []) if word is not None]
    if words and not all(f"`{word}`" in said for word in words):
        said += f" One of {', '.join(f'`{word}`' for word in words)}."
    return said.replace("|", "\\|")


def _example(value: Mapping[str, Any]) -> str:
    if not value.get("examples"):
        return ""
    return f"`{json.dumps(value['examples'][0], ensure_ascii=False)}`".replace("|", "\\|")


if __name__ == "__main__":
    sys.stdout.write(reference_page())
