"""How does the knowledge become one matcher that workers and later runs load?"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from sunlit.errors import KnowledgeError
from sunlit.matching.signals.classes import ThingClasses
from sunlit.matching.signals.lexicon import Words, squeeze
from sunlit.matching.signals.patterns import cyrillic_misspellings, fold, misspellings

if TYPE_CHECKING:
    from sunlit.knowledge import Knowledge
    from sunlit.knowledge import Signal as KnownSignal
    from sunlit.knowledge.brand_words import Reading

#: Words of company names that identify nobody by themselves.
_GENERIC: Final = frozenset(
    [
        "the",
        "of",
        "and",
        "co",
        "company",
        "ltd",
        "limited",
        "inc",
        "llc",
        "corp",
        "corporation",
        "group",
        "gmbh",
        "bv",
        "sa",
        "ag",
        "usa",
        "uk",
        "us",
        "china",
        "chinese",
        "shenzhen",
        "hangzhou",
        "zhejiang",
        "beijing",
        "xiamen",
        "chengdu",
        "shanghai",
        "technology",
        "technologies",
        "tech",
        "digital",
        "communications",
        "communication",
        "systems",
        "international",
        "electronic",
        "information",
        "network",
        "americas",
        "america",
        "canada",
        "europe",
        "science",
        "operations",
        "security",
        "services",
        "data",
        "sz",
        "ao",
    ]
)
_SHORTEST_MISSPELT: Final = 5
_SPELLING_KINDS: Final = frozenset({"name", "transliteration", "brand", "relabel"})


@dataclass(frozen=True, slots=True)
class Signal:
    """A signal as the matcher needs it. `text` or `pattern` is set, never both."""

    id: str
    party: str
    kind: str
    text: str | None
    pattern: str | None
    strength: str
    grade: str
    script: str
    product_class: str | None
    reach: str | None
    evidence_rank: str | None
    alone_if_prefix: str | None
    source: str
    name: str  # the party's name, as a sentence says it
    false_hits: tuple[str, ...] = ()  # folded words beside which a weak signal is something else


@dataclass(frozen=True, slots=True)
class Compiled:
    """All that a matcher is made of, as plain data: signals, words and the version."""

    version: str
    signals: tuple[Signal, ...]
    words: Words

    def to_bytes(self) -> bytes:
        """JSON in UTF-8, the same for the same knowledge."""
        plain = asdict(self)
        plain["words"]["classes"] = self.words.classes.as_plain()
        return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode()

    @classmethod
    def from_bytes(cls, content: bytes) -> "Compiled":
        """The inverse of to_bytes. KnowledgeError when the content is none of ours."""
        try:
            plain: dict[str, Any] = json.loads(content)
            signals = tuple(
                Signal(**{**signal, "false_hits": tuple(signal["false_hits"])})
                for signal in plain["signals"]
            )
            return cls(plain["version"], signals, _words(plain["words"]))
        except (ValueError, KeyError, TypeError) as error:
            raise KnowledgeError(
                f"A saved matcher cannot be read: {error}. Delete it; it is compiled again."
            ) from error


def compile_signals(knowledge: "Knowledge") -> Compiled:
    """Gather the knowledge's signals, read as its brand_words.yaml says, and its words."""
    names = {party.id: party.name for party in knowledge.parties.values()}
    signals = [signal for one in knowledge.signals for signal in _of_signal(one, names)]
    # Misspellings last, so that a name's own spelling is the one that is told.
    signals = sorted(
        (_as_read_here(signal, knowledge.brand_words.readings) for signal in signals),
        key=lambda signal: signal.kind == "misspelling",
    )
    brands = knowledge.brand_words
    words = Words(
        by_class={
            category.id: (
                *(word for found in category.words.values() for word in found),
                *brands.lines_by_class.get(category.id, ()),
            )
            for category in knowledge.categories.values()
        },
        other_goods=brands.lines_of_other_goods,
        other_makers=brands.other_makers,
        broad_brands=brands.broad_brands,
        everyday=brands.everyday,
        truncations=brands.truncations,
        glued=brands.glued,
        not_slips=brands.not_slips,
        classes=ThingClasses.of(knowledge.vocabulary.classes),
    )
    return Compiled(knowledge.version, tuple(_one_party_per_text(_to_parents(signals))), words)


def _words(plain: Mapping[str, Any]) -> Words:
    """The inverse of asdict, whose tuples JSON made lists."""
    held: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in plain.items()
    }
    held["by_class"] = {name: tuple(words) for name, words in plain["by_class"].items()}
    held["classes"] = ThingClasses.from_plain(plain["classes"])
    return Words(**held)


def _of_signal(signal: "KnownSignal", names: dict[str, str]) -> Iterator[Signal]:
    if signal.party is None:  # one of several makers, which is not known: no party to tie to
        return
    yield Signal(
        id=signal.id,
        party=signal.party,
        kind=signal.kind,
        text=signal.text,
        pattern=_to_the_code(signal.pattern),
        strength=signal.strength,
        grade=signal.grade,
        script=signal.script,
        product_class=signal.product_class,
        reach=signal.reach,
        evidence_rank=signal.evidence_rank,
        alone_if_prefix=signal.alone_if_prefix,
        source=_source_of(signal.source, signal.verified),
        false_hits=tuple(fold(words).text for words in signal.false_hits),
        name=names.get(signal.party, signal.party),
    )


def _to_the_code(pattern: str | None) -> str | None:
    """A pattern that ends in "any letters, digits and spaces" takes only words with a digit."""
    return pattern and re.sub(r"\[A-Z0-9 -?\]\*", "(?:[ -]?[A-Z]{0,4}[0-9][A-Z0-9]*){0,2}", pattern)


def _source_of(source: Iterable[str], verified: str) -> str:
    first = next(iter(source), "")
    if verified == "unverified" or not first:
        return f"unverified ({first})" if first else "unverified"
    return first


def _as_read_here(signal: Signal, readings: "Mapping[str, Reading]") -> Signal:
    reading = readings.get(signal.id)
    return replace(signal, **reading.model_dump(exclude_none=True)) if reading else signal


def _script(text: str) -> str:
    if re.search("[\u0400-\u052f]", text):
        return "cyrillic"
    if re.search("[\u0600-\u06ff]", text):
        return "arabic"
    return "han" if re.search("[\u3400-\u9fff]", text) else "latin"


def _to_parents(signals: list[Signal]) -> list[Signal]:
    """A unit whose name holds another party's own name counts for that party.

    "Dahua Technology USA" in a row is evidence of Dahua; who owned the unit when is the law's
    question, not the text's.
    """
    own = {
        squeeze(signal.text): signal
        for signal in signals
        if signal.text
        and signal.kind == "name"
        and signal.grade == "named"
        and " " not in signal.text
    }
    return [_to_parent(signal, own) for signal in signals]


def _to_parent(signal: Signal, own: dict[str, Signal]) -> Signal:
    if not signal.text or signal.grade != "named" or " " not in signal.text:
        return signal
    for word in signal.text.split():
        parent = own.get(squeeze(word))
        if parent and parent.party != signal.party:
            return replace(signal, party=parent.party, name=parent.name)
    return signal


def _one_party_per_text(signals: list[Signal]) -> Iterator[Signal]:
    """A brand that is a party of its own takes that party only."""
    owners = {squeeze(s.text): s.party for s in signals if s.text and s.grade == "named"}
    seen: set[tuple[str, int, str]] = set()
    for signal in signals:
        if signal.text:
            key = squeeze(signal.text) or signal.text
            written = (key, len(re.split(r"[\s\-]+", signal.text)), signal.party)
            if owners.get(key, signal.party) != signal.party or written in seen:
                continue
            seen.add(written)
        yield signal


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a signal, squeezed to letters and digits."""

    signal: int
    variant: str  # "exact" or "misspelt"
    strength: str


def spellings(signals: Iterable[Signal], not_slips: Collection[str] = ()) -> dict[str, Spelling]:
    """Every squeezed spelling that is looked for as whole words: names first, slips where free.

    `not_slips` are words of their own, one letter away from a name.
    """
    signals = tuple(signals)
    found: dict[str, Spelling] = {}
    for index, signal in enumerate(signals):
        if signal.text and signal.script in ("latin", "cyrillic"):
            key = squeeze(signal.text)
            variant = "misspelt" if signal.kind == "misspelling" else "exact"
            if len(key) > 1 and len(key) >= 0.7 * len(signal.text.strip("-")):
                found.setdefault(key, Spelling(index, variant, signal.strength))
    for index, signal in enumerate(signals):
        for slip in _slips(signal, not_slips):
            found.setdefault(slip, Spelling(index, "misspelt", signal.strength))
    return found


def _slips(signal: Signal, not_slips: Collection[str]) -> Iterable[str]:
    if not signal.text or signal.kind not in _SPELLING_KINDS or " " in signal.text:
        return ()
    key = squeeze(signal.text)
    if signal.grade == "relabel" and (signal.strength != "alone" or len(key) < _SHORTEST_MISSPELT):
        return ()
    if len(key) < _SHORTEST_MISSPELT:
        return ()
    made = cyrillic_misspellings(key) if signal.script == "cyrillic" else misspellings(key)
    return sorted(
        slip for slip in made if len(slip) >= _SHORTEST_MISSPELT and slip not in not_slips
    )


def core_words(signal: Signal) -> tuple[str, ...]:
    """The words of a name that tell it from others: what the candidate pass looks for first."""
    words = [squeeze(word) for word in (signal.text or "").split()]
    kept = tuple(word for word in words if word and word not in _GENERIC)
    return kept or tuple(word for word in words if word)
