"""The law in a word, for a narrow column of a terminal."""

from collections.abc import Sequence
from typing import Final

from sunlit.rules.evaluate.missing import in_order, turns_on
from sunlit.tables import InstrumentAnswer

_SHOWN: Final = 3


def law_in_a_word(answers: Sequence[InstrumentAnswer]) -> str:
    """A few words on the answers on one finding: "listed 2019-08-13; depends on the money".

    The day is the earliest listing that held on the finding's date. Nothing is said of
    prohibition that an answer does not say.
    """
    if not answers:
        return "on no list here"
    return f"{_listing(answers)}; {_answer(answers)}"


def _listing(answers: Sequence[InstrumentAnswer]) -> str:
    bearing = [answer for answer in answers if answer.answer != "not_applicable"]
    for among in (bearing, answers):
        days = [str(answer.listed_from) for answer in among if answer.listed == "yes"]
        if days:
            return f"listed {min(days)}"
    if any(answer.listed == "unknown" for answer in answers):
        return "listing unknown"
    return "not listed then"


def _answer(answers: Sequence[InstrumentAnswer]) -> str:
    given = {answer.answer for answer in answers}
    if "prohibited" in given:
        return "prohibited"
    if "depends" in given:
        return f"depends on {_deciding(answers)}"
    return "not prohibited" if "not_prohibited" in given else "no rule on this buyer"


def _deciding(answers: Sequence[InstrumentAnswer]) -> str:
    codes = {code for answer in answers for code in answer.missing if answer.answer == "depends"}
    groups = in_order(group for code in codes for group in turns_on(code))
    return f"the {', '.join(groups[:_SHOWN])}" if groups else "further facts"
