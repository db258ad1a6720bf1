"""How does a nested finding read on one row of a sheet? And its mentions, one row each?"""

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

from sunlit.publish.exports.contract import Law
from sunlit.publish.wording import folded_words, listed_words, machine_word
from sunlit.tables import AnswerWords, Finding
from sunlit.values.as_text import date_text


class Column(NamedTuple):
    """A column of a sheet: its name, its width in characters, what is in it."""

    name: str
    width: int
    cell: Callable[[Finding], Any]


def _plain(name: str, width: int) -> Column:
    return Column(name, width, lambda finding: getattr(finding, name))


def _mentions(finding: Finding) -> str:
    return "; ".join(f"{m.text} ({m.column})" for m in finding.mentions)


def _features(finding: Finding) -> str:
    return "; ".join(f"{f.feature} {f.points:+.2f}" for f in finding.features)


def _statuses(answers: Sequence[AnswerWords]) -> str:
    return "; ".join(_status(answer) for answer in answers)


def _status(answer: AnswerWords) -> str:
    missing = f" ({answer.missing})" if answer.missing else ""
    listed = f"listed: {listed_words(answer)}" if answer.listed else listed_words(answer)
    verified = machine_word(answer.verified)
    return f"{answer.instrument}: {machine_word(answer.answer)}{missing}, {listed}, {verified}"


def _row(finding: Finding) -> str:
    return " | ".join(f"{pair.column}: {pair.cell or ''}" for pair in finding.row)


#: What a person reads first stands first; what proves it, last.
_FIRST: Final = (
    _plain("finding_id", 18),
    _plain("buyer", 32),
    Column("date", 12, lambda finding: date_text(finding.date, finding.date_precision)),
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
)
_THEN: Final = (
    _plain("reason", 60),
    _plain("kind", 13),
    _plain("jurisdiction", 12),
    _plain("product_class", 18),
    Column("mentions", 40, _mentions),
    Column("features", 40, _features),
)
_LAST: Final = (
    Column("folded", 40, lambda finding: "; ".join(map(folded_words, finding.folded))),
    Column("row", 60, _row),
    Column("original_path", 36, lambda finding: finding.original.path),
    Column("original_sha256", 20, lambda finding: finding.original.sha256),
    _plain("locator", 14),
    _plain("row_number", 11),
    _plain("claim", 18),
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


def finding_columns(law: Law | None, *, with_law: bool = False) -> tuple[Column, ...]:
    """The columns of a sheet of findings: with `law` in a few words, `with_law` by instrument."""
    if law is None:
        return (*_FIRST, *_THEN, *_LAST)
    in_a_word = Column("law", 34, law.in_a_word)
    status = Column("status", 60, lambda finding: _statuses(law.answers(finding)))
    return (*_FIRST, in_a_word, *_THEN, *([status] if with_law else []), *_LAST)


def mention_cells(finding: Finding) -> list[list[Any]]:
    """One row per mention, in the columns of MENTION_COLUMNS."""
    return [
        [finding.finding_id, *(getattr(mention, name) for name in MENTION_COLUMNS[1:])]
        for mention in finding.mentions
    ]
