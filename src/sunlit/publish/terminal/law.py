"""What each rule and list said of one purchase, for a person: a line each."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from rich.console import Console

from sunlit.publish.terminal.layout import plain, print_rows
from sunlit.publish.wording import NOT_ADVICE, machine_word

_HEADER: Final = ("rule or list", "answer", "listed", "what would settle it, or why")


def print_law(statuses: Sequence[Mapping[str, Any]], console: Console) -> None:
    """Print rows of tables.STATUS: the answer, the listing on that day, and what is missing."""
    rows = [[plain(text) for text in _texts(status)] for status in statuses]
    print_rows(console, _HEADER, rows)
    console.print(plain(NOT_ADVICE), style="dim", soft_wrap=True)


def _texts(status: Mapping[str, Any]) -> tuple[str, str, str, str]:
    mark = " [unverified]" if status["verified"] == "unverified" else ""
    listed = {"yes": f"since {status['listed_from']}", "no": "not then", "unknown": "not known"}
    return (
        status["name"] + mark,
        machine_word(status["answer"]),
        listed.get(status["listed"] or "", "names no company"),
        status["missing"] or status["why"],
    )
