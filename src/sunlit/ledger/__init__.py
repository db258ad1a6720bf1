"""The ledger: what was read, what became of each row, what rows are called, and tables between steps."""

from sunlit.ledger.account import Account, OriginalAccount
from sunlit.ledger.acquisitions import Acquisition, acquisitions
from sunlit.ledger.contract import Ledger, TableName
from sunlit.ledger.keys import NO_SOURCE, Numbering, claim, evidence
from sunlit.ledger.memory import MemoryLedger

__all__ = [
    "NO_SOURCE",
    "Account",
    "Acquisition",
    "Ledger",
    "MemoryLedger",
    "Numbering",
    "OriginalAccount",
    "TableName",
    "acquisitions",
    "claim",
    "evidence",
]
