"""Derive every signal from the parties' names, other makers' labels and the model patterns."""

from collections.abc import Iterable, Iterator, Mapping

from sunlit.knowledge.facts import Texts
from sunlit.knowledge.records import (
    CategoryFile,
    ModelFile,
    ModelPattern,
    Name,
    Party,
    Relabel,
    RelabelFile,
    RelabelHint,
    Signal,
)

#: Names that say the maker outright; brands and product lines only point to it.
_GRADE_OF_NAME = {"brand": "relabel", "product_line": "model"}


def derive_signals(
    parties: Mapping[str, Party],
    relabels: RelabelFile,
    models: Iterable[ModelFile],
    categories: CategoryFile,
) -> tuple[Signal, ...]:
    """All signals, in a fixed order: names by party, relabels, leads, models by party."""
    classes = categories.model_classes
    signals = [
        signal_of_name(party.id, name, party.collisions)
        for party in parties.values()
        for name in party.names
    ]
    for relabel in relabels.relabels:
        signals += _of_relabel(relabel, classes)
    signals += [_of_lead(lead, lead.text) for lead in relabels.leads if lead.text]
    for model_file in models:
        signals += [
            _of_pattern(model_file.party, pattern, classes) for pattern in model_file.patterns
        ]
    return tuple(signals)


def signal_of_name(party: str, name: Name, collisions: Texts = ()) -> Signal:
    """The signal of one name of a party; `collisions` are what its everyday name stands for too."""
    return Signal(
        id=f"{party}:{name.kind}:{name.text}",
        party=party,
        kind=name.kind,
        text=name.text,
        strength=name.strength,
        grade=_GRADE_OF_NAME.get(name.kind, "named"),
        script=name.script,
        product_class=name.product_class,
        since=name.since,
        until=name.until,
        evidence_rank=name.evidence_rank,
        reach=name.reach,
        generated=name.generated,
        false_hits=name.false_hits,
        collisions=collisions if name.kind == "name" else (),
        note=name.note,
        source=name.source,
        verified=name.verified,
    )


def _of_relabel(relabel: Relabel, classes: Mapping[str, str | None]) -> Iterator[Signal]:
    for text in (relabel.text, *relabel.aliases):
        yield Signal(
            id=f"{relabel.party or 'unknown'}:relabel:{text}",
            party=relabel.party,
            kind="relabel",
            text=text,
            # A label covers other makers' things too: the label alone is never enough.
            strength="alone" if relabel.reach == "all_products" else "with_context",
            grade="relabel",
            product_class=classes.get(relabel.model_class or ""),
            model_class=relabel.model_class,
            since=relabel.since,
            until=relabel.until,
            evidence_rank=relabel.evidence_rank,
            reach=relabel.reach,
            false_hits=relabel.false_hits,
            collisions=relabel.collisions,
            also=relabel.also,
            candidates=relabel.candidates,
            note=relabel.note or relabel.relation,
            source=relabel.source,
            verified=relabel.verified,
        )


def _of_lead(lead: RelabelHint, text: str) -> Signal:
    return Signal(
        id=f"{lead.party}:relabel:{text}",
        party=lead.party,
        kind="relabel",
        text=text,
        strength="with_context",
        grade="relabel",
        evidence_rank="U",
        reach="unknown",
        note=lead.note,
        verified="unverified",
    )


def _of_pattern(party: str, pattern: ModelPattern, classes: Mapping[str, str | None]) -> Signal:
    return Signal(
        id=f"{party}:{pattern.kind}:{pattern.id}",
        party=party,
        kind=pattern.kind,
        pattern=pattern.pattern,
        strength=pattern.strength,
        alone_if_prefix=pattern.alone_if_prefix,
        grade="relabel" if pattern.relabel else "model",
        product_class=classes.get(pattern.model_class),
        model_class=pattern.model_class,
        false_hits=pattern.false_hits,
        collisions=pattern.collisions,
        examples=pattern.examples,
        note=pattern.note,
        source=pattern.source,
        verified=pattern.verified,
    )
