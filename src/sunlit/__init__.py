"""Sunlit: who bought restricted surveillance gear with public money, and where is the proof?

The verbs of the command line, as functions: `scan`, `read`, `columns`, `grep`, `explain`. Tables
are pyarrow tables; `sunlit.tables` says what each column is.
"""

from sunlit.api import UnreadOriginalWarning, account, columns, explain, grep, read, scan
from sunlit.errors import SunlitError

__version__ = "0.1.0"
__all__ = [
    "SunlitError",
    "UnreadOriginalWarning",
    "__version__",
    "account",
    "columns",
    "explain",
    "grep",
    "read",
    "scan",
]
