"""How was an answer reached? A tree of questions, each with its answer and what would settle it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from sunlit.rules.evaluate.missing import Missing
from sunlit.values.truth import Truth, both, either, opposite


@dataclass(frozen=True, slots=True)
class Step:
    """A question, its answer, and the smaller questions that it was answered from.

    A leaf that is "unknown" says in `missing` which fact would settle it.
    """

    question: str
    answer: Truth
    because: str = ""
    missing: Missing | None = None
    joined: Literal["all", "any", "not", "leaf"] = "leaf"
    parts: tuple["Step", ...] = ()
    listing: bool = False  # it asks whether the party is named, which is told by itself
    assumed: str | None = None  # what the answer takes for granted, and from which words

    def open_facts(self) -> Iterator[Missing]:
        """The missing facts of parts that are unknown, in their order."""
        if self.answer != "unknown":
            return
        if self.missing:
            yield self.missing
        for part in self.parts:
            yield from part.open_facts()

    def assumptions(self) -> Iterator[str]:
        """What this answer rests on that nobody stated; of parts that are "no" nothing does."""
        if self.answer == "no":
            return
        if self.assumed:
            yield self.assumed
        for part in self.parts:
            yield from part.assumptions()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The tree as indented lines of text."""
        why = f": {self.because}" if self.because else ""
        taken = f" [assumed: {self.assumed}]" if self.assumed else ""
        yield f"{'  ' * depth}{self.question} {self.answer}{why}{taken}"
        for part in self.parts:
            yield from part.lines(depth + 1)

    def as_record(self) -> dict[str, object]:
        """The tree as plain data."""
        record: dict[str, object] = {"question": self.question, "answer": self.answer}
        if self.because:
            record["because"] = self.because
        if self.assumed:
            record["assumed"] = self.assumed
        if self.missing and self.answer == "unknown":
            record["missing"] = self.missing.words
        if self.parts:
            record["joined"] = self.joined
            record["parts"] = [part.as_record() for part in self.parts]
        return record


def all_of(question: str, parts: Sequence[Step], because: str = "") -> Step:
    """Yes when all parts are, no as soon as one is."""
    answer = both(*(part.answer for part in parts))
    return Step(question, answer, because, joined="all", parts=tuple(parts))


def any_of(question: str, parts: Sequence[Step], because: str = "") -> Step:
    """Yes as soon as one part is, no when none can be."""
    answer = either(part.answer for part in parts)
    return Step(question, answer, because, joined="any", parts=tuple(parts))


def none_of(question: str, parts: Sequence[Step]) -> Step:
    """Yes when every part is no."""
    answer = opposite(either(part.answer for part in parts))
    return Step(question, answer, joined="not", parts=tuple(parts))
