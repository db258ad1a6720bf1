"""What does the law say of a tied purchase, in codes for the table and in words for a person?"""

from collections.abc import Mapping, Sequence

from sunlit import rules
from sunlit.findings import Asked
from sunlit.knowledge import Knowledge
from sunlit.tables import AnswerWords, Finding, InstrumentAnswer, Purchase, Tie


def words_of(known: Knowledge, finding: Finding) -> tuple[AnswerWords, ...]:
    """What each instrument says of a finding, by the facts that it keeps."""
    return rules.words(
        known,
        finding.party,
        finding.date,
        finding.date_precision,
        finding.jurisdiction,
        finding.facts,
    )


class LawOf:
    """Asks the law about a purchase that is tied to a party."""

    def __init__(self, known: Knowledge) -> None:
        self._known = known

    def __call__(self, purchase: Purchase, tie: Tie) -> Asked:
        """The facts that the row says, and what each instrument answers."""
        facts = rules.facts_of_row(self._known, purchase, tie)
        answers = rules.answers(
            self._known,
            tie.party,
            purchase.date,
            purchase.date_precision,
            purchase.jurisdiction,
            facts,
        )
        return Asked(facts, rules.law_digest(answers), answers)


class LawInWords:
    """Puts what the law says of a finding into words, where it is shown."""

    def __init__(
        self, known: Knowledge, by_law: Mapping[str, tuple[InstrumentAnswer, ...]]
    ) -> None:
        """`by_law`: the answers that findings refer to, by their law."""
        self._known, self._by_law = known, by_law
        self._in_a_word: dict[str, str] = {}

    def answers(self, finding: Finding) -> Sequence[AnswerWords]:
        """What each instrument says of the finding."""
        return words_of(self._known, finding)

    def in_a_word(self, finding: Finding) -> str:
        """The same in a few words: "listed 2019-08-13; depends on the money"."""
        law = finding.law
        if law not in self._in_a_word:
            self._in_a_word[law] = rules.law_in_a_word(self._by_law.get(law, ()))
        return self._in_a_word[law]
