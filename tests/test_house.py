"""Does the house hold: who may write a file, read a clock, open a connection, hand on a dict?

import-linter holds which room may import which. What it cannot see is held here, read off the
source. A rule's ceiling is what stands today: it may only fall, and 0 is where it stays. The one
setting of the process is a warning of the OCDS library, silenced under a lock; the four regular
expressions read cells and characters, not sentences.
"""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from tests.conftest import REPO

SOURCE = REPO / "src" / "sunlit"
FACES = ("cli", "api.py")
WRITING_CALLS = {
    "write_bytes", "write_text", "mkstemp", "mkdtemp", "NamedTemporaryFile", "TemporaryFile",
    "TemporaryDirectory", "SpooledTemporaryFile", "touch", "mkdir", "unlink", "rmtree",
    "copyfile", "copyfileobj", "copytree", "rename", "symlink_to", "makedirs",
}  # fmt: skip
CLOCK_AND_ENVIRONMENT = {
    "os.environ", "os.getenv", "date.today", "datetime.now", "datetime.today", "datetime.utcnow",
    "time.time", "time.localtime", "Path.home", "Path.cwd", "os.getcwd",
}  # fmt: skip
PROCESS_WIDE = {
    "csv.field_size_limit", "os.umask", "codecs.register_error", "os.chdir", "locale.setlocale",
    "warnings.simplefilter", "sys.setrecursionlimit",
}  # fmt: skip


@dataclass(frozen=True)
class Module:
    """A source file, parsed."""

    path: Path
    tree: ast.Module
    lines: int

    @property
    def name(self) -> str:
        return self.path.relative_to(SOURCE).as_posix()

    @property
    def room(self) -> str:
        return self.name.partition("/")[0]


@cache
def modules() -> tuple[Module, ...]:
    return tuple(
        Module(path, ast.parse(text), text.count("\n"))
        for path in sorted(SOURCE.rglob("*.py"))
        for text in [path.read_text(encoding="utf-8")]
    )


def outside(*rooms: str) -> Iterator[tuple[Module, ast.AST]]:
    """Every node of every module that is in none of the rooms."""
    for module in modules():
        if module.room not in rooms and not module.name.startswith(rooms):
            for node in ast.walk(module.tree):
                yield module, node


def dotted(node: ast.AST) -> str:
    """`a.b` for an attribute of a name; empty for anything else."""
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return f"{node.value.id}.{node.attr}"
    return ""


def at(module: Module, node: ast.AST) -> str:
    return f"{module.name}:{getattr(node, 'lineno', 0)}"


def writes() -> list[str]:
    """Only ledger and io write files."""
    return [
        at(module, node)
        for module, node in outside("ledger", "io")
        if isinstance(node, ast.Call) and _writes(node)
    ]


def _writes(call: ast.Call) -> bool:
    function = call.func
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    if name not in {"open", "OSFile", "fdopen"}:
        return name in WRITING_CALLS
    modes = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    return any(
        isinstance(mode, ast.Constant)
        and isinstance(mode.value, str)
        and len(mode.value) <= 3
        and bool(set(mode.value) & set("wax"))
        for mode in modes
    )


def clocks() -> list[str]:
    """Nothing but the faces reads a clock or the environment."""
    return [
        at(m, node)
        for m, node in outside("cli", "home.py")
        if dotted(node) in CLOCK_AND_ENVIRONMENT
    ]


def process_wide() -> list[str]:
    """Nothing below the faces changes what other threads of the process share."""
    return [at(m, node) for m, node in outside("cli") if dotted(node) in PROCESS_WIDE]


def connections() -> list[str]:
    """Only io has the HTTP client; who may use it, import-linter holds."""
    return [
        at(module, node)
        for module, node in outside("io/http.py")
        if {"httpx", "urllib.request", "requests", "http.client"} & set(_imported(node))
    ]


def yaml_loaders() -> list[str]:
    """One strict YAML loader for all."""
    return [at(module, node) for module, node in outside("io") if "yaml" in _imported(node)]


def jinja_environments() -> list[str]:
    """One Jinja environment makes all pages."""
    found = [
        at(module, node)
        for module, node in outside()
        if isinstance(node, ast.Call)
        and getattr(node.func, "id", getattr(node.func, "attr", "")) == "Environment"
    ]
    return found[1:]


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [name.name for name in node.names]
    return [node.module] if isinstance(node, ast.ImportFrom) and node.module else []


def knowledge_of_its_own() -> list[str]:
    """Below the faces the knowledge is given, never loaded without a folder."""
    return [
        at(module, node)
        for module, node in outside(*FACES, "knowledge/loading")
        if isinstance(node, ast.Call)
        and not node.args
        and not node.keywords
        and (dotted(node.func) == "knowledge.load" or getattr(node.func, "id", "") == "load")
    ]


def prose_taken_apart() -> list[str]:
    """Who shows or sums up reads codes and values; a regular expression there reads sentences."""
    return [
        at(module, node)
        for module in modules()
        if module.room in {"publish", "findings", "ledger", "services", "cli"}
        for node in ast.walk(module.tree)
        if "re" in _imported(node)
    ]


def dicts_in_signatures() -> list[str]:
    """Records have classes; a signature with dict[str, Any] hides what is handed on."""
    return [
        at(module, part)
        for module, node in outside()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for part in _hints(node)
        if "dict[str, Any]" in ast.unparse(part) or "Mapping[str, Any]" in ast.unparse(part)
    ]


def _hints(function: ast.FunctionDef | ast.AsyncFunctionDef) -> list[ast.expr]:
    arguments = function.args
    every = [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]
    every += [one for one in (arguments.vararg, arguments.kwarg) if one]
    hints = [*(one.annotation for one in every), function.returns]
    return [hint for hint in hints if hint]


@pytest.mark.parametrize(
    ("offences", "ceiling"),
    [
        (writes, 0),
        (clocks, 0),
        (process_wide, 1),
        (connections, 0),
        (yaml_loaders, 0),
        (jinja_environments, 0),
        (knowledge_of_its_own, 0),
        (prose_taken_apart, 4),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_the_house_holds(offences: Callable[[], list[str]], ceiling: int) -> None:
    found = offences()
    assert len(found) <= ceiling, f"{offences.__doc__} {len(found)}, not {ceiling}: {found}"


def test_few_signatures_hand_on_a_dict_of_anything() -> None:
    found = dicts_in_signatures()
    per_1000_lines = 1000 * len(found) / sum(module.lines for module in modules())
    assert per_1000_lines <= 1.8, f"{per_1000_lines:.1f} per 1,000 lines: {found}"


def test_every_module_says_in_its_first_line_what_it_answers() -> None:
    silent = [
        module.name for module in modules() if module.lines and not ast.get_docstring(module.tree)
    ]
    assert silent == []


def test_a_class_has_a_name_of_its_own() -> None:
    defined: dict[str, list[str]] = {}
    for module in modules():
        for node in module.tree.body:
            if isinstance(node, ast.ClassDef) and node.name[0] != "_":
                defined.setdefault(node.name, []).append(module.name)
    twice = {name: where for name, where in defined.items() if len(where) > 1}
    assert len(twice) <= 21, twice
