"""How is YAML read so that it means what it says, and harms nobody?

Days stay text and `no` stays a word, where YAML 1.1 makes a date and False of them; a key given
twice, an alias and deep nesting are errors.
"""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from sunlit.errors import KnowledgeError, SunlitError

#: Makes the caller's own error of a message that names the file and the place.
Failure = Callable[[str], SunlitError]

_LARGEST_BYTES: Final = 8 * 2**20
_DEEPEST: Final = 40
_OPENING: Final = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING: Final = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_PLAIN_TAGS: Final = frozenset(f"tag:yaml.org,2002:{name}" for name in ("null", "int", "merge"))
_Base: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is ten times faster


class _Strict(_Base):  # type: ignore[misc]
    """Texts, whole numbers, true, false and null."""


class _Texts(_Base):  # type: ignore[misc]
    """Texts alone."""


_Strict.yaml_implicit_resolvers = {
    first: [
        pair
        for pair in pairs
        if pair[0] in _PLAIN_TAGS or (pair[0] == "tag:yaml.org,2002:bool" and first in "tTfF")
    ]
    for first, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Texts.yaml_implicit_resolvers = {}


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


for _loader in (_Strict, _Texts):
    _loader.add_constructor("tag:yaml.org,2002:map", _mapping)


def read_yaml(
    path: Path, name: str, failure: Failure = KnowledgeError, *, texts: bool = False
) -> Any:
    """The file's content as plain data; with `texts` every value is text.

    Raises what `failure` makes when the file is missing, too large, no UTF-8 or no such YAML.
    """
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            raise failure(f"{name}: larger than {_LARGEST_BYTES} bytes. Split the file.")
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise failure(f"{name}: cannot be read: {error.strerror}. Is it there?") from error
    except UnicodeDecodeError as error:
        raise failure(f"{name}: not UTF-8 at byte {error.start}. Save it as UTF-8.") from error
    return yaml_of(text, name, failure, texts=texts)


def yaml_of(text: str, name: str, failure: Failure = KnowledgeError, *, texts: bool = False) -> Any:
    """The text's content as plain data, as `read_yaml` gives it."""
    try:
        _refuse_hostile(text, name, failure)
        return yaml.load(text, _Texts if texts else _Strict)  # noqa: S506 - built on SafeLoader
    except yaml.YAMLError as error:
        if "nesting depth" in str(error):  # the parser's own limit, from PyYAML 6.0.4 on
            raise _too_deep(name, failure) from error
        raise failure(f"{name}: {_where(error)}. Mend the YAML there.") from error


def own_yaml(package: str, name: str) -> Any:
    """The content of a file that the package itself brings, every value as text.

    Looked at for nothing hostile: at a start these files are what takes the time.
    """
    text = (files(package) / name).read_text(encoding="utf-8")
    return yaml.load(text, _Texts)  # noqa: S506 - built on SafeLoader


def yaml_text(content: object) -> str:
    """Write plain data as YAML, in its own order."""
    return str(yaml.safe_dump(content, allow_unicode=True, sort_keys=False))


def _refuse_hostile(text: str, name: str, failure: Failure) -> None:
    """Look at the tokens alone, before anything is built from them.

    An alias can stand for a billion values; deep nesting overflows the C parser's own stack,
    which ends the process with no error to catch.
    """
    depth = 0
    for token in yaml.scan(text, _Strict):
        if isinstance(token, yaml.AliasToken):
            raise failure(f"{name}: uses a YAML alias (*name). Write the value out.")
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > _DEEPEST:
            raise _too_deep(name, failure)


def _too_deep(name: str, failure: Failure) -> SunlitError:
    return failure(f"{name}: nested more than {_DEEPEST} deep. Write it flat.")


def _where(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    place = f"line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{place}{getattr(error, 'problem', None) or error}"
