"""Write the reference pages that the code itself can tell: verbs, tables and modules.

`python tools/reference.py` writes them, `--check` fails when one is not as it would be written.
"""

import ast
import inspect
import sys
from dataclasses import is_dataclass
from pathlib import Path
from typing import Literal, get_args, get_origin

import pyarrow as pa
import typer
from click import Context
from click import Group as ClickGroup

from sunlit import tables
from sunlit.cli import app
from sunlit.schema import note_of, schema_of, struct_of

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
SOURCE = ROOT / "src" / "sunlit"
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
    """Give the page of all tables and records that `tables.py` declares, in its order."""
    records = [var for var in vars(tables).values() if is_record(var)]
    schemas = {name: one for name, one in vars(tables).items() if isinstance(one, pa.Schema)}
    shown = {name: schema for name, schema in schemas.items() if name in tables.__all__}
    hidden = sorted(schemas.keys() - shown.keys())
    if hidden:
        raise ValueError(f"Tables that __all__ of tables.py leaves out: {', '.join(hidden)}.")
    parts = [
        "# Tables\n\nWritten from `src/sunlit/tables.py` by `tools/reference.py`; do not edit.\n",
        (tables.__doc__ or "").split("\n\n", 1)[1],
        "\n## Fields: the meanings that a column can have\n",
        "| field | meaning | scanned |\n|---|---|---|",
    ]
    for name, meaning in tables.FIELDS.items():
        parts.append(f"| `{name}` | {meaning} | {'yes' if name in tables.SCANNED else ''} |")
    parts.append("\n## Words that a column may hold\n\n| words | one of |\n|---|---|")
    for name, one in vars(tables).items():
        if get_origin(one) is Literal:
            parts.append(f"| {name} | {', '.join(f'`{word}`' for word in get_args(one))} |")
    for record in records:
        names = [name for name, schema in shown.items() if schema.equals(schema_of(record))]
        parts += _section(names[0] if names else "", record, records)
        for name in names:
            del shown[name]
    for name, schema in shown.items():
        parts += _table(name, "", schema, records)
    return "\n".join(parts) + "\n"


def is_record(one: object) -> bool:
    """Say whether it is a record that `tables.py` itself declares."""
    return isinstance(one, type) and is_dataclass(one) and one.__module__ == tables.__name__


def _section(table: str, record: type, records: list[type]) -> list[str]:
    title = f"{table}: {record.__name__}" if table else record.__name__
    return _table(title, inspect.getdoc(record) or "", schema_of(record), records)


def _table(title: str, text: str, schema: pa.Schema, records: list[type]) -> list[str]:
    head = f"\n## {title}\n" + (f"\n{text}\n" if text else "")
    columns = "\n| column | type | null? | note |\n|---|---|---|---|"
    return [head + columns, *(_row(field, records) for field in schema)]


def _row(field: pa.Field, records: list[type]) -> str:
    note = note_of(field).replace("|", "\\|")
    kind = type_in_words(field.type, records)
    return f"| `{field.name}` | {kind} | {'yes' if field.nullable else 'no'} | {note} |"


def type_in_words(kind: pa.DataType, records: list[type]) -> str:
    """Give an Arrow type, with a link to the record where it holds one."""
    if pa.types.is_list(kind):
        return "list of " + type_in_words(kind.value_type, records)
    if not pa.types.is_struct(kind):
        return str(kind)
    for record in records:
        if kind.equals(struct_of(record)):
            name = record.__name__
            return f"[{name}](#{anchor(name)})"
    return "record"


def anchor(record: str) -> str:
    """Give the name by which a page links to the section of a record: "ties-tie", "mention"."""
    schema = schema_of(getattr(tables, record))
    table = next((name for name, one in vars(tables).items() if _is_same(one, schema)), None)
    return f"{table}-{record}".lower() if table else record.lower()


def _is_same(one: object, schema: pa.Schema) -> bool:
    return isinstance(one, pa.Schema) and one.equals(schema)


def modules_page() -> str:
    """Give the page of all modules: the first line that each says of itself, room by room."""
    rooms: dict[str, list[Path]] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        rooms.setdefault(path.parent.relative_to(SOURCE).as_posix(), []).append(path)
    head = (
        "# Modules\n\nWritten from the first line of each module by `tools/reference.py`; do not "
        "edit. Each line says what the module answers: start here to find where to change something."
    )
    parts = [head]
    for room in sorted(rooms, key=lambda room: "" if room == "." else room):
        inside = {path.name: first_line(path) for path in rooms[room]}
        own = inside.pop("__init__.py", "")
        if not inside and not own:
            continue
        title = "sunlit" if room == "." else room
        parts.append(f"\n## {title}\n\n{own}\n" if own else f"\n## {title}\n")
        if inside:
            parts.append("| module | |\n|---|---|")
        for name, line in inside.items():
            link = f"../../src/sunlit/{'' if room == '.' else room + '/'}{name}"
            parts.append(f"| [`{name}`]({link}) | {line.replace('|', '&#124;')} |")
    return "\n".join(parts) + "\n"


def first_line(path: Path) -> str:
    """Give the first line of a module's docstring; nothing when it has none."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    return (docstring or "").partition("\n")[0]


def main(check: bool) -> int:
    """Write or check every page; the exit status is 1 when a page is stale."""
    REFERENCE.mkdir(parents=True, exist_ok=True)
    stale = 0
    pages = {"cli.md": cli_page(), "tables.md": tables_page(), "modules.md": modules_page()}
    for name, text in pages.items():
        page = REFERENCE / name
        if check and (not page.exists() or page.read_text(encoding="utf-8") != text):
            sys.stderr.write(f"docs/reference/{name} is stale: run `python tools/reference.py`\n")
            stale += 1
        elif not check:
            page.write_text(text, encoding="utf-8")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv))
