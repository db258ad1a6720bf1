"""Which word of a closed list does a person mean by "the county school board" or "buys"?"""

import re
from collections.abc import Iterable, Sequence
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import Final

from sunlit.knowledge.terms import known_word, listed_words, plain_words, spellings

#: Where several words of a list stand in a text: the first of these that is there is meant.
#: A renewal is a purchase too, a thermal camera is a camera.
_RATHER: Final = {
    "act": "trade_securities export import market authorise remove renew procure use",
    "product_class": (
        "securities drone thermal_camera body_vehicle_camera recorder_storage access_control phone "
        "radio software_vms network_gear video_camera service"
    ),
}
#: What stands behind these is not the thing itself: a vendor *to* a state agency is no agency.
_BEHIND: Final = re.compile(
    r"(?<!board)(?<!boards)(?<!department)(?<!state) (?:of|for|to|with|at|in|under|from|by|that|which|whose|who|on behalf of) .*"
)
#: Too wide to be read out of the middle of a text.
_WHOLE_ONLY: Final = frozenset(
    {"grant", "loan", "own", "tax", "local", "state", "federal", "contract", "keep", "order"}
    | {"trade", "other", "service", "services", "council", "private", "person", "us person"}
)


class NotUnderstoodError(ValueError):
    """A text that is no word of a list. The message names the words, and the nearest one."""


@lru_cache(maxsize=8_192)
def word_of_text(kind: str, text: str) -> str:
    """The word of the list `kind` that the text means, exactly or as its head.

    NotUnderstoodError when it holds none, or two that say different things.
    """
    try:
        return known_word(kind, text)
    except ValueError:
        words = _without_article(plain_words(text))
    found = _held(kind, _BEHIND.sub("", words)) or _held(kind, words)
    if not found:
        raise not_understood(kind, text)
    for rather in _RATHER.get(kind, "").split():
        if rather in found:
            return rather
    return found[-1]


def words_held(kind: str, text: str) -> tuple[str, ...]:
    """Every word of the list that the text holds, each once, in the text's order."""
    return tuple(dict.fromkeys(_held(kind, plain_words(text))))


def not_understood(kind: str, text: str, known: Iterable[str] | None = None) -> NotUnderstoodError:
    """The error for a text that no word of the list is in."""
    words = listed_words(kind)
    near = nearest(plain_words(text), spellings(kind) if known is None else known)
    hint = f" Nearest: {spellings(kind).get(near, near)}." if near else ""
    return NotUnderstoodError(f"{text!r} is not understood.{hint} Write one of: {', '.join(words)}")


def nearest(given: str, known: Iterable[str]) -> str | None:
    """The known text that is most like the given one; None when none is like it."""
    found = get_close_matches(given, list(known), n=1, cutoff=0.7)
    return found[0] if found else None


def _without_article(words: str) -> str:
    return re.sub(r"^(?:the|a|an|our|its|their) ", "", words)


@cache
def _expression(kind: str) -> re.Pattern[str]:
    """Every spelling, the longest first, so that a longer one hides those inside it."""
    spelt = sorted((one for one in spellings(kind) if one not in _WHOLE_ONLY), key=_longest_first)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, spelt))})(?:e?s)?(?!\w)")


def _longest_first(spelt: str) -> tuple[int, str]:
    return (-len(spelt), spelt)


def _held(kind: str, words: str) -> Sequence[str]:
    known = spellings(kind)
    found = [match.group() for match in _expression(kind).finditer(words)]
    return [
        next(
            known[one]
            for one in (text, text.removesuffix("s"), text.removesuffix("es"))
            if one in known
        )
        for text in found
    ]
