"""Had an advisory been issued by that day? Advisories are context: none of them bars a purchase."""

from sunlit.errors import InputError
from sunlit.knowledge import Knowledge
from sunlit.knowledge.reports import Advisory
from sunlit.rules.evaluate.answer import Answer
from sunlit.rules.evaluate.derivation import Step
from sunlit.rules.facts import Facts
from sunlit.values.partial_date import UNKNOWN, PartialDate


def advisory_answer(knowledge: Knowledge, facts: Facts) -> dict[str, Answer]:
    """The advisory that the facts ask about, by `advisory:<id>`; empty when they ask about none.

    `listed` says whether it had been issued (or added to CISA's catalogue) by the day.
    InputError when no advisory has that id or CVE.
    """
    if facts.advisory is None:
        return {}
    wanted = facts.advisory.casefold()
    for advisory in knowledge.advisories:
        if wanted in (advisory.id.casefold(), (advisory.cve or "").casefold()):
            return {f"advisory:{advisory.id}": _answer(advisory, facts)}
    raise InputError(
        f"advisory: no advisory {facts.advisory!r} is known. Give its id or CVE, as in "
        "src/sunlit/knowledge/advisories.yaml."
    )


def _answer(advisory: Advisory, facts: Facts) -> Answer:
    since: PartialDate = advisory.kev_added or advisory.date or UNKNOWN
    issued = since.on_or_before(facts.day)
    verb = "added to CISA's catalogue" if advisory.kev_added else "issued"
    return Answer(
        instrument=f"advisory:{advisory.id}",
        name=f"Advisory {advisory.cve or advisory.id}",
        status="not_applicable",
        listed=issued,
        listed_from=str(since),
        in_force_from=None,
        listed_until=None,
        tranche=None,
        via=None,
        missing=(),
        lacks=(),
        asks=(),
        why=f"An advisory, {verb} {since}: a warning is no law and bars no buyer.",
        citation=advisory.cve,
        quote=None,
        source=advisory.source[0] if advisory.source else None,
        verified=advisory.verified,
        derivation=Step(f"Was it {verb} by {facts.day}?", issued, f"{verb} {since}"),
    )
