"""What are findings judged by, and do its facts agree with one another?"""

from pathlib import Path
from typing import Final

from sunlit import knowledge
from sunlit.knowledge import Knowledge, Problem
from sunlit.knowledge.present import Sheet, SheetSection, list_rows, show
from sunlit.knowledge.untested import cases_of, untested

__all__ = [
    "OWN_FOLDER",
    "CheckedKnowledge",
    "Knowledge",
    "Problem",
    "Sheet",
    "SheetSection",
    "check",
    "list_rows",
    "load",
    "show",
]

load = knowledge.load

#: Where Sunlit's own knowledge lies: plain YAML files, to copy and to change.
OWN_FOLDER: Final = Path(knowledge.__file__).parent


class CheckedKnowledge:
    """What is wrong with a folder of knowledge, and whether its cases of law were looked at."""

    def __init__(self, problems: list[Problem], *, with_cases: bool) -> None:
        self.problems = problems
        self.with_cases = with_cases

    def count(self, level: str) -> int:
        """How many problems there are of a level: error, warning or note."""
        return sum(problem.level == level for problem in self.problems)


def check(known: Knowledge, folder: Path | None = None) -> CheckedKnowledge:
    """Check the facts against one another, and that each boundary has its cases, if there are any.

    `folder` is where the knowledge is from: None for Sunlit's own.
    """
    problems = knowledge.check(known)
    cases = cases_of(folder or OWN_FOLDER)
    if cases is not None:
        problems += untested(known, cases)
    return CheckedKnowledge(problems, with_cases=cases is not None)
