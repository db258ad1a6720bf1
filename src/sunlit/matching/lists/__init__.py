"""Which rows name someone of a list of names, however long it is?"""

from sunlit.matching.lists.compiled_list import CompiledList
from sunlit.matching.lists.long_list import LongListMatcher, Matches

__all__ = ["CompiledList", "LongListMatcher", "Matches"]
