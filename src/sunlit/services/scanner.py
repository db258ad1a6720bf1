"""What is looked for, made ready once: the knowledge, a user's lists, and the compiled matcher."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sunlit import matching
from sunlit.knowledge import Knowledge
from sunlit.knowledge.lists import Screening, screening
from sunlit.settings import MIN_SCORE


@dataclass(frozen=True, eq=False)
class Scanner:
    """Passed to every step that matches or judges; made once, and safe to share between threads.

    Nothing in it changes when it is used: a run that reads and matches counts for itself.
    """

    knowledge: Knowledge  # with the parties of lists that are compiled into signals
    screening: Screening
    matcher: matching.Matches
    lists: tuple[matching.CompiledList, ...] = ()
    min_score: float = MIN_SCORE

    @classmethod
    def make(
        cls,
        knowledge: Knowledge,
        lists: Sequence[matching.CompiledList] = (),
        *,
        only_lists: bool = False,
        min_score: float = MIN_SCORE,
        cache_dir: Path | None = None,
    ) -> "Scanner":
        """Compile what is looked for, or load it from `cache_dir`; None keeps it nowhere.

        With `only_lists` the lists' names alone are looked for, not the built-in parties. Raises
        InputError when two lists give the same id.
        """
        looked_for = screening(knowledge, [one.names for one in lists], only=only_lists)
        built_in = matching.load_or_compile(looked_for.knowledge, cache_dir)
        matcher: matching.Matches = built_in
        if looked_for.looked_up:
            matcher = matching.LongListMatcher(built_in, looked_for, lists)
        return cls(looked_for.knowledge, looked_for, matcher, tuple(lists), min_score)

    def scoring(self, min_score: float) -> "Scanner":
        """The same scanner with another least score; nothing is compiled anew."""
        return replace(self, min_score=min_score)
