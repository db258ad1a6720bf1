"""What stands at a place of a JSON object that may hold anything?"""

from decimal import Decimal, InvalidOperation
from typing import Any

from sunlit.sources.formats.left_over import as_text

Object = dict[str, Any]


def objects(value: Any) -> list[tuple[int, Object]]:
    """Give the objects of a list with their places; none for what is no list."""
    if not isinstance(value, list):
        return []
    return [(i, member) for i, member in enumerate(value) if isinstance(member, dict) and member]


def inside(value: Any, *names: str) -> str | None:
    """Give the text at the end of a path of names, None where the path ends before."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return as_text(value)


def money(value: Any) -> tuple[Decimal, str | None] | None:
    """Give amount and currency of an OCDS Value, None when it has no amount."""
    if not isinstance(value, dict):
        return None
    amount = decimal(value.get("amount"))
    return None if amount is None else (amount, as_text(value.get("currency")))


def decimal(value: Any) -> Decimal | None:
    """Give an exact number that MONEY can hold, None for anything else."""
    text = as_text(value) if not isinstance(value, bool) else None
    try:
        number = Decimal(text) if text is not None and len(text) < 60 else None
    except InvalidOperation:
        return None
    # What MONEY holds: 32 digits before the point.
    return number if number is not None and number.is_finite() and number.adjusted() < 30 else None


def plain(amount: Decimal) -> str:
    """Give an amount without exponent."""
    return format(amount, "f")


def shown_money(value: Any) -> str | None:
    """Give a Value as words: "900 EUR"."""
    if not isinstance(value, dict):
        return None
    parts = (as_text(value.get("amount")), as_text(value.get("currency")))
    return " ".join(filter(None, parts)) or None
