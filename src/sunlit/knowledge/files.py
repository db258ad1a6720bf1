"""Read a knowledge file as strict YAML, with errors that name the file and the key."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from sunlit.errors import KnowledgeError
from sunlit.io.strict_yaml import read_yaml

_Record = TypeVar("_Record", bound=BaseModel)


def read_record(path: Path, name: str, kind: type[_Record]) -> tuple[_Record, Any]:
    """The file as a record of `kind`, and as plain data. KnowledgeError names file and key."""
    plain = read_yaml(path, name)
    if not isinstance(plain, dict):
        raise KnowledgeError(
            f"{name}: holds no keys at its top level. See docs/how-to/add-a-vendor.md."
        )
    try:
        return kind.model_validate(plain), plain
    except ValidationError as error:
        raise KnowledgeError(f"{name}: {_first_problems(error)}") from error


def _first_problems(error: ValidationError) -> str:
    found = [
        f"{'.'.join(str(part) for part in problem['loc']) or 'whole file'}: {_plain_words(problem)}"
        for problem in error.errors()
    ]
    more = f" (and {len(found) - 3} more)" if len(found) > 3 else ""
    return "; ".join(found[:3]) + more + ". Mend it or remove the key."


def _plain_words(problem: Any) -> str:
    if problem["type"] == "extra_forbidden":
        return "this key is not known here"
    if problem["type"] == "missing":
        return "this key is missing"
    return f"{problem['msg']}, found {str(problem['input'])[:60]!r}"
