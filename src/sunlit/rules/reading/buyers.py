"""What kind of buyer, and of which place, does somebody mean by "Vermont Agency of Transportation"?

One reading for every verb: the cell of a spending file, a line of a quote, a fact as written.
"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sunlit.knowledge.terms import LISTS, is_one_of
from sunlit.knowledge.vocabulary import BuyerPattern, Vocabulary
from sunlit.rules.reading.places import place_of_words
from sunlit.rules.reading.words import NotUnderstoodError, head_of_text, word_of_text


class NamedBuyer(NamedTuple):
    """A kind of buyer (terms.BUYERS), the words that say so, and the place that they name."""

    kind: str
    words: str
    place: str | None = None


_IN_FRONT: Final = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?P<place>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}) (?!county\b)(?=[a-z])"
)
_AT_THE_END: Final = re.compile(r"(?:,\s*|\s)(?P<letters>[A-Z]{2})$|,\s*(?P<name>[\w .]+)$")


@lru_cache(maxsize=8_192)
def buyer_of_words(vocabulary: Vocabulary, text: str) -> NamedBuyer | None:
    """The kind of buyer that words or a name say; None when they say none."""
    words = " ".join(text.split())
    if words in LISTS["buyer"]:
        return NamedBuyer(words, words)
    known, named = vocabulary.words["buyer"].known(words), _named(vocabulary, words)
    if known is not None:
        agrees = named is not None and named.kind == known
        return NamedBuyer(known, words, named.place if named and agrees else None)
    return named or _meant(vocabulary, words)


@lru_cache(maxsize=8_192)
def buyer_of_unit(vocabulary: Vocabulary, text: str) -> NamedBuyer | None:
    """The kind of buyer that the name of its department or service says: "Police".

    It says no place, and words that name a buyer by themselves ("Homeland Security") are here the
    name of a part of any.
    """
    found = _pattern_in(vocabulary, " ".join(text.split()), units=True)
    return NamedBuyer(found[0].kind, found[1].group()) if found else None


def _named(vocabulary: Vocabulary, words: str) -> NamedBuyer | None:
    found = _pattern_in(vocabulary, words)
    if found is None:
        return None
    pattern, match = found
    state = match.groupdict().get("state")
    place = vocabulary.places.inner[state.casefold()] if state else pattern.place
    return NamedBuyer(pattern.kind, match.group(), place or _place_of(vocabulary, words))


def _pattern_in(
    vocabulary: Vocabulary, words: str, *, units: bool = False
) -> tuple[BuyerPattern, re.Match[str]] | None:
    private = _is_private(head_of_text(vocabulary, "buyer", words))
    for pattern in vocabulary.buyers:
        if (units and not pattern.units) or (private and not _is_private(pattern.kind)):
            continue  # "a reseller for schools" is no school
        match = pattern.pattern.search(words)
        if match:
            return pattern, match
    return None


def _is_private(kind: str | None) -> bool:
    return is_one_of(kind, ["private"]) == "yes"


def _meant(vocabulary: Vocabulary, words: str) -> NamedBuyer | None:
    """The kind that a description says: "a retailer of cameras", "London Borough of Camden"."""
    kind = head_of_text(vocabulary, "buyer", words)
    if kind is None:
        try:
            kind = word_of_text(vocabulary, "buyer", words)
        except NotUnderstoodError:
            return None
    return NamedBuyer(kind, words, _place_of(vocabulary, words))


def _place_of(vocabulary: Vocabulary, words: str) -> str | None:
    return _place_in_front(vocabulary, words) or _place_at_the_end(vocabulary, words)


def _place_in_front(vocabulary: Vocabulary, words: str) -> str | None:
    """`Ohio police department`: a place before a common noun. "Iowa City" is a name."""
    found = _IN_FRONT.match(words)
    if found is None:
        return None
    try:
        return place_of_words(vocabulary, found["place"]).code
    except ValueError:
        return None


def _place_at_the_end(vocabulary: Vocabulary, words: str) -> str | None:
    """`Fayette County, GA`: a state behind the name. Capitals alone make two letters one."""
    found = _AT_THE_END.search(words)
    if found is None:
        return None
    places = vocabulary.places
    if found["name"]:
        code = places.inner.get(found["name"].strip().casefold())
        return code if code and code.startswith("US-") else None
    if found["letters"] in places.inner_codes["US"]:
        return f"US-{found['letters']}"
    try:
        return place_of_words(vocabulary, found["letters"]).code
    except ValueError:
        return None
