"""Lists of names that a user brings: read from files, kept, and joined to the knowledge."""

from sunlit.knowledge.lists.entries import ListEntry, ListName, NameList
from sunlit.knowledge.lists.joining import ListedParty, Screening, screening, with_lists
from sunlit.knowledge.lists.reading import read_list
from sunlit.knowledge.lists.strength import strength_of

__all__ = [
    "ListEntry",
    "ListName",
    "ListedParty",
    "NameList",
    "Screening",
    "read_list",
    "screening",
    "strength_of",
    "with_lists",
]
