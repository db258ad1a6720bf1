"""Which rows are tied to a restricted party, how, and how surely?"""

from sunlit.matching.cache import load_or_compile, open_list
from sunlit.matching.lists import CompiledList, LongListMatcher, Matches
from sunlit.matching.matcher import Matcher, compile_matcher
from sunlit.matching.score import Corpus, terms_of, unweighed_score

__all__ = [
    "CompiledList",
    "Corpus",
    "LongListMatcher",
    "Matcher",
    "Matches",
    "compile_matcher",
    "load_or_compile",
    "open_list",
    "terms_of",
    "unweighed_score",
]
