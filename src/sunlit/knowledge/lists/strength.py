"""How much does a name say by itself, and what does it name when its list does not say?"""

import re
from functools import cache
from importlib.resources import files
from typing import Final, Literal

from sunlit.knowledge.lists.entries import EntryKind, ListEntry, ListName
from sunlit.knowledge.records import Strength
from sunlit.values.names.folding import words_of
from sunlit.values.names.lexicon import lexicon
from sunlit.values.names.parsing import Kind, kind_of, without_forms

Script = Literal["latin", "han", "cyrillic", "arabic"]

_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")
_ARABIC: Final = re.compile("[\u0590-\u06ff]")
#: Letters that a name of one word needs to be told from an acronym or a word by itself.
_LONG_WORD: Final = 6
_DISTINCT_WORD: Final = 3
_TWO_WORDS_LETTERS: Final = 8
#: A phrase of so many words and letters tells as soon as one of its words does.
_PHRASE_WORDS: Final = 3
_PHRASE_LETTERS: Final = 15
_SUPPLIER_LETTERS: Final = 10
_HAN_ALONE: Final = 3
_FOREIGN_ALONE: Final = 5


def strength_of(name: ListName) -> Strength:
    """ "alone" when the name points to its owner wherever it stands; else it needs words beside it.

    Two telling words or one of six letters do; short ones, words of everyday language and names
    that the list itself calls weak do not.
    """
    if name.kind == "weak":
        return "with_context"
    if name.kind == "model":
        return "alone" if _is_telling_model(name.text) else "with_context"
    script = script_of(name.text)
    letters = sum(letter.isalpha() for letter in name.text)
    if script == "han":
        return "alone" if letters >= _HAN_ALONE else "with_context"
    if script != "latin":
        return "alone" if letters >= _FOREIGN_ALONE else "with_context"
    return "alone" if _is_telling(name.text) else "with_context"


def strength_as_supplier(name: ListName) -> Strength:
    """How much a name says that is a whole supplier cell: several words, however common, do."""
    core = core_of(name.text)
    if name.kind != "weak" and len(core) > 1 and sum(map(len, core)) >= _SUPPLIER_LETTERS:
        return "alone"
    return strength_of(name)


def script_of(text: str) -> Script:
    """The script that tells how a name is looked for; Latin when no other is in it."""
    if _HAN.search(text):
        return "han"
    if _CYRILLIC.search(text):
        return "cyrillic"
    return "arabic" if _ARABIC.search(text) else "latin"


def core_of(text: str) -> tuple[str, ...]:
    """The folded words of a name without its organisation forms; all of them when it is but forms."""
    words = words_of(text)
    core, _ = without_forms(words)
    return core or words


def matched_as(entry: ListEntry) -> EntryKind:
    """What an entry is taken for: as its list says, else as its first name looks."""
    if entry.kind != "unknown":
        return entry.kind
    words = words_of(entry.name)
    core, form = without_forms(words)
    said = kind_of(entry.name, words, core, form)
    known: dict[Kind, EntryKind] = {
        Kind.COMPANY: "company",
        Kind.PERSON: "person",
        Kind.VESSEL: "vessel",
    }
    return known.get(said, "unknown")


def _is_telling(text: str) -> bool:
    core = core_of(text)
    telling = [word for word in core if _tells(word)]
    if len(telling) > 1:
        return sum(map(len, telling)) >= _TWO_WORDS_LETTERS
    if telling and len(core) >= _PHRASE_WORDS:
        return sum(map(len, core)) >= _PHRASE_LETTERS
    return bool(telling) and len(telling[0]) >= _LONG_WORD


def _tells(word: str) -> bool:
    return (
        len(word) >= _DISTINCT_WORD
        and not word.isdigit()
        and word not in _common_words()
        and lexicon().weights.get(lexicon().canonical.get(word, word), 1.0) > 0.5
    )


def _is_telling_model(text: str) -> bool:
    return (
        sum(letter.isalnum() for letter in text) >= _LONG_WORD
        and any(letter.isdigit() for letter in text)
        and any(letter.isalpha() for letter in text)
    )


@cache
def _common_words() -> frozenset[str]:
    text = files("sunlit.knowledge.lists").joinpath("common_words.txt").read_text("utf-8")
    return frozenset(word for word in text.split("\n") if word and not word.startswith("#"))
