"""What does each instrument say of a purchase whose facts are known? Facts in, answers out."""

from sunlit.rules.evaluate.answer import Answer, answer_of, answers_as_records
from sunlit.rules.evaluate.ask import answer, completed, purchases_first
from sunlit.rules.evaluate.boundaries import boundary_days
from sunlit.rules.evaluate.in_a_word import law_in_a_word
from sunlit.rules.evaluate.in_force import begins
from sunlit.rules.evaluate.listed import names_parties, reaches_affiliates, tranches_of
from sunlit.rules.evaluate.places import may_bind
from sunlit.rules.evaluate.scope import asked
from sunlit.rules.evaluate.status import answers, as_facts, facts_of, law_digest, told, words

__all__ = [
    "Answer",
    "answer",
    "answer_of",
    "answers",
    "answers_as_records",
    "as_facts",
    "asked",
    "begins",
    "boundary_days",
    "completed",
    "facts_of",
    "law_digest",
    "law_in_a_word",
    "may_bind",
    "names_parties",
    "purchases_first",
    "reaches_affiliates",
    "told",
    "tranches_of",
    "words",
]
