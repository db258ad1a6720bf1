"""How does a nested finding read on one row of a sheet? And its mentions, one row each?"""

from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from sunlit.publish.exports.contract import Law
from sunlit.publish.wording import machine_word


class Column(NamedTuple):
    """A column of a sheet: its name, its width in characters, what is in it."""

    name: str
    width: int
    cell: Callable[[Mapping[str, Any]], Any]


def _plain(name: str, width: int) -> Column:
    return Column(name, width, lambda finding: finding[name])


def _mentions(finding: Mapping[str, Any]) -> str:
    return "; ".join(f"{m['text']} ({m['column']})" for m in finding["mentions"])


def _features(finding: Mapping[str, Any]) -> str:
    return "; ".join(f"{f['feature']} {f['points']:+.2f}" for f in finding["features"])


def _statuses(finding: Mapping[str, Any]) -> str:
    return "; ".join(_status(status) for status in finding["status"])


def _status(status: Mapping[str, Any]) -> str:
    said = machine_word(status["answer"])
    missing = f" ({status['missing']})" if status["missing"] else ""
    listed = f"listed: {status['listed']}, from {status['listed_from']}"
    return f"{status['instrument']}: {said}{missing}, {listed}, {machine_word(status['verified'])}"


def _row(finding: Mapping[str, Any]) -> str:
    return " | ".join(f"{pair['column']}: {pair['cell'] or ''}" for pair in finding["row"])


#: What a person reads first stands first; what proves it, last.
FINDING_COLUMNS: Final = (
    _plain("finding_id", 18),
    _plain("buyer", 32),
    _plain("date", 12),
    _plain("date_precision", 10),
    _plain("date_kind", 10),
    _plain("amount", 14),
    _plain("currency", 9),
    _plain("amount_covers", 13),
    _plain("supplier", 28),
    _plain("description", 60),
    _plain("party", 14),
    _plain("party_name", 16),
    _plain("grade", 10),
    _plain("stance", 11),
    _plain("score", 8),
    _plain("counted", 9),
    _plain("reviewed", 12),
    _plain("reason", 60),
    _plain("kind", 13),
    _plain("jurisdiction", 12),
    _plain("product_class", 18),
    Column("mentions", 40, _mentions),
    Column("features", 40, _features),
    Column("status", 60, _statuses),
    Column("folded", 40, lambda finding: "; ".join(finding["folded"])),
    Column("row", 60, _row),
    Column("original_path", 36, lambda finding: finding["original"]["path"]),
    Column("original_sha256", 20, lambda finding: finding["original"]["sha256"]),
    _plain("locator", 14),
    _plain("row_number", 11),
    _plain("knowledge_version", 18),
)

MENTION_COLUMNS: Final = (
    "finding_id",
    "column",
    "field",
    "start",
    "end",
    "text",
    "signal",
    "signal_kind",
    "variant",
    "stance",
    "reason",
    "source",
)


def finding_columns(law: Law | None) -> tuple[Column, ...]:
    """The columns of a sheet of findings; with `law`, it in a few words after `reviewed`."""
    if law is None:
        return FINDING_COLUMNS
    at = [column.name for column in FINDING_COLUMNS].index("reviewed") + 1
    in_a_word = Column("law", 34, lambda finding: law(finding["status"]))
    return (*FINDING_COLUMNS[:at], in_a_word, *FINDING_COLUMNS[at:])


def mention_cells(finding: Mapping[str, Any]) -> list[list[Any]]:
    """One row per mention, in the columns of MENTION_COLUMNS."""
    return [
        [finding["finding_id"], *(mention[name] for name in MENTION_COLUMNS[1:])]
        for mention in finding["mentions"]
    ]
