"""Is a text folded so that spans lead back, and a pattern so that it matches more, never less?"""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from sunlit.matching.signals.patterns import fold, loosened, misspellings, without_lookaround


@settings(max_examples=200, derandomize=True)
@given(st.text(max_size=30))
def test_every_folded_character_leads_back_to_the_one_it_came_from(text: str) -> None:
    folded = fold(text)
    assert folded.text == folded.text.lower() or not text.isascii()
    for i in range(len(folded.text)):
        start, end = folded.span(i, i + 1)
        assert 0 <= start < end <= len(text)


def test_look_alikes_are_plain_only_in_words_that_mix_scripts() -> None:
    assert fold("Нytеra").text == "hytera"
    assert fold("Відеокамера").text == "видеокамера"


def test_accents_full_width_and_hidden_letters_are_plain() -> None:
    assert fold("Hyté\u200bra ＺＴＥ").text == "hytera zte"


def test_a_loosened_model_takes_spaces_and_with_glue_nothing() -> None:
    pattern = r"(?<![A-Z0-9])DS-2CD[0-9]{4}"
    assert re.search(loosened(pattern, glue=True), "DS2CD2143")
    assert re.search(loosened(pattern, glue=False), "DS 2CD2143")
    assert not re.search(loosened(pattern, glue=False), "DS2CD2143")


def test_lookarounds_are_taken_out_whole() -> None:
    assert without_lookaround(r"(?<![A-Z0-9-])IPC-[B(][0-9](?![0-9])\b") == "IPC-[B(][0-9]"


def test_slips_keep_the_first_letter_and_never_are_the_name() -> None:
    slips = misspellings("hikvision")
    assert {"hikvison", "hikvsion", "hikvission", "hickvision"} <= slips
    assert "hikvision" not in slips
    assert all(slip[0] == "h" for slip in slips)
