"""What the law answers is the same for many findings: each set of answers is kept once."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pyarrow as pa

from sunlit.schema import batch_of
from sunlit.tables import Fact, InstrumentAnswer

Answers = tuple[InstrumentAnswer, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the law was asked with, beside party, place and day, and what each instrument answers.

    `law` is the digest of the answers: the same for all who are answered the same.
    """

    facts: tuple[Fact, ...]
    law: str
    answers: Answers


class AnswersOnce:
    """The answers that findings refer to by their law, each set once."""

    def __init__(self) -> None:
        self._answers: dict[str, Answers] = {}

    def refer(self, asked: Asked) -> str:
        """Keep what the instruments answer, and give the name that a finding refers to it by."""
        self._answers.setdefault(asked.law, asked.answers)
        return asked.law

    @property
    def by_law(self) -> Mapping[str, Answers]:
        """The answers of each law, in the order in which they were first given."""
        return self._answers

    def table(self) -> pa.RecordBatch:
        """ANSWERS: a row for each law and instrument, in the same order."""
        rows = [
            replace(answer, law=law) for law, answers in self._answers.items() for answer in answers
        ]
        return batch_of(InstrumentAnswer, rows)
