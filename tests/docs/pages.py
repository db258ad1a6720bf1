"""How are the commands of a page run as its reader would run them?

Every block marked `sh`, `console` or `python` is run, in the page's order, in one folder of its own.
Of a `console` block only what follows `$ ` is typed; the rest is what the page says is printed, and
each of its lines must be. The `python` blocks are one program, run last, which prints what stands
behind `#> `. A page may hold, in comments that no reader sees:

    <!-- file: payments/may.csv      the content of a file that the page speaks of
    ...
    -->
    <!-- not run: needs a cluster -->      before a block that cannot run here, and why
"""

import json
import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(
    r"<!-- file: (?P<file>\S+)\n(?P<content>.*?)-->"
    r"|<!-- not run: (?P<why>[^\n]+?) -->"
    r"|^```(?P<kind>\w*)\n(?P<block>.*?)^```$",
    re.DOTALL | re.MULTILINE,
)
_PROGRAM = """#!{python}
from sunlit.cli import main
main()
"""
_EXAMPLE_ID = re.compile(r"(?<=sunlit explain )[0-9a-f]{4,}")
LONGEST_S = 300


@dataclass(frozen=True)
class Block:
    """Commands to run together; `expected` is printed, in this order. `why_not`: it is not run."""

    commands: str
    expected: tuple[str, ...]
    why_not: str | None
    is_one_command: bool = False


def read_page(page: Path) -> tuple[dict[str, str], list[Block]]:
    """The files that a page asks for, by name, and its blocks of commands."""
    files: dict[str, str] = {}
    blocks: list[Block] = []
    why_not, python = None, ""
    for part in _PART.finditer(page.read_text(encoding="utf-8")):
        if part["file"]:
            files[part["file"]] = part["content"]
        elif part["why"]:
            why_not = part["why"]
        else:
            if part["kind"] in ("sh", "console"):
                blocks.append(_block(part["kind"], part["block"], why_not))
            elif part["kind"] == "python" and why_not is None:
                python += part["block"]
            why_not = None
    return files, [*blocks, *([_python(python)] if python else [])]


def _block(kind: str, text: str, why_not: str | None) -> Block:
    if kind == "sh":
        return Block(text, (), why_not)
    lines = text.splitlines()
    typed = [line.removeprefix("$ ") for line in lines if line.startswith("$ ")]
    shown = [line.strip() for line in lines if line.strip() and not line.startswith("$ ")]
    return Block("\n".join(typed), tuple(shown), why_not)


def python_of(page: Path) -> str:
    """All Python of a page, as one program."""
    parts = _PART.finditer(page.read_text(encoding="utf-8"))
    return "".join(part["block"] for part in parts if part["kind"] == "python")


def _python(text: str) -> Block:
    """All Python of a page as one program; what it says behind `#> ` is printed."""
    command = f"{shlex.quote(sys.executable)} -W error -c {shlex.quote(text)}"
    said = [line.removeprefix("#> ") for line in text.splitlines() if line.startswith("#> ")]
    return Block(command, tuple(said), None, is_one_command=True)


def run_page(page: Path, folder: Path) -> list[str]:
    """Run a page's blocks; give what each printed. AssertionError: one failed, or said otherwise."""
    files, blocks = read_page(page)
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return [_run(block, folder) for block in blocks if block.why_not is None]


def _run(block: Block, folder: Path) -> str:
    commands = [block.commands] if block.is_one_command else _lines(block.commands)
    printed = "".join(_type(command, folder) for command in commands)
    place = 0
    for line in block.expected:
        place = printed.find(line, place)
        assert place >= 0, f"The page says {line!r}, but this was printed:\n{printed}"
    return printed


def _lines(commands: str) -> list[str]:
    """The commands of a block, one each; a line that ends in a backslash goes on."""
    return [line for line in re.sub(r"\\\n\s*", "", commands).splitlines() if line.strip()]


def _type(command: str, folder: Path) -> str:
    command = _EXAMPLE_ID.sub(lambda _: _first_id(folder), command)
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env=_environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=LONGEST_S,
        check=False,
    )
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"
    return done.stdout + done.stderr


def _environment(folder: Path) -> dict[str, str]:
    """A user with nothing installed but Sunlit, and with folders that no other test sees."""
    programs = folder / ".programs"
    programs.mkdir(exist_ok=True)
    program = programs / "sunlit"
    program.write_text(_PROGRAM.format(python=sys.executable), encoding="utf-8")
    program.chmod(0o755)
    return {
        **os.environ,
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
        "XDG_DATA_HOME": str(folder / ".data"),
        "COLUMNS": "200",
    }


def _first_id(folder: Path) -> str:
    """The id of the first finding that the page's own scan wrote: ids depend on every byte."""
    for line in (folder / "findings.jsonl").read_text(encoding="utf-8").splitlines():
        if "finding_id" in (record := json.loads(line)):
            return str(record["finding_id"])
    raise AssertionError("findings.jsonl holds no finding")
