"""How surely is a row about a party, why, and how common is the term where it stands?"""

from sunlit.matching.score.batches import batch_of_ties
from sunlit.matching.score.corpus import Corpus, counted, terms_in, terms_of, unweighed_score
from sunlit.matching.score.rows import RowCell, RowMatcher

__all__ = [
    "Corpus",
    "RowCell",
    "RowMatcher",
    "batch_of_ties",
    "counted",
    "terms_in",
    "terms_of",
    "unweighed_score",
]
