"""Read a knowledge file as strict YAML, with errors that name the file and the key."""

from pathlib import Path
from typing import Any, Final, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from sunlit.errors import KnowledgeError

_Record = TypeVar("_Record", bound=BaseModel)
_LARGEST_BYTES: Final = 8 * 2**20
_DEEPEST: Final = 40
_OPENING: Final = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING: Final = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster


class _Loader(_Base):  # type: ignore[misc]
    """Plain data only; days stay text, `no` stays a word, a key given twice is an error."""


# YAML 1.1 would make a date of 2019-08-13 and False of `no`; a law file means what it says.
_Loader.yaml_implicit_resolvers = {
    first: [
        pair
        for pair in pairs
        if pair[0] in ("tag:yaml.org,2002:null", "tag:yaml.org,2002:int", "tag:yaml.org,2002:merge")
        or (pair[0] == "tag:yaml.org,2002:bool" and first in "tTfF")
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if not isinstance(key, str):
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} is no text", key_node.start_mark
            )
        if key in found:
            raise yaml.constructor.ConstructorError(
                None, None, f"the key {key!r} is given twice", key_node.start_mark
            )
        found[key] = loader.construct_object(value_node, deep=True)
    return found


_Loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(path: Path, name: str) -> Any:
    """The file's content as plain data. KnowledgeError when it is missing, too large or no YAML."""
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise KnowledgeError(f"{name}: larger than {_LARGEST_BYTES} bytes. Split the file.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise KnowledgeError(f"{name}: cannot be read: {error.strerror}. Is it there?") from error
    except UnicodeDecodeError as error:
        raise KnowledgeError(
            f"{name}: not UTF-8 at byte {error.start}. Save it as UTF-8."
        ) from error
    try:
        _refuse_hostile(text, name)
        return yaml.load(text, _Loader)  # noqa: S506 - built on SafeLoader
    except yaml.YAMLError as error:
        if "nesting depth" in str(error):  # the parser's own limit, from PyYAML 6.0.4 on
            raise _too_deep(name) from error
        raise KnowledgeError(f"{name}: {_where(error)}. Mend the YAML there.") from error


def _refuse_hostile(text: str, name: str) -> None:
    """Look at the tokens alone, before anything is built from them.

    An alias can stand for a billion values; deep nesting overflows the C parser's own stack,
    which ends the process with no error to catch.
    """
    depth = 0
    for token in yaml.scan(text, _Loader):
        if isinstance(token, yaml.AliasToken):
            raise KnowledgeError(f"{name}: uses a YAML alias (*name). Write the value out.")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > _DEEPEST:
            raise _too_deep(name)


def _too_deep(name: str) -> KnowledgeError:
    return KnowledgeError(f"{name}: nested more than {_DEEPEST} deep. Write it flat.")


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


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{place}{getattr(error, 'problem', None) or error}"
