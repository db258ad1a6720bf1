"""Where exactly does a signal stand in a cell, and in which spelling?"""

from sunlit.matching.verify.finder import Finder, Hit

__all__ = ["Finder", "Hit"]
