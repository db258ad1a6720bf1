"""Could a law of this place bind a buyer of that place?"""

from collections.abc import Iterable
from typing import Final

from sunlit.values.truth import Truth, either

_EVER_IN_THE_EU: Final = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GB",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_SAME_PLACE: Final = {"UK": "GB", "EL": "GR"}  # codes in use beside ISO 3166's own


def may_bind(jurisdictions: Iterable[str], buyer: str | None) -> Truth:
    """Whether a law of any of `jurisdictions` can bind a buyer in `buyer` ("US-GA", "GB").

    A state's law is "unknown" for a buyer of whom only the country is known, and so is the
    European Union's, whose members change. All is "unknown" when the buyer's place is null.
    """
    if buyer is None:
        return "unknown"
    return either(_one(_parts(place), _parts(buyer)) for place in jurisdictions)


def _one(law: list[str], buyer: list[str]) -> Truth:
    if buyer[: len(law)] == law:
        return "yes"
    if law == ["EU"]:
        return "unknown" if buyer[0] in _EVER_IN_THE_EU else "no"
    return "unknown" if law[: len(buyer)] == buyer else "no"


def _parts(place: str) -> list[str]:
    country, *inner = place.strip().upper().split("-")
    return [_SAME_PLACE.get(country, country), *inner]
