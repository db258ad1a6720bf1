"""Which rows are tied to a restricted party, how, and how surely?"""

from sunlit.matching.cache import digest_of_signs, load_or_compile, open_list
from sunlit.matching.compiled_list import CompiledList
from sunlit.matching.corpus import Corpus, terms_of, unweighed_score
from sunlit.matching.frequency import Frequencies
from sunlit.matching.long_list import LongListMatcher, Matches
from sunlit.matching.match import Matcher, compile_matcher

__all__ = [
    "CompiledList",
    "Corpus",
    "Frequencies",
    "LongListMatcher",
    "Matcher",
    "Matches",
    "compile_matcher",
    "digest_of_signs",
    "load_or_compile",
    "open_list",
    "terms_of",
    "unweighed_score",
]
