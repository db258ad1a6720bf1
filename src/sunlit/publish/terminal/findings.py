"""The findings for a person: who, when, how much, from whom, what, tied to whom and how surely."""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from sunlit.publish.exports.contract import Law
from sunlit.publish.hits import excerpt, pieces, spans_of_words
from sunlit.publish.terminal.layout import highlighted, plain, print_rows
from sunlit.publish.wording import COVERS_SHORT, DATE_KINDS, machine_word, money, when
from sunlit.tables import Finding, Mention

_HEADER = (
    "buyer", "date", "amount", "supplier", "what was bought", "party", "grade", "score", "law",
    "reviewed", "finding",
)  # fmt: skip
#: Nine columns stand side by side from this width; below it they are stacked.
_WIDE = 150
_EXCERPT = 160


def print_findings(
    findings: Sequence[Finding],
    console: Console,
    law: Law | None = None,
    *,
    with_header: bool = True,
) -> None:
    """Print rows of tables.FINDINGS. Piped: one line each, whole, tabs between, no colour.

    `law` puts what the rules say in a few words; without it that column is left out.
    """
    if console.is_terminal and console.width < _WIDE:
        _print_stacked(findings, console, law, with_header)
        return
    keep = [at for at, name in enumerate(_HEADER) if name != "law" or law]
    rows = [_cells(finding, law) for finding in findings]
    header = [_HEADER[at] for at in keep]
    print_rows(console, header, [[row[at] for at in keep] for row in rows], with_header=with_header)


def _cells(finding: Finding, law: Law | None) -> list[Text]:
    return [
        plain(finding.buyer),
        _date(finding),
        _amount(finding),
        plain(finding.supplier),
        _bought(finding, _EXCERPT),
        plain(finding.party_name, "bold"),
        _grade(finding),
        plain(f"{finding.score:.2f}"),
        plain(law.in_a_word(finding) if law else ""),
        plain(finding.reviewed, "italic"),
        plain(finding.finding_id, "dim"),
    ]


def _print_stacked(
    findings: Sequence[Finding], console: Console, law: Law | None, with_header: bool
) -> None:
    """Three columns of stacked facts, each finding a block: reads at 80 columns and less."""
    table = Table(
        box=None,
        pad_edge=False,
        padding=(0, 2, 1, 0),
        header_style="bold",
        expand=True,
        show_header=with_header,
    )
    table.add_column("buyer, date, amount", ratio=4, overflow="fold")
    table.add_column("what was bought, from whom", ratio=6, overflow="fold")
    table.add_column("tied to", ratio=4, overflow="fold")
    for finding in findings:
        supplier = plain(f"from {finding.supplier}" if finding.supplier else "", "dim")
        tie = Text.assemble(_grade(finding), f" {finding.score:.2f}")
        table.add_row(
            _stack(plain(finding.buyer or "buyer not stated"), _date(finding), _amount(finding)),
            _stack(_bought(finding, _EXCERPT), supplier),
            _stack(
                plain(finding.party_name, "bold"),
                tie,
                plain(law.in_a_word(finding) if law else ""),
                plain(finding.reviewed, "italic"),
                plain(finding.finding_id, "dim"),
            ),
        )
    console.print(table)


def _stack(*lines: Text) -> Text:
    return Text("\n").join(line for line in lines if line)


def _date(finding: Finding) -> Text:
    kind = DATE_KINDS.get(finding.date_kind or "", "")
    day = when(finding)
    return plain(f"{day} {kind}" if day else "date not stated")


def _amount(finding: Finding) -> Text:
    covers = COVERS_SHORT.get(finding.amount_covers or "", "")
    said = money(finding.amount, finding.currency)
    return plain(f"{said} ({covers})" if covers and finding.amount is not None else said)


def _grade(finding: Finding) -> Text:
    """The grade; the stance too when it is not a purchase, so that nobody takes it for one."""
    if finding.counted:
        return plain(finding.grade)
    return plain(f"{finding.grade}, {machine_word(finding.stance)}, not counted")


def _bought(finding: Finding, width: int) -> Text:
    """The description with the hit; when the hit is in another cell, that cell too."""
    text = finding.description or ""
    spans = spans_of_words(text, finding.mentions)
    shown = highlighted(excerpt(pieces(text, spans), width))
    if spans or not finding.mentions:
        return shown
    mention = finding.mentions[0]
    cell = next((pair.cell for pair in finding.row if pair.column == mention.column), None)
    cell = cell or mention.text or ""
    hit = highlighted(excerpt(pieces(cell, spans_of_words(cell, [mention])), width))
    return _beside(shown, Text.assemble(one_column(mention), ": ", hit))


def one_column(mention: Mention) -> Text:
    """The name of the column that a mention is in."""
    return plain(mention.column)


def _beside(first: Text, second: Text) -> Text:
    return Text.assemble(first, " | ", second) if first else second
