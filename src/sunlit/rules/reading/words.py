"""Which word of a closed list does a person mean by "the county school board" or "buys"?"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Final

from sunlit.knowledge.terms import LISTS, plain_words
from sunlit.knowledge.vocabulary import Vocabulary, Words

#: What stands behind these is not the thing itself: a vendor *to* a state agency is no agency.
_BEHIND: Final = re.compile(
    r"(?<!board)(?<!boards)(?<!department)(?<!state) (?:of|for|to|with|at|in|under|from|by|that|which|whose|who|on behalf of) .*"
)
_ARTICLE: Final = re.compile(r"^(?:the|a|an|our|its|their) ")


class NotUnderstoodError(ValueError):
    """A text that is no word of a list. The message names the words, and the nearest one."""


@lru_cache(maxsize=8_192)
def word_of_text(vocabulary: Vocabulary, kind: str, text: str) -> str:
    """The word of the list `kind` that the text means, exactly or as its head.

    NotUnderstoodError when it holds none, or two that say different things.
    """
    words = vocabulary.words[kind]
    known = words.known(text)
    if known is not None:
        return known
    whole = _ARTICLE.sub("", plain_words(text))
    head = _BEHIND.sub("", whole)
    found = _held(words, head) or _held(words, whole)
    if not found:
        raise not_understood(vocabulary, kind, text)
    return next((one for one in words.rather if one in found), found[-1])


def head_of_text(vocabulary: Vocabulary, kind: str, text: str) -> str | None:
    """The word that the head of the text is as a whole: "retailer" of "a retailer of cameras"."""
    whole = _ARTICLE.sub("", plain_words(text))
    head = _BEHIND.sub("", whole)
    return vocabulary.words[kind].known(head) if head else None


def words_held(vocabulary: Vocabulary, kind: str, text: str) -> tuple[str, ...]:
    """Every word of the list that the text holds, each once, in the text's order."""
    return tuple(dict.fromkeys(_held(vocabulary.words[kind], plain_words(text))))


def not_understood(vocabulary: Vocabulary, kind: str, text: str) -> NotUnderstoodError:
    """The error for a text that no word of the list is in."""
    spelt = vocabulary.words[kind].spelt
    near = nearest(plain_words(text), spelt)
    hint = f" Nearest: {spelt[near]}." if near else ""
    known = ", ".join(LISTS[kind])
    return NotUnderstoodError(f"{text!r} is not understood.{hint} Write one of: {known}")


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known text that is most like the given one; None when none is like it."""
    found = get_close_matches(given, list(known), n=1, cutoff=0.7)
    return found[0] if found else None


def _held(words: Words, text: str) -> Sequence[str]:
    found = [match.group() for match in words.inside.finditer(text)]
    return [
        next(
            words.spelt[spelt]
            for spelt in (held, held.removesuffix("s"), held.removesuffix("es"))
            if spelt in words.spelt
        )
        for held in found
    ]
