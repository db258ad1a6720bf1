"""The account of rows for a person: every row read is a purchase, quarantined or excluded."""

from collections.abc import Mapping

from rich.console import Console
from rich.text import Text

from sunlit.publish.terminal.layout import plain, print_line, print_rows
from sunlit.publish.wording import machine_word, plural
from sunlit.summary import AccountRecord, OriginalRecord

_HEADER = ("original", "rows read", "purchases", "quarantined", "excluded", "reconciles")


def print_account(account: AccountRecord, console: Console, *, with_errors: bool = True) -> None:
    """Print an account record (see schemas/account.schema.json): one line per original.

    Without `with_errors` what could not be read is in the table alone, for a caller that says
    each error itself.
    """
    originals = account["originals"]
    print_rows(console, _HEADER, [_cells(original) for original in originals])
    for original in originals:
        if original.get("error") and with_errors:
            _note(console, f"Not read to its end: {original['error']}")
        if original.get("same_bytes_as"):
            _note(console, f"{original['path']}: the same bytes as {original['same_bytes_as']}")
        for warning in original.get("warnings") or ():
            _note(console, f"{original['path']}: {warning}")
    _note(console, _total(account))


def _cells(original_record: OriginalRecord) -> list[Text]:
    return [
        plain(original_record["path"]),
        plain(f"{original_record['rows_read']:,}"),
        plain(f"{original_record['purchases']:,}"),
        plain(
            _with_reasons(
                original_record["quarantined"], original_record.get("quarantined_reasons")
            )
        ),
        plain(_with_reasons(original_record["excluded"], original_record.get("excluded_reasons"))),
        plain(
            "not read"
            if original_record.get("error")
            else "yes"
            if original_record.get("reconciles")
            else "NO"
        ),
    ]


def _with_reasons(count: int, reasons: Mapping[str, int] | None) -> str:
    if not count or not reasons:
        return f"{count:,}"
    said = ", ".join(f"{machine_word(word)} {n:,}" for word, n in reasons.items())
    return f"{count:,} ({said})"


def _total(account: AccountRecord) -> str:
    originals = account["originals"]
    rows_read = sum(original["rows_read"] for original in originals)
    purchases = sum(original["purchases"] for original in originals)
    quarantined = sum(original["quarantined"] for original in originals)
    excluded = sum(original["excluded"] for original in originals)
    equal = rows_read == purchases + quarantined + excluded
    return (
        f"{plural(len(originals), 'original')}: {rows_read:,} rows read = "
        f"{purchases:,} purchases + {quarantined:,} quarantined + "
        f"{excluded:,} excluded{'' if equal else ' DOES NOT RECONCILE'}"
    )


def _note(console: Console, text: str) -> None:
    print_line(console, plain(text))
