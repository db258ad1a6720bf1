"""The account of rows for a person: every row read is a purchase, quarantined or set aside."""

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from sunlit.publish.terminal.layout import plain, print_line, print_rows
from sunlit.publish.wording import machine_word, plural
from sunlit.summary import AccountRecord, OriginalRecord

_HEADER = ("original", "rows read", "purchases", "quarantined", "set aside", "reconciles")


def print_account(account: AccountRecord, console: Console, *, with_errors: bool = True) -> None:
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


def _cells(one: OriginalRecord) -> list[Text]:
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


def _total(account: AccountRecord) -> str:
    originals = account["originals"]
    rows_read = sum(one["rows_read"] for one in originals)
    purchases = sum(one["purchases"] for one in originals)
    quarantined = sum(one["quarantined"] for one in originals)
    set_aside = sum(one["set_aside"] for one in originals)
    equal = rows_read == purchases + quarantined + set_aside
    return (
        f"{plural(len(originals), 'original')}: {rows_read:,} rows read = "
        f"{purchases:,} purchases + {quarantined:,} quarantined + "
        f"{set_aside:,} set aside{'' if equal else ' DOES NOT RECONCILE'}"
    )


def _note(console: Console, text: str) -> None:
    print_line(console, plain(text))
