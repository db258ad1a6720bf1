"""Which rows are tied to a restricted party, how, and how surely?"""

from sunlit.matching.cache import load_or_compile
from sunlit.matching.frequency import Frequencies
from sunlit.matching.long_list import LongListMatcher, Matches
from sunlit.matching.match import Matcher, compile_matcher

__all__ = [
    "Frequencies",
    "LongListMatcher",
    "Matcher",
    "Matches",
    "compile_matcher",
    "load_or_compile",
]
