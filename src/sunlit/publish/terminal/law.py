"""What each rule and list said of one purchase, for a person: a line each."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console

from sunlit.publish.terminal.layout import plain, print_rows
from sunlit.publish.wording import NOT_ADVICE, machine_word
from sunlit.tables import AnswerWords

_HEADER: Final = ("rule or list", "answer", "listed", "what would settle it, or why")


def print_law(answers: Sequence[AnswerWords], console: Console) -> None:
    """Print the answers: each, the listing on that day, and what is missing."""
    rows = [[plain(text) for text in _texts(answer)] for answer in answers]
    print_rows(console, _HEADER, rows)
    console.print(plain(NOT_ADVICE), style="dim", soft_wrap=True)


def _texts(answer: AnswerWords) -> tuple[str, str, str, str]:
    mark = " [unverified]" if answer.verified == "unverified" else ""
    listed = {"yes": f"since {answer.listed_from}", "no": "not then", "unknown": "not known"}
    return (
        answer.name + mark,
        machine_word(answer.answer),
        listed.get(answer.listed or "", "names no company"),
        answer.missing or answer.why,
    )
