"""What the law answers is the same for many findings: each set of answers is kept once."""

import hashlib
from dataclasses import replace
from typing import Final

import orjson
import pyarrow as pa

from sunlit.schema import batch_of, plain
from sunlit.tables import InstrumentAnswer

Answers = tuple[InstrumentAnswer, ...]

#: Answers that are known by being the very same object as lately.
_LATE: Final = 4_096
_LETTERS: Final = 16


def law_digest(answers: Answers) -> str:
    """The name of a set of answers: a digest of what they say, whoever is asked about."""
    told = orjson.dumps([plain(replace(one, law="")) for one in answers])
    return hashlib.sha256(told).hexdigest()[:_LETTERS]


class AnswersOnce:
    """The answers that findings refer to by the digest of what they say."""

    def __init__(self) -> None:
        self._answers: dict[str, Answers] = {}
        # The answers stand beside their id, so that no other object can come by it.
        self._late: dict[int, tuple[Answers, str]] = {}

    def law_of(self, answers: Answers) -> str:
        """Keep what the instruments answer, and give the name that a finding refers to it by."""
        late = self._late.get(id(answers))
        if late is not None:
            return late[1]
        law = law_digest(answers)
        self._answers.setdefault(law, answers)
        if len(self._late) >= _LATE:
            self._late.clear()
        self._late[id(answers)] = (answers, law)
        return law

    def table(self) -> pa.RecordBatch:
        """ANSWERS: the answers of each law, in the order in which they were first given."""
        rows = [replace(one, law=law) for law, answers in self._answers.items() for one in answers]
        return batch_of(InstrumentAnswer, rows)
