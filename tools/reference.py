"""Write the reference pages that the code itself can tell: verbs and tables.

`python tools/reference.py` writes them, `--check` fails when one is not as it would be written.
"""

import ast
import sys
from pathlib import Path

import pyarrow as pa
import typer
from click import Context
from click import Group as ClickGroup

from sunlit import tables
from sunlit.cli import app
from sunlit.schema import note_of

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
WIDTH = 96


def cli_page() -> str:
    """Give the page of all verbs: each one's `--help`, as printed."""
    root = typer.main.get_command(app)
    parts = ["# Verbs\n\nWritten from `sunlit --help` by `tools/reference.py`; do not edit.\n"]
    parts.extend(_help("sunlit", root, None))
    return "\n".join(parts)


def _help(name: str, command: object, parent: Context | None) -> list[str]:
    context = Context(
        command,  # type: ignore[arg-type]
        info_name=name,
        parent=parent,
        max_content_width=WIDTH,
        terminal_width=WIDTH,
    )
    path = context.command_path
    text = "\n".join(line.rstrip() for line in context.get_help().splitlines())
    parts = [f"## {path}\n\n```text\n{text}\n```\n"]
    if isinstance(command, ClickGroup) or hasattr(command, "commands"):
        for verb in sorted(command.commands):
            parts.extend(_help(verb, command.commands[verb], context))
    return parts


def tables_page() -> str:
    """Give the page of all tables: each column, its type, whether it may be null, its note."""
    source = (ROOT / "src/sunlit/tables.py").read_text(encoding="utf-8")
    lines = source.splitlines()
    parts = [
        "# Tables\n\nWritten from `src/sunlit/tables.py` by `tools/reference.py`; do not edit.\n",
        (ast.get_docstring(ast.parse(source)) or "").split("\n\n", 1)[1],
        "\n## Fields: the meanings that a column can have\n",
        "| field | meaning | scanned |\n|---|---|---|",
    ]
    for name, meaning in tables.FIELDS.items():
        parts.append(f"| `{name}` | {meaning} | {'yes' if name in tables.SCANNED else ''} |")
    for title in ("PURCHASES", "ASIDE", "TIES", "FINDINGS"):
        parts.append(f"\n## {title}\n\n| column | type | null? | note |\n|---|---|---|---|")
        parts.extend(_row(field, lines) for field in getattr(tables, title))
    for title in ("MENTION", "STATUS"):
        parts.append(
            f"\n## {title} (within a list)\n\n| key | type | null? | note |\n|---|---|---|---|"
        )
        parts.extend(_row(field, lines) for field in getattr(tables, title))
    return "\n".join(parts) + "\n"


def _row(field: pa.Field, lines: list[str]) -> str:
    note = note_of(field).replace("|", "\\|") or next(
        (
            line.split("#", 1)[1].strip().replace("|", "\\|")
            for line in lines
            if f'pa.field("{field.name}"' in line and "#" in line
        ),
        "",
    )
    kind = str(field.type)
    shown = kind if len(kind) < 40 else kind.split("<", 1)[0] + "<…>"
    return f"| `{field.name}` | {shown} | {'yes' if field.nullable else 'no'} | {note} |"


def main(check: bool) -> int:
    """Write or check every page; the exit status is 1 when a page is stale."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    stale = 0
    for name, text in (("cli.md", cli_page()), ("tables.md", tables_page())):
        page = REFERENCE / name
        if check and (not page.exists() or page.read_text(encoding="utf-8") != text):
            sys.stderr.write(f"docs/reference/{name} is stale: run `python tools/reference.py`\n")
            stale += 1
        elif not check:
            page.write_text(text, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
