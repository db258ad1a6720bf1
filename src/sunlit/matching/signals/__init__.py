"""Which names, spellings and words are looked for, and how is a text folded to be compared?"""

from sunlit.matching.signals.classes import ThingClasses
from sunlit.matching.signals.compile import (
    Compiled,
    Signal,
    Spelling,
    compile_signals,
    core_words,
    spellings,
)
from sunlit.matching.signals.digest import code_digest
from sunlit.matching.signals.lexicon import (
    FoundPhrase,
    Lexicon,
    Passage,
    PhraseBook,
    Words,
    lexicon_of,
    read_words,
    squeeze,
)
from sunlit.matching.signals.patterns import fold, loosened, misspellings, without_lookaround

__all__ = [
    "Compiled",
    "FoundPhrase",
    "Lexicon",
    "Passage",
    "PhraseBook",
    "Signal",
    "Spelling",
    "ThingClasses",
    "Words",
    "code_digest",
    "compile_signals",
    "core_words",
    "fold",
    "lexicon_of",
    "loosened",
    "misspellings",
    "read_words",
    "spellings",
    "squeeze",
    "without_lookaround",
]
