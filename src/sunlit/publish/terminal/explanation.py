"""One finding opened: the row as published, each span, its source, each point, each instrument."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from sunlit.publish.hits import pieces, spans_in
from sunlit.publish.terminal.layout import highlighted, plain
from sunlit.publish.wording import NOT_ADVICE, machine_word


def print_explanation(finding: Mapping[str, Any], console: Console) -> None:
    """Print all that a finding rests on. `finding` is a row of tables.FINDINGS as plain data."""
    original = finding["original"]
    console.print(plain(f"Finding {finding['finding_id']} · {finding['reviewed']}", "bold"))
    console.print(plain(finding["reason"]), soft_wrap=True)
    _facts(finding, console)
    _head(f"The row as published: {original['path']}, {finding['locator']}", console)
    console.print(plain(f"SHA-256 {original['sha256']}", "dim"), soft_wrap=True)
    for cell in finding["row"]:
        if cell["cell"]:
            spans = spans_in(cell["cell"], cell["column"], finding["mentions"])
            line = plain(f"{cell['column']}: ", "bold")
            line.append_text(highlighted(pieces(cell["cell"], spans)))
            console.print(line, soft_wrap=True)
    _head("What points to the party", console)
    for mention in finding["mentions"]:
        console.print(
            plain(
                f"{mention['text']!r} in {mention['column']!r}, characters "
                f"{mention['start']}-{mention['end']}: {mention['reason']}"
            ),
            soft_wrap=True,
        )
        console.print(plain(f"  signal {mention['signal']}, source: {mention['source']}", "dim"), soft_wrap=True)
    _points(finding, console)
    _instruments(finding, console)
    for folded in finding["folded"]:
        console.print(plain(f"Counted with it: {folded}"), soft_wrap=True)
    console.print(plain(NOT_ADVICE, "dim"), soft_wrap=True)


def _facts(finding: Mapping[str, Any], console: Console) -> None:
    amount = " ".join(str(finding[key]) for key in ("amount", "currency") if finding[key])
    facts = {
        "party": f"{finding['party_name']} ({finding['party']})",
        "grade": f"{finding['grade']}, stance {finding['stance']}, score {finding['score']:.2f}",
        "buyer": finding["buyer"] or "not stated",
        "supplier": finding["supplier"] or "not stated",
        "amount": f"{amount or 'not stated'} (covers: {machine_word(finding['amount_covers'])})",
        "date": f"{finding['date'] or 'not stated'} ({machine_word(finding['date_kind'])})",
    }
    for label, text in facts.items():
        console.print(plain(f"  {label:<10}{text}"), soft_wrap=True)


def _head(text: str, console: Console) -> None:
    console.print()
    console.print(plain(text, "bold"), soft_wrap=True)


def _points(finding: Mapping[str, Any], console: Console) -> None:
    _head("Points of the score (log-odds, added)", console)
    for point in finding["features"]:
        console.print(plain(f"  {point['points']:+6.2f}  {point['feature']}"))


def _instruments(finding: Mapping[str, Any], console: Console) -> None:
    _head("Instruments", console)
    grid = Table(box=None, pad_edge=False, header_style="bold", padding=(0, 2, 0, 0))
    for name in ("instrument", "answer", "listed", "missing or why", "citation", "verified"):
        grid.add_column(name, overflow="fold")
    for status in finding["status"]:
        listed = status["listed"] + (f" {status['listed_from']}" if status["listed_from"] else "")
        grid.add_row(
            plain(status["instrument"]),
            plain(machine_word(status["answer"])),
            plain(listed),
            plain(status["missing"] or status["why"]),
            plain(status["citation"] or ""),
            plain(status["verified"] or ""),
        )
    console.print(grid)
