"""Which finding has this id, in a file of findings, and what does the law say of it?"""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pyarrow.compute as pc

from sunlit import findings, sources
from sunlit.errors import InputError, OriginalError
from sunlit.findings import FindingLine
from sunlit.knowledge import Knowledge
from sunlit.services.law import words_of
from sunlit.services.run import Run
from sunlit.services.tied import published_name
from sunlit.sources import Original
from sunlit.tables import Cell, Finding, OriginalName

__all__ = ["FindingLine", "OriginalNeededError", "explain", "whole_row"]


class OriginalNeededError(InputError):
    """The original of a finding is not where it was, or no longer what it was."""

    def __init__(self, original: OriginalName, problem: str) -> None:
        self.original = original
        super().__init__(
            f"{original.path}: {problem} The whole row is in the file with SHA-256 "
            f"{original.sha256}. Put that file there, or leave out --whole."
        )


def explain(finding_id: str, found_in: Path, known: Knowledge | None = None) -> FindingLine:
    """The finding of that id, or whose id begins so. Errors: those of `find_finding`.

    A file that tells the law once has no grounds, which name the day of one purchase; they are
    told anew by the knowledge that the finding rests on, where `known` is that.
    """
    line = findings.find_finding(finding_id, found_in)
    finding = line.finding
    if known is None or known.version != finding.knowledge_version:
        return line
    if finding.party not in known.parties:
        return line
    return replace(line, answers=words_of(known, finding))


def whole_row(finding: Finding, run: Run | None = None) -> tuple[Cell, ...]:
    """Every cell of the finding's row as published, read anew from its original.

    The original lies where it lay, with the same bytes: OriginalNeededError when not. `run` has
    the reading options of the scan.
    """
    run = run or Run()
    original = _original(finding.original, run)
    for batch in sources.read(original, run.options, run.limits):
        at = pc.index(batch.purchases.column("locator"), finding.locator).as_py()
        if at >= 0:
            row = batch.cells.slice(at, 1)
            return tuple(
                Cell(published_name(column), cells[0].as_py())
                for column, cells in zip(row.schema, row.columns, strict=True)
            )
    problem = f"no row {finding.locator} is read from it; read it as the scan did."
    raise OriginalNeededError(finding.original, problem)


def _original(wanted: OriginalName, run: Run) -> Original:
    problem = "no such file."
    for place in _places(wanted.path):
        for original in sources.find_originals([place], run.limits, run.stdin):
            if isinstance(original, OriginalError):
                continue
            if original.sha256 == wanted.sha256:
                return original
            if original.path == wanted.path:
                problem = f"has other bytes now, with SHA-256 {original.sha256}."
    raise OriginalNeededError(wanted, problem)


def _places(path: str) -> Iterator[Path]:
    """The file of that name, or the archive that a member of that name lies in."""
    name, *members = path.split("!")
    for ending in ("", *members):
        name += f"!{ending}" if ending else ""
        if Path(name).is_file():
            yield Path(name)
