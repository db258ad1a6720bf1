"""What is restricted, by which law, and what points to it: YAML files, a loader and checks."""

from sunlit.knowledge.base import Knowledge
from sunlit.knowledge.checks import Problem, check
from sunlit.knowledge.differences import Difference, differences
from sunlit.knowledge.law import Instrument
from sunlit.knowledge.loading import load
from sunlit.knowledge.records import Listing, Party, Signal
from sunlit.knowledge.reports import Case

__all__ = [
    "Case",
    "Difference",
    "Instrument",
    "Knowledge",
    "Listing",
    "Party",
    "Problem",
    "Signal",
    "check",
    "differences",
    "load",
]
