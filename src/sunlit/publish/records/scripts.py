"""Which font can show this text on paper, and what stands there when none can?"""

import re
from collections.abc import Callable
from typing import Final

from anyascii import anyascii

#: Han, kana and hangul: shown with the fonts for these scripts that PDF viewers bring along.
_EAST_ASIAN: Final = (
    ("hangul", re.compile(r"[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]+")),
    ("kana", re.compile(r"[\u3040-\u30ff\u31f0-\u31ff]+")),
    ("han", re.compile(r"[\u2e80-\u2fdf\u3000-\u303f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+")),
)


def in_runs(text: str, shows: Callable[[str], bool]) -> list[tuple[str, str]]:
    """The text as runs of (font, words): "page" for what the page's font `shows`, else a script's.

    A run that an East Asian font shows is followed by its transliteration in brackets, because a
    viewer may lack that font; what no font shows is transliterated alone, in brackets.
    """
    runs: list[tuple[str, str]] = []
    for character in text:
        font = "page" if shows(character) else _script(character)
        if runs and runs[-1][0] == font:
            runs[-1] = (font, runs[-1][1] + character)
        else:
            runs.append((font, character))
    return [part for font, words in runs for part in _shown(font, words)]


def _script(character: str) -> str:
    return next((name for name, pattern in _EAST_ASIAN if pattern.match(character)), "none")


def _shown(font: str, words: str) -> list[tuple[str, str]]:
    if font == "page":
        return [(font, words)]
    told = f"[{anyascii(words).strip() or '?'}]"
    return [("page", told)] if font == "none" else [(font, words), ("page", f" {told}")]
