"""One finding, opened: its row, each hit and its signal, its points, and what each rule says."""

from collections.abc import Sequence

from rich.console import Console
from rich.text import Text

from sunlit.publish.hits import excerpt, pieces, spans_in
from sunlit.publish.terminal.layout import highlighted, plain, print_line
from sunlit.publish.wording import (
    ANSWERS,
    COVERS,
    GRADES,
    NOT_ADVICE,
    STANCES,
    VERIFIED,
    folded_words,
    listed_words,
    machine_word,
    money,
    when,
)
from sunlit.tables import AnswerWords, Cell, Finding
from sunlit.values.cutting import LEFT_OUT

_LONGEST_CELL = 2_000


def print_explanation(
    finding: Finding,
    answers: Sequence[AnswerWords],
    console: Console,
    row: Sequence[Cell] | None = None,
) -> None:
    """Print all that a finding rests on, and what each rule says of it.

    `row` is the whole row as published; without it, of a long cell what is far from the hit is
    left out. Empty cells are left out.
    """
    print_line(console, plain(f"Finding {finding.finding_id}, {finding.reviewed}", "bold"))
    print_line(console, plain(finding.reason))
    _facts(finding, console)
    _row(finding, row, console)
    _mentions(finding, console)
    _points(finding, console)
    _instruments(answers, console)
    print_line(console, plain(NOT_ADVICE, "dim"))


def _facts(finding: Finding, console: Console) -> None:
    covers = COVERS.get(finding.amount_covers or "", "") if finding.amount is not None else ""
    kind = machine_word(finding.date_kind) if finding.date else ""
    facts = {
        "party": f"{finding.party_name} ({finding.party})",
        "grade": f"{finding.grade}: {GRADES.get(finding.grade, '')}",
        "stance": f"{finding.stance}: {STANCES.get(finding.stance, '')}",
        "score": f"{finding.score:.2f}{'' if finding.counted else ', not counted'}",
        "buyer": finding.buyer or "not stated",
        "where": finding.jurisdiction or "not stated",
        "supplier": finding.supplier or "not stated",
        "amount": _joined(money(finding.amount, finding.currency), covers),
        "date": _joined(when(finding) or "not stated", kind),
        "kind": machine_word(finding.kind),
    }
    for label, text in facts.items():
        print_line(console, Text.assemble((f"{label:<10}", "dim"), plain(text)), 2)


def _row(finding: Finding, whole: Sequence[Cell] | None, console: Console) -> None:
    original = finding.original
    _head(f"The row as published: {original.path}, {finding.locator}", console)
    print_line(console, plain(f"SHA-256 {original.sha256}", "dim"), 2)
    for pair in finding.row if whole is None else whole:
        if pair.cell is None or not pair.cell.strip():
            continue
        shown = pieces(pair.cell, spans_in(pair.cell, pair.column, finding.mentions))
        cell = highlighted(excerpt(shown, _LONGEST_CELL) if whole is None else shown)
        name = plain(pair.column or "(no name)", "dim")
        print_line(console, Text.assemble(name, ": ", cell), 2)
    if whole is None and any(LEFT_OUT in (pair.cell or "") for pair in finding.row):
        note = f"“{LEFT_OUT}” stands where a long cell was cut; --whole shows every cell."
        print_line(console, plain(note, "dim"), 2)
    for folded in finding.folded:
        print_line(console, plain(f"Counted with it: {folded_words(folded)}"), 2)


def _mentions(finding: Finding, console: Console) -> None:
    _head("What points to the party", console)
    for mention in finding.mentions:
        where = f"in {mention.column}, characters {mention.start} to {mention.end}:"
        hit, reason = plain(mention.text, "bold"), plain(mention.reason)
        print_line(console, Text(" ").join([hit, plain(where), reason]), 2)
        words = (
            f"signal {mention.signal} ({machine_word(mention.signal_kind)}, "
            f"spelt: {machine_word(mention.variant)}), source: {mention.source or 'not told'}"
        )
        print_line(console, plain(words, "dim"), 4)


def _points(finding: Finding, console: Console) -> None:
    _head("Points of the score (log-odds, added)", console)
    for point in finding.features:
        line = Text.assemble(f"{point.points:+6.2f}  ", plain(point.feature))
        print_line(console, line, 2)


def _instruments(answers: Sequence[AnswerWords], console: Console) -> None:
    _head("What each rule or list says", console)
    for answer in answers:
        said = ANSWERS.get(answer.answer or "", machine_word(answer.answer))
        listed = f"listed then: {listed_words(answer)}" if answer.listed else listed_words(answer)
        name = Text.assemble(plain(answer.name), ": ", plain(said, "bold"), f" ({listed})")
        print_line(console, name, 2)
        if answer.why:
            print_line(console, plain(answer.why), 4)
        if answer.missing:
            print_line(console, plain(f"Missing: {answer.missing}"), 4)
        if answer.quote:
            print_line(console, plain(f"Its words: “{answer.quote}”"), 4)
        checked = VERIFIED.get(answer.verified or "", "not verified")
        cited = _joined(answer.citation, answer.source, checked, between="; ")
        print_line(console, plain(cited, "dim"), 4)


def _head(text: str, console: Console) -> None:
    console.print()
    print_line(console, plain(text, "bold"))


def _joined(*parts: str | None, between: str = ", ") -> str:
    return between.join(part for part in parts if part)
