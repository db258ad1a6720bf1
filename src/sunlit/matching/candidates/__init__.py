"""Which rows are worth a close look? One pass of Hyperscan over each column."""

from sunlit.matching.candidates.engine import Database
from sunlit.matching.candidates.search import Candidates, CellHits, texts_of

__all__ = ["Candidates", "CellHits", "Database", "texts_of"]
