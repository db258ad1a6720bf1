"""Why is a row tied to a party? One plain sentence, without accusation."""

from typing import Final

from sunlit.matching.assertion import Stance
from sunlit.matching.score.points import Evidence, ScoredCell
from sunlit.matching.signals import ThingClasses

_FIELDS: Final = {
    "description": "the item description",
    "supplier": "the supplier's name",
    "manufacturer": "the maker's cell",
    "model": "the model cell",
    "title": "the title",
}
_VARIANTS: Final = {
    "misspelt": "a likely misspelling of ",
    "apart": "a likely misspelling of ",
    "spacing": "a spaced or hyphenated spelling of ",
    "truncated": "a cut-off spelling of ",
    "ocr": "a scanning error of ",
    "inflected": "a form of ",
    "glued": "written together with the next word: ",
}
_STANCES: Final = {
    "services": "say that it is maintained or repaired",
    "removes": "say that it is taken out or replaced",
    "excludes": "say that it is ruled out",
    "compatible": "say that something else fits it",
    "mentions": "say that it is only spoken of",
}


def reason_of(evidence: Evidence, stance: Stance, classes: ThingClasses) -> str:
    """One sentence: what stands where, what it is, what stands beside it."""
    cell, hit = evidence.cell, evidence.hit
    text = _original(cell, hit.start, hit.end)
    parts = [f"'{text}' in {_place(cell)} is {_what(evidence, classes)}"]
    beside = _product_words(evidence)
    if beside:
        word = "words" if " " in beside else "word"
        parts.append(f"the {word} '{beside}' stand{'' if word == 'words' else 's'} beside it")
    if stance.modifier and stance.name in _STANCES:
        parts.append(f"the words '{stance.modifier}' {_STANCES[stance.name]}")
    return "; ".join(parts) + "."


def _original(cell: ScoredCell, start: int, end: int) -> str:
    a, b = cell.passage.folded.span(start, end)
    return " ".join(cell.passage.folded.original[a:b].split())


def _place(cell: ScoredCell) -> str:
    return _FIELDS.get(cell.field, f"the column '{cell.column}'")


def _what(evidence: Evidence, classes: ThingClasses) -> str:
    signal = evidence.hit.signal
    how = _VARIANTS.get(evidence.hit.variant, "")
    if evidence.hit.variant == "seller":
        return f"the name of a seller that calls itself after {signal.name}"
    if signal.grade == "model":
        thing = classes.short.get(signal.product_class or "", "")
        kind = "product line" if signal.kind == "product_line" else "model number"
        return f"{how}a {signal.name} {thing + ' ' if thing else ''}{kind}"
    if signal.grade == "relabel":
        sure = "a brand of" if signal.kind == "brand" else "a brand reported to sell products of"
        return (
            f"{how}'{signal.text}', {sure} {signal.name}"
            if signal.text
            else f"{how}a model of a brand reported to sell products of {signal.name}"
        )
    return (
        f"{how}the name '{signal.text}' ({signal.name})"
        if signal.text != signal.name
        else f"{how}the name {signal.name}"
    )


def _product_words(evidence: Evidence) -> str:
    cell, hit = evidence.cell, evidence.hit
    apart = [
        word
        for word in cell.words
        if word.group.startswith("product:") and (word.end <= hit.start or hit.end <= word.start)
    ]
    if not apart:
        return ""
    best = max(apart, key=lambda f: (f.end - f.start, -abs(f.start - hit.start)))
    return _original(cell, best.start, best.end)
