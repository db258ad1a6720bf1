"""What kind of buyer, and of which place, does somebody mean by "Vermont Agency of Transportation"?"""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sunlit.knowledge.terms import BUYERS
from sunlit.rules.inferred import buyer_of_name
from sunlit.rules.place_names import STATES, place_of_words
from sunlit.rules.written_words import NotUnderstoodError, word_of_text


class NamedBuyer(NamedTuple):
    """A kind of buyer (terms.BUYERS), and the place that the words name with it, if they do."""

    kind: str
    place: str | None = None


_STATE: Final = "|".join(re.escape(name) for name in sorted(STATES, key=len, reverse=True))
_BODY: Final = (
    r"(?:agency|dep(?:artmen)?t\.?|office|division|bureau|commission|secretary|board|authority|"
    r"administration)"
)
#: An agency of a state by its name: the state's name, then what it is an agency of.
_OF_A_STATE: Final = re.compile(
    rf"^(?:the )?(?:(?:state of )?(?P<first>{_STATE})(?: state)? {_BODY} (?:of|for) "
    rf"|{_BODY} .*\b(?:of|for) (?:the )?state of (?P<last>{_STATE})\b"
    rf"|state of (?P<whole>{_STATE})$"
    rf"|(?P<police>{_STATE}) (?:state police|highway patrol)\b)",
    re.IGNORECASE,
)
#: Bodies of a nation by their own names. Short names count in capitals alone.
_NATIONAL: Final = tuple(
    (kind, place, re.compile(words))
    for kind, place, words in (
        (
            "defense_agency",
            "US",
            (
                r"(?i:\bu\.?s\.? (?:army|navy|air force|marine corps|space force)\b|united states (?:army|"
                r"navy|air force|marine corps)|national guard bureau|defense logistics agency|pentagon|"
                r"army corps of engineers)"
            ),
        ),
        ("defense_agency", "GB", r"(?i:\b(?:uk|british) ministry of defence\b)"),
        (
            "civilian_agency",
            "US",
            (
                r"\b(?:DEA|FBI|CIA|NASA|TSA|CBP|FEMA|USPS|NOAA|USDA|USGS|DHS|DOJ|GSA|IRS|NPS|ATF)\b|"
                r"(?i:\bcoast guard\b|drug enforcement administration|federal bureau of investigation|"
                r"general services administration|national park service|u\.?s\.? forest service|"
                r"fish and wildlife service|veterans affairs|homeland security|"
                r"(?:u\.?s\.?|united states|federal) (?:state )?dep(?:artmen)?t\b|"
                r"dep(?:artmen)?t\.? of (?:the )?(?:interior|treasury|energy)$|customs and border)"
            ),
        ),
        (
            "federal_agency",
            "GB",
            (
                r"(?i:\bhome office\b|cabinet office|hm (?:revenue|treasury)|"
                r"dep(?:artmen)?t (?:of|for) health and social care|\bdhsc\b)"
            ),
        ),
        (
            "federal_agency",
            "CA",
            (
                r"\bRCMP\b|(?i:royal canadian mounted police|canada border services|public services and "
                r"procurement canada|national defence canada|\b\w+ canada$)"
            ),
        ),
        ("crown_corporation", "CA", r"(?i:\bcanada post\b|canadian broadcasting|\bvia rail\b)"),
        ("supranational", "EU", r"(?i:\beuropean (?:parliament|commission|council)\b)"),
        (
            "federal_contractor",
            None,
            r"(?i:\bfederal (?:sub)?contractor|with a federal contract\b)",
        ),
        (
            "state_contractor",
            None,
            r"(?i:\b(?:vendor|contractor|supplier)s? (?:of|to|for) (?:the |a )?(?:\w+ )?state\b)",
        ),
        (
            "federal_contractor",
            None,
            (
                r"(?i:\b(?:vendor|contractor|supplier)s? (?:of|to|for) (?:the |a )?(?:us |u\.s\. )?(?:federal|"
                r"army|navy|air force|pentagon|department of defense|dod)\b)"
            ),
        ),
    )
)
_IN_FRONT: Final = re.compile(
    r"(?:[Tt]he |[Aa]n? )?(?P<place>[A-Z][\w.]*(?: [A-Z][\w.]*){0,2}) (?!county\b)(?=[a-z])"
)
_AT_THE_END: Final = re.compile(rf"(?:,\s*|\s)(?P<state>[A-Z]{{2}})$|,\s*(?P<name>{_STATE})$", re.I)


@lru_cache(maxsize=4_096)
def buyer_of_words(text: str) -> NamedBuyer | None:
    """The kind of buyer that the words or a name say; None when they say none."""
    words = " ".join(text.split())
    if words in BUYERS:
        return NamedBuyer(words)
    state = _OF_A_STATE.search(words)
    if state:
        name = next(one for one in state.groups() if one)
        return NamedBuyer("state_agency", STATES[name.casefold()])
    for kind, place, pattern in _NATIONAL:
        if pattern.search(words):
            return NamedBuyer(kind, place)
    try:
        return NamedBuyer(word_of_text("buyer", words), _place_of(words))
    except NotUnderstoodError:
        named = buyer_of_name(words)
    return NamedBuyer(named[0], _place_of(words)) if named else None


def _place_of(words: str) -> str | None:
    return _place_in_front(words) or _place_at_the_end(words)


def _place_in_front(words: str) -> str | None:
    """`Ohio police department`: a place before a common noun. "Iowa City" is a name."""
    found = _IN_FRONT.match(words)
    if found is None:
        return None
    try:
        return place_of_words(found["place"]).code
    except ValueError:
        return None


def _place_at_the_end(words: str) -> str | None:
    """`Fayette County, GA`: a state behind the name. Capitals alone make it one."""
    found = _AT_THE_END.search(words)
    if found is None:
        return None
    name = found["name"] or found["state"]
    if found["state"] and not found["state"].isupper():
        return None
    try:
        code = place_of_words(name.upper() if found["state"] else name).code
    except ValueError:
        return None
    return f"US-{found['state']}" if found["state"] in ("CA", "IN", "DE", "MT") else code
