"""What kind of thing do the words of an item name, where no tie says it?"""

import re
from functools import lru_cache
from typing import NamedTuple

from sunlit.knowledge import Knowledge
from sunlit.knowledge.terms import CLASSES, SERVICE


class _Words(NamedTuple):
    """The words for some classes, and what finds the longest of them at each place of a text."""

    classes: dict[str, str]
    pattern: re.Pattern[str]


def class_of_words(knowledge: Knowledge, item: str) -> str | None:
    """The product class that the words name; None when they name none.

    Of several words the longest counts, and a thing before a service for it; a word must stand
    by itself, but for a plural s.
    """
    return thing_of_words(knowledge, item) or _longest(_words(knowledge, service=True), item)


@lru_cache(maxsize=16_384)
def thing_of_words(knowledge: Knowledge, item: str) -> str | None:
    """The class of the thing that the words name; a service for it is none.

    So is a purchase of a finding read: that it pays for work the words about the name say better.
    """
    return _longest(_words(knowledge, service=False), item)


def _longest(words: _Words, item: str) -> str | None:
    text = item.casefold()
    found = [(len(held[1]), words.classes[held[1]]) for held in words.pattern.finditer(text)]
    return max(found)[1] if found else None


@lru_cache(maxsize=16)
def _words(knowledge: Knowledge, *, service: bool) -> _Words:
    """Every English word for a class: those of categories.yaml and of vocabulary/classes.yaml."""
    named = [
        *knowledge.vocabulary.words["product_class"].spelt.items(),
        *(
            (word.casefold(), category.id)
            for category in knowledge.categories.values()
            if category.id in CLASSES
            for word in category.words.get("en", ())
        ),
    ]
    classes: dict[str, str] = {}
    for word, name in named:
        if (name == SERVICE) is service:
            classes[word] = max(name, classes.get(word, ""))
    either = "|".join(re.escape(word) for word in sorted(classes, key=lambda w: (-len(w), w)))
    # Looking ahead, so that a longer word may begin inside a shorter one.
    return _Words(classes, re.compile(rf"(?<!\w)(?=({either})(?:e?s)?(?!\w))"))
