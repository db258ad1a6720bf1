"""What kind of thing do the words of an item name, where no tie says it?"""

import re
from functools import lru_cache

from sunlit.knowledge import Knowledge
from sunlit.knowledge.terms import CLASSES


@lru_cache(maxsize=4_096)
def class_of_words(knowledge: Knowledge, item: str) -> str | None:
    """The product class that the words name; None when they name none.

    Of several words the longest counts, and a thing before a service for it; a word must stand
    by itself, but for a plural s.
    """
    text = item.casefold()
    found = [
        (thing != "service", len(word), thing)
        for word, thing in _words(knowledge)
        if re.search(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", text)
    ]
    return max(found)[2] if found else None


@lru_cache(maxsize=8)
def _words(knowledge: Knowledge) -> tuple[tuple[str, str], ...]:
    """Every English word for a class: those of categories.yaml and of vocabulary/classes.yaml."""
    named = [
        (word.casefold(), category.id)
        for category in knowledge.categories.values()
        if category.id in CLASSES
        for word in category.words.get("en", ())
    ]
    return (*named, *knowledge.vocabulary.words["product_class"].spelt.items())
