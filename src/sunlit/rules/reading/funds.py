"""Does the name of a fund say whose money it is? ESSER is federal, ESPLOST is a local tax."""

import re
from functools import lru_cache
from typing import Final, NamedTuple

from sunlit.knowledge.vocabulary import Vocabulary

_LONGEST_CELL: Final = 4_000
_NOT: Final = re.compile(r"\b(?:non|not|no|without|excluding|except)[- ]*$", re.IGNORECASE)


class NamedFunds(NamedTuple):
    """A fund's name: the money that it means (terms.MONEY), the words that say so, and why."""

    funds: str
    words: str
    why: str


def earliest_award_of(vocabulary: Vocabulary, text: str) -> str | None:
    """The first day on which an award of the named programme can have been made: "2021-03-11..".

    It is the day of the statute that made the programme.
    """
    cut = text[:_LONGEST_CELL]
    return next(
        (programme.awards for programme in vocabulary.programmes if programme.pattern.search(cut)),
        None,
    )


@lru_cache(maxsize=4_096)
def funds_of_name(vocabulary: Vocabulary, text: str) -> NamedFunds | None:
    """The money that a fund's name or a cell names; None when it names none that is known.

    Federal money is told before state or local money where a cell names both. "Non-federal" is
    not federal.
    """
    cut = text[:_LONGEST_CELL]
    for name in vocabulary.funds:
        for match in name.pattern.finditer(cut):
            if not _NOT.search(cut[max(0, match.start() - 12) : match.start()]):
                return NamedFunds(name.funds, match.group(), name.why)
    return None
