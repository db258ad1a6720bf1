"""JSON Schemas of what is written for programs: a finding's line, what lines share, and the account."""

import json
from importlib.resources import files
from typing import Any, Literal

Name = Literal["finding", "record", "account"]


def load_schema(name: Name) -> dict[str, Any]:
    """Give a schema (JSON Schema, draft 2020-12) as plain data."""
    text = (files("sunlit.publish.schemas") / f"{name}.schema.json").read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema
