"""Does what the knowledge says of brands' names reach the matcher, and its digest?"""

from dataclasses import replace

import pytest

from sunlit.knowledge import Knowledge, load
from sunlit.knowledge.brand_words import Reading
from sunlit.matching.signals.compile import Compiled, compile_signals, spellings
from sunlit.matching.signals.lexicon import lexicon_of


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return load()


def test_a_signal_is_read_as_the_knowledge_says(known: Knowledge) -> None:
    def strength(knowledge: Knowledge) -> str:
        signals = compile_signals(knowledge).signals
        return next(signal.strength for signal in signals if signal.id == "lorex:name:Lorex")

    assert strength(known) == "likely"
    words = known.brand_words.model_copy(update={"readings": {"lorex:name:Lorex": Reading()}})
    changed = replace(known, brand_words=words)
    assert strength(changed) == "alone"
    assert compile_signals(changed).to_bytes() != compile_signals(known).to_bytes()


def test_each_reading_is_of_a_signal_that_there_is(known: Knowledge) -> None:
    assert known.brand_words.readings.keys() <= {signal.id for signal in known.signals}


def test_a_word_that_is_no_slip_is_not_looked_for(known: Knowledge) -> None:
    compiled = compile_signals(known)
    assert "hivision" in spellings(compiled.signals)
    assert "hivision" not in spellings(compiled.signals, compiled.words.not_slips)


def test_the_words_come_back_from_bytes(known: Knowledge) -> None:
    compiled = compile_signals(known)
    again = Compiled.from_bytes(compiled.to_bytes())
    assert again == compiled
    assert lexicon_of(again.words).everyday == lexicon_of(compiled.words).everyday
