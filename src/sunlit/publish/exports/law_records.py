"""What the law says, told once per file: by instrument what it is, by law what it answers."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from sunlit.publish.exports.contract import Law
from sunlit.tables import AnswerWords, Finding

#: What is an instrument's own, unless an answer says otherwise.
_OF_INSTRUMENT: Final = ("name", "citation", "quote", "source")
#: What an answer says for every finding that refers to the law. `why` is none of it: it names
#: the day of one purchase.
_OF_ANSWER: Final = (
    "instrument",
    "answer",
    "listed",
    "listed_from",
    "listed_until",
    "tranche",
    "via",
    "missing",
    "verified",
)


class LawOnce:
    """Remembers which laws and instruments a file has told; as large as the law."""

    def __init__(self) -> None:
        self._laws: set[str] = set()
        self._instruments: dict[str, dict[str, Any]] = {}

    def records(self, finding: Finding, law: Law) -> Iterator[dict[str, Any]]:
        """The records that must stand before this finding; none when its law was told."""
        if finding.law in self._laws:
            return
        self._laws.add(finding.law)
        answers = law.answers(finding)
        new = list(self._new(answers))
        if new:
            yield {"record": "instruments", "instruments": new}
        told = [self._answer(answer) for answer in answers]
        in_a_word = law.in_a_word(finding)
        yield {"record": "law", "law": finding.law, "in_a_word": in_a_word, "answers": told}

    def _new(self, answers: Sequence[AnswerWords]) -> Iterator[dict[str, Any]]:
        for answer in answers:
            if answer.instrument not in self._instruments:
                own = {name: getattr(answer, name) for name in _OF_INSTRUMENT}
                self._instruments[answer.instrument] = own
                yield {"instrument": answer.instrument, **_filled(own)}

    def _answer(self, answer: AnswerWords) -> dict[str, Any]:
        """What is this answer's own; an empty text where it has none of what its instrument has."""
        own = self._instruments[answer.instrument]
        other = {
            name: value or ""
            for name in _OF_INSTRUMENT
            if (value := getattr(answer, name)) != own[name]
        }
        return {**_filled({name: getattr(answer, name) for name in _OF_ANSWER}), **other}


def _filled(record: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in record.items() if value is not None}
