"""Yes, no, or not known: how do such answers combine? (Kleene's three-valued logic.)"""

from collections.abc import Iterable
from typing import Literal

Truth = Literal["yes", "no", "unknown"]


def both(*parts: Truth) -> Truth:
    """Yes when all are yes, no as soon as one is no, else unknown."""
    if "no" in parts:
        return "no"
    return "unknown" if "unknown" in parts else "yes"


def either(parts: Iterable[Truth]) -> Truth:
    """Yes as soon as one is yes, no when all are no (or there is none), else unknown."""
    seen = set(parts)
    if "yes" in seen:
        return "yes"
    return "unknown" if "unknown" in seen else "no"


def opposite(part: Truth) -> Truth:
    """The other answer; unknown stays unknown."""
    return {"yes": "no", "no": "yes", "unknown": "unknown"}[part]  # type: ignore[return-value]
