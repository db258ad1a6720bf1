"""Does every fact about a vendor stand in the knowledge, and none in code?"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import sunlit
from sunlit import knowledge

KNOWN = knowledge.load()
SOURCE = Path(sunlit.__file__).parent
#: Sentences of help that have a party's name as an example of what to write.
EXAMPLES: Final = {
    "cli/knowledge.py": {"hikvision"},
    "cli/timeline.py": {"hikvision", "lorex"},
    "rules/facts.py": {"amcrest", "hikvision", "lorex"},
}
#: Names so short that they are words of code, too.
_SHORTEST: Final = 3


def vendors() -> set[str]:
    """Ids, names and brands of all parties, and labels that others sell their things under."""
    names = {name.text for party in KNOWN.parties.values() for name in party.names}
    for label in KNOWN.relabels.relabels:
        names |= {label.text or "", *label.aliases}
    return {*KNOWN.parties, *(n.casefold() for n in names if n.isascii() and len(n) >= _SHORTEST)}


def texts_of(path: Path) -> Iterator[str]:
    """The texts in a module's code; those that document it are no code."""
    tree = ast.parse(path.read_text("utf-8"))
    documents = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in documents:
            continue
        if isinstance(node.value, str):
            yield node.value.casefold()


def test_no_vendor_is_named_in_code_but_as_an_example_in_a_help_text() -> None:
    either = "|".join(re.escape(name) for name in sorted(vendors(), key=len, reverse=True))
    named = re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])")
    found: dict[str, set[str]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        held = {name for text in texts_of(path) for name in named.findall(text)}
        if held:
            found[path.relative_to(SOURCE).as_posix()] = held
    assert found == EXAMPLES


def test_no_word_file_of_a_stage_names_a_vendor() -> None:
    # An abbreviation of fees, a word of the trade for thermal cameras, French for a flying course.
    others = {"honor", "flir", "dji"}
    either = "|".join(re.escape(n) for n in sorted(vendors() - others, key=len, reverse=True))
    named = re.compile(rf"(?<![a-z0-9])(?:{either})(?![a-z0-9])")
    for room in ("matching", "sources", "findings", "publish", "rules"):
        for path in sorted((SOURCE / room).rglob("*.yaml")):
            for line in path.read_text("utf-8").casefold().splitlines():
                held = named.findall(line.partition("#")[0])
                assert not held, f"{path}: {held}"
