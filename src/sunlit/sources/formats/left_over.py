"""What does a record say beyond the cells that a reader knows?

Nothing is lost: text goes to a cell that is scanned, and numbers, codes, days, addresses of
people and names of losing bidders to one that is shown and not scanned.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
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
        (details if number or _holds_no_words(path) else words).append(f"{path}: {text}")
    return words, details


@lru_cache(maxsize=4096)
def _holds_no_words(path: str) -> bool:
    names = path.split(".")
    return names[-1].endswith(("Code", "Indicator", "listName")) or not _NO_WORDS.isdisjoint(names)


def _leaves(value: Any, path: str, taken: frozenset[str]) -> Iterator[tuple[str, str]]:
    stack = [(value, path)]
    while stack:
        here, at = stack.pop()
        if isinstance(here, dict):
            prefix = f"{at}." if at else ""
            for key in reversed(here):
                inside = prefix + str(key)
                if inside not in taken:
                    stack.append((here[key], inside))
        elif isinstance(here, list):
            stack.extend([(member, at) for member in reversed(here)])
        else:
            text = here if isinstance(here, str) else as_text(here)
            if text and (text := text.strip()):
                yield at, text
