"""The ledger: what was read, what became of each row, and which purchases are one buying event."""

from sunlit.ledger.account import Account, OriginalAccount
from sunlit.ledger.acquisitions import Acquisition, acquisitions

__all__ = ["Account", "Acquisition", "OriginalAccount", "acquisitions"]
