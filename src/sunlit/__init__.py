"""Sunlit: who bought restricted surveillance gear with public money, and where is the proof?

The verbs of the command line, as functions: `scan`, `read`, `columns`, `grep`, `check`,
`timeline`, `explain` and more. Tables are pyarrow tables; `sunlit.tables` says what each column
is. `Scanner` keeps what is looked for, for those who have lists or knowledge of their own.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sunlit.errors import SunlitError

if TYPE_CHECKING:
    from sunlit.api import (
        Answer,
        Checked,
        CheckedLine,
        FindingLine,
        FoundFact,
        GrepHit,
        Lead,
        Period,
        Scanner,
        SupplierSales,
        Timeline,
        Understanding,
        UnreadOriginalWarning,
        account,
        answers,
        check,
        columns,
        explain,
        facts,
        grep,
        leads,
        read,
        resellers,
        scan,
        timeline,
        with_law,
    )

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "Checked",
    "CheckedLine",
    "FindingLine",
    "FoundFact",
    "GrepHit",
    "Lead",
    "Period",
    "Scanner",
    "SunlitError",
    "SupplierSales",
    "Timeline",
    "Understanding",
    "UnreadOriginalWarning",
    "__version__",
    "account",
    "answers",
    "check",
    "columns",
    "explain",
    "facts",
    "grep",
    "leads",
    "read",
    "resellers",
    "scan",
    "timeline",
    "with_law",
]


def __getattr__(name: str) -> Any:
    """Import the verbs when one is first used: the libraries that they need take a second."""
    if name == "tables":
        return import_module("sunlit.tables")
    if name not in __all__:
        raise AttributeError(f"module 'sunlit' has no attribute {name!r}")
    return getattr(import_module("sunlit.api"), name)


def __dir__() -> list[str]:
    return sorted(__all__)
