"""How are a day and an amount written out, no more precisely than they are known?"""

from datetime import date
from decimal import Decimal


def date_text(day: date | None, precision: str | None) -> str | None:
    """Write a date no more precisely than it is known: 2024-11-26, 2024-11, 2024-Q4 or 2024."""
    if day is None:
        return None
    if precision == "year":
        return f"{day.year:04d}"
    if precision == "quarter":
        return f"{day.year:04d}-Q{(day.month + 2) // 3}"
    if precision == "month":
        return f"{day.year:04d}-{day.month:02d}"
    return day.isoformat()


def amount_text(amount: Decimal | None) -> str | None:
    """Write an amount without the zeros that a table's scale adds: 780.77, -45, 12000."""
    if amount is None:
        return None
    text = f"{amount:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
