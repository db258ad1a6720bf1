"""What does each rule answer on facts as a person writes them? The party is read from the item."""

from collections.abc import Mapping
from dataclasses import replace

from sunlit import knowledge, rules
from sunlit.rules import Answer, Facts, answers_as_records, facts_schema, read_facts
from sunlit.schema import rows_of
from sunlit.services.cells import text_cells
from sunlit.services.scanner import Scanner
from sunlit.tables import Tie

__all__ = [
    "Answer",
    "Facts",
    "GivenFacts",
    "answers_as_records",
    "check_facts",
    "facts_of_tie",
    "facts_schema",
    "facts_with_parties",
    "read_facts",
    "ties_of_text",
]

#: Facts by name, as written: docs/reference/facts.md says which there are.
GivenFacts = Mapping[str, object]


def check_facts(
    scanner: Scanner, given: GivenFacts | bytes | str, name: str = "facts"
) -> dict[str, Answer]:
    """Each instrument's answer on the facts; the party is read from `item` when none is given.

    Each answer says in `read_as` how words were read, and in `assumed` what was taken for granted.
    Raises InputError when the facts are not as docs/reference/facts.md says.
    """
    known = scanner.knowledge
    facts, notes = rules.facts_as_written(known, given, name)
    facts, more = facts_with_parties(scanner, facts)
    whole = rules.completed(known, facts)
    read_as = (*notes, *more, *_read_from_item(facts, whole))
    answers = rules.answer(known, whole, assume_use=True)
    return {one: replace(told, read_as=read_as) for one, told in answers.items()}


def _read_from_item(facts: Facts, whole: Facts) -> list[str]:
    if facts.product_class == whole.product_class:
        return []
    return [f"product_class: {whole.product_class}, from “{facts.item}”"]


def facts_with_parties(scanner: Scanner, facts: Facts) -> tuple[Facts, list[str]]:
    """The facts with ids of parties for the names that were written, and how they were read."""
    known = scanner.knowledge
    update: dict[str, object] = {}
    notes: list[str] = []
    if facts.party is not None:
        update |= _named(known, "party", facts.party, facts, notes)
    elif facts.produced_by is None and facts.item:
        update |= _party_of_item(scanner, facts.item, facts, notes)
    if facts.produced_by not in (None, "other"):
        update |= _named(known, "produced_by", str(facts.produced_by), facts, notes)
    party = known.parties.get(str(update.get("party", facts.party)))
    if party and "component" not in facts.model_fields_set:
        part = rules.part_in_words(facts.item or "", [name.text for name in party.names])
        if part:
            update["component"] = True
            notes.append(f"component: yes, from “{part}”")
    return facts.model_copy(update=update), notes


def _named(
    known: knowledge.Knowledge, fact: str, written: str, facts: Facts, notes: list[str]
) -> dict[str, object]:
    """The id of a party for its name; nothing where none is known: `rules.answer` refuses that."""
    named = rules.party_of_name(known, written)
    if named is None or named.party == written or (named.relabel and fact == "produced_by"):
        return {}
    party = known.parties[named.party]
    label = f", whose products may bear the label “{written}”" if named.relabel else ""
    notes.append(f"{fact}: “{written}” is read as {party.id} ({party.name}{label})")
    relabel = named.relabel and fact == "party" and "relabel" not in facts.model_fields_set
    return {fact: party.id, **({"relabel": True} if relabel else {})}


def _party_of_item(
    scanner: Scanner, item: str, facts: Facts, notes: list[str]
) -> dict[str, object]:
    """The party that the item names, but for one that it leaves out; and who made the unit."""
    known = scanner.knowledge

    def names(party: str) -> list[str]:
        return [name.text for name in known.parties[party].names]

    ties = [
        tie
        for tie in ties_of_text(scanner, item)
        if not rules.left_out_in_words(item, names(tie.party))
    ]
    if not ties:
        return {}
    makers = {
        tie.party: words
        for tie in ties
        if (words := rules.made_by_in_words(item, names(tie.party)))
    }
    tie = next((ty for ty in ties if ty.party not in makers), ties[0])
    party = tie.party
    found = facts_of_tie(tie, facts)
    if "relabel" in facts.model_fields_set:
        del found["relabel"]
    label = ", by another maker's label alone" if found.get("relabel") else ""
    notes.append(f"party: {party} ({known.parties[party].name}){label}, from “{item}”")
    for maker, words in list(makers.items())[:1] if facts.produced_by is None else ():
        found["produced_by"] = maker
        notes.append(f"produced_by: {maker}, from “{words}”")
    others = sorted({ty.party for ty in ties} - {party} - makers.keys())
    if others:
        notes.append(f"party: the item names {', '.join(others)} too; ask for each by `party`")
    if "product_class" in found:
        notes.append(f"product_class: {found['product_class']}, from “{item}”")
    return found


def ties_of_text(scanner: Scanner, text: str) -> list[Tie]:
    """What a few words are tied to, the scanner's least score and over."""
    ties = rows_of(Tie, scanner.matcher.match(text_cells([text])))
    return [tie for tie in ties if tie.score >= scanner.min_score]


def facts_of_tie(tie: Tie, facts: Facts) -> dict[str, object]:
    """The facts that a tie says: the party, whether only a label points to it, and the class."""
    by_label = rules.is_by_label_alone(tie.grade, [mention.signal_kind for mention in tie.mentions])
    found: dict[str, object] = {"party": tie.party, "relabel": by_label}
    if facts.product_class is None and tie.product_class:
        found["product_class"] = tie.product_class
    return found
