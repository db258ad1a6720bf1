"""Which field does a column's name speak of?"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from anyascii import anyascii
from rapidfuzz import fuzz, process

from sunlit.io.strict_yaml import own_yaml

_CAMEL: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_UNITS: Final = re.compile(
    r"\((?:[^)]*(?:£|\$|€|gbp|usd|eur|\bex\w*\b|\binc\w*\b)[^)]*|)\)|[£$€¥₽₴]", re.IGNORECASE
)
_TYPO_SCORE: Final = 88
#: Names that speak of a field alone, and within a longer name of nothing: "products.name".
_ALONE_ONLY: Final = frozenset({"name", "object", "objeto", "nature", "unit", "service"})


@dataclass(frozen=True)
class NameMatch:
    """A field that a name speaks of: how surely, and the rank of the name within its field."""

    field: str
    confidence: float
    rank: int
    name: str


@lru_cache(maxsize=1)
def known_names() -> dict[str, tuple[str, int]]:
    """Give field and rank of every known name; the first field that claims a name has it."""
    fields: dict[str, list[str]] = own_yaml("sunlit.sources.columns", "field_names.yaml")
    names: dict[str, tuple[str, int]] = {}
    for field, words in fields.items():
        for rank, word in enumerate(words):
            names.setdefault(plain_name(str(word)), (field, rank))
    return names


def plain_name(name: str) -> str:
    """Give a name in plain lower-case words: "NetAmount (£)" and "Net amount" are one."""
    text = _UNITS.sub(" ", name).replace("_", " ")
    text = anyascii(_CAMEL.sub(" ", text)).lower()
    return " ".join(re.findall(r"[a-z0-9]+", text))


@lru_cache(maxsize=10_000)
def match_name(name: str) -> NameMatch | None:
    """Give the field that a name speaks of best, or None.

    Confidence 1 for a known name, 0.9 for one with a typing error ("Suuplier"), 0.8 for a known
    name within a longer one ("Supplier Name 2", "Total Net Amount Paid").
    """
    plain = plain_name(name)
    if not plain:
        return _only_a_unit(name)
    names = known_names()
    for candidate in (plain, _without_ornament(plain)):
        if candidate in names:
            field, rank = names[candidate]
            return NameMatch(field, 1.0, rank, candidate)
    return _misspelt(plain) or _within(plain)


def field_of_name(name: str) -> str | None:
    """Give the field that a name speaks of, or None."""
    found = match_name(name)
    return found.field if found else None


def _only_a_unit(name: str) -> NameMatch | None:
    # A column headed by nothing but "£" or "€" holds money.
    return NameMatch("amount", 0.8, 0, name.strip()) if re.search(r"[£$€]", name) else None


def _without_ornament(plain: str) -> str:
    # "(net)" may be all of a unit; trailing t, 1 or "gbp" are ornaments of exports.
    return re.sub(r"( (gbp|usd|eur|t|1|01))+$", "", plain)


def _misspelt(plain: str) -> NameMatch | None:
    if len(plain) < 6:
        return None
    names = known_names()
    found = process.extractOne(plain, names.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE)
    if found is None or found[0][0] != plain[0]:
        return None
    # Digits and short words are no typing errors of one another: "line 1" is not "line 2".
    if re.sub(r"[a-z ]", "", found[0]) != re.sub(r"[a-z ]", "", plain):
        return None
    field, rank = names[found[0]]
    return NameMatch(field, 0.9, rank, found[0])


def _within(plain: str) -> NameMatch | None:
    words = plain.split()
    if len(words) == 1:
        return None
    names = known_names()
    for start, end in _runs(len(words)):
        run = " ".join(words[start:end])
        if run in names and len(run) > 3 and run not in _ALONE_ONLY:
            field, rank = names[run]
            share = (end - start) / len(words)
            return NameMatch(field, 0.5 + 0.3 * share, rank, run)
    return None


def _runs(count: int) -> Iterator[tuple[int, int]]:
    # Longest first; of equal length the last, which in "Invoice Payment Date" is the noun.
    for length in range(count - 1, 0, -1):
        for start in range(count - length, -1, -1):
            yield start, start + length
