"""The account of rows for a person: every row read is a purchase, quarantined or set aside."""

from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.text import Text

from sunlit.publish.terminal.layout import plain, print_line, print_rows
from sunlit.publish.wording import machine_word, plural

_HEADER = ("original", "rows read", "purchases", "quarantined", "set aside", "reconciles")


def print_account(
    account: Mapping[str, Any], console: Console, *, with_errors: bool = True
) -> None:
    """Print an account record (see schemas/account.schema.json): one line per original.

    Without `with_errors` what could not be read is in the table alone, for a caller that says
    each error itself.
    """
    originals = account["originals"]
    print_rows(console, _HEADER, [_cells(one) for one in originals])
    for one in originals:
        if one.get("error") and with_errors:
            _note(console, f"Not read to its end: {one['error']}")
        if one.get("same_bytes_as"):
            _note(console, f"{one['path']}: the same bytes as {one['same_bytes_as']}")
        for warning in one.get("warnings") or ():
            _note(console, f"{one['path']}: {warning}")
    _note(console, _total(account))


def _cells(one: Mapping[str, Any]) -> list[Text]:
    return [
        plain(one["path"]),
        plain(f"{one['rows_read']:,}"),
        plain(f"{one['purchases']:,}"),
        plain(_with_reasons(one["quarantined"], one.get("quarantined_reasons"))),
        plain(_with_reasons(one["set_aside"], one.get("set_aside_reasons"))),
        plain("not read" if one.get("error") else "yes" if one.get("reconciles") else "NO"),
    ]


def _with_reasons(count: int, reasons: Mapping[str, int] | None) -> str:
    if not count or not reasons:
        return f"{count:,}"
    said = ", ".join(f"{machine_word(word)} {n:,}" for word, n in reasons.items())
    return f"{count:,} ({said})"


def _total(account: Mapping[str, Any]) -> str:
    originals = account["originals"]
    sums = {
        key: sum(one[key] for one in originals)
        for key in ("rows_read", "purchases", "quarantined", "set_aside")
    }
    equal = sums["rows_read"] == sums["purchases"] + sums["quarantined"] + sums["set_aside"]
    return (
        f"{plural(len(originals), 'original')}: {sums['rows_read']:,} rows read = "
        f"{sums['purchases']:,} purchases + {sums['quarantined']:,} quarantined + "
        f"{sums['set_aside']:,} set aside{'' if equal else ' DOES NOT RECONCILE'}"
    )


def _note(console: Console, text: str) -> None:
    print_line(console, plain(text))
