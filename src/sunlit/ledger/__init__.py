"""The ledger: what was read, what became of each row, what rows are called, and tables between steps."""

from sunlit.ledger.account import Account, Counted, OriginalAccount
from sunlit.ledger.contract import Ledger, TableName
from sunlit.ledger.keys import NO_SOURCE, Numbering, claim, evidence
from sunlit.ledger.memory import MemoryLedger

__all__ = [
    "NO_SOURCE",
    "Account",
    "Counted",
    "Ledger",
    "MemoryLedger",
    "Numbering",
    "OriginalAccount",
    "TableName",
    "claim",
    "evidence",
]
