"""What does a record say beyond the cells that a reader knows?

Nothing is lost: text goes to a cell that is scanned, and numbers, codes, days, addresses of
people and names of losing bidders to one that is shown and not scanned.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from typing import Any, Final

#: Of these no word says what was bought: identifiers, ways to reach a person, who else bid.
_NO_WORDS: Final = frozenset(
    {"id", "uid", "scheme", "ocid", "tag", "roles", "format", "language", "releaseID"}
    | {"contactPoint", "telephone", "email", "faxNumber", "tenderers", "bids", "bidders"}
    # The same in FPDS and in eForms.
    | {"transactionInformation", "ID", "schemeName", "listName", "languageID", "Contact"}
    | {"UltimateBeneficialOwner", "TouchPoint", "currencyID"}
)
_WORD: Final = re.compile(r"[^\W\d_]{2}")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(T|$)")


def as_text(value: Any) -> str | None:
    """Give a JSON scalar as text: numbers exactly and without exponent, None for null."""
    if value is None or isinstance(value, dict | list):
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        # A published 1e999999 would become a million zeros.
        return format(value, "f") if value.adjusted() < 40 else str(value)
    return str(value)


def left_over(value: Any, taken: Collection[str] = ()) -> tuple[list[str], list[str]]:
    """Give the lines of text and of other details in a JSON `value`, as "path: value".

    `taken` holds paths (names joined by ".", list places left out) that are shown elsewhere.
    """
    return sorted_lines(_leaves(value, "", frozenset(taken)))


def sorted_lines(leaves: Iterable[tuple[str, str]]) -> tuple[list[str], list[str]]:
    """Part pairs of path and text into lines of words and lines of other details."""
    words: list[str] = []
    details: list[str] = []
    for path, text in leaves:
        number = _DAY.match(text) or not _WORD.search(text) or text in ("true", "false")
        names = path.split(".")
        code = names[-1].endswith(("Code", "Indicator", "listName"))
        lines = details if number or code or _NO_WORDS.intersection(names) else words
        lines.append(f"{path}: {text}")
    return words, details


def _leaves(value: Any, path: str, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    stack = [(value, path)]
    while stack:
        here, at = stack.pop()
        if isinstance(here, dict):
            inside = [(v, f"{at}.{k}" if at else str(k)) for k, v in here.items()]
            stack.extend(reversed([(v, p) for v, p in inside if p not in taken]))
        elif isinstance(here, list):
            stack.extend((member, at) for member in reversed(here))
        else:
            text = as_text(here)
            if text is not None and text.strip():
                yield at, text.strip()
